package access

import (
	"errors"
	"testing"

	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

type refusal struct {
	says    string
	change  func(m *Model)
	who     ident.No
	a       Action
	on      []Cause
	english string
	russian string
}

func refusals() []refusal {
	seen := func(m *Model) { m.kind(deal).Default = schema.DefaultView }
	return []refusal{
		{
			"a profile that does not allow it", func(m *Model) { m.take("deal", Delete) }, anna, Delete,
			[]Cause{of(anna)},
			`Profile "Sales" does not allow deleting deals.`, "Профиль «Sales» не разрешает удаление в разделе «сделки».",
		},
		{
			"several profiles", func(m *Model) { m.take("deal", Delete); m.give(anna, ReachOwn, View) }, anna, Delete,
			[]Cause{of(anna)},
			"None of your profiles (Sales, Extra) allows deleting deals.", "Ни один из ваших профилей (Sales, Extra) не разрешает удаление в разделе «сделки».",
		},
		{
			"an action that another needs", func(m *Model) { m.take("deal", Create) }, anna, Merge,
			[]Cause{of(anna)},
			`Profile "Sales" does not allow creating deals.`, "Профиль «Sales» не разрешает создание в разделе «сделки».",
		},
		{
			"a restriction", func(m *Model) { m.restrict(ViewLevel, Principal{Kind: Everyone}) }, anna, Edit,
			[]Cause{of(anna)},
			`Restriction "Closed door" leaves no more than this here: view. It does not allow editing.`, "Ограничение «Closed door» оставляет здесь не больше, чем «просмотр». Оно не разрешает изменение.",
		},
		{
			"nothing that gives it", seen, boris, Edit,
			[]Cause{of(anna)},
			"Nothing allows you editing this record: neither responsibility, nor a share, a rule or a superior's right.",
			"Ничто не даёт вам право на изменение этой записи: ни ответственность, ни доступ к записи, ни правило, ни право руководителя.",
		},
		{
			"a cap that does not reach", seen, boris, Export,
			[]Cause{of(anna)},
			`Profile "Sales" allows exporting deals only within: own.`, "Профиль «Sales» разрешает экспорт в разделе «сделки» только в пределах: свои.",
		},
		{
			"a record of somebody else", func(m *Model) { m.kind(deal).Default = schema.DefaultEdit }, boris, Transfer,
			[]Cause{of(anna)},
			"To hand this record over you have to be responsible for it, to supervise whoever is, or to have the right to change access.",
			"Чтобы передать эту запись, нужно отвечать за неё, руководить ответственным или иметь право менять доступ.",
		},
		{
			"a new record for somebody else", seen, boris, Create,
			[]Cause{of(anna)},
			`Profile "Sales" allows making someone responsible only within: own.`, "Профиль «Sales» разрешает назначать ответственных только в пределах: свои.",
		},
		{
			"comments that are off", func(m *Model) { m.kind(deal).Comments = false }, anna, Comment,
			[]Cause{of(anna)},
			"Comments are switched off for deals.", "Комментарии отключены в разделе «сделки».",
		},
		{
			"a feature that is off", func(m *Model) { m.Policy.Profiles[everything].Features = map[Feature]bool{Comments: false} }, anna, Comment,
			[]Cause{of(anna)},
			`The feature "Comments" is not switched on in your profiles.`, "Возможность «Комментарии» не включена в ваших профилях.",
		},
		{
			"a file that goes with its deal", nil, anna, Transfer,
			[]Cause{of(anna), {Type: file}},
			"A record of this kind goes with the one it belongs to: change that one instead.", "Такая запись следует за той, к которой относится: измените ту запись.",
		},
		{
			"a file of a deal he only views", seen, boris, Edit,
			[]Cause{of(anna), {Type: file}},
			"This record goes with the one it belongs to, and you may not change that one.", "Эта запись следует за той, к которой относится, а ту вы менять не можете.",
		},
		{
			"a note without a cap", func(m *Model) { seen(m); m.take("note", Edit, View) }, boris, Edit,
			[]Cause{of(anna), {Type: note}},
			`Profile "Sales" does not allow editing note.`, "Профиль «Sales» не разрешает изменение в разделе «note».",
		},
		{
			"a card", nil, root, Transfer,
			[]Cause{{Type: card, Responsible: anna}},
			"Everyone is responsible for his own card. It cannot be handed over.", "За свою карточку каждый отвечает сам. Передать её нельзя.",
		},
	}
}

func TestRefusalsNameTheRule(t *testing.T) {
	for _, c := range refusals() {
		t.Run(c.says, func(t *testing.T) {
			m := company(c.change)
			table, cell := place(c.on...)
			var said *fault.Error
			if err := Refuse(m, Compile(m, table, c.who, noon), c.a, Subject{Cell: cell}); !errors.As(err, &said) || said.Kind != fault.Denied {
				t.Fatalf("got %v", err)
			}
			if got := catalogue(t).Render(locale.English, said.Text); got != c.english {
				t.Errorf("said %q, want %q", got, c.english)
			}
			if got := catalogue(t).Render(locale.Russian, said.Text); got != c.russian {
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
