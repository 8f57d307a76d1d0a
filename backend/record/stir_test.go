package record_test

import (
	"fmt"
	"slices"
	"strings"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/record"
)

func stirTests() map[string]func(*company) {
	return map[string]func(*company){"who has a record on screen hears what becomes of its activities": stirs}
}

// stirred are the records of which fn said that something was said on them, each as often as that.
func (c *company) stirred(fn func()) []ident.ID {
	c.Helper()
	var about []ident.ID
	for _, change := range c.heard(fn) {
		if len(change.Said) > 0 {
			about = append(about, change.Record)
		}
	}
	return about
}

func stirs(c *company) {
	clerk := c.person(matrix{"deal": all("view"), "meeting": all("view"), "task": all("view")}, nil)
	first, second := c.create(c.admin, "deal", object{"name": "Pumps"}), c.create(c.admin, "deal", object{"name": "Valves"})
	about := func(v record.View) object { return object{"type": v.Type, "id": v.ID} }
	var meeting record.View
	edited := func(fields object) func() {
		return func() { _, err := c.edit(c.admin, meeting, fields); c.must(err) }
	}
	mass := func(request record.MassRequest) func() {
		return func() {
			request.Type, request.IDs = "meeting", []ident.ID{meeting.ID}
			c.must(c.Records.Store.Write(c.Context(), func(w record.Writer) error {
				_, err := c.Records.MassStep(c.Context(), w, c.admin, request, request.IDs)
				return err
			}))
		}
	}
	for _, step := range []struct {
		about string
		do    func()
		want  []record.View
	}{
		{"planned", func() { meeting = c.activity(c.admin, "meeting", first, object{"name": "On site"}) }, []record.View{first}},
		{"held", edited(object{"done": true}), []record.View{first}},
		{"with a result", edited(object{"comment": "They want two"}), []record.View{first}},
		{"at another place, which stands on no card", edited(object{"place": "Harbour"}), nil},
		{"about another deal", edited(object{"about": about(second)}), []record.View{first, second}},
		{"handed over", func() { _, err := c.transfer(c.admin, meeting, c.idOf(clerk)); c.must(err) }, []record.View{second}},
		{"deleted", func() { c.must(c.Records.Delete(c.Context(), c.admin, "meeting", meeting.ID)) }, []record.View{second}},
		{"restored", func() { c.must(restoreIt(c, c.admin, meeting)) }, []record.View{second}},
		{"changed with many", mass(record.MassRequest{Action: access.MassEdit, Fields: c.fields(object{"done": false})}), []record.View{second}},
		{"handed over with many", mass(record.MassRequest{Action: access.Transfer, To: c.idOf(c.admin)}), []record.View{second}},
		{"deleted with many", mass(record.MassRequest{Action: access.Delete}), []record.View{second}},
		{"imported", func() {
			var rows []record.ImportRow
			for i := range 6 {
				of := []record.View{first, second}[i%2]
				rows = append(rows, record.ImportRow{Input: record.Input{Fields: c.fields(object{"name": fmt.Sprint(i), "about": about(of)})}})
			}
			_, err := c.Records.Import(c.Context(), c.admin, record.ImportRequest{Type: "task", Rows: rows})
			c.must(err)
		}, []record.View{first, second}},
		{"about a deal in the bin", func() { c.must(c.Records.Delete(c.Context(), c.admin, "deal", first.ID)) }, nil},
	} {
		var want []ident.ID
		for _, v := range step.want {
			want = append(want, v.ID)
		}
		byID := func(a, b ident.ID) int { return strings.Compare(a.String(), b.String()) }
		slices.SortFunc(want, byID)
		got := c.stirred(step.do)
		slices.SortFunc(got, byID)
		if !slices.Equal(got, want) {
			c.Errorf("a meeting %s stirs %v, want %v", step.about, got, want)
		}
	}
}
