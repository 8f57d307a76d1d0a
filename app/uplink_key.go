package app

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/lockbox"
)

// officeKey is what a desk leaves with its office, as both write it.
type officeKey struct {
	Key []byte `json:"key"`
}

func keyPath(box ident.ID) string { return "/api/replica/keys/" + box.String() }

// leaveKey leaves with the office what opens its lock of the desk's key. An office that was restored from a backup has lost it, so that is done
// whenever the office is followed anew.
func (u *uplink) leaveKey(ctx context.Context) error {
	kept, err := u.desk.Replica.Recall(ctx, keptOfficeKey)
	if err != nil || len(kept) != len(ident.ID{})+lockbox.KeyBytes {
		return err
	}
	box, err := ident.FromBytes(kept[:len(ident.ID{})])
	if err != nil {
		return err
	}
	body, err := json.Marshal(officeKey{Key: kept[len(ident.ID{}):]})
	if err != nil {
		return err
	}
	r, err := u.request(ctx, http.MethodPut, keyPath(box), bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := u.send(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusNoContent {
		return refusal(answer)
	}
	return nil
}

// leftKey asks for what was left, for somebody whom the office has just let in; nil when it has nothing.
func (u *uplink) leftKey(ctx context.Context, token string, box ident.ID) ([]byte, error) {
	r, err := u.request(ctx, http.MethodGet, keyPath(box), http.NoBody)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", "Bearer "+token)
	answer, err := u.send(r)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "app.office_away").Because(err)
	}
	defer answer.Body.Close()
	switch answer.StatusCode {
	case http.StatusOK:
		var said officeKey
		return said.Key, json.NewDecoder(io.LimitReader(answer.Body, 1<<10)).Decode(&said)
	case http.StatusNotFound:
		return nil, nil
	}
	return nil, refusal(answer)
}
