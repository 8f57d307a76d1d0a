package record

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"time"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Bounds of the shares of one record.
const (
	MaxShares      = 200
	maxShareReason = 500
	latestYear     = 9999 // that times can be written with
)

// ShareInput is one share as a person gives it.
type ShareInput struct {
	Principal access.Principal
	Level     access.Level
	Expires   time.Time // zero: for good; else rounded up to the full hour
	Reason    string
}

// SharesAnswer is who has been given what on a record.
type SharesAnswer struct {
	Items  []GivenShare
	Levels []access.Level // those the actor may give; empty when he may give none
	// Version names the list as it stands: one list has one name.
	Version string
	// Related is what the record links to: shared with somebody new, it may lead him to what he cannot open.
	Related []Related
}

// Shares returns the shares of a record to those who may change them: with whom something is shared tells more of it than that one sees it.
func (s *Service) Shares(ctx context.Context, actor access.Actor, typeName string, id ident.ID) (SharesAnswer, error) {
	var answer SharesAnswer
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, found, err := c.find(ctx, r, typeName, id)
		if err != nil {
			return err
		}
		if t.Default == schema.Parent {
			return nil // it has none of its own
		}
		if of := subject(t, found); !c.rights.Allows(access.Authorize, of) {
			return c.refusal(access.Authorize, of)
		}
		answer.Levels = c.givable(t, found)
		if answer.Related, err = c.related(ctx, r, t, found); err != nil {
			return err
		}
		answer.Items, err = r.Shares(ctx, id)
		answer.Version = s.sharesVersion(id, answer.Items)
		return err
	})
	return answer, err
}

// sharesVersion names a list of shares, whatever its order.
func (s *Service) sharesVersion(id ident.ID, shares []GivenShare) string {
	lines := make([]string, 0, len(shares))
	for _, share := range shares {
		lines = append(lines, fmt.Sprintf("%v %v %d %q", share.Principal, share.Level, share.Expires.Unix(), share.Reason))
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return s.Seal.Version(id, binary.BigEndian.Uint64(sum[:8]))
}

// givable are the levels that the actor may give on a record: those he may use himself, all lower ones included, when he may authorize at all.
func (c *scene) givable(t *schema.ElementType, r *Record) []access.Level {
	of := subject(t, r)
	if t.Default == schema.Parent || r.Deleted != nil || !c.rights.Allows(access.Authorize, of) {
		return nil
	}
	var levels []access.Level
	for level := access.ViewLevel; level <= c.rights.Level(of); level++ {
		levels = append(levels, level)
	}
	return levels
}

// SetShares replaces the shares of a record as far as the actor may change them: shares above his own levels, and those whose principal is
// himself, stay as they are; to send them changed is refused.
func (s *Service) SetShares(ctx context.Context, actor access.Actor, typeName string, id ident.ID, wanted []ShareInput) (SharesAnswer, error) {
	return s.ChangeShares(ctx, actor, typeName, id, SharesChange{Items: wanted})
}

// SharesChange is a list of shares that takes the place of another.
type SharesChange struct {
	Items   []ShareInput
	With    []string // types of what the record links to: those who are added may view that too, as far as the actor may share it
	Version string   // of the list that was seen, which is fault.Conflict when it has changed; empty: whatever there is
}

// ChangeShares does as SetShares, with regard to the list that was seen and to what the record links to.
func (s *Service) ChangeShares(ctx context.Context, actor access.Actor, typeName string, id ident.ID, change SharesChange) (SharesAnswer, error) {
	err := s.writer(ctx, actor, func(w *writing) error {
		t, before, err := w.hold(ctx, typeName, id)
		if err != nil {
			return err
		}
		if err := w.allow(access.Authorize, t, before); err != nil {
			return err
		}
		if t.Default == schema.Parent {
			return fault.New(fault.Denied, "error.not_shareable")
		}
		if err := w.checkWith(t, change.With); err != nil {
			return err
		}
		given, err := w.Shares(ctx, before.ID)
		if err != nil {
			return err
		}
		if change.Version != "" && change.Version != s.sharesVersion(before.ID, given) {
			return fault.New(fault.Conflict, "error.shares_changed")
		}
		along, err := w.relatedToShare(ctx, t, before, change.With)
		if err != nil {
			return err
		}
		if err := w.share(ctx, t, before, change.Items); err != nil {
			return err
		}
		return w.shareRelated(ctx, along, newcomers(given, change.Items, w.Now()))
	})
	if err != nil {
		return SharesAnswer{}, err
	}
	answer, err := s.Shares(ctx, actor, typeName, id)
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Denied) {
		return SharesAnswer{}, nil // he may do it no more
	}
	return answer, err
}

