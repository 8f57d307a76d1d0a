package access

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"kontora/backend/directory"
	"kontora/backend/fault"
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

func TestRefusalsNameTheRule(t *testing.T) {
	seen := func(m *Model) { m.kind(deal).Default = schema.DefaultView }
	for _, c := range []struct {
		says    string
		change  func(m *Model)
		who     ident.No
		a       Action
		on      []Cause
		english string
		russian string
	}{
		{
			"a profile that does not allow it", func(m *Model) { m.take("deal", Delete) }, anna, Delete, []Cause{of(anna)},
			`Profile "Sales" does not allow deleting deals.`, "Профиль «Sales» не разрешает удаление в разделе «сделки».",
		},
		{
			"several profiles", func(m *Model) { m.take("deal", Delete); m.give(anna, ReachOwn, View) }, anna, Delete, []Cause{of(anna)},
			"None of your profiles (Sales, Extra) allows deleting deals.", "Ни один из ваших профилей (Sales, Extra) не разрешает удаление в разделе «сделки».",
		},
		{
			"an action that another needs", func(m *Model) { m.take("deal", Create) }, anna, Merge, []Cause{of(anna)},
			`Profile "Sales" does not allow creating deals.`, "Профиль «Sales» не разрешает создание в разделе «сделки».",
		},
		{
			"a restriction", func(m *Model) { m.restrict(ViewLevel, Principal{Kind: Everyone}) }, anna, Edit, []Cause{of(anna)},
			`Restriction "Closed door" leaves no more than this here: view. It does not allow editing.`, "Ограничение «Closed door» оставляет здесь не больше, чем «просмотр». Оно не разрешает изменение.",
		},
		{
			"nothing that gives it", seen, boris, Edit, []Cause{of(anna)},
			"Nothing allows you editing this record: neither responsibility, nor a share, a rule or a superior's right.",
			"Ничто не даёт вам право на изменение этой записи: ни ответственность, ни доступ к записи, ни правило, ни право руководителя.",
		},
		{
			"a cap that does not reach", seen, boris, Export, []Cause{of(anna)},
			`Profile "Sales" allows exporting deals only within: own.`, "Профиль «Sales» разрешает выгрузку в разделе «сделки» только в пределах: свои.",
		},
		{
			"a record of somebody else", func(m *Model) { m.kind(deal).Default = schema.DefaultEdit }, boris, Transfer, []Cause{of(anna)},
			"To hand this record over you have to be responsible for it, to supervise whoever is, or to have the right to change access.",
			"Чтобы передать эту запись, нужно отвечать за неё, руководить ответственным или иметь право менять доступ.",
		},
		{
			"a new record for somebody else", seen, boris, Create, []Cause{of(anna)},
			`Profile "Sales" allows making someone responsible only within: own.`, "Профиль «Sales» разрешает назначать ответственных только в пределах: свои.",
		},
		{
			"comments that are off", func(m *Model) { m.kind(deal).Comments = false }, anna, Comment, []Cause{of(anna)},
			"Comments are switched off for deals.", "Комментарии отключены в разделе «сделки».",
		},
		{
			"a feature that is off", func(m *Model) { m.Policy.Profiles[everything].Features = map[Feature]bool{Comments: false} }, anna, Comment, []Cause{of(anna)},
			`The feature "Comments" is not switched on in your profiles.`, "Возможность «Комментарии» не включена в ваших профилях.",
		},
		{
			"a file that goes with its deal", nil, anna, Transfer, []Cause{of(anna), {Type: file}},
			"A record of this kind goes with the one it belongs to: change that one instead.", "Такая запись следует за той, к которой относится: измените ту запись.",
		},
		{
			"a file of a deal he only views", seen, boris, Edit, []Cause{of(anna), {Type: file}},
			"This record goes with the one it belongs to, and you may not change that one.", "Эта запись следует за той, к которой относится, а ту вы менять не можете.",
		},
		{
			"a note without a cap", func(m *Model) { seen(m); m.take("note", Edit, View) }, boris, Edit, []Cause{of(anna), {Type: note}},
			`Profile "Sales" does not allow editing note.`, "Профиль «Sales» не разрешает изменение в разделе «note».",
		},
		{
			"a card", nil, root, Transfer, []Cause{{Type: card, Responsible: anna}},
			"Everyone is responsible for his own card. It cannot be handed over.", "За свою карточку каждый отвечает сам. Передать её нельзя.",
		},
	} {
		t.Run(c.says, func(t *testing.T) {
			m := company(c.change)
			table, cell := place(c.on...)
			var refusal *fault.Error
			if err := Refuse(m, Compile(m, table, c.who, noon), c.a, Subject{Cell: cell}); !errors.As(err, &refusal) || refusal.Kind != fault.Denied {
				t.Fatalf("got %v", err)
			}
			if got := catalogue(t).Render(locale.English, refusal.Text); got != c.english {
				t.Errorf("said %q, want %q", got, c.english)
			}
			if got := catalogue(t).Render(locale.Russian, refusal.Text); got != c.russian {
				t.Errorf("said %q, want %q", got, c.russian)
			}
		})
	}
}

