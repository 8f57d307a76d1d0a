package access

import (
	"testing"
	"time"

	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

func TestSharingRules(t *testing.T) {
	rule := func(of, target Principal, level Level) func(m *Model) {
		return func(m *Model) { m.rule(ByResponsible, of, target, level) }
	}
	condition := func(target Principal, state ConditionState) func(m *Model) {
		return func(m *Model) { m.rule(ByCondition, Principal{}, target, EditLevel).Condition.State = state }
	}
	matching := Cause{Type: deal, Responsible: anna, Conditions: 1 << 3}
	helped := Cause{Type: deal, Responsible: anna, InFields: [2]ident.No{boris, 0}}
	me := Principal{OneEmployee, boris}
	play(t, []scene{
		{"what one employee has is shared with another", rule(Principal{OneEmployee, anna}, me, EditLevel), boris, of(anna), acts(View, Edit), acts(Delete)},
		{"a rule ends at delete", rule(Principal{OneEmployee, anna}, me, AuthorizeLevel), boris, of(anna), acts(Delete), acts(Authorize)},
		{"not with a third", rule(Principal{OneEmployee, anna}, me, EditLevel), dina, of(anna), nil, acts(View)},
		{"not what another has", rule(Principal{OneEmployee, anna}, me, EditLevel), boris, of(dina), nil, acts(View)},
		{"what a role has", rule(Principal{InRole, seller}, Principal{InRole, keeper}, ViewLevel), dina, of(anna), acts(View), acts(Edit)},
		{"what a role and those below have", rule(Principal{InRoleAndBelow, manager}, Principal{InRole, keeper}, ViewLevel), dina, of(anna), acts(View), nil},
		{"with a role and those below", rule(Principal{OneEmployee, dina}, Principal{InRoleAndBelow, manager}, ViewLevel), anna, of(dina), acts(View), nil},
		{"what a department has", rule(Principal{InDepartment, north}, me, ViewLevel), boris, of(anna), acts(View), nil},
		{"a department is not the one below it", rule(Principal{InDepartment, sales}, me, ViewLevel), boris, of(anna), nil, acts(View)},
		{"what a department and those below have", rule(Principal{InDepartmentBelow, sales}, me, ViewLevel), boris, of(anna), acts(View), nil},
		{"what a branch has", func(m *Model) {
			m.Directory.Employees[anna].Branch = riga
			m.rule(ByResponsible, Principal{InBranch, riga}, me, ViewLevel)
		}, boris, of(anna), acts(View), nil},
		{"what members of a group have", rule(Principal{InGroup, project}, me, ViewLevel), boris, of(anna), acts(View), nil},
		{"what a group inside a group has", rule(Principal{InGroup, project}, me, ViewLevel), boris, of(tender), acts(View), nil},
		{"what everyone has", rule(Principal{Kind: Everyone}, me, ViewLevel), boris, of(tender), acts(View), nil},
		{"a role holds no groups", rule(Principal{InRoleAndBelow, director}, me, ViewLevel), boris, of(tender), nil, acts(View)},
		{"with the direct superior of the responsible", func(m *Model) {
			m.Directory.Employees[anna].ReportsTo = boris
			m.rule(ByResponsible, Principal{Kind: Everyone}, Principal{Kind: Superior}, ViewLevel)
		}, boris, of(anna), acts(View), nil},
		{"not with the superior's superior", func(m *Model) {
			m.Directory.Employees[anna].ReportsTo, m.Directory.Employees[boris].ReportsTo = boris, dina
			m.rule(ByResponsible, Principal{Kind: Everyone}, Principal{Kind: Superior}, ViewLevel)
		}, dina, of(anna), nil, acts(View)},
		{"a group has no superior", func(m *Model) {
			m.Directory.Employees[anna].ReportsTo = boris
			m.rule(ByResponsible, Principal{Kind: Everyone}, Principal{Kind: Superior}, ViewLevel)
		}, boris, of(tender), nil, acts(View)},
		{"with the employee in a field", rule(Principal{Kind: Everyone}, Principal{InField, helperField}, ViewLevel), boris, helped, acts(View), nil},
		{"not with one in another field", rule(Principal{Kind: Everyone}, Principal{InField, amountField}, ViewLevel), boris, helped, nil, acts(View)},
		{"nor with one not in the field", rule(Principal{Kind: Everyone}, Principal{InField, helperField}, ViewLevel), dina, helped, nil, acts(View)},
		{"what matches a condition", condition(me, Ready), boris, matching, acts(View, Edit), nil},
		{"not what does not match", condition(me, Ready), boris, of(anna), nil, acts(View)},
		{"not while the condition is being built", condition(me, Building), boris, matching, nil, acts(View)},
		{"what matches, with the superior of the responsible", func(m *Model) {
			m.Directory.Employees[anna].ReportsTo = boris
			condition(Principal{Kind: Superior}, Ready)(m)
		}, boris, matching, acts(View, Edit), nil},
		{"what matches, with the superior only", condition(Principal{Kind: Superior}, Ready), boris, matching, nil, acts(View)},
		{"a rule that is switched off gives nothing", func(m *Model) {
			m.rule(ByResponsible, Principal{Kind: Everyone}, me, EditLevel).Active = false
		}, boris, of(anna), nil, acts(View)},
		{"a rule on another type gives nothing", func(m *Model) {
			m.rule(ByResponsible, Principal{Kind: Everyone}, me, EditLevel).Type = card
		}, boris, of(anna), nil, acts(View)},
	})
}

func TestSharesAndTheirExpiry(t *testing.T) {
	m := company(func(m *Model) { m.Directory.Employees[anna].ReportsTo = vera })
	hour := noon.Add(time.Hour)
	for _, c := range []struct {
		says  string
		share Share
		who   ident.No
		want  Level
	}{
		{"a share with an employee", Share{Principal: Principal{OneEmployee, boris}, Level: EditLevel}, boris, EditLevel},
		{"a share can give authorize", Share{Principal: Principal{OneEmployee, boris}, Level: AuthorizeLevel}, boris, AuthorizeLevel},
		{"nobody else has it", Share{Principal: Principal{OneEmployee, boris}, Level: EditLevel}, dina, NoLevel},
		{"a share with a role", Share{Principal: Principal{InRole, keeper}, Level: ViewLevel}, dina, ViewLevel},
		{"a share with everyone", Share{Principal: Principal{Kind: Everyone}, Level: ViewLevel}, dina, ViewLevel},
		{"a share with the responsible's superior", Share{Principal: Principal{Kind: Superior}, Level: ViewLevel}, vera, ViewLevel},
		{"no share with others by that", Share{Principal: Principal{Kind: Superior}, Level: ViewLevel}, boris, NoLevel},
		{"a share that ends later", Share{Principal: Principal{OneEmployee, boris}, Level: ViewLevel, Expires: hour}, boris, ViewLevel},
		{"a share that ended", Share{Principal: Principal{OneEmployee, boris}, Level: ViewLevel, Expires: noon}, boris, NoLevel},
		{"a share that ends within the hour holds until the hour is full", Share{Principal: Principal{OneEmployee, boris}, Level: ViewLevel, Expires: noon.Add(time.Second)}, boris, ViewLevel},
	} {
		table, cell := withShares(anna, c.share)
		if got := Compile(m, table, c.who, noon).Level(Subject{Cell: cell}); got != c.want {
			t.Errorf("%s: %v, want %v", c.says, got, c.want)
		}
	}
}

func TestAShareWithTheEmployeeInAField(t *testing.T) {
	m := company(nil)
	table := NewTable()
	c := Cause{Type: deal, Responsible: anna, InFields: [2]ident.No{boris}, Shares: table.InternShares([]Share{{Principal: Principal{InField, helperField}, Level: EditLevel}})}
	cell, _ := table.Intern(c)
	if got := Compile(m, table, boris, noon).Level(Subject{Cell: cell}); got != EditLevel {
		t.Errorf("the helper has %v", got)
	}
	if got := Compile(m, table, dina, noon).Level(Subject{Cell: cell}); got != NoLevel {
		t.Errorf("somebody else has %v", got)
	}
}

func TestUntilIsTheFirstExpiryThatConcernsHim(t *testing.T) {
	m := company(nil)
	table, _ := withShares(
		anna,
		Share{Principal: Principal{OneEmployee, boris}, Level: ViewLevel, Expires: noon.Add(90 * time.Minute)},
		Share{Principal: Principal{OneEmployee, boris}, Level: EditLevel, Expires: noon.Add(3 * time.Hour)},
		Share{Principal: Principal{OneEmployee, dina}, Level: EditLevel, Expires: noon.Add(time.Hour)},
		Share{Principal: Principal{OneEmployee, boris}, Level: DeleteLevel, Expires: noon.Add(-time.Hour)},
	)
	r := Compile(m, table, boris, noon)
	if want := noon.Add(2 * time.Hour); !r.Until().Equal(want) {
		t.Errorf("until %v, want %v", r.Until(), want)
	}
	if until := Compile(m, table, gleb, noon).Until(); !until.IsZero() {
		t.Errorf("nothing of Gleb's ends, but until is %v", until)
	}
	table.InternShares([]Share{{Principal: Principal{Kind: Everyone}, Level: ViewLevel, Expires: noon.Add(time.Minute)}})
	if want := noon.Add(time.Hour); !r.Until().Equal(want) {
		t.Errorf("a share added later brings it nearer: %v, want %v", r.Until(), want)
	}
}

func TestRestrictions(t *testing.T) {
	on := func(level Level, change func(x *Restriction), who ...Principal) func(m *Model) {
		return func(m *Model) {
			m.kind(deal).Default = schema.DefaultDelete
			x := m.restrict(level, who...)
			if change != nil {
				change(x)
			}
		}
	}
	all := Principal{Kind: Everyone}
	except := func(p Principal) func(x *Restriction) { return func(x *Restriction) { x.Except = []Principal{p} } }
	conditional := func(state ConditionState) func(x *Restriction) {
		return func(x *Restriction) {
			x.Condition = &Condition{Slot: 5, State: state, Bound: query.Test("stage", query.Equal, query.Str("won"))}
		}
	}
	matching := Cause{Type: deal, Responsible: anna, Conditions: 1 << 5}
	play(t, []scene{
		{"it lowers what is given", on(ViewLevel, nil, all), boris, of(anna), acts(View), acts(Edit, Delete)},
		{"it leaves what is not above it", on(EditLevel, nil, all), boris, of(anna), acts(View, Edit), acts(Delete)},
		{"none leaves nothing", on(NoLevel, nil, all), boris, of(anna), nil, append(Actions(), Comment)},
		{"it binds the responsible", on(ViewLevel, nil, all), anna, of(anna), acts(View), acts(Edit, Transfer, Authorize, MassEdit)},
		{"it lowers reach", func(m *Model) {
			m.give(boris, ReachAll, View, Edit, Delete, Authorize)
			m.restrict(EditLevel, all)
		}, boris, of(anna), acts(View, Edit), acts(Delete, Authorize)},
		{"view that is left may be exported as the cap says", func(m *Model) {
			m.give(boris, ReachAll, View, Export)
			m.restrict(ViewLevel, all)
		}, boris, of(anna), acts(View, Export), nil},
		{"it binds only whom it names", on(NoLevel, nil, Principal{InRole, keeper}), boris, of(anna), acts(View, Delete), nil},
		{"an exception frees", on(NoLevel, except(Principal{OneEmployee, boris}), all), boris, of(anna), acts(View), nil},
		{"an exception frees nobody else", on(NoLevel, except(Principal{OneEmployee, boris}), all), dina, of(anna), nil, acts(View)},
		{"it binds where its condition matches", on(NoLevel, conditional(Ready), all), boris, matching, nil, acts(View)},
		{"it binds nowhere else", on(NoLevel, conditional(Ready), all), boris, of(anna), acts(View), nil},
		{"while it is being built it binds what cannot be tested", on(NoLevel, conditional(Building), all), boris, of(anna), nil, acts(View)},
		{"it may except the employee in a field", on(NoLevel, except(Principal{InField, helperField}), all), boris, Cause{Type: deal, Responsible: anna, InFields: [2]ident.No{boris}}, acts(View), nil},
		{"and only him", on(NoLevel, except(Principal{InField, helperField}), all), dina, Cause{Type: deal, Responsible: anna, InFields: [2]ident.No{boris}}, nil, acts(View)},
		{"it may name the responsible's superior", func(m *Model) {
			on(NoLevel, nil, Principal{Kind: Superior})(m)
			m.Directory.Employees[anna].ReportsTo = boris
		}, boris, of(anna), nil, acts(View)},
		{"and nobody else by that", func(m *Model) {
			on(NoLevel, nil, Principal{Kind: Superior})(m)
			m.Directory.Employees[anna].ReportsTo = boris
		}, dina, of(anna), acts(View), nil},
		{"switched off it does nothing", on(NoLevel, func(x *Restriction) { x.Active = false }, all), boris, of(anna), acts(View), nil},
		{"the lowest of several counts", func(m *Model) {
			on(EditLevel, nil, all)(m)
			m.Policy.Restrictions[502] = &Restriction{No: 502, Type: deal, Who: []Principal{all}, Level: ViewLevel, Active: true}
		}, boris, of(anna), acts(View), acts(Edit)},
	})
}

func TestARestrictionBeingBuiltIsTestedOnTheRow(t *testing.T) {
	m := company(func(m *Model) {
		m.kind(deal).Default = schema.DefaultEdit
		m.restrict(NoLevel, Principal{Kind: Everyone}).Condition = &Condition{Slot: 5, State: Building, Bound: query.Test("stage", query.Equal, query.Str("won"))}
	})
	table, cell := place(Cause{Type: deal, Responsible: anna, Conditions: 1 << 5})
	r := Compile(m, table, boris, noon)
	won, open := columns{"stage": query.Str("won")}, columns{"stage": query.Str("open")}
	if r.Allows(View, Subject{Cell: cell, Row: won}) {
		t.Error("a row that matches is restricted")
	}
	if !r.Allows(Edit, Subject{Cell: cell, Row: open}) {
		t.Error("a row that does not match is not, whatever bit the cell carries")
	}
	reading := r.Reading(deal, View)
	if reading.All || len(reading.Pending) != 1 || !reading.Takes(cell, 0) {
		t.Errorf("a query takes the cell and tests the rows: %+v", reading)
	}
}
