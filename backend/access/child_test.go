package access

import (
	"slices"
	"testing"

	"kontora/backend/ident"
	"kontora/backend/schema"
)

// below puts records under one another and says what one may do with the last, as its author or not.
func below(m *Model, who ident.No, author bool, causes ...Cause) []Action {
	table, cell := place(causes...)
	s := Subject{Cell: cell}
	if author {
		s.Author = who
	}
	return Compile(m, table, who, noon).Actions(s)
}

func TestRecordsThatGoWithTheirParent(t *testing.T) {
	opened := func(level schema.Default) func(m *Model) {
		return func(m *Model) { m.kind(deal).Default = level }
	}
	aFile := []Cause{of(anna), {Type: file}}
	for _, c := range []struct {
		says   string
		change func(m *Model)
		who    ident.No
		author bool
		on     []Cause
		want   []Action
	}{
		{"who may do everything with the deal may view, edit and delete the file", nil, anna, false, aFile, acts(View, Create, Edit, Delete, Export, Print, MassEdit, Merge, Import)},
		{"who may do nothing with the deal may do nothing with the file", nil, boris, false, aFile, nil},
		{"not even as its author", nil, boris, true, aFile, nil},
		{"who views the deal views the file", opened(schema.DefaultView), boris, false, aFile, acts(View, Create, Import)},
		{"its author edits and deletes it then", opened(schema.DefaultView), boris, true, aFile, acts(View, Create, Edit, Delete, Import)},
		{"who edits the deal edits the file", opened(schema.DefaultEdit), boris, false, aFile, acts(View, Create, Edit, Import)},
		{"who deletes the deal deletes the file", opened(schema.DefaultDelete), boris, false, aFile, acts(View, Create, Edit, Delete, Import)},
		{"caps on the file's own type hold", func(m *Model) { m.take("file", Edit) }, anna, true, aFile, acts(View, Create, Delete, Export, Print, Import)},
		{"without a cap on viewing files there are none", func(m *Model) { m.take("file", View) }, anna, true, aFile, nil},
		{"caps on the deal decide what may be done with it", func(m *Model) { m.take("deal", Delete) }, anna, false, aFile, acts(View, Create, Edit, Export, Print, MassEdit, Import)},
		{"for export the responsible at the top counts", func(m *Model) {
			opened(schema.DefaultView)(m)
			m.give(boris, ReachAll, Export)
		}, boris, false, aFile, acts(View, Create, Export, Import)},
		{"a file on a file on a deal", nil, anna, false, []Cause{of(anna), {Type: file}, {Type: file, Parent: 2}}, acts(View, Create, Edit, Delete, Export, Print, MassEdit, Merge, Import)},
		{"three deep is the deepest", nil, anna, false, []Cause{of(anna), {Type: file}, {Type: file, Parent: 2}, {Type: file, Parent: 3}}, acts(View, Create, Edit, Delete, Export, Print, MassEdit, Merge, Import)},
		{"what lies deeper is nobody's", nil, anna, false, []Cause{of(anna), {Type: file}, {Type: file, Parent: 2}, {Type: file, Parent: 3}, {Type: file, Parent: 4}}, nil},
		{"a restriction on the deal lowers the file", func(m *Model) { m.restrict(ViewLevel, Principal{Kind: Everyone}) }, anna, false, aFile, acts(View, Create, Export, Print, Import)},
		{"a restriction on files alone does nothing", func(m *Model) { m.restrict(NoLevel, Principal{Kind: Everyone}).Type = file }, anna, false, aFile, acts(View, Create, Edit, Delete, Export, Print, MassEdit, Merge, Import)},
		{"a rule on files alone gives nothing", func(m *Model) {
			m.rule(ByResponsible, Principal{Kind: Everyone}, Principal{Kind: Everyone}, DeleteLevel).Type = file
		}, boris, false, aFile, nil},
		{"a restriction on the deal that is being built counts as matching", func(m *Model) {
			m.restrict(NoLevel, Principal{Kind: Everyone}).Condition = &Condition{Slot: 1, State: Building}
		}, anna, true, aFile, nil},
	} {
		if got := below(company(c.change), c.who, c.author, c.on...); !equalSets(got, c.want...) {
			t.Errorf("%s: %v, want %v", c.says, got, c.want)
		}
	}
}

