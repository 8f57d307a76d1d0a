package access

import (
	"slices"
	"testing"

	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

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