// newcomers are the wanted shares whose principals had none that held.
func newcomers(given []GivenShare, wanted []ShareInput, now time.Time) []ShareInput {
	var added []ShareInput
	for _, want := range wanted {
		if !slices.ContainsFunc(given, func(g GivenShare) bool { return g.Principal == want.Principal && g.Holds(now) }) {
			added = append(added, want)
		}
	}
	return added
}

func (w *writing) share(ctx context.Context, t *schema.ElementType, before *Record, wanted []ShareInput) error {
	given, err := w.Shares(ctx, before.ID)
	if err != nil {
		return err
	}
	merged, err := w.mergeShares(t, before, given, wanted)
	if err != nil {
		return err
	}
	after := before.clone()
	if err := w.place(ctx, t, after, merged, nil); err != nil {
		return err
	}
	if err := w.lockBelow(ctx, t, before.ID); err != nil {
		return err
	}
	if err := w.SetShares(ctx, t, before.ID, merged); err != nil {
		return err
	}
	if err := w.Update(ctx, t, before, after, nil); err != nil {
		return err
	}
	if err := w.moveChildren(ctx, after); err != nil {
		return err
	}
	w.changed(t, after.ID, after.CreatedBy, before.Cell, after.Cell, nil)
	if err := w.tellOfShares(ctx, t, after, given, merged); err != nil {
		return err
	}
	return w.log(ctx, KindShare, t, after, []Change{w.sharesChange(given, merged)})
}

// mergeShares is what the shares become: the wanted ones, and those of the given ones that the actor may not touch.
func (w *writing) mergeShares(t *schema.ElementType, r *Record, given []GivenShare, wanted []ShareInput) ([]GivenShare, error) {
	if len(wanted) > MaxShares {
		return nil, fault.Field("items", "error.too_many_shares", "max", MaxShares)
	}
	highest := w.rights.Level(subject(t, r))
	before := make(map[access.Principal]GivenShare, len(given))
	for _, share := range given {
		before[share.Principal] = share
	}
	seen := make(map[access.Principal]bool, len(wanted))
	merged := make([]GivenShare, 0, len(wanted))
	for _, want := range wanted {
		if seen[want.Principal] {
			return nil, fault.Field("items", "error.share_twice")
		}
		seen[want.Principal] = true
		share, err := w.giveShare(want, before, highest)
		if err != nil {
			return nil, err
		}
		merged = append(merged, share)
	}
	for _, share := range given {
		if !seen[share.Principal] && !w.touchable(share.Principal, share.Level, highest) {
			merged = append(merged, share)
		}
	}
	return merged, nil
}

// giveShare checks one wanted share against what stood before. One that is sent as it stands is always taken.
func (w *writing) giveShare(want ShareInput, before map[access.Principal]GivenShare, highest access.Level) (GivenShare, error) {
	want.Expires, want.Reason = access.FullHour(want.Expires), schema.Line(want.Reason)
	old, had := before[want.Principal]
	if had && old.Level == want.Level && old.Expires.Equal(want.Expires) && old.Reason == want.Reason {
		return old, nil
	}
	if !w.touchable(want.Principal, want.Level, highest) || had && !w.touchable(want.Principal, old.Level, highest) {
		return GivenShare{}, fault.New(fault.Denied, "error.share_above_own")
	}
	switch {
	case want.Expires.IsZero():
	case !want.Expires.After(w.Now()):
		return GivenShare{}, fault.Field("items", "error.share_expired")
	case want.Expires.Year() > latestYear:
		return GivenShare{}, fault.Field("items", "field.date_time")
	}
	if len([]rune(want.Reason)) > maxShareReason {
		return GivenShare{}, fault.Field("items", "field.too_long", "max", maxShareReason, "count", len([]rune(want.Reason)))
	}
	return GivenShare{
		Share:  access.Share{Principal: want.Principal, Level: want.Level, Expires: want.Expires},
		Reason: want.Reason, GivenBy: w.actor.Employee, GivenAt: w.Now().UnixMilli(),
	}, nil
}

// touchable reports whether the actor may add, change or end a share.
func (w *writing) touchable(principal access.Principal, level, highest access.Level) bool {
	himself := principal == access.Principal{Kind: access.OneEmployee, No: w.actor.Employee}
	return level <= highest && level > access.NoLevel && (!himself || w.rights.Administrator())
}
