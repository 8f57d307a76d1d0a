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
	owners   []ident.No // the rules and restrictions whose condition has not been tested on every record
	records  bool       // every record is to be looked at, for these or for other reasons
	indexes  bool       // fields wait for their index
	removing bool       // fields wait for their values to be taken out
}

// waiting lists what waits to be built, by type.
func (s *State) waiting() map[ident.No]unbuilt {
	waiting := make(map[ident.No]unbuilt)
	for no := range s.rebuild {
		waiting[no] = unbuilt{records: true}
	}
	for _, t := range s.Model.Schema.Types() {
		waits := waiting[t.No]
		waits.indexes = slices.ContainsFunc(t.Fields, func(f *schema.Field) bool { return f.Indexing })
		waits.removing = len(t.Removing) > 0
		if waits.indexes || waits.removing {
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
		if waits.removing {
			if err := inSteps(ctx, typeName, s.parts.Records.EraseValues); err != nil {
				return fault.Wrap(err, "remove fields of "+typeName)
			}
		}
		if waits.records {
			if err := inSteps(ctx, typeName, s.parts.Records.Reevaluate); err != nil {
				return fault.Wrap(err, "evaluate conditions of "+typeName)
			}
		}
		if err := s.markReady(ctx, state, typeNo, waits, repeated); err != nil {
			return fault.Wrap(err, "finish conditions of "+typeName)
		}
	}
	return nil
}

// inSteps has a step look at some records of a type after the others, to the last.
func inSteps(ctx context.Context, typeName string, step func(ctx context.Context, typeName string, after int64, limit int) (int64, error)) error {
	for after := int64(0); ; {
		last, err := step(ctx, typeName, after, buildChunk)
		if err != nil || last == 0 {
			return err
		}
		after = last
	}
}

// markReady lets act what has been built, as far as it is still what was to be built.
func (s *Service) markReady(ctx context.Context, state *State, typeNo ident.No, built unbuilt, repeated []string) error {
	return s.Modify(ctx, access.Actor{}, func(ctx context.Context, d *Draft) error {
		// A type that was changed while it was being built is built once more: its version tells.
		if d.before.Version(typeNo) == state.Version(typeNo) {
			if d.rebuild[typeNo] && built.records {
				delete(d.rebuild, typeNo)
				d.calculated(typeNo)
			}
			if built.indexes {
				d.indexed(typeNo, repeated)
			}
			if built.removing {
				if err := s.dropFields(ctx, d, typeNo); err != nil {
					return err
				}
			}
		}
		d.conditionsReady(state.Model.Policy, built.owners)
		return nil
	})
}

// dropFields ends the removal of the fields of a type whose values have been taken out. A name whose columns stay is not used again.
func (s *Service) dropFields(ctx context.Context, d *Draft, typeNo ident.No) error {
	changed := *d.types[typeNo]
	kept, err := s.parts.Records.DropFields(ctx, d.tx, &changed, changed.Removing)
	if err != nil {
		return fault.Wrap(err, "drop fields of "+changed.Name)
	}
	changed.Removing, changed.Removed = nil, slices.Concat(changed.Removed, kept)
	d.setType(&changed)
	return nil
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
