package storetest_test

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"testing"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/naive"
	"kontora/backend/testkit/postgres"
	"kontora/backend/testkit/world"
)

// TestOneTruth writes made-up companies into real databases and asks the record service in every way there is: what a list, a card, a
// count, a sum, a search, an export and the news say must be what the naive reading of the rights says.
func TestOneTruth(t *testing.T) {
	const leastTriples = 50_000 // on each kind of database
	size := world.Size{Employees: 20, Roles: 8, Departments: 6, Branches: 3, Groups: 8, Profiles: 8, Types: 5, Rules: 14, Restrictions: 6, Records: 160}
	storetest.Each(t, postgres.Start, func(t *testing.T, config store.Config) {
		triples := 0
		for seed := range uint64(2) {
			o := openOffice(t, fresh(t, config, seed), storable(seed, size))
			o.operate(seed, 200)
			for _, outcome := range []string{"transfer done", "transfer refused", "edit done", "edit refused", "delete done", "delete refused"} {
				if o.outcomes[outcome] < 3 {
					t.Errorf("%s only %d times in the company %d", outcome, o.outcomes[outcome], seed)
				}
			}
			for _, e := range o.w.Employees() {
				triples += o.compare(e.No)
			}
			o.checkStore()
		}
		t.Logf("%d triples", triples)
		if triples < leastTriples {
			t.Errorf("only %d triples compared", triples)
		}
	})
}

// compare asks everything as one employee, and returns how many answers about records it compared.
func (o *office) compare(e ident.No) int {
	triples := 0
	for _, t := range o.w.Types {
		triples += o.compareLists(e, t)
		o.compareCards(e, t)
		o.compareSums(e, t)
		o.compareFilters(e, t)
	}
	o.compareSearch(e)
	o.compareNews(e)
	return triples
}

// naively lists the records of a type for which the naive reading allows an action.
func (o *office) naively(e ident.No, t *schema.ElementType, a access.Action) []*world.Record {
	var all []*world.Record
	for _, r := range o.w.Records {
		if r.Type == t && naive.Decide(o.w, e, a, r, o.w.Now) {
			all = append(all, r)
		}
	}
	return all
}

// compareCards opens some of the records, and compares what each card says that he can do.
func (o *office) compareCards(e ident.No, t *schema.ElementType) {
	o.Helper()
	for i, r := range o.w.Records {
		if r.Type != t || (i+int(e))%4 != 0 {
			continue
		}
		view, _, err := o.records.Get(o.Context(), o.actor(e), t.Name, o.ids[r])
		if err != nil && !fault.Is(err, fault.NotFound) {
			o.Fatalf("employee %d opens %v: %v", e, r, err)
		}
		if seen := naive.Decide(o.w, e, access.View, r, o.w.Now); seen != (err == nil) {
			o.Fatalf("employee %d opens %v: %v, but the naive reading is %v", e, r, err, seen)
		}
		o.compareCan(e, r, view.Can)
	}
}

// compareCan compares what an answer says that he can do; one who may not see the record can do nothing.
func (o *office) compareCan(e ident.No, r *world.Record, can map[string]bool) int {
	o.Helper()
	actions := []access.Action{
		access.View, access.Edit, access.Delete, access.Authorize, access.Transfer, access.Export, access.Print, access.MassEdit, access.Merge, access.Comment,
	}
	for _, a := range actions {
		if want := naive.Decide(o.w, e, a, r, o.w.Now); can[a.String()] != want {
			o.Fatalf("employee %d, %v on %v: the answer says %v, the naive reading %v", e, a, r, can[a.String()], want)
		}
	}
	return len(actions)
}