func TestComments(t *testing.T) {
	silent := func(m *Model) { m.take("note", Actions()...) }
	seen := func(m *Model) { m.kind(deal).Default = schema.DefaultView }
	off := func(m *Model) { m.Policy.Profiles[everything].Features = map[Feature]bool{Comments: false} }
	aNote := []Cause{of(anna), {Type: note}}
	for _, c := range []struct {
		says   string
		change []func(m *Model)
		who    ident.No
		author bool
		want   []Action
	}{
		{"who views the deal reads and adds notes, whatever the caps on notes", []func(*Model){silent, seen}, boris, false, acts(View, Create, Comment)},
		{"the author edits his own only by a cap", []func(*Model){silent, seen}, boris, true, acts(View, Create, Comment)},
		{"with a cap he does", []func(*Model){seen}, boris, true, acts(View, Create, Edit, Delete, Import, Comment)},
		{"who does not view the deal reads no notes", nil, boris, true, nil},
		{"where the type has no comments, caps on notes decide", []func(*Model){silent, seen, func(m *Model) { m.kind(deal).Comments = false }}, boris, false, nil},
		{"where the type has no comments, a cap on notes suffices", []func(*Model){seen, func(m *Model) { m.kind(deal).Comments = false }}, boris, false, acts(View, Create, Import, Comment)},
		{"without the feature there are no notes", []func(*Model){seen, off}, boris, true, nil},
	} {
		m := company(func(m *Model) {
			for _, change := range c.change {
				change(m)
			}
		})
		if got := below(m, c.who, c.author, aNote...); !equalSets(got, c.want...) {
			t.Errorf("%s: %v, want %v", c.says, got, c.want)
		}
	}
	play(t, []scene{
		{"who views may comment, also where editing is denied", func(m *Model) {
			seen(m)
			m.take("deal", Edit)
		}, boris, of(anna), acts(View, Comment), acts(Edit)},
		{"not where comments are switched off on the type", func(m *Model) { m.kind(deal).Comments = false }, anna, of(anna), acts(View), acts(Comment)},
		{"not without the feature", off, anna, of(anna), acts(View), acts(Comment)},
	})
}

func TestBrokenChainsGiveNothing(t *testing.T) {
	m := company(nil)
	for says, c := range map[string]Cause{
		"a file without a parent":        {Type: file},
		"a file under what is not there": {Type: file, Parent: 77},
	} {
		table := NewTable()
		cell, _ := table.Intern(c)
		if got := Compile(m, table, anna, noon).Actions(Subject{Cell: cell, Author: anna}); len(got) > 0 {
			t.Errorf("%s: %v", says, got)
		}
	}
	table, cell := place(Cause{Type: 999, Responsible: anna}, Cause{Type: file})
	if got := Compile(m, table, anna, noon).Actions(Subject{Cell: cell}); len(got) > 0 {
		t.Errorf("a file under a record of a type that is no more: %v", got)
	}
}

