package app

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"

	"kontora/backend/fault"
	"kontora/backend/httpapi"
	"kontora/backend/outbox"
)

// isOver reports whether the desk is locked and its office says that its employee works there no longer.
func (u *uplink) isOver(ctx context.Context) bool {
	locked, err := u.desk.Replica.Recall(ctx, keptLock)
	if err != nil || len(locked) == 0 {
		return false
	}
	active, err := u.standing(ctx)
	return err == nil && !active
}

// standing asks an office that has ended the desk's session whether its employee still works there. Where he does not, what waits is left with
// the office for him before that is answered.
func (u *uplink) standing(ctx context.Context) (active bool, err error) {
	u.pushing.Lock()
	defer u.pushing.Unlock()
	for {
		offer, err := u.offer(ctx)
		if err != nil {
			return true, err
		}
		offer.Closed, offer.Kept = nil, nil
		active, err = u.askStanding(ctx, offer)
		if err != nil || active || len(offer.Commands) == 0 {
			return active, err
		}
		// Each is refused there now, and is no longer sent with the next.
		left := &outbox.Answer{}
		for _, raw := range offer.Commands {
			c, err := outbox.Decode(raw)
			if err != nil {
				return true, err
			}
			left.Results = append(left.Results, outbox.Result{ID: c.ID, State: outbox.Refused})
		}
		if err := u.desk.Replica.Decide(ctx, offer, left); err != nil {
			return true, err
		}
	}
}

func (u *uplink) askStanding(ctx context.Context, offer *outbox.Offer) (active bool, err error) {
	device, err := u.recall(ctx, keptDevice)
	if err != nil {
		return true, err
	}
	body, err := json.Marshal(struct {
		Device string `json:"device"`
		*outbox.Offer
	}{device, offer})
	if err != nil {
		return true, err
	}
	r, err := u.request(ctx, http.MethodPost, "/api/replica/standing", bytes.NewReader(body))
	if err != nil {
		return true, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(httpapi.DeviceHeader, device)
	said, err := u.send(r)
	if err != nil {
		return true, fault.New(fault.Unavailable, "app.office_away").Because(err)
	}
	defer said.Body.Close()
	if said.StatusCode != http.StatusOK {
		return true, refusal(said)
	}
	var answer struct {
		Active *bool `json:"active"`
	}
	if err := json.NewDecoder(io.LimitReader(said.Body, 1<<20)).Decode(&answer); err != nil || answer.Active == nil {
		return true, fault.New(fault.Unavailable, "app.office_away").Because(err)
	}
	return *answer.Active, nil
}
