package storetest_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/testkit/naive"
	"kontora/backend/testkit/world"
)

// operate lets people change records at random. What the naive reading forbids must be refused, what it allows must be done; then it is
// done in the made-up company too, and what follows is compared with that.
func (o *office) operate(seed uint64, times int) {
	o.Helper()
	random := rand.New(rand.NewPCG(seed, 1))
	people, everybody := o.w.Employees(), o.w.People()
	for range times {
		e := people[random.IntN(len(people))].No
		r := o.w.Records[random.IntN(len(o.w.Records))]
		switch random.IntN(4) {
		case 0:
			o.tryTransfer(e, r, everybody[random.IntN(len(everybody))])
		case 1:
			o.tryDelete(e, r)
		case 2:
			o.tryEdit(e, r, "assistant", people[random.IntN(len(people))].No)
		default:
			o.tryEdit(e, r, "stage", []string{"new", "open", "won"}[random.IntN(3)])
		}
	}
}

// expect compares an outcome with the naive answer: what he may not see is not there, what he may not do is refused otherwise.
func (o *office) expect(e ident.No, r *world.Record, what string, allowed bool, err error) {
	o.Helper()
	switch sees := naive.Decide(o.w, e, access.View, r, o.w.Now); {
	case o.w.Directory.Employees[e].Status != directory.Active:
		if err == nil {
			o.Fatalf("employee %d, %s on %v: done by one who is not active", e, what, r)
		}
		return
	case !sees && !fault.Is(err, fault.NotFound):
		o.Fatalf("employee %d, %s on %v, which he does not see: %v", e, what, r, err)
	case sees && (err == nil) != allowed, sees && fault.Is(err, fault.Internal):
		o.Fatalf("employee %d, %s on %v: %v, the naive reading is %v", e, what, r, err, allowed)
	}
	o.outcomes[what+map[bool]string{true: " done", false: " refused"}[err == nil]]++
}

func (o *office) tryTransfer(e ident.No, r *world.Record, to ident.No) {
	o.Helper()
	if r.Parent != nil || to == r.Responsible {
		return
	}
	_, _, err := o.records.Transfer(o.Context(), o.actor(e), r.Type.Name, o.ids[r], record.TransferRequest{To: world.IDOf(to)})
	o.expect(e, r, "transfer", naive.New(o.w, o.w.Now).Transfer(e, r, to), err)
	if err == nil {
		r.Responsible = to
	}
}

// tryEdit changes a field; one he may not edit refuses the whole.
func (o *office) tryEdit(e ident.No, r *world.Record, field string, value any) {
	o.Helper()
	sent := value
	if no, ok := value.(ident.No); ok {
		sent = world.IDOf(no).String()
	}
	text, err := json.Marshal(sent)
	if err != nil {
		o.Fatal(err)
	}
	_, _, err = o.records.Edit(o.Context(), o.actor(e), r.Type.Name, o.ids[r], "", map[string]json.RawMessage{field: text})
	f, _ := r.Type.Field(field)
	judge := naive.New(o.w, o.w.Now)
	o.expect(e, r, "edit", judge.Decide(e, access.Edit, r) && judge.Field(e, r.Type, f) == schema.Edit, err)
	if err == nil {
		r.Values[field] = value
	}
}

// tryDelete puts a record into the bin and takes it out again. In between those see it there who could delete it.
func (o *office) tryDelete(e ident.No, r *world.Record) {
	o.Helper()
	err := o.records.Delete(o.Context(), o.actor(e), r.Type.Name, o.ids[r])
	o.expect(e, r, "delete", naive.Decide(o.w, e, access.Delete, r, o.w.Now), err)
	if err != nil {
		return
	}
	for _, other := range o.w.Employees() {
		page, err := o.records.List(o.Context(), o.actor(other.No), record.ListRequest{Type: r.Type.Name, Bin: true})
		if err != nil {
			o.Fatalf("employee %d lists the bin: %v", other.No, err)
		}
		found := slices.ContainsFunc(page.Items, func(v record.View) bool { return v.ID == o.ids[r] })
		if want := naive.Decide(o.w, other.No, access.Delete, r, o.w.Now); found != want {
			o.Fatalf("employee %d sees %v in the bin: %v, the naive reading is %v", other.No, r, found, want)
		}
	}
	if _, _, err := o.records.Restore(o.Context(), o.actor(e), r.Type.Name, o.ids[r]); err != nil {
		o.Fatalf("employee %d restores %v, which he deleted: %v", e, r, err)
	}
}
