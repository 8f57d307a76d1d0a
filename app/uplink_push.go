package app

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/httpapi"
	"kontora/backend/ident"
	"kontora/backend/outbox"
)

// offeredBytes is how much is sent in one request, unless one command alone is more.
const offeredBytes = 4 << 20

// maxAnswered is how long the office's answer to an offer can be.
const maxAnswered = 16 << 20

// wrote has the office told soon of what was done here.
func (u *uplink) wrote() {
	select {
	case u.written <- struct{}{}:
	default:
	}
	u.relay(httpapi.Relayed{Name: "sync", Data: nothing()})
}

// push sends what waits. It reports whether anything was sent.
func (u *uplink) push(ctx context.Context) (sent bool, err error) {
	u.pushing.Lock()
	defer u.pushing.Unlock()
	for {
		offer, err := u.offer(ctx)
		if err != nil || len(offer.Commands)+len(offer.Closed)+len(offer.Kept) == 0 && !u.asks.Swap(false) {
			return sent, err
		}
		if err := u.desk.Replica.Send(ctx, offer); err != nil {
			return sent, err
		}
		answer, err := u.sendOffer(ctx, offer)
		if err != nil {
			return sent, err
		}
		sent = sent || len(offer.Commands)+len(offer.Closed)+len(answer.Closed)+len(answer.Missed) > 0
		if err := u.desk.Replica.Decide(ctx, offer, answer); err != nil {
			return sent, err
		}
		if len(answer.Results) == 0 {
			return sent, nil // what could not be decided is sent again with the next
		}
	}
}

func (u *uplink) offer(ctx context.Context) (*outbox.Offer, error) {
	waiting, err := u.desk.Replica.Waiting(ctx, outbox.MaxOffered)
	if err != nil {
		return nil, err
	}
	offer, size := &outbox.Offer{Commands: []json.RawMessage{}}, 0
	for _, c := range waiting {
		raw, err := c.Encode()
		if err != nil {
			return nil, err
		}
		if size += len(raw); size > offeredBytes && len(offer.Commands) > 0 {
			break
		}
		offer.Commands = append(offer.Commands, raw)
	}
	if offer.Closed, err = u.desk.Replica.Closed(ctx, outbox.MaxOffered); err != nil {
		return nil, err
	}
	offer.Kept, err = u.desk.Replica.Kept(ctx, outbox.MaxOffered)
	return offer, err
}

// isForeign reports whether the office knows another history than the desk has been told: it was restored from a backup.
func isForeign(err error) bool {
	return fault.Is(err, fault.Denied) && fault.Of(err).Text.Key == httpapi.ForeignHistory
}

func (u *uplink) sendOffer(ctx context.Context, offer *outbox.Offer) (*outbox.Answer, error) {
	offer.Stand = u.desk.Replica.Stand()
	body, err := json.Marshal(offer)
	if err != nil {
		return nil, err
	}
	r, err := u.request(ctx, http.MethodPost, "/api/replica/push", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	said, err := u.send(r)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "app.office_away").Because(err)
	}
	defer said.Body.Close()
	if said.StatusCode != http.StatusOK {
		return nil, refusal(said)
	}
	var answer outbox.Answer
	return &answer, json.NewDecoder(io.LimitReader(said.Body, maxAnswered)).Decode(&answer)
}

// deskOutbox is the outbox of a desk for its employee. It is safe for concurrent use.
type deskOutbox struct{ *uplink }

// maxShown is how much of an outbox is shown.
const maxShown = 1000

// Kept is everything that waits or is unresolved.
func (o deskOutbox) Kept(ctx context.Context, _ access.Actor) ([]outbox.Kept, error) {
	return o.desk.Replica.Outbox(ctx, maxShown)
}

// Count is how many are unresolved.
func (o deskOutbox) Count(ctx context.Context, _ access.Actor) (int, error) {
	_, unresolved, err := o.desk.Replica.Counts(ctx)
	return unresolved, err
}

// Forget takes one out: one that waits is not done here any longer, and of one that is unresolved the office is told.
func (o deskOutbox) Forget(ctx context.Context, _ access.Actor, id ident.ID) error {
	o.pushing.Lock()
	defer o.pushing.Unlock()
	if err := o.desk.Replica.Forget(ctx, id); err != nil {
		return err
	}
	err := o.desk.rebuild(ctx)
	o.wrote()
	return err
}

// Retry does one that is unresolved once more, as a new command over what stands there now.
func (o deskOutbox) Retry(ctx context.Context, actor access.Actor, id ident.ID) error {
	kept, err := o.desk.Replica.Unresolved(ctx, id)
	if err != nil {
		return err
	}
	again := kept.Command.Again(ident.Random{}.New())
	if again.Kind == outbox.Change {
		again.Fields = kept.Undone()
		writes := deskRecords{desk: o.desk, link: o.uplink}
		if again.Seen, err = writes.seen(ctx, actor, again.Type, again.Record, again.Fields); err != nil {
			return err
		}
	}
	// What cannot be done here is not lost: it stays where it is.
	if err := again.Do(ctx, o.desk.Records.On(o.desk.Replica.Retry(again, id), again), actor, func([]string) {}); err != nil {
		return err
	}
	o.wrote()
	return nil
}