func TestFields(t *testing.T) {
	for _, c := range []struct {
		says         string
		def, cap     schema.FieldRight
		role, person schema.FieldRight // what the profile of the role, and that of the person, say
		who          ident.No
		want         schema.FieldRight
	}{
		{"the default, where no profile names it", schema.Read, "", "", "", anna, schema.Read},
		{"a profile that names it, though lower", schema.Edit, "", schema.Masked, "", anna, schema.Masked},
		{"the highest of those that name it", schema.Edit, "", schema.Hidden, schema.Read, anna, schema.Read},
		{"who does not name it says nothing", schema.Edit, "", "", schema.Hidden, anna, schema.Hidden},
		{"the organisation's cap beats all", schema.Edit, schema.Read, schema.Edit, schema.Edit, anna, schema.Read},
		{"a cap does not raise", schema.Masked, schema.Edit, "", "", anna, schema.Masked},
		{"an administrator edits", schema.Hidden, "", schema.Hidden, "", root, schema.Edit},
		{"a cap beats an administrator", schema.Edit, schema.Masked, "", "", root, schema.Masked},
		{"a default left out is hidden", "", "", "", "", anna, schema.Hidden},
		{"a stranger sees none", schema.Edit, "", "", "", 999, schema.Hidden},
	} {
		m := company(func(m *Model) {
			f, _ := m.kind(deal).Field("amount")
			f.DefaultRight, f.Cap = c.def, c.cap
			say := func(profile ident.No, right schema.FieldRight) {
				if right != "" {
					m.Policy.Profiles[profile].Fields = map[string]map[string]schema.FieldRight{"deal": {"amount": right}}
				}
			}
			say(everything, c.role)
			say(extra, c.person)
			m.Directory.Employees[anna].Profiles = nos(extra)
		})
		f, _ := m.kind(deal).Field("amount")
		r := Compile(m, NewTable(), c.who, noon)
		if got := r.Field(m.kind(deal), f); got != c.want {
			t.Errorf("%s: %s, want %s", c.says, got, c.want)
		}
		if e := r.ExplainField(m.kind(deal), f, schema.Edit); e.Allowed != (c.want == schema.Edit) {
			t.Errorf("%s: explained as %v", c.says, e)
		}
	}
}

func TestOpenFieldsAreReadByAllWhoAreEmployed(t *testing.T) {
	field := func(m *Model) *schema.Field {
		f, _ := m.kind(deal).Field("amount")
		return f
	}
	hide := func(m *Model, profile ident.No) {
		m.Policy.Profiles[profile].Fields = map[string]map[string]schema.FieldRight{"deal": {"amount": schema.Hidden}}
	}
	for _, c := range []struct {
		says   string
		change func(m *Model)
		want   bool
	}{
		{"everybody may edit", nil, true},
		{"one may not read it", func(m *Model) { hide(m, extra); m.Directory.Employees[anna].Profiles = nos(extra) }, false},
		{"one who was dismissed may not", func(m *Model) {
			hide(m, extra)
			m.Directory.Employees[anna].Profiles, m.Directory.Employees[anna].Status = nos(extra), "dismissed"
		}, true},
		{"a profile that nobody has hides it", func(m *Model) { hide(m, extra) }, true},
		{"a profile hides it, but all have one that does not", func(m *Model) {
			hide(m, extra)
			m.Directory.Groups[tender].Profiles = nos(extra)
			m.Policy.Profiles[everything].Fields = map[string]map[string]schema.FieldRight{"deal": {"amount": schema.Read}}
		}, true},
		{"it is hidden by default", func(m *Model) { field(m).DefaultRight = schema.Hidden }, false},
		{"it is masked for all", func(m *Model) { field(m).Cap = schema.Masked }, false},
	} {
		m := company(c.change)
		if got := Open(m, m.kind(deal), field(m)); got != c.want {
			t.Errorf("%s: %v", c.says, got)
		}
	}
}

func TestFeatures(t *testing.T) {
	says := func(profile ident.No, f Feature, on bool) func(m *Model) {
		return func(m *Model) {
			p := m.Policy.Profiles[profile]
			if p.Features == nil {
				p.Features = map[Feature]bool{}
			}
			p.Features[f] = on
			m.Directory.Employees[anna].Profiles = nos(extra)
		}
	}
	for _, c := range []struct {
		says   string
		change []func(m *Model)
		who    ident.No
		f      Feature
		want   bool
	}{
		{"off when nobody names it", nil, anna, Mail, false},
		{"comments are on when nobody names them", nil, anna, Comments, true},
		{"comments can be switched off", []func(*Model){says(everything, Comments, false)}, anna, Comments, false},
		{"one profile that says on suffices", []func(*Model){says(everything, Mail, false), says(extra, Mail, true)}, anna, Mail, true},
		{"an administrator has all", []func(*Model){says(everything, Mail, false)}, root, Mail, true},
		{"a stranger has none", nil, 999, Comments, false},
	} {
		m := company(func(m *Model) {
			for _, change := range c.change {
				change(m)
			}
		})
		r := Compile(m, NewTable(), c.who, noon)
		if got := r.Feature(c.f); got != c.want || r.ExplainFeature(c.f).Allowed != c.want {
			t.Errorf("%s: %v", c.says, got)
		}
		if err := (Actor{Rights: r}).Require(c.f); (err == nil) != c.want {
			t.Errorf("%s: required with %v", c.says, err)
		}
	}
}

