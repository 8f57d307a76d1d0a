package importer

import (
	"context"
	"encoding/json"
	"errors"
	"hash/maphash"
	"io"
	"maps"
	"slices"

	"kontora/backend/fault"
	"kontora/backend/locale"
)

// stepRun is one step under way.
type stepRun struct {
	*run
	step   *Step
	done   *StepReport
	target target
	tell   func()
	seen   *seen
}

// constant makes the one entry or record of a step without a file.
func (s *stepRun) constant(ctx context.Context) error {
	only := &row{}
	s.done.Rows = 1
	if err := s.target.take(ctx, []*row{only}); err != nil {
		return err
	}
	if only.problem != nil {
		return s.step.wrong("importer.plan_constant", "into", s.step.into(), "reason", only.problem.said())
	}
	s.count(only)
	return nil
}

// file takes the rows of the step's file, a number of them at a time.
func (s *stepRun) file(ctx context.Context) error {
	t, err := openTable(s.parts.Files, s.step.File, s.surveys[s.step.File])
	if err != nil {
		return err
	}
	defer t.close()
	columns := make(map[string]int, len(t.header))
	for at, name := range t.header {
		columns[name] = at
	}
	for {
		rows, last, err := s.read(t, columns)
		if err != nil {
			return err
		}
		if err := s.batch(ctx, rows); err != nil {
			return err
		}
		s.tell()
		if last {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

func (s *stepRun) read(t *table, columns map[string]int) (rows []*row, last bool, err error) {
	for len(rows) < s.target.batch() {
		line, err := t.next()
		if errors.Is(err, io.EOF) {
			return rows, true, nil
		}
		if err != nil {
			return nil, false, err
		}
		r := &row{line: line.number, cells: line.cells, columns: columns, replace: s.step.Replace}
		if len(line.cells) != len(t.header) {
			r.refuse("importer.row_columns", "count", len(line.cells), "expected", len(t.header))
		}
		rows = append(rows, r)
	}
	return rows, false, nil
}

// batch takes rows, and notes what became of each.
func (s *stepRun) batch(ctx context.Context, rows []*row) error {
	s.done.Rows += len(rows)
	rejects := s.rejects(s.step.File)
	var taken []*row
	for _, r := range rows {
		switch {
		case rejects.has(r.line):
			r.outcome = rejectedBefore
		case s.step.Optional && s.step.keyless(r):
			r.outcome = passed
		case r.problem == nil:
			r.repeats = s.seen.before(s.step, r)
			taken = append(taken, r)
		}
	}
	if err := s.target.take(ctx, taken); err != nil {
		return err
	}
	for _, r := range rows {
		s.count(r)
		if r.problem != nil && r.outcome != rejectedBefore {
			if err := rejects.add(s.step, r); err != nil {
				return err
			}
			s.done.Reasons = RejectedName(s.step.File)
		}
	}
	return nil
}

func (s *stepRun) count(r *row) {
	switch {
	case r.problem != nil || r.outcome == rejectedBefore:
		s.done.Rejected++
	case r.outcome == passed:
		s.done.Passed++
	case r.outcome == made:
		s.done.Made++
	case r.outcome == changed:
		s.done.Changed++
	case r.outcome == same:
		s.done.Same++
	}
}

// outcome is what became of a row that was not refused.
type outcome uint8

const (
	undecided outcome = iota
	rejectedBefore
	passed
	made
	changed
	same
)

// keyless reports whether all fields of the key are empty in a row.
func (s *Step) keyless(r *row) bool {
	for _, name := range s.Key {
		source := s.Fields[name]
		if source.Value != nil || source.text(r) != "" {
			return false
		}
	}
	return true
}

// seen remembers the keys of a step's rows, so that two rows of a file that say different things of one record are noticed.
type seen struct {
	seed maphash.Seed
	keys map[uint64]bool
}

func newSeen() *seen { return &seen{seed: maphash.MakeSeed(), keys: make(map[uint64]bool)} }

// before reports whether an earlier row had the key of this one, and remembers it.
func (n *seen) before(step *Step, r *row) bool {
	if len(step.Key) == 0 {
		return false
	}
	var hash maphash.Hash
	hash.SetSeed(n.seed)
	for _, name := range step.Key {
		_, _ = hash.WriteString(step.Fields[name].text(r)) // a hash takes everything
		_ = hash.WriteByte(0)
	}
	sum := hash.Sum64()
	known := n.keys[sum]
	n.keys[sum] = true
	return known
}

// refuseBy notes on a row what an error says of it.
func (r *row) refuseBy(err error) {
	e := fault.Of(err)
	if len(e.Fields) == 0 {
		r.problem = &problem{text: e.Text}
		return
	}
	for _, name := range slices.Sorted(maps.Keys(e.Fields)) {
		r.refuseField(name, e.Fields[name])
	}
}

// fill makes the values of a row's fields: each is what the source says, found where it names something. Empty ones are left out.
func (s *Step) fill(ctx context.Context, l *lookups, r *row, convert func(name string, source Source, text string) (json.RawMessage, *locale.Text)) (map[string]json.RawMessage, error) {
	values := make(map[string]json.RawMessage, len(s.Fields)+1)
	for name, source := range s.sources() {
		var raw json.RawMessage
		var problem *locale.Text
		var err error
		switch text := source.text(r); {
		case source.Find != nil:
			raw, problem, err = l.resolve(ctx, source, r)
		case source.Value != nil:
			raw = source.Value
		case text != "":
			raw, problem = convert(name, source, text)
		}
		if err != nil {
			return nil, err
		}
		if problem != nil {
			r.refuseField(name, *problem)
		} else if raw != nil {
			values[name] = raw
		}
	}
	return values, nil
}