func TestWhatOneMayNotViewIsNotThere(t *testing.T) {
	m := company(func(m *Model) { m.restrict(NoLevel, Principal{OneEmployee, dina}) })
	table, cell := place(of(anna))
	for says, err := range map[string]error{
		"a deal of another":      Refuse(m, Compile(m, table, boris, noon), Edit, Subject{Cell: cell}),
		"a deal that is no more": Refuse(m, Compile(m, table, boris, noon), Edit, Subject{Cell: 99}),
		"a deal kept from one":   Refuse(m, Compile(m, table, dina, noon), View, Subject{Cell: cell}),
		"no type":                RefuseType(m, Compile(m, table, root, noon), View, 999),
	} {
		if got, want := fault.Of(err), fault.Missing(); got == nil || got.Kind != want.Kind || got.Text.Key != want.Text.Key || len(got.Text.Args) > 0 {
			t.Errorf("%s: %v", says, err)
		}
	}
	if err := Refuse(m, Compile(m, table, anna, noon), Edit, Subject{Cell: cell}); err != nil {
		t.Errorf("what is allowed is not refused: %v", err)
	}
	m.Directory.Employees[anna].Status = directory.Suspended
	if err := Refuse(m, Compile(m, table, anna, noon), Edit, Subject{Cell: cell}); !fault.Is(err, fault.Denied) {
		t.Errorf("whoever is not active is told so: %v", err)
	}
}

func TestRefusalsOnTypes(t *testing.T) {
	m := company(func(m *Model) {
		m.take("deal", Export)
		m.kind(deal).Comments = false
	})
	r := Compile(m, NewTable(), anna, noon)
	for a, want := range map[Action]string{
		Export:  `Profile "Sales" does not allow exporting deals.`,
		Comment: "Your profiles do not allow commenting on deals.",
	} {
		if err := RefuseType(m, r, a, deal); err == nil || catalogue(t).Render(locale.English, fault.Of(err).Text) != want {
			t.Errorf("%v: %v", a, err)
		}
	}
	if err := RefuseType(m, r, View, deal); err != nil {
		t.Errorf("viewing is allowed: %v", err)
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
		{anna, AuthorizeLevel, "cap own reach"}, {vera, ViewLevel, "cap role_below"}, {gleb, ViewLevel, "cap role_below"},
		{dina, EditLevel, "cap share"}, {root, AuthorizeLevel, "administrator cap"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

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
		keys = append(keys, levelName(l).Key)
	}
	for _, f := range Features() {
		keys = append(keys, featureName(f).Key)
	}
	for _, r := range []schema.FieldRight{"", schema.Hidden, schema.Masked, schema.Read, schema.Edit} {
		keys = append(keys, rightName(r).Key)
	}
	m := company(nil)
	for _, p := range []Principal{{Kind: Everyone}, {OneEmployee, anna}, {InRole, seller}, {InRoleAndBelow, seller}, {InGroup, tender}, {InDepartment, sales}, {InDepartmentBelow, sales}, {InBranch, riga}, {Kind: Superior}, {InField, helperField}, {InRole, 999}, {InField, 999}} {
		keys = append(keys, m.principalName(p).Key)
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
