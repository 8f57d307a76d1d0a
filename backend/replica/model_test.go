package replica

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/record"
)

var (
	modelFor  = flag.Duration("model", 2*time.Second, "how long the model of the pull is run")
	modelSeed = flag.Uint64("seed", 0, "run this one seed of the model; 0: as many as there is time for")
)

// The model is an office in memory whose people, rights and records change at random, and desks that pull from it over a line that loses
// answers. After every answer a desk must hold what a naive look at the office says, no more and no less, and nobody may ever be told the
// identifier of what he never saw.
func TestDesksHoldExactlyWhatTheirEmployeesSee(t *testing.T) {
	if *modelSeed != 0 {
		runModel(t, *modelSeed)
		return
	}
	began, first := time.Now(), uint64(time.Now().UnixNano())>>8|1
	seeds := uint64(0)
	for ; seeds < 50 || time.Since(began) < *modelFor; seeds++ {
		runModel(t, first+seeds)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d seeds from %d", seeds, first)
}

// Worlds that the model has failed in once.
func TestDesksHoldExactlyWhatTheirEmployeesSeeInWorldsThatFailedOnce(t *testing.T) {
	for seed := uint64(1); seed <= 40; seed++ {
		runModel(t, seed)
	}
}

const (
	modelUsers  = 4
	modelCells  = 9 // of the first type the first five
	modelFields = 3
	modelSteps  = 200
	modelDays   = 4 // on which records are made
)

// modelWorld is an office. Nothing in it shares code with what it checks.
type modelWorld struct {
	*rand.Rand
	head    uint64
	records map[ident.ID]*modelRecord
	moves   map[uint64]map[ident.ID]Move
	sees    [modelUsers]map[access.CellNo]access.Grant
	reads   [modelUsers]map[ident.No]map[ident.No]bool // type, field: shortened
	since   [modelUsers]map[ident.No]int64             // type: from when on what was made is to come
	known   [modelUsers]map[ident.ID]bool              // what each has ever been entitled to know of
	desks   [modelUsers]*modelDesk
}

type modelRecord struct {
	id            ident.ID
	made          int64
	cell          access.CellNo
	changed       uint64
	entered, born uint64
	values        map[ident.No]int // 0: the responsible
	versions      record.Versions
}

type modelDesk struct {
	holding *Holding
	rows    map[ident.ID]modelRow
}

type modelRow struct {
	made   int64
	cell   access.CellNo
	values map[ident.No]string
}

func modelType(cell access.CellNo) ident.No {
	if cell <= 5 {
		return 1
	}
	return 2
}

func newModel(seed uint64) *modelWorld {
	w := &modelWorld{Rand: rand.New(rand.NewPCG(seed, 7)), records: make(map[ident.ID]*modelRecord), moves: make(map[uint64]map[ident.ID]Move)}
	for u := range w.sees {
		w.sees[u], w.known[u] = make(map[access.CellNo]access.Grant), make(map[ident.ID]bool)
		w.reads[u] = map[ident.No]map[ident.No]bool{1: {1: false, 2: false}, 2: {1: true}}
		w.since[u] = make(map[ident.No]int64)
		w.desks[u] = &modelDesk{holding: &Holding{}, rows: make(map[ident.ID]modelRow)}
	}
	return w
}

func runModel(t *testing.T, seed uint64) {
	t.Helper()
	w := newModel(seed)
	fail := func(user int, err error) {
		t.Fatalf("seed %d, user %d, commit %d: %v (replay with -seed %d)", seed, user, w.head, err, seed)
	}
	for range modelSteps {
		if w.IntN(3) > 0 {
			w.commit()
			continue
		}
		u := w.IntN(modelUsers)
		if err := w.visit(u, 1+w.IntN(6), 1+w.IntN(8)); err != nil {
			fail(u, err)
		}
	}
	for u := range w.desks {
		if err := w.settle(u); err != nil {
			fail(u, err)
		}
		if err := w.undisturbed(u); err != nil {
			fail(u, err)
		}
	}
}

// commit changes one to three things at once.
func (w *modelWorld) commit() {
	w.head++
	for range 1 + w.IntN(3) {
		w.change()
		w.note()
	}
}

// note remembers who sees what now.
func (w *modelWorld) note() {
	for u := range w.known {
		for id, r := range w.records {
			if _, ok := w.sees[u][r.cell]; ok {
				w.known[u][id] = true
			}
		}
	}
}

func (w *modelWorld) change() {
	switch x := w.IntN(100); {
	case x < 30 || len(w.records) == 0:
		w.create()
	case x < 60:
		w.edit(w.any(), ident.No(w.IntN(modelFields+1)))
	case x < 75:
		r := w.any()
		w.move(r, w.cellOf(modelType(r.cell)))
	case x < 82:
		r := w.any()
		w.move(r, 0)
		delete(w.records, r.id)
	case x < 84:
		w.since[w.IntN(modelUsers)][ident.No(1+w.IntN(2))] = w.Int64N(modelDays)
	case x < 95:
		w.turn(w.IntN(modelUsers), access.CellNo(1+w.IntN(modelCells)))
	default:
		w.turnField(w.IntN(modelUsers), ident.No(1+w.IntN(2)), ident.No(1+w.IntN(modelFields)))
	}
}

func (w *modelWorld) create() *modelRecord { return w.createIn(access.CellNo(1 + w.IntN(modelCells))) }

func (w *modelWorld) createIn(cell access.CellNo) *modelRecord {
	var id ident.ID
	binary.BigEndian.PutUint64(id[:], w.Uint64()|1)
	r := &modelRecord{
		id: id, made: w.Int64N(modelDays), cell: cell, changed: w.head, entered: w.head, born: w.head,
		values: make(map[ident.No]int), versions: record.Versions{0: w.head},
	}
	for f := range ident.No(modelFields + 1) {
		if w.IntN(3) > 0 || f == 0 {
			r.values[f], r.versions[f] = w.IntN(1000), w.head
		}
	}
	w.records[id] = r
	return r
}

func (w *modelWorld) edit(r *modelRecord, f ident.No) {
	r.values[f], r.versions[f], r.changed = w.IntN(1000), w.head, w.head
}

func (w *modelWorld) move(r *modelRecord, to access.CellNo) {
	if r.cell == to {
		return
	}
	if w.moves[w.head] == nil {
		w.moves[w.head] = make(map[ident.ID]Move)
	}
	if _, twice := w.moves[w.head][r.id]; !twice {
		w.moves[w.head][r.id] = Move{Type: modelType(r.cell), Record: r.id, From: r.cell, Born: r.born}
	}
	r.cell, r.changed, r.entered = to, w.head, w.head
}

func (w *modelWorld) cellOf(t ident.No) access.CellNo {
	for {
		if cell := access.CellNo(1 + w.IntN(modelCells)); modelType(cell) == t {
			return cell
		}
	}
}

// any is one of the records; which depends on the seed alone.
func (w *modelWorld) any() *modelRecord {
	all := w.sorted()
	return all[w.IntN(len(all))]
}

func (w *modelWorld) sorted() []*modelRecord {
	return slices.SortedFunc(maps.Values(w.records), func(a, b *modelRecord) int { return slices.Compare(a.id[:], b.id[:]) })
}

func (w *modelWorld) turn(u int, cell access.CellNo) {
	if _, ok := w.sees[u][cell]; ok && w.IntN(4) > 0 {
		delete(w.sees[u], cell)
		return
	}
	var g access.Grant
	g.Others++ // view
	if w.IntN(2) == 0 {
		g.Mine += 7
	}
	w.sees[u][cell] = g
}

func (w *modelWorld) turnField(u int, t, f ident.No) {
	fields := w.reads[u][t]
	if _, ok := fields[f]; ok && w.IntN(2) == 0 {
		delete(fields, f)
		return
	}
	fields[f] = w.IntN(2) == 0
}

// view is what a user sees now; of a type of which he sees no cell he reads no field.
func (w *modelWorld) view(u int) View {
	v := View{Cells: make(map[access.CellNo]ViewCell), Types: make(map[ident.No][]Field), Since: make(map[ident.No]int64)}
	for cell, g := range w.sees[u] {
		t := modelType(cell)
		v.Cells[cell] = ViewCell{Type: t, Grant: g}
		if _, ok := v.Types[t]; ok {
			continue
		}
		v.Types[t], v.Since[t] = nil, w.since[u][t]
		for f, shortened := range w.reads[u][t] {
			v.Types[t] = append(v.Types[t], Field{No: f, Shortened: shortened})
		}
		slices.SortFunc(v.Types[t], func(a, b Field) int { return cmp.Compare(a.No, b.No) })
	}
	return v
}

// modelSnapshot is the office as a pull reads it.
type modelSnapshot struct{ *modelWorld }

func (s modelSnapshot) Head() uint64 { return s.head }

func (s modelSnapshot) Moves(_ context.Context, after uint64, fn func(Move) error) error {
	told := make(map[ident.ID]bool)
	for seq := after + 1; seq <= s.head; seq++ {
		for id, m := range s.moves[seq] {
			if told[id] {
				continue
			}
			told[id] = true
			if err := fn(m); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s modelSnapshot) Changed(_ context.Context, t ident.No, after uint64, fn func(*Row) error) error {
	for _, r := range s.sorted() {
		if modelType(r.cell) == t && r.changed > after {
			if err := fn(modelRowOf(r)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s modelSnapshot) Walk(_ context.Context, t ident.No, cells Cells, after ident.ID, fn func(*Row) (bool, error)) error {
	for _, r := range s.sorted() {
		if modelType(r.cell) != t || !cells.Has(r.cell) || slices.Compare(r.id[:], after[:]) <= 0 {
			continue
		}
		if more, err := fn(modelRowOf(r)); err != nil || !more {
			return err
		}
	}
	return nil
}

func (s modelSnapshot) Count(_ context.Context, cell access.CellNo) (int64, error) {
	n := int64(0)
	for _, r := range s.records {
		if r.cell == cell {
			n++
		}
	}
	return n, nil
}

func modelRowOf(r *modelRecord) *Row {
	return &Row{ID: r.id, Made: r.made, Type: modelType(r.cell), Cell: r.cell, Entered: r.entered, Versions: r.versions, Content: r}
}

// shown is a value as somebody reads it.
func shown(value int, shortened bool) string {
	if shortened {
		return fmt.Sprintf("…%d", value%10)
	}
	return fmt.Sprint(value)
}

// told copies the values that a frame carries.
func told(f *Frame) map[ident.No]string {
	values := make(map[ident.No]string)
	r := f.Row.Content.(*modelRecord)
	for _, field := range f.Fields {
		if v, ok := r.values[field.No]; ok {
			values[field.No] = shown(v, field.Shortened)
		}
	}
	if f.Kind == Put {
		values[0] = shown(r.values[0], false)
	}
	return values
}

// step is a frame with what it carries, as it lay in an answer.
type step struct {
	Frame
	values map[ident.No]string
}

// visit is a desk that comes to the office: a delta, then chunks of a fill, while others go on and answers get lost.
func (w *modelWorld) visit(u, chunks, budget int) error {
	desk := w.desks[u]
	for range chunks {
		more, err := w.pull(u, budget, w.IntN(5) == 0)
		if err != nil {
			return err
		}
		if w.IntN(4) == 0 {
			w.commit()
		}
		if !more && desk.holding.Head == w.head {
			return nil
		}
	}
	return nil
}

// pull is one answer: a delta and one chunk, each of which the desk takes in whole or not at all.
func (w *modelWorld) pull(u, budget int, lost bool) (more bool, err error) {
	desk := w.desks[u]
	p := &Pull{Snapshot: modelSnapshot{w}, View: w.view(u), Holding: desk.holding.Clone()}
	if p.Same = p.Holding.Whole() && p.Holding.as(&p.View) && w.IntN(2) == 0; p.Same {
		p.View.Cells = nil
	}
	var answer []step
	p.Emit = func(f *Frame) error {
		s := step{Frame: *f}
		s.Fields = slices.Clone(f.Fields)
		if f.Row != nil {
			s.values = told(f)
		}
		answer = append(answer, s)
		if !f.Record.IsZero() && f.Kind != Filled && f.Kind != FieldsFilled && !w.known[u][f.Record] {
			return fmt.Errorf("told of %v, which he never saw", f.Record)
		}
		return nil
	}
	if err := p.Delta(context.Background()); err != nil {
		return false, err
	}
	if more, err = p.Fill(context.Background(), budget); err != nil || lost {
		return more, err
	}
	return more, w.take(u, answer)
}

// as reports whether the holding holds what a view sees.
func (h *Holding) as(v *View) bool {
	if len(h.Cells) != len(v.Cells) || len(h.Types) != len(v.Types) {
		return false
	}
	for no, sees := range v.Cells {
		if held, ok := h.Cells[no]; !ok || held.Grant != sees.Grant {
			return false
		}
	}
	for t, fields := range v.Types {
		if !slices.Equal(h.Types[t].reads(), fields) || h.Since[t] != v.Since[t] {
			return false
		}
	}
	return true
}

func (w *modelWorld) take(u int, answer []step) error {
	desk := w.desks[u]
	whole := 0
	for i, s := range answer {
		if s.Kind != End && s.Kind != Filled && s.Kind != FieldsFilled {
			continue
		}
		if w.IntN(8) == 0 {
			return nil // the desk crashed before it had written this
		}
		for ; whole <= i; whole++ {
			if err := desk.apply(&answer[whole]); err != nil {
				return err
			}
		}
		if err := w.check(u); err != nil {
			return fmt.Errorf("after frame %d of %d: %w", i+1, len(answer), err)
		}
	}
	return nil
}

var errUnknown = errors.New("a change of a record that is not there")

func (d *modelDesk) apply(s *step) error {
	if s.Kind == End && s.Head < d.holding.Head {
		return fmt.Errorf("went back from commit %d to %d", d.holding.Head, s.Head)
	}
	if err := d.holding.Follow(&s.Frame); err != nil {
		return err
	}
	switch s.Kind {
	case Drop:
		maps.DeleteFunc(d.rows, func(_ ident.ID, r modelRow) bool { return r.cell == s.Cell })
	case Remove:
		delete(d.rows, s.Record)
	case Put:
		d.rows[s.Record] = modelRow{s.Row.Made, s.Cell, s.values}
	case Since:
		maps.DeleteFunc(d.rows, func(_ ident.ID, r modelRow) bool { return modelType(r.cell) == s.Type && r.made < s.At })
	case Patch:
		r, ok := d.rows[s.Record]
		if !ok {
			return errUnknown
		}
		r.cell = s.Cell
		d.rows[s.Record] = r
		d.fill(r, s)
	case Fill:
		if r, ok := d.rows[s.Record]; ok {
			d.fill(r, s)
		}
	case Hide:
		for _, r := range d.rows {
			if modelType(r.cell) == s.Type {
				for _, f := range s.Fields {
					delete(r.values, f.No)
				}
			}
		}
	}
	return nil
}

func (d *modelDesk) fill(r modelRow, s *step) {
	for _, f := range s.Fields {
		if v, ok := s.values[f.No]; ok {
			r.values[f.No] = v
		} else {
			delete(r.values, f.No)
		}
	}
}

// check compares a desk with what its employee sees, as far as it says that it has come.
func (w *modelWorld) check(u int) error {
	desk := w.desks[u]
	expected := 0
	for _, r := range w.sorted() {
		grant, sees := w.sees[u][r.cell]
		held, holds := desk.holding.Cells[r.cell]
		if sees != holds || sees && held.Grant != grant {
			return fmt.Errorf("cell %d: sees %v %v, holds %v %v", r.cell, sees, grant, holds, held.Grant)
		}
		row, there := desk.rows[r.id]
		if wanted := holds && held.Place.reached(r.id) && r.made >= w.since[u][modelType(r.cell)]; wanted != there {
			return fmt.Errorf("record %v in cell %d: wanted %v, there %v", r.id, r.cell, wanted, there)
		} else if !wanted {
			continue
		}
		expected++
		if row.cell != r.cell {
			return fmt.Errorf("record %v stands in cell %d, held in %d", r.id, r.cell, row.cell)
		}
		if err := w.checkValues(u, r, row); err != nil {
			return fmt.Errorf("record %v: %w", r.id, err)
		}
	}
	if len(desk.rows) != expected {
		return fmt.Errorf("%d records held, %d seen", len(desk.rows), expected)
	}
	return nil
}

func (w *modelWorld) checkValues(u int, r *modelRecord, row modelRow) error {
	t := modelType(r.cell)
	for f := range ident.No(modelFields + 1) {
		shortened, reads := w.reads[u][t][f]
		reads = reads || f == 0
		value, has := r.values[f]
		got, there := row.values[f]
		waits := f != 0 && reads && !w.desks[u].holding.Types[t].Fields[f].Place.reached(r.id)
		switch {
		case there && (!reads || !has):
			return fmt.Errorf("field %d is held: %q", f, got)
		case reads && has && !there && !waits, there && got != shown(value, shortened):
			return fmt.Errorf("field %d: %q held of %d, shortened %v", f, got, value, shortened)
		}
	}
	return nil
}

// settle pulls until nothing is left.
func (w *modelWorld) settle(u int) error {
	for range 2000 {
		more, err := w.pull(u, 5, false)
		if err != nil {
			return err
		}
		desk := w.desks[u]
		if more || desk.holding.Head != w.head {
			continue
		}
		if !desk.holding.Whole() {
			return errors.New("nothing more comes, and it is not whole")
		}
		return nil
	}
	return errors.New("no end of it")
}
