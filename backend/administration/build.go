package administration

import (
	"context"
	"slices"
	"time"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// unbuilt is what of a type waits to be built.
type unbuilt struct {
	owners  []ident.No // the rules and restrictions whose condition has not been tested on every record
	records bool       // every record is to be looked at, for these or for other reasons
	indexes bool       // fields wait for their index
}

// waiting lists what waits to be built, by type.
func (s *State) waiting() map[ident.No]unbuilt {
	waiting := make(map[ident.No]unbuilt)
	for no := range s.rebuild {
		waiting[no] = unbuilt{records: true}
	}
	for _, t := range s.Model.Schema.Types() {
		if slices.ContainsFunc(t.Fields, func(f *schema.Field) bool { return f.Indexing }) {
			waits := waiting[t.No]
			waits.indexes = true
			waiting[t.No] = waits
		}
	}
	note := func(no, typeNo ident.No, c *access.Condition) {
		if c != nil && c.State == access.Building {
			waits := waiting[typeNo]
			waits.owners, waits.records = append(waits.owners, no), true
			waiting[typeNo] = waits
		}
	}
	for no, r := range s.Model.Policy.Rules {
		note(no, r.Type, r.Condition)
	}
	for no, r := range s.Model.Policy.Restrictions {
		note(no, r.Type, r.Condition)
	}
	return waiting
}

func (s *Service) wakeBuilder() {
	select {
	case s.build <- struct{}{}:
	default:
	}
}

// Bounds of building: records tested in one transaction, and how long to wait after something failed.
const (
	buildChunk = 500
	buildRetry = 10 * time.Second
)

// Serve builds new conditions, indexes and what is kept of records besides what people put in as they come, until ctx ends. Run it once for
// each company.
func (s *Service) Serve(ctx context.Context) error {
	for {
		var retry <-chan time.Time
		if err := s.buildAll(ctx); err != nil && ctx.Err() == nil {
			s.parts.Logger.ErrorContext(ctx, "conditions or indexes not built", "error", err)
			retry = time.After(buildRetry)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.build:
		case <-retry:
		}
	}
}

// buildAll builds for every type what waits, then marks as ready what was waiting when it began.
func (s *Service) buildAll(ctx context.Context) error {
	state := s.State()
	for typeNo, waits := range state.waiting() {
		typeName, _ := state.TypeName(typeNo)
		var repeated []string
		if waits.indexes {
			var err error
			if repeated, err = s.parts.Records.BuildIndexes(ctx, typeName); err != nil {
				return fault.Wrap(err, "build indexes of "+typeName)
			}
		}
		if waits.records {
			if err := s.reevaluate(ctx, typeName); err != nil {
				return fault.Wrap(err, "evaluate conditions of "+typeName)
			}
		}
		if err := s.markReady(ctx, state, typeNo, waits, repeated); err != nil {
			return fault.Wrap(err, "finish conditions of "+typeName)
		}
	}
	return nil
}

// reevaluate looks at every record of a type, in small steps.
func (s *Service) reevaluate(ctx context.Context, typeName string) error {
	for after := int64(0); ; {
		last, err := s.parts.Records.Reevaluate(ctx, typeName, after, buildChunk)
		if err != nil || last == 0 {
			return err
		}
		after = last
	}
}

// markReady lets act what has been built, as far as it is still what was to be built.
func (s *Service) markReady(ctx context.Context, state *State, typeNo ident.No, built unbuilt, repeated []string) error {
	return s.Modify(ctx, access.Actor{}, func(_ context.Context, d *Draft) error {
		// A type that was changed while it was being built is built once more: its version tells.
		if d.before.Version(typeNo) == state.Version(typeNo) {
			if d.rebuild[typeNo] && built.records {
				delete(d.rebuild, typeNo)
				d.calculated(typeNo)
			}
			if built.indexes {
				d.indexed(typeNo, repeated)
			}
		}
		d.conditionsReady(state.Model.Policy, built.owners)
		return nil
	})
}

// conditionsReady lets conditions act that are still what was built.
func (d *Draft) conditionsReady(built *access.Policy, owners []ident.No) {
	for _, no := range owners {
		if r, ok := d.rules[no]; ok && sameCondition(r.Condition, conditionOf(built, no)) {
			changed := *r
			changed.Condition = ready(r.Condition)
			d.rules[no] = &changed
			d.touch(RuleKind, no)
		}
		if r, ok := d.restrictions[no]; ok && sameCondition(r.Condition, conditionOf(built, no)) {
			changed := *r
			changed.Condition = ready(r.Condition)
			d.restrictions[no] = &changed
			d.touch(RestrictionKind, no)
		}
	}
}
