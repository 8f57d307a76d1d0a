package access

import (
	"slices"
	"testing"
	"time"

	"kontora/backend/directory"
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

func TestExportPrintMassEditAndMerge(t *testing.T) {
	seen := func(change func(m *Model)) func(m *Model) {
		return func(m *Model) {
			m.kind(deal).Default = schema.DefaultDelete
			change(m)
		}
	}
	nothing := func(*Model) {}
	play(t, []scene{
		{"own are exported, printed, mass edited, merged", nil, anna, of(anna), acts(Export, Print, MassEdit, Merge), nil},
		{"what is merely seen is not, outside the cap", seen(nothing), boris, of(anna), acts(View, Edit, Delete), acts(Export, Print, MassEdit, Merge)},
		{"within the cap it is", seen(func(m *Model) { m.give(boris, ReachAll, Export, Print, MassEdit, Merge) }), boris, of(anna), acts(Export, Print, MassEdit, Merge), nil},
		{"what is not seen is not, even within the cap", func(m *Model) { m.give(boris, ReachAll, Export, Print, MassEdit, Merge) }, boris, of(anna), nil, acts(View, Export, Print, MassEdit, Merge)},
		{"mass editing needs edit", func(m *Model) {
			m.kind(deal).Default = schema.DefaultView
			m.give(boris, ReachAll, MassEdit)
		}, boris, of(anna), acts(View), acts(MassEdit)},
		{"merging needs delete", func(m *Model) {
			m.kind(deal).Default = schema.DefaultEdit
			m.give(boris, ReachAll, Merge)
		}, boris, of(anna), acts(Edit), acts(Merge)},
		{"merging needs create", func(m *Model) { m.take("deal", Create) }, anna, of(anna), acts(Edit, Delete), acts(Merge)},
		{"merging does not need export", func(m *Model) { m.take("deal", Export) }, anna, of(anna), acts(Merge), acts(Export)},
	})
}

func TestCreateAndImport(t *testing.T) {
	play(t, []scene{
		{"one's own", nil, anna, of(anna), acts(Create, Import), nil},
		{"for a group one is in, where transfer reaches own", nil, anna, of(tender), acts(Create, Import), nil},
		{"for a group, not where transfer says nothing", func(m *Model) { m.take("deal", Transfer) }, anna, of(tender), acts(View), acts(Create)},
		{"for another, not by own", func(m *Model) { m.kind(deal).Default = schema.DefaultView }, boris, of(anna), acts(View), acts(Create)},
		{"for another within the cap on transfer", func(m *Model) {
			m.kind(deal).Default = schema.DefaultView
			m.give(boris, ReachAll, Transfer)
		}, boris, of(anna), acts(Create, Import), nil},
		{"not what could not be viewed then", func(m *Model) { m.give(boris, ReachAll, Transfer) }, boris, of(anna), nil, acts(Create)},
		{"not without a cap", func(m *Model) { m.take("deal", Create) }, anna, of(anna), acts(View), acts(Create, Import)},
		{"no import without its own cap", func(m *Model) { m.take("deal", Import) }, anna, of(anna), acts(Create), acts(Import)},
	})
	m := company(nil)
	r := Compile(m, NewTable(), anna, noon)
	if !r.Would(Create, of(anna), 0, nil) || r.Would(Create, of(boris), 0, nil) || r.Would(Create, Cause{Type: 999}, 0, nil) {
		t.Error("a record without a cell is judged by the cause it would have")
	}
	if !Compile(m, NewTable(), root, noon).Would(Create, of(boris), 0, nil) {
		t.Error("an administrator makes whatever he wants")
	}
}

func TestTransfer(t *testing.T) {
	supervised := func(m *Model) {
		m.kind(deal).Supervision = schema.Supervision{RoleBelow: schema.SupervisionEdit}
		m.take("deal", Authorize)
		m.give(vera, ReachAll, Transfer)
	}
	for _, c := range []struct {
		says   string
		change func(m *Model)
		who    ident.No
		on     Cause
		to     ident.No
		want   bool
	}{
		{"own reaches a group one is in", nil, anna, of(anna), tender, true},
		{"own reaches nobody else", nil, anna, of(anna), boris, false},
		{"a wider cap hands over to others", func(m *Model) { m.give(anna, ReachAll, Transfer) }, anna, of(anna), boris, true},
		{"a member hands over what his group has", func(m *Model) { m.give(anna, ReachAll, Transfer) }, anna, of(tender), boris, true},
		{"who may only edit hands over nothing", func(m *Model) {
			m.kind(deal).Default = schema.DefaultEdit
			m.give(boris, ReachAll, Transfer)
		}, boris, of(anna), dina, false},
		{"who may edit and authorize does", func(m *Model) {
			m.kind(deal).Default = schema.DefaultEdit
			m.give(boris, ReachAll, Transfer, Authorize)
		}, boris, of(anna), dina, true},
		{"who may authorize but not edit does not", func(m *Model) {
			m.kind(deal).Default = schema.DefaultView
			m.give(boris, ReachAll, Transfer, Authorize)
		}, boris, of(anna), dina, false},
		{"who supervises with edit does", supervised, vera, of(anna), boris, true},
		{"and may take it over", supervised, vera, of(anna), vera, true},
		{"a member takes over what his group has, if he may authorize", nil, anna, of(tender), anna, true},
		{"not if he may not", func(m *Model) { m.take("deal", Authorize) }, anna, of(tender), anna, false},
		{"nobody hands over without a cap", func(m *Model) { m.take("deal", Transfer) }, anna, of(anna), tender, false},
		{"nobody hands over to nobody", func(m *Model) { m.give(anna, ReachAll, Transfer) }, anna, of(anna), 999, false},
		{"a restriction to view stops it", func(m *Model) { m.restrict(ViewLevel, Principal{Kind: Everyone}) }, anna, of(anna), tender, false},
		{"an administrator hands over", nil, root, of(anna), boris, true},
		{"even he not to nobody", nil, root, of(anna), 999, false},
		{"nobody hands over a card, not even an administrator", nil, root, Cause{Type: card, Responsible: anna}, boris, false},
	} {
		m := company(c.change)
		table, cell := place(c.on)
		r := Compile(m, table, c.who, noon)
		if got := r.MayTransfer(Subject{Cell: cell}, c.to); got != c.want {
			t.Errorf("%s: %v", c.says, got)
		}
		if err := RefuseTransfer(m, r, Subject{Cell: cell}, c.to); (err == nil) != c.want {
			t.Errorf("%s: refused with %v", c.says, err)
		}
	}
}

func TestSharing(t *testing.T) {
	someone, himself := Principal{OneEmployee, boris}, Principal{OneEmployee, anna}
	for _, c := range []struct {
		says   string
		change func(m *Model)
		who    ident.No
		p      Principal
		level  Level
		want   bool
	}{
		{"the responsible shares at every level", nil, anna, someone, AuthorizeLevel, true},
		{"not with himself", nil, anna, himself, ViewLevel, false},
		{"not at a level he may not use", func(m *Model) { m.take("deal", Delete) }, anna, someone, DeleteLevel, false},
		{"not at a level that includes one he may not use", func(m *Model) { m.take("deal", Delete) }, anna, someone, AuthorizeLevel, false},
		{"at a lower one", func(m *Model) { m.take("deal", Delete) }, anna, someone, EditLevel, true},
		{"not without authorize", func(m *Model) { m.take("deal", Authorize) }, anna, someone, ViewLevel, false},
		{"who only views does not", func(m *Model) { m.kind(deal).Default = schema.DefaultView }, boris, someone, ViewLevel, false},
		{"an administrator shares with himself too", nil, root, Principal{OneEmployee, root}, AuthorizeLevel, true},
	} {
		m := company(c.change)
		table, cell := place(of(anna))
		if got := Compile(m, table, c.who, noon).MayShare(Subject{Cell: cell}, c.p, c.level); got != c.want {
			t.Errorf("%s: %v", c.says, got)
		}
	}
}

func TestMayOnAType(t *testing.T) {
	for _, c := range []struct {
		says   string
		change func(m *Model)
		who    ident.No
		a      Action
		t      ident.No
		want   bool
	}{
		{"a cap suffices", nil, anna, Export, deal, true},
		{"no cap is no", func(m *Model) { m.take("deal", Export) }, anna, Export, deal, false},
		{"nothing on a type that may not be viewed", func(m *Model) { m.take("deal", View) }, anna, Create, deal, false},
		{"import needs create", func(m *Model) { m.take("deal", Create) }, anna, Import, deal, false},
		{"comments on a type that has them", nil, anna, Comment, deal, true},
		{"no comments where they are off", func(m *Model) { m.kind(deal).Comments = false }, anna, Comment, deal, false},
		{"nothing on no type", nil, root, View, 999, false},
		{"nothing for one not active", func(m *Model) { m.Directory.Employees[anna].Status = directory.Suspended }, anna, View, deal, false},
		{"records that go with others are not handed over", nil, root, Transfer, note, false},
		{"notes are read and added without a cap", func(m *Model) { m.take("note", View, Create) }, anna, Create, note, true},
		{"not edited", func(m *Model) { m.take("note", Edit) }, anna, Edit, note, false},
		{"nothing without the feature", func(m *Model) { m.Policy.Profiles[everything].Features = map[Feature]bool{Comments: false} }, anna, View, note, false},
	} {
		if got := Compile(company(c.change), NewTable(), c.who, noon).May(c.a, c.t); got != c.want {
			t.Errorf("%s: %v", c.says, got)
		}
	}
}

func TestWhomACapReaches(t *testing.T) {
	m := company(func(m *Model) { m.give(vera, ReachDepartmentAndBelow, Transfer) })
	r := Compile(m, NewTable(), vera, noon)
	got := r.Responsibles(Transfer, deal)
	slices.Sort(got)
	if !slices.Equal(got, nos(anna, vera)) {
		t.Errorf("Vera reaches %v", got)
	}
	if !r.Reaches(Transfer, deal, anna) || r.Reaches(Transfer, deal, dina) || r.Reaches(Transfer, 999, anna) {
		t.Error("Vera reaches Anna in a department below, and not Dina")
	}
	if !Compile(m, NewTable(), root, noon).Reaches(Transfer, deal, dina) {
		t.Error("an administrator reaches everybody")
	}
}