// compareLists pages through the type, and lists it for every other action that takes a list. It returns how many answers about records
// the list for viewing gave: what is not in it, he can do nothing with.
func (o *office) compareLists(e ident.No, t *schema.ElementType) int {
	o.Helper()
	triples := 0
	for _, a := range []access.Action{access.View, access.Export, access.Print, access.MassEdit, access.Edit, access.Delete} {
		want := o.idsOf(o.naively(e, t, a))
		request := record.ListRequest{Type: t.Name, Action: a, Sort: []string{"name"}, Limit: record.MaxLimit}
		if a == access.View {
			request.Sort, request.Limit = []string{"-created_at"}, 7
		}
		listed := o.list(e, request)
		if got := sortedIDs(listed); !slices.Equal(got, want) {
			o.Fatalf("employee %d lists %s for %v: %d records, the naive reading has %d", e, t.Name, a, len(got), len(want))
		}
		if got := o.count(e, record.ListRequest{Type: t.Name, Action: a}); got != int64(len(want)) {
			o.Fatalf("employee %d counts %d of %s for %v, the naive reading has %d", e, got, t.Name, a, len(want))
		}
		for _, r := range o.w.Records {
			if a == access.View && r.Type == t {
				triples += o.compareCan(e, r, listed[o.ids[r]])
			}
		}
	}
	return triples
}

// list follows the pages to the last and returns what he can do with each record. The total that every page tells is the number of all.
func (o *office) list(e ident.No, request record.ListRequest) map[ident.ID]map[string]bool {
	o.Helper()
	all := map[ident.ID]map[string]bool{}
	for {
		page, err := o.records.List(o.Context(), o.actor(e), request)
		if err != nil {
			o.Fatalf("employee %d lists %+v: %v", e, request, err)
		}
		for _, item := range page.Items {
			if all[item.ID] != nil {
				o.Fatalf("employee %d lists %+v: %s comes twice", e, request, item.ID)
			}
			all[item.ID] = item.Can
		}
		if request.Cursor = page.Next; page.Next != "" {
			continue
		}
		if request.Action == access.View && (!page.Total.Exact || page.Total.Count != int64(len(all))) {
			o.Fatalf("employee %d lists %d of %s, the total says %+v", e, len(all), request.Type, page.Total)
		}
		return all
	}
}

func sortedIDs[T any](of map[ident.ID]T) []ident.ID {
	return slices.SortedFunc(maps.Keys(of), compareIDs)
}

func (o *office) count(e ident.No, request record.ListRequest) int64 {
	o.Helper()
	count, err := o.records.Count(o.Context(), o.actor(e), request)
	if err != nil {
		o.Fatalf("employee %d counts %+v: %v", e, request, err)
	}
	return count
}

// compareSums adds up by group; a field that he does not read in full is refused.
func (o *office) compareSums(e ident.No, t *schema.ElementType) {
	o.Helper()
	page, err := o.records.Sums(o.Context(), o.actor(e), record.SumRequest{Type: t.Name, Group: "stage", Sum: "amount"})
	if !naive.New(o.w, o.w.Now).DecideType(e, access.View, t) {
		if err != nil || len(page.Lines) > 0 {
			o.Fatalf("employee %d sums %s, which he may not view: %v, %v", e, t.Name, page.Lines, err)
		}
		return
	}
	if !o.reads(e, t, "stage") || !o.reads(e, t, "amount") {
		if !fault.Is(err, fault.Invalid) {
			o.Fatalf("employee %d sums %s by fields he may not read: %v, %v", e, t.Name, page.Lines, err)
		}
		return
	}
	if err != nil {
		o.Fatalf("employee %d sums %s: %v", e, t.Name, err)
	}
	count, sums := map[any]int64{}, map[any]float64{}
	for _, r := range o.naively(e, t, access.View) {
		amount, _ := r.Values["amount"].(float64)
		count[r.Values["stage"]]++
		sums[r.Values["stage"]] += amount
	}
	for _, line := range page.Lines {
		text, err := json.Marshal(line.Total)
		var total float64
		if err := errors.Join(err, json.Unmarshal(text, &total)); err != nil {
			o.Fatalf("total %s: %v", text, err)
		}
		if line.Count != count[line.Group] || total != sums[line.Group] {
			o.Fatalf("employee %d sums %s at %v: %d with %v, the naive reading %d with %v", e, t.Name, line.Group, line.Count, total, count[line.Group], sums[line.Group])
		}
		delete(count, line.Group)
	}
	if len(count) > 0 {
		o.Fatalf("employee %d sums %s: the groups %v are missing", e, t.Name, count)
	}
}

