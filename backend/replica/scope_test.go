package replica_test

import (
	"encoding/json"
	"slices"
	"time"

	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/replica"
	"kontora/backend/schema"
)

// scopes are ways to hold less than all.
func (w *world) scopes() []replica.Scope {
	year := func(years int) int64 { return w.Clock.Now().AddDate(0, -2*years, 0).UnixMilli() }
	return []replica.Scope{{}, {Mine: true}, {Since: year(1)}, {Since: year(2)}, {Mine: true, Since: year(1)}, {}}
}

// within picks those of all records of a type that a scope holds.
func (w *world) within(d *mirror, t *schema.ElementType, all []record.View) []record.View {
	w.Helper()
	seen := len(all)
	if d.scope.Mine && t.Default == schema.Parent {
		field, ok := t.Field(t.ParentField)
		if !ok {
			w.Fatalf("%s stands on nothing", t.Name)
		}
		all = slices.DeleteFunc(all, func(item record.View) bool { return !w.standsOnMine(d, item.Fields[field.Name]) })
	} else if d.scope.Mine {
		all = slices.DeleteFunc(all, func(item record.View) bool { return !w.isMine(d, item.Responsible) })
	}
	w.others += seen - len(all)
	seen = len(all)
	if replica.PilesUp(t) {
		all = slices.DeleteFunc(all, func(item record.View) bool {
			made, err := time.Parse(time.RFC3339Nano, item.CreatedAt)
			w.must(err)
			return made.UnixMilli() < d.scope.Since
		})
	}
	w.older += seen - len(all)
	return all
}

func (w *world) isMine(d *mirror, responsible ident.ID) bool {
	people := w.Administration.Model().Directory
	for no, g := range people.Groups {
		if g.ID == responsible {
			return slices.Contains(people.Members(no), d.employee)
		}
	}
	return people.Employees[d.employee].ID == responsible
}

// standsOnMine reports whether what a record stands on is his.
func (w *world) standsOnMine(d *mirror, on any) bool {
	w.Helper()
	raw, err := json.Marshal(on)
	w.must(err)
	var ref struct {
		Type string
		ID   ident.ID
	}
	w.must(json.Unmarshal(raw, &ref))
	parent, _, err := w.Records.Get(w.Context(), w.administrator(), ref.Type, ref.ID)
	w.must(err)
	t, _ := w.Administration.Model().Schema.Type(ref.Type)
	return len(w.within(&mirror{employee: d.employee, scope: replica.Scope{Mine: true}}, t, []record.View{parent})) == 1
}