func TestReadings(t *testing.T) {
	everyone := Principal{Kind: Everyone}
	for _, c := range []struct {
		says      string
		change    func(m *Model)
		who       ident.No
		t         ident.No
		a         Action
		all, none bool
	}{
		{"an administrator reads all", nil, root, deal, View, true, false},
		{"even he hands over no files", nil, root, file, Transfer, false, true},
		{"all see a type open to all", func(m *Model) { m.kind(deal).Default = schema.DefaultView }, anna, deal, View, true, false},
		{"what all see not all edit", func(m *Model) { m.kind(deal).Default = schema.DefaultView }, anna, deal, Edit, false, false},
		{"reach of all sees all", func(m *Model) { m.give(anna, ReachAll, View) }, anna, deal, View, true, false},
		{"reach of all exports all", func(m *Model) { m.give(anna, ReachAll, View, Export) }, anna, deal, Export, true, false},
		{"a rule on everyone's records opens all", func(m *Model) { m.rule(ByResponsible, everyone, everyone, ViewLevel) }, anna, deal, View, true, false},
		{"a restriction on some has to be looked at", func(m *Model) {
			m.kind(deal).Default = schema.DefaultView
			m.restrict(NoLevel, everyone).Condition = &Condition{Slot: 1, State: Ready}
		}, anna, deal, View, false, false},
		{"one that may except has to be looked at", func(m *Model) {
			m.kind(deal).Default = schema.DefaultView
			m.restrict(NoLevel, everyone).Except = []Principal{{InField, helperField}}
		}, anna, deal, View, false, true},
		{"no cap, no records", func(m *Model) { m.take("deal", View) }, anna, deal, View, false, true},
		{"nothing seen, no records", nil, boris, deal, View, false, true},
		{"no type, no records", nil, root, 999, View, false, true},
		{"whoever is not active has none", func(m *Model) { m.Directory.Employees[root].Status = "suspended" }, root, deal, View, false, true},
		{"files are looked at one by one", func(m *Model) { m.give(anna, ReachAll, Actions()...) }, anna, file, View, false, false},
	} {
		table, _ := place(of(anna), Cause{Type: file})
		got := Compile(company(c.change), table, c.who, noon).Reading(c.t, c.a)
		if got.All != c.all || got.None != c.none {
			t.Errorf("%s: %+v", c.says, got)
		}
	}
}

func TestAReadingGrowsWithTheCells(t *testing.T) {
	m := company(nil)
	table, first := place(of(anna))
	r := Compile(m, table, anna, noon)
	if got := r.Reading(deal, View); !slices.Equal(got.Cells, []CellNo{first}) {
		t.Fatalf("one cell: %+v", got)
	}
	early := r.Reading(deal, View)
	hidden, _ := table.Intern(of(boris))
	second, _ := table.Intern(of(tender))
	if got := r.Reading(deal, View); !slices.Equal(got.Cells, []CellNo{first, second}) {
		t.Errorf("two of three cells: %+v", got)
	}
	if !slices.Equal(early.Cells, []CellNo{first}) {
		t.Errorf("what was read before stays: %+v", early)
	}
	if got := r.Reading(deal, View); got.Takes(hidden, 0) || !got.Takes(second, 0) {
		t.Error("a reading takes its cells and no others")
	}
}

func TestAuthorsReadTheirOwn(t *testing.T) {
	m := company(func(m *Model) { m.kind(deal).Default = schema.DefaultView })
	table, cell := place(of(anna), Cause{Type: file})
	got := Compile(m, table, boris, noon).Reading(file, Edit)
	if len(got.Cells) != 0 || !slices.Equal(got.AuthorCells, []CellNo{cell}) || got.Author != boris {
		t.Fatalf("%+v", got)
	}
	if !got.Takes(cell, boris) || got.Takes(cell, anna) || got.Takes(cell, 0) {
		t.Error("only what Boris made")
	}
}
