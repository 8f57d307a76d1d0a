package access

import (
	"testing"

	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

func TestNobodyGivesMoreThanHeHas(t *testing.T) {
	feature := func(m *Model, f Feature) {
		m.Policy.Profiles[extra].Features = map[Feature]bool{f: true}
		m.Directory.Employees[boris].Profiles = nos(extra)
	}
	for _, c := range []struct {
		says   string
		change func(m *Model)
		giver  ident.No
		want   string
	}{
		{"colleagues have the same", nil, anna, ""},
		{"a wider reach", func(m *Model) { m.give(boris, ReachAll, Export) }, anna, "This would give more of exporting deals than you have yourself."},
		{"an action the giver has not", func(m *Model) {
			m.take("deal", Export)
			m.give(boris, ReachOwn, Export)
		}, anna, "This would give more of exporting deals than you have yourself."},
		{"an action on notes", func(m *Model) {
			m.give(boris, ReachAll, Delete)
			m.Policy.Profiles[extra].Matrix["deal"] = nil
		}, anna, "This would give more of deleting note than you have yourself."},
		{"a feature", func(m *Model) { feature(m, Mail) }, anna, `This would give the feature "Mail", which you do not have yourself.`},
		{"a field", func(m *Model) {
			f, _ := m.kind(deal).Field("amount")
			f.DefaultRight = schema.Read
			m.Policy.Profiles[extra].Fields = map[string]map[string]schema.FieldRight{"deal": {"amount": schema.Edit}}
			m.Directory.Employees[boris].Profiles = nos(extra)
		}, anna, `This would give more on the field "amount" (deals) than you have yourself: editable.`},
		{"a role that supervises", func(m *Model) {
			m.kind(deal).Supervision = schema.UsualSupervision()
			m.Directory.Employees[boris].Role = manager
		}, dina, "This would give more of viewing deals than you have yourself."},
		{"being administrator", func(m *Model) { m.Directory.Employees[boris].Administrator = true }, anna, "Only an administrator can make administrators."},
		{"one who is not active yet", func(m *Model) {
			feature(m, Mail)
			m.Directory.Employees[boris].Status = directory.Invited
		}, anna, `This would give the feature "Mail", which you do not have yourself.`},
		{"an administrator gives anything", func(m *Model) { feature(m, Mail) }, root, ""},
	} {
		t.Run(c.says, func(t *testing.T) {
			m := company(c.change)
			what, more := Exceeds(Compile(m, NewTable(), c.giver, noon), Potential(m, NewTable(), boris, noon))
			if got := catalogue(t).Render(locale.English, what); more != (c.want != "") || more && got != c.want {
				t.Errorf("%v: %q, want %q", more, got, c.want)
			}
		})
	}
}

func TestWhatOneHadAlreadyIsNoGain(t *testing.T) {
	m := company(func(m *Model) { m.give(boris, ReachAll, View, Export) })
	giver, had := Compile(m, NewTable(), anna, noon), Potential(m, NewTable(), boris, noon)
	if what, more := Gains(giver, had, had); more {
		t.Errorf("nothing changed, but %v", what)
	}
	wider := company(func(m *Model) { m.give(boris, ReachAll, View, Export, Delete) })
	if _, more := Gains(giver, had, Potential(wider, NewTable(), boris, noon)); !more {
		t.Error("deleting is a gain")
	}
}

func TestAPlaceInTheCompanyIsNoMoreThanTheGiverHas(t *testing.T) {
	inNorth := Principal{Kind: InDepartment, No: north}
	move := func(m *Model) { m.Directory.Employees[boris].Department = north }
	for _, c := range []struct {
		says   string
		policy func(m *Model)
		shares []Share
		giver  ident.No
		more   bool
	}{
		{"nothing is shared with the place", nil, nil, dina, false},
		{"a rule with a condition shares with it", func(m *Model) { m.rule(ByCondition, Principal{}, inNorth, ViewLevel) }, nil, dina, true},
		{"the giver stands there himself", func(m *Model) { m.rule(ByCondition, Principal{}, inNorth, ViewLevel) }, nil, anna, false},
		{"the giver sees the whole type", func(m *Model) {
			m.rule(ByCondition, Principal{}, inNorth, ViewLevel)
			m.give(dina, ReachAll, View)
		}, nil, dina, false},
		{"the giver sees the whole type and the rule gives more", func(m *Model) {
			m.rule(ByCondition, Principal{}, inNorth, EditLevel)
			m.give(dina, ReachAll, View)
		}, nil, dina, true},
		{"a record is shared with it", nil, []Share{{Principal: inNorth, Level: ViewLevel}}, dina, true},
		{"a share with it has ended", nil, []Share{{Principal: inNorth, Level: ViewLevel, Expires: noon}}, dina, false},
		{"a restriction makes an exception of it", func(m *Model) { m.restrict(NoLevel, Principal{Kind: Everyone}).Except = []Principal{inNorth} }, nil, dina, true},
		{"a restriction on nothing he may do", func(m *Model) {
			m.restrict(NoLevel, Principal{Kind: Everyone}).Except = []Principal{inNorth}
			delete(m.Policy.Profiles[everything].Matrix, "deal")
		}, nil, dina, false},
		{"a restriction does not bind the giver either", func(m *Model) { m.restrict(NoLevel, Principal{Kind: Everyone}).Except = []Principal{inNorth} }, nil, anna, false},
		{"a restriction takes less than he may do", func(m *Model) {
			m.restrict(ViewLevel, Principal{Kind: Everyone}).Except = []Principal{inNorth}
			m.take("deal", Edit, Delete, Authorize)
		}, nil, dina, false},
	} {
		t.Run(c.says, func(t *testing.T) {
			cells, _ := withShares(gleb, c.shares...)
			now, then := company(c.policy), company(c.policy)
			move(then)
			had, after := Potential(now, cells, boris, noon), Potential(then, cells, boris, noon)
			if what, more := Gains(Compile(now, cells, c.giver, noon), had, after); more != c.more {
				t.Errorf("gains %v: %v", more, what)
			}
			if _, more := Gains(Compile(now, cells, c.giver, noon), after, after); more {
				t.Error("what he has already is a gain")
			}
		})
	}
}

func TestBeingTheSuperiorIsNoMoreThanTheGiverHas(t *testing.T) {
	superior := Principal{Kind: Superior}
	byAmount := func(level Level) func(m *Model) {
		return func(m *Model) { m.rule(ByCondition, Principal{}, superior, level) }
	}
	viewsAll := func(m *Model) { m.give(dina, ReachAll, View) }
	for _, c := range []struct {
		says   string
		policy func(m *Model)
		shares []Share
		more   bool
	}{
		{"nothing is given to superiors", nil, nil, false},
		{"a rule with a condition is", byAmount(ViewLevel), nil, true},
		{"a rule gives what the giver has with whom it is about", func(m *Model) { byAmount(ViewLevel)(m); viewsAll(m) }, nil, false},
		{"a rule gives more than the giver has", func(m *Model) { byAmount(EditLevel)(m); viewsAll(m) }, nil, true},
		{"a record is shared with them", nil, []Share{{Principal: superior, Level: ViewLevel}}, true},
		{"a share with them has ended", nil, []Share{{Principal: superior, Level: ViewLevel, Expires: noon}}, false},
		{"a restriction makes an exception of them", func(m *Model) {
			m.kind(deal).Default = schema.DefaultView
			m.restrict(NoLevel, Principal{Kind: Everyone}).Except = []Principal{superior}
		}, nil, true},
	} {
		t.Run(c.says, func(t *testing.T) {
			cells, _ := withShares(gleb, c.shares...)
			unlinked := func(m *Model) {
				if c.policy != nil {
					c.policy(m)
				}
				m.kind(deal).Supervision = schema.Supervision{}
				m.Directory.Employees[gleb].ReportsTo = 0
			}
			now, then := company(unlinked), company(unlinked)
			then.Directory.Employees[gleb].ReportsTo = boris
			had, after := Potential(now, cells, boris, noon), Potential(then, cells, boris, noon)
			giver := Compile(now, cells, dina, noon)
			if what, more := Gains(giver, had, after); more != c.more {
				t.Errorf("gains %v: %v", more, what)
			}
			if _, more := Gains(giver, after, after); more {
				t.Error("what he has already is a gain")
			}
		})
	}
}

// TestARestrictionOnSuperiorsEndsWithTheirPlace has a superior who may edit everything except what those under him are responsible for.
func TestARestrictionOnSuperiorsEndsWithTheirPlace(t *testing.T) {
	now, then := company(nil), company(nil)
	for _, m := range []*Model{now, then} {
		m.kind(deal).Supervision = schema.Supervision{}
		m.give(boris, ReachAll, View, Edit)
		m.restrict(ViewLevel, Principal{Kind: Superior})
	}
	now.Directory.Employees[gleb].ReportsTo = boris
	then.Directory.Employees[gleb].ReportsTo = 0
	had, after := Potential(now, NewTable(), boris, noon), Potential(then, NewTable(), boris, noon)
	if _, more := Gains(Compile(now, NewTable(), dina, noon), had, after); !more {
		t.Error("editing what the restriction kept him from is no gain")
	}
	if _, more := Gains(Compile(now, NewTable(), root, noon), had, after); more {
		t.Error("an administrator gives too much")
	}
}
