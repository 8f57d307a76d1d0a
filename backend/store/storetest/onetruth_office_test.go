package storetest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"kontora/backend/access"
	"kontora/backend/clock"
	"kontora/backend/directory"
	"kontora/backend/event"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/world"
)

// office is a made-up company in a real database, written and read through the record service alone.
type office struct {
	*testing.T
	w       *world.World
	db      *store.DB
	store   *sqlstore.Records
	records *record.Service
	seat    *seat
	clock   *clock.Manual
	ids     map[*world.Record]ident.ID
	heard   *heard

	outcomes map[string]int // how often what was tried was done or refused
}

// seat gives the record service its model, which the test exchanges.
type seat struct {
	model *access.Model
	cells access.Cells
	cache *access.Cache
	clock clock.Clock
}

func (s *seat) At(context.Context, uint64) (*access.Model, error) { return s.model, nil }

func (s *seat) Rights(employee ident.No) *access.Rights { return s.cache.Rights(s.model, employee) }

func (s *seat) WhoCan(a access.Action, of access.Subject) []access.Access {
	return access.WhoCan(s.model, s.cells, of, a, s.clock.Now())
}

// heard keeps the news of all commits.
type heard struct {
	mu      sync.Mutex
	commits []event.Commit
}

func (h *heard) Publish(c event.Commit) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.commits = append(h.commits, c)
}

// openOffice writes the company into an empty database: its records are made by their creators, who may do everything meanwhile, under a
// policy without conditions; these are worked into the cells afterwards.
func openOffice(t *testing.T, config store.Config, w *world.World) *office {
	t.Helper()
	now := clock.NewManual(w.Now.Add(-4 * time.Hour))
	config.Clock = now
	db := storetest.Open(t, config)
	write(t, db, func(tx *store.WriteTx) error {
		for _, et := range w.Types {
			if err := sqlstore.EnsureType(t.Context(), tx, et); err != nil {
				return err
			}
		}
		return nil
	})
	cells, err := sqlstore.LoadCells(t.Context(), db)
	if err != nil {
		t.Fatalf("load the cells: %v", err)
	}
	seal, err := record.NewSeal([]byte("of a test"))
	if err != nil {
		t.Fatalf("make a seal: %v", err)
	}
	o := &office{
		T: t, w: w, db: db, store: sqlstore.NewRecords(db, cells), clock: now, ids: map[*world.Record]ident.ID{}, heard: &heard{}, outcomes: map[string]int{},
		seat: &seat{cells: cells, cache: access.NewCache(cells, now), clock: now},
	}
	db.PublishTo(o.heard.Publish)
	o.records = record.New(record.Parts{
		Store: o.store, Office: o.seat, Seal: seal, IDs: ident.Random{}, Clock: now, Logger: slog.New(slog.DiscardHandler),
	})
	o.fill()
	o.enact()
	return o
}

// fill writes all records while everybody is an active administrator.
func (o *office) fill() {
	d := o.w.Directory
	everybody := &directory.Directory{
		Employees: map[ident.No]*directory.Employee{}, Roles: d.Roles, Positions: d.Positions, Departments: d.Departments, Branches: d.Branches, Groups: d.Groups,
	}
	for no, e := range d.Employees {
		free := *e
		free.Status, free.Administrator = directory.Active, true
		everybody.Employees[no] = &free
	}
	open := *o.w
	open.Directory = everybody
	open.Policy = &access.Policy{Profiles: o.w.Policy.Profiles}
	open.Types = uncapped(o.w.Types)
	o.seat.model = open.Model()
	for _, r := range o.w.Records {
		o.write(r)
	}
}

// uncapped are the types without caps on fields, which bind administrators too.
func uncapped(types []*schema.ElementType) []*schema.ElementType {
	var all []*schema.ElementType
	for _, t := range types {
		free := *t
		free.Fields = nil
		for _, f := range t.Fields {
			field := *f
			field.Cap = ""
			free.Fields = append(free.Fields, &field)
		}
		all = append(all, &free)
	}
	return all
}

