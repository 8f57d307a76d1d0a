package app

import (
	"context"
	"encoding/json"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/outbox"
)

// How long whoever does something at a desk waits for his office to decide, and how many exchanges with it: then it goes on without him.
const (
	officeDecides = 3 * time.Second
	decidedWithin = 3
)

// round is closed when the exchange that is under way, or else the next, is over; nil while the office is not followed.
func (u *uplink) round() <-chan struct{} {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.rounds
}

// follows notes whether the office is followed, and that an exchange with it is over.
func (u *uplink) follows(on bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.rounds != nil {
		close(u.rounds)
	}
	u.rounds = nil
	if on {
		u.rounds = make(chan struct{})
	}
}

// verdict waits for what the office says of a command that the desk has kept for it. What it refuses is told as if it had been done there, and
// is kept no longer: whoever did it still has it before him. Without an answer in time the command goes on waiting.
func (u *uplink) verdict(ctx context.Context, c *outbox.Command) error {
	late := time.NewTimer(officeDecides)
	defer late.Stop()
	for range decidedWithin {
		round := u.round()
		u.wrote()
		if round == nil {
			return nil
		}
		select {
		case <-round:
		case <-late.C:
			return nil
		case <-ctx.Done():
			return nil
		}
		result, err := u.desk.Replica.Fate(ctx, c.ID)
		switch {
		case err != nil || result.State == outbox.Applied:
			return err
		case result.State.Unresolved() && ctx.Err() == nil:
			return u.refused(ctx, c, result)
		}
	}
	return nil
}

// refused tells what the office has against a command, and forgets the command.
func (u *uplink) refused(ctx context.Context, c *outbox.Command, result outbox.Result) error {
	if err := u.desk.Replica.Forget(ctx, c.ID); err != nil {
		return err
	}
	u.wrote()
	return u.against(c, result)
}

func (u *uplink) against(c *outbox.Command, result outbox.Result) error {
	if result.State == outbox.Refused && result.Problem != nil {
		return result.Problem.Err()
	}
	conflict, fields := fault.New(fault.Conflict, "error.changed_meanwhile"), fault.Fields{}
	t, ok := u.desk.Administration.Model().Schema.Type(c.Type)
	for _, name := range result.Clashes {
		if f, known := t.Field(name); ok && known {
			fields.Add(name, "error.field_changed_meanwhile", "field", f.Labels)
		}
	}
	conflict.Fields = fields
	return conflict
}

// ask has the office decide on a command that the desk could not do, if it is there: the desk may know less. local is why it could not.
func (u *uplink) ask(ctx context.Context, c *outbox.Command, local error) error {
	round := u.round()
	if round == nil {
		return local
	}
	raw, err := c.Encode()
	if err != nil {
		return err
	}
	answer, err := u.sendOffer(ctx, &outbox.Offer{Commands: []json.RawMessage{raw}})
	switch {
	case fault.Is(err, fault.Unavailable), isForeign(err): // nobody knows whether it is done: it is sent again until that is known
		return u.desk.Replica.Enqueue(ctx, c) // as one that may have been sent
	case err != nil:
		return err
	case len(answer.Results) != 1:
		return local
	}
	result := answer.Results[0]
	if result.State.Unresolved() {
		if _, err := u.sendOffer(ctx, &outbox.Offer{Closed: []ident.ID{c.ID}}); err != nil {
			u.logger.WarnContext(ctx, "what was refused stays in the outbox at the office", "error", err)
		}
		return u.against(c, result)
	}
	if err := u.desk.Replica.Settle(ctx, c); err != nil {
		return err
	}
	u.wrote()
	select {
	case <-round:
	case <-ctx.Done():
	case <-time.After(officeDecides):
	}
	return nil
}
