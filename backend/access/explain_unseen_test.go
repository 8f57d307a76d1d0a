package access

import (
	"slices"
	"strings"
	"testing"

	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// TestWhyTellsNothingOfHiddenFields has rules and restrictions that look at fields the reader cannot read.
func TestWhyTellsNothingOfHiddenFields(t *testing.T) {
	byAmount := query.Expr{And: []query.Expr{{Field: "amount", Op: query.Greater}}}
	hide := func(m *Model, name string) {
		f, _ := m.kind(deal).Field(name)
		f.DefaultRight = schema.Hidden
	}
	open := func(m *Model) {
		hide(m, "amount")
		m.rule(ByCondition, Principal{}, Principal{Kind: Everyone}, EditLevel).Condition.Filter = byAmount
	}
	closed := func(m *Model) {
		hide(m, "amount")
		m.restrict(ViewLevel, Principal{Kind: Everyone}).Condition = &Condition{Slot: 3, State: Ready, Filter: byAmount}
	}
	helped := func(m *Model) {
		hide(m, "helper")
		m.rule(ByResponsible, Principal{Kind: Everyone}, Principal{InField, helperField}, EditLevel)
	}
	matches := of(anna)
	matches.Conditions = 1 << 3
	helps := of(anna)
	helps.InFields[0] = boris
	const unseen = "+ A rule that you cannot see in full decides here."
	for _, c := range []struct {
		says   string
		change func(m *Model)
		a      Action
		on     Cause
		want   string
	}{
		{"a rule that lets him in", open, Edit, matches, unseen},
		{"a rule that fits, where something else lets him in", func(m *Model) { open(m); m.kind(deal).Default = schema.DefaultEdit }, Edit, matches, ""},
		{"a rule that does not fit", open, Edit, of(anna), ""},
		{"a rule by a field that names him", helped, Edit, helps, unseen},
		{"a rule by a field that does not name him", helped, Edit, of(anna), ""},
		{"a restriction that keeps him out", func(m *Model) { closed(m); m.kind(deal).Default = schema.DefaultEdit }, Edit, matches, unseen},
		{"a restriction that fits, where nothing lets him in", closed, Edit, matches, ""},
		{"a restriction that does not fit", func(m *Model) { closed(m); m.kind(deal).Default = schema.DefaultEdit }, Edit, of(anna), ""},
	} {
		t.Run(c.says, func(t *testing.T) {
			m := company(c.change)
			table, cell := place(c.on)
			r := Compile(m, table, boris, noon)
			e := r.Explain(c.a, Subject{Cell: cell})
			seen := e.For(r, m.kind(deal))
			got := strings.TrimSpace(said(t, seen, GroundRule) + "\n" + said(t, seen, GroundRestriction))
			if got != c.want || seen.Allowed != e.Allowed {
				t.Errorf("said %q, want %q", got, c.want)
			}
			all := e.For(Compile(m, table, root, noon), m.kind(deal))
			if !slices.ContainsFunc(all.Grounds, func(g Ground) bool { return g.about != nil }) {
				t.Error("an administrator is not told of the rule")
			}
			for _, each := range For(WhoCan(m, table, Subject{Cell: cell}, View, noon), r, deal) {
				for _, g := range each.Grounds {
					if g.about != nil {
						t.Errorf("who can see it tells of %v", g.Text)
					}
				}
			}
		})
	}
}

func TestRefusalsTellNothingOfHiddenFields(t *testing.T) {
	m := company(func(m *Model) {
		f, _ := m.kind(deal).Field("amount")
		f.DefaultRight = schema.Masked
		m.kind(deal).Default = schema.DefaultEdit
		m.restrict(ViewLevel, Principal{Kind: Everyone}).Condition = &Condition{Slot: 3, State: Ready, Filter: query.Expr{Field: "amount", Op: query.Greater}}
	})
	cause := of(anna)
	cause.Conditions = 1 << 3
	table, cell := place(cause)
	err := Refuse(m, Compile(m, table, boris, noon), Edit, Subject{Cell: cell})
	if got, want := catalogue(t).Render(locale.English, fault.Of(err).Text), "A rule that you cannot see in full does not allow editing this record."; got != want {
		t.Errorf("said %q, want %q", got, want)
	}
}
