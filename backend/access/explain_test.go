package access

import (
	"slices"
	"strings"
	"testing"
	"time"

	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/schema"
)

func catalogue(t *testing.T) *locale.Catalogue {
	t.Helper()
	c, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// said renders the ground of a kind, in English, with whether it holds.
func said(t *testing.T, e Explanation, kind string) string {
	t.Helper()
	var lines []string
	for _, g := range e.Grounds {
		if g.Kind == kind {
			line := catalogue(t).Render(locale.English, g.Text)
			if g.Holds {
				line = "+ " + line
			}
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func TestWhyNamesTheRule(t *testing.T) {
	for _, c := range []struct {
		says   string
		change func(m *Model)
		who    ident.No
		a      Action
		on     Cause
		kind   string
		want   string
	}{
		{"who is responsible", nil, anna, Edit, of(anna), GroundOwn, "+ Is responsible, or in the responsible group: change access."},
		{"who is not", nil, boris, Edit, of(anna), GroundOwn, "Is not responsible. Responsible: Anna."},
		{"the profile and where it comes from", nil, anna, Delete, of(anna), GroundCap, `+ Profile "Sales" (role "Seller") allows deleting deals, within: own.`},
		{"a profile that does not allow it", func(m *Model) { m.take("deal", Delete) }, anna, Delete, of(anna), GroundCap, `Profile "Sales" (role "Seller") does not allow deleting deals.`},
		{"several profiles, each", func(m *Model) { m.give(anna, ReachDepartment|ReachBranch, View) }, anna, View, of(anna), GroundCap, `+ Profile "Sales" (role "Seller") allows viewing deals, within: own.` + "\n" + `+ Profile "Extra" (Anna) allows viewing deals, within: department, branch.`},
		{"no profile at all", func(m *Model) { m.Policy.Profiles = nil }, anna, View, of(anna), GroundCap, "There is no profile."},
		{"a role below", func(m *Model) { m.kind(deal).Supervision = schema.UsualSupervision() }, vera, View, of(anna), GroundRoleBelow, "+ The role of Anna is below: view."},
		{"a level that is not enough", func(m *Model) { m.kind(deal).Default = schema.DefaultView }, boris, Edit, of(anna), GroundDefault, "Everyone has on deals: view."},
		{"a sharing rule", func(m *Model) { m.rule(ByResponsible, Principal{Kind: Everyone}, Principal{InRole, seller}, EditLevel) }, boris, Edit, of(anna), GroundRule, `+ Sharing rule "Open door" gives role "Seller": edit.`},
		{"a restriction", func(m *Model) { m.restrict(ViewLevel, Principal{Kind: Everyone}) }, anna, Edit, of(anna), GroundRestriction, `+ Restriction "Closed door" applies: it leaves no more than view.`},
		{"a restriction that leaves enough", func(m *Model) { m.restrict(EditLevel, Principal{Kind: Everyone}) }, anna, Edit, of(anna), GroundRestriction, `Restriction "Closed door" applies: it leaves no more than edit.`},
		{"a restriction on others", func(m *Model) { m.restrict(ViewLevel, Principal{OneEmployee, boris}) }, anna, Edit, of(anna), GroundRestriction, `Restriction "Closed door" does not apply here.`},
		{"reach", func(m *Model) { m.give(vera, ReachDepartmentAndBelow, View) }, vera, View, of(anna), GroundReach, "+ The responsible, Anna, is within reach for viewing: own, department and those below."},
		{"what export measures", nil, anna, Export, of(anna), GroundMeasure, "+ The responsible, Anna, is within what profiles allow for exporting: own."},
		{"what action it rests on", nil, boris, Edit, of(anna), GroundNeeds, "viewing has to be allowed too."},
		{"the administrator", nil, root, Edit, of(anna), GroundAdministrator, "+ Root is administrator."},
		{"one not active", func(m *Model) { m.Directory.Employees[anna].Status = directory.Invited }, anna, Edit, of(anna), GroundPerson, "Anna is not active and may do nothing."},
		{"comments", nil, anna, Comment, of(anna), GroundComments, "+ Whoever may view deals may comment on them.\n+ The feature \"Comments\" is on."},
	} {
		t.Run(c.says, func(t *testing.T) {
			m := company(c.change)
			table, cell := place(c.on)
			if got := said(t, Compile(m, table, c.who, noon).Explain(c.a, Subject{Cell: cell}), c.kind); got != c.want {
				t.Errorf("said\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestWhyNamesShares(t *testing.T) {
	m := company(nil)
	table, cell := withShares(
		anna,
		Share{Principal: Principal{InGroup, tender}, Level: ViewLevel},
		Share{Principal: Principal{OneEmployee, boris}, Level: EditLevel},
		Share{Principal: Principal{OneEmployee, boris}, Level: DeleteLevel, Expires: noon.Add(-time.Hour)},
	)
	got := said(t, Compile(m, table, boris, noon).Explain(Edit, Subject{Cell: cell}), GroundShare)
	want := "+ The record is shared with Boris: edit.\nThe share with Boris has ended.\nThe record is shared with group \"Tender\", which does not include this person."
	if got != want {
		t.Errorf("said\n%s\nwant\n%s", got, want)
	}
}

func TestWhyIsListedInOrderAndSaidInBothLanguages(t *testing.T) {
	texts := catalogue(t)
	m := company(func(m *Model) {
		m.restrict(ViewLevel, Principal{Kind: Everyone})
		m.rule(ByResponsible, Principal{InField, helperField}, Principal{Kind: Superior}, ViewLevel)
		m.give(boris, ReachAll, View)
		m.kind(deal).Supervision = schema.UsualSupervision()
	})
	table, cell := place(of(anna), Cause{Type: note})
	deals := table.OfType(deal, 0)[0]
	for who := range m.Directory.Employees {
		r := Compile(m, table, who, noon)
		for _, a := range append(Actions(), Comment) {
			e := r.Explain(a, Subject{Cell: deals})
			if e.Grounds[0].Kind != GroundPerson || e.Grounds[2].Kind != GroundRestriction {
				t.Fatalf("the person, then restrictions: %+v", e.Grounds)
			}
			all := slices.Concat(e.Grounds, r.Explain(a, Subject{Cell: cell, Author: who}).Grounds, r.ExplainType(a, note).Grounds)
			for _, g := range all {
				for _, language := range locale.Languages() {
					if !texts.Has(language, g.Text.Key) {
						t.Errorf("%s is not said in %s", g.Text.Key, language)
					}
					if line := texts.Render(language, g.Text); strings.ContainsAny(line, "{}") || strings.Contains(line, "access.why") {
						t.Errorf("%s is said as %q", g.Text.Key, line)
					}
				}
			}
		}
	}
}

func TestWhoCanSeeThis(t *testing.T) {
	m := company(func(m *Model) {
		m.Directory.Employees[boris].Status = directory.Suspended
		m.kind(deal).Supervision = schema.UsualSupervision()
	})
	table, cell := withShares(anna, Share{Principal: Principal{OneEmployee, boris}, Level: EditLevel}, Share{Principal: Principal{OneEmployee, dina}, Level: EditLevel})
	type line struct {
		who   ident.No
		level Level
		kinds string
	}
	var got []line
	for _, a := range WhoCan(m, table, Subject{Cell: cell}, View, noon) {
		var kinds []string
		for _, g := range a.Grounds {
			kinds = append(kinds, g.Kind)
		}
		got = append(got, line{a.Employee, a.Level, strings.Join(kinds, " ")})
	}
	want := []line{
		{anna, AuthorizeLevel, "cap own reach"},
		{vera, ViewLevel, "cap role_below"},
		{gleb, ViewLevel, "cap role_below"},
		{dina, EditLevel, "cap share"},
		{root, AuthorizeLevel, "administrator cap"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAFieldIsExplainedByEveryProfile(t *testing.T) {
	m := company(func(m *Model) {
		m.Policy.Profiles[extra].Fields = map[string]map[string]schema.FieldRight{"deal": {"amount": schema.Masked}}
		m.Directory.Groups[tender].Profiles = nos(extra)
		f, _ := m.kind(deal).Field("amount")
		f.Cap = schema.Read
	})
	f, _ := m.kind(deal).Field("amount")
	e := Compile(m, NewTable(), anna, noon).ExplainField(m.kind(deal), f, schema.Read)
	want := `Profile "Sales" (role "Seller") says nothing of the field "amount".` + "\n" + `Profile "Extra" (group "Tender") says of the field "amount": masked.`
	if got := said(t, e, GroundCap); got != want || e.Allowed {
		t.Errorf("said\n%s\nwant\n%s", got, want)
	}
	if got := said(t, e, GroundFieldCap); got != `+ The organisation limits the field "amount" for everyone: read only.` {
		t.Errorf("said %s", got)
	}
}

func TestTheProbabilityIsExplainedByTheStage(t *testing.T) {
	for right, want := range map[schema.FieldRight]struct {
		probability schema.FieldRight
		said        string
	}{
		schema.Hidden: {schema.Hidden, `The field "probability" follows the field "stage" and is hidden from whoever does not read that: hidden.`},
		schema.Masked: {schema.Hidden, `The field "probability" follows the field "stage" and is hidden from whoever does not read that: masked.`},
		schema.Read:   {schema.Edit, `+ The field "probability" follows the field "stage" and is hidden from whoever does not read that: read only.`},
	} {
		m := company(func(m *Model) {
			of := m.kind(deal)
			named := func(name, kind string) *schema.Field {
				return &schema.Field{Name: name, Kind: kind, DefaultRight: schema.Edit, Labels: locale.Labels{locale.English: name}}
			}
			stage := named("stage", schema.KindChoice)
			stage.DefaultRight, stage.Choices = right, []schema.Choice{{Value: "won", Outcome: schema.Won}}
			of.Fields = append(of.Fields, stage, named("probability", schema.KindPercent))
		})
		f, _ := m.kind(deal).Field("probability")
		rights := Compile(m, NewTable(), anna, noon)
		if got := rights.Field(m.kind(deal), f); got != want.probability {
			t.Errorf("with a stage that is %s the probability is %s", right, got)
		}
		e := rights.ExplainField(m.kind(deal), f, schema.Read)
		if got := said(t, e, GroundFieldCap); got != want.said || e.Allowed != (want.probability == schema.Edit) {
			t.Errorf("with a stage that is %s: %v, said %s", right, e.Allowed, got)
		}
	}
}

func TestActionsAndLevelsHaveTheirWords(t *testing.T) {
	for a := View; a < actionCount; a++ {
		if got, ok := ParseAction(a.String()); !ok || got != a {
			t.Errorf("%v is read as %v", a, got)
		}
	}
	for l := NoLevel; l <= AuthorizeLevel; l++ {
		if got, ok := ParseLevel(l.String()); !ok || got != l {
			t.Errorf("%v is read as %v", l, got)
		}
	}
	if _, ok := ParseAction("fly"); ok {
		t.Error("no such action")
	}
	if _, ok := ParseLevel("owner"); ok {
		t.Error("no such level")
	}
}

func TestEveryWordIsSaidInBothLanguages(t *testing.T) {
	texts := catalogue(t)
	var keys []string
	for a := View; a < actionCount; a++ {
		keys = append(keys, doing(a).Key)
	}
	for l := NoLevel; l <= AuthorizeLevel; l++ {
		keys = append(keys, LevelName(l).Key)
	}
	for _, f := range Features() {
		keys = append(keys, featureName(f).Key)
	}
	for _, r := range []schema.FieldRight{"", schema.Hidden, schema.Masked, schema.Read, schema.Edit} {
		keys = append(keys, rightName(r).Key)
	}
	m := company(nil)
	for _, p := range []Principal{{Kind: Everyone}, {OneEmployee, anna}, {InRole, seller}, {InRoleAndBelow, seller}, {InGroup, tender}, {InDepartment, sales}, {InDepartmentBelow, sales}, {InBranch, riga}, {Kind: Superior}, {InField, helperField}, {InRole, 999}, {InField, 999}} {
		keys = append(keys, m.PrincipalName(p).Key)
	}
	for _, reach := range []Reach{0, ReachAll, ReachOwn, ReachGroup, ReachDepartment, ReachDepartmentAndBelow, ReachBranch} {
		keys = append(keys, ways(reach).Key)
	}
	english, russian := texts.Keys(locale.English), texts.Keys(locale.Russian)
	for _, key := range slices.Concat(keys, english, russian) {
		if strings.HasPrefix(key, "access.") && (!texts.Has(locale.English, key) || !texts.Has(locale.Russian, key)) {
			t.Errorf("%s is not said in both languages", key)
		}
	}
	if got := texts.Render(locale.Russian, ways(ReachOwn|ReachBranch)); got != "свои, филиала" {
		t.Errorf("a list of reaches is %q", got)
	}
}

func TestASubjectWithoutRowIsTakenToMatchWhatIsBeingBuilt(t *testing.T) {
	m := company(func(m *Model) {
		m.restrict(ViewLevel, Principal{Kind: Everyone}).Condition = &Condition{Slot: 5, State: Building, Bound: query.Test("stage", query.Equal, query.Str("won"))}
	})
	table, cell := place(of(anna))
	r := Compile(m, table, anna, noon)
	if got := r.Explain(Edit, Subject{Cell: cell}); got.Allowed || said(t, got, GroundRestriction)[0] != '+' {
		t.Errorf("explained as %+v", got)
	}
	open := Subject{Cell: cell, Row: columns{"stage": query.Str("open")}}
	if got := r.Explain(Edit, open); !got.Allowed || said(t, got, GroundRestriction) != `Restriction "Closed door" does not apply here.` {
		t.Errorf("explained as %+v", got)
	}
}