func (o *office) write(r *world.Record) {
	o.Helper()
	creator := o.actor(r.Creator)
	view, _, err := o.records.Create(o.Context(), creator, r.Type.Name, o.input(r))
	if err != nil {
		o.Fatalf("write %v: %v", r, err)
	}
	o.ids[r] = view.ID
	if len(r.Shares) == 0 {
		return
	}
	var shares []record.ShareInput
	for _, s := range r.Shares {
		shares = append(shares, record.ShareInput{Principal: s.Principal, Level: s.Level, Expires: s.Expires})
	}
	if _, err := o.records.SetShares(o.Context(), creator, r.Type.Name, view.ID, shares); err != nil {
		o.Fatalf("share %v: %v", r, err)
	}
}

func (o *office) input(r *world.Record) record.Input {
	input := record.Input{Fields: map[string]json.RawMessage{}}
	set := func(field string, v any) {
		text, err := json.Marshal(v)
		if err != nil {
			o.Fatalf("field %s: %v", field, err)
		}
		input.Fields[field] = text
	}
	for field, v := range r.Values {
		if no, ok := v.(ident.No); ok {
			v = world.IDOf(no).String()
		}
		set(field, v)
	}
	if r.Parent == nil {
		input.Responsible = world.IDOf(r.Responsible)
		return input
	}
	parent := o.ids[r.Parent].String()
	set(r.Type.ParentField, parent)
	if link, _ := r.Type.Field(r.Type.ParentField); link.Target == "" {
		set(r.Type.ParentField, map[string]string{"type": r.Parent.Type.Name, "id": parent})
	}
	return input
}

// enact puts the company's own people and policy in force, works its conditions into the cells, and lets the time come.
func (o *office) enact() {
	o.seat.model = o.w.Model()
	for _, et := range o.w.Types {
		for after, more := int64(0), true; more; more = after != 0 {
			var err error
			if after, err = o.records.Reevaluate(o.Context(), et.Name, after, 7); err != nil {
				o.Fatalf("work the conditions of %s into its cells: %v", et.Name, err)
			}
		}
	}
	o.clock.Set(o.w.Now)
}

func (o *office) actor(employee ident.No) access.Actor {
	return access.Actor{Rights: o.seat.Rights(employee), Employee: employee}
}

// storable is a seeded company without what the record service does not take as such: cards, which belong to the administration of people,
// children of children by links to any type, and a second share for the same principal. Each record's name gets a word of its own, to be searched by.
func storable(seed uint64, size world.Size) *world.World {
	w := world.Seeded(seed, size)
	w.Types = slices.DeleteFunc(w.Types, func(t *schema.ElementType) bool { return t.Name == world.EmployeeType })
	known := map[ident.No]bool{}
	for _, t := range w.Types {
		known[t.No] = true
		t.IsComment = t.IsComment && world.Controlled(t) // the service knows comments only on something
	}
	for no, rule := range w.Policy.Rules {
		if !known[rule.Type] {
			delete(w.Policy.Rules, no)
		}
	}
	for no, restriction := range w.Policy.Restrictions {
		if !known[restriction.Type] {
			delete(w.Policy.Restrictions, no)
		}
	}
	w.Records = slices.DeleteFunc(w.Records, func(r *world.Record) bool { return !known[r.Type.No] || !placeable(r) })
	for i, r := range w.Records {
		r.Values["name"] = fmt.Sprintf("%v %s", r.Values["name"], wordOf(i))
		r.Shares = slices.CompactFunc(sortedShares(r.Shares), func(a, b access.Share) bool { return a.Principal == b.Principal })
	}
	return w
}

// placeable: a link to a parent of any type leads to none that has a parent itself.
func placeable(r *world.Record) bool {
	if r.Parent == nil {
		return true
	}
	link, _ := r.Type.Field(r.Type.ParentField)
	return (link.Target != "" || r.Parent.Parent == nil) && placeable(r.Parent)
}

func wordOf(i int) string { return fmt.Sprintf("q%dz", i) }

func sortedShares(shares []access.Share) []access.Share {
	slices.SortStableFunc(shares, func(a, b access.Share) int {
		return slices.Compare([]byte(fmt.Sprint(a.Principal)), []byte(fmt.Sprint(b.Principal)))
	})
	return shares
}