// compareFilters lists by the filters of the conditions of the policy: each is a filter like any other.
func (o *office) compareFilters(e ident.No, t *schema.ElementType) {
	o.Helper()
	for _, c := range o.w.Conditions(t.No) {
		request := record.ListRequest{Type: t.Name, Filter: c.Filter, Limit: 50}
		if !naive.New(o.w, o.w.Now).DecideType(e, access.View, t) {
			continue
		}
		if !o.readsAll(e, t, c.Filter) {
			if _, err := o.records.List(o.Context(), o.actor(e), request); !fault.Is(err, fault.Invalid) {
				o.Fatalf("employee %d filters %s by a field he may not read: %v", e, t.Name, err)
			}
			continue
		}
		var want []*world.Record
		for _, r := range o.naively(e, t, access.View) {
			if naive.Matches(c.Filter, r) {
				want = append(want, r)
			}
		}
		if got := sortedIDs(o.list(e, request)); !slices.Equal(got, o.idsOf(want)) {
			o.Fatalf("employee %d filters %s by %+v: %d records, the naive reading has %d", e, t.Name, c.Filter, len(got), len(want))
		}
	}
}

// compareSearch looks for some records by the word in their name that only they have.
func (o *office) compareSearch(e ident.No) {
	o.Helper()
	for i, r := range o.w.Records {
		if (i+int(e))%7 != 0 {
			continue
		}
		hits, _, err := o.records.Search(o.Context(), o.actor(e), wordOf(i))
		if err != nil {
			o.Fatalf("employee %d searches: %v", e, err)
		}
		found := len(hits) == 1 && hits[0].ID == o.ids[r]
		if len(hits) > 1 || len(hits) == 1 && !found {
			o.Fatalf("employee %d searches for %v and finds %v", e, r, hits)
		}
		if want := naive.Decide(o.w, e, access.View, r, o.w.Now); found != want {
			o.Fatalf("employee %d searches for %v: found %v, the naive reading is %v", e, r, found, want)
		}
	}
}

// compareNews decides for the last news of every record whether he may hear of it.
func (o *office) compareNews(e ident.No) {
	o.Helper()
	last := map[ident.ID]access.Subject{}
	for _, commit := range o.heard.commits {
		for _, change := range commit.Changes {
			last[change.Record] = access.Subject{Cell: access.CellNo(change.After), Author: change.Author}
		}
	}
	rights := o.seat.Rights(e)
	for _, r := range o.w.Records {
		if len(rights.Reading(r.Type.No, access.View).Pending) > 0 {
			continue // those who hear are told by the card then
		}
		if got, want := rights.Allows(access.View, last[o.ids[r]]), naive.Decide(o.w, e, access.View, r, o.w.Now); got != want {
			o.Fatalf("employee %d hears of %v: %v, the naive reading is %v", e, r, got, want)
		}
	}
}

// checkStore lets the store look for damage: cells that do not follow from the rows, counts that are wrong.
func (o *office) checkStore() {
	o.Helper()
	findings, err := sqlstore.Check(o.Context(), o.db, o.store.Checker(o.seat.model))
	if err != nil || len(findings) > 0 {
		o.Fatalf("the check of the database finds %v, %v", findings, err)
	}
}

func (o *office) reads(e ident.No, t *schema.ElementType, field string) bool {
	f, ok := t.Field(field)
	if !ok {
		return true // every record has it by itself
	}
	right := naive.New(o.w, o.w.Now).Field(e, t, f)
	return right == schema.Read || right == schema.Edit
}

func (o *office) readsAll(e ident.No, t *schema.ElementType, filter query.Expr) bool {
	if filter.Field != "" {
		return o.reads(e, t, filter.Field)
	}
	for _, child := range append(slices.Clone(filter.And), filter.Or...) {
		if !o.readsAll(e, t, child) {
			return false
		}
	}
	return true
}

func (o *office) idsOf(records []*world.Record) []ident.ID {
	var all []ident.ID
	for _, r := range records {
		all = append(all, o.ids[r])
	}
	slices.SortFunc(all, compareIDs)
	return all
}

func compareIDs(a, b ident.ID) int { return slices.Compare(a[:], b[:]) }

// fresh is the configuration of another empty database of the same kind.
func fresh(t *testing.T, config store.Config, seed uint64) store.Config {
	t.Helper()
	switch {
	case seed == 0:
		return config
	case config.URL != "":
		return storetest.Postgres(t, postgres.Start)
	}
	return storetest.SQLite(t)
}
