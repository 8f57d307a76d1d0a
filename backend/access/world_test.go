package access

import (
	"slices"
	"testing"
	"time"

	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// The people and places of the little company that the tests use. Anna and Boris are sellers, Vera manages, Gleb directs, Dina keeps the
// books and Root is administrator.
const (
	director, manager, seller, keeper = ident.No(1), ident.No(2), ident.No(3), ident.No(4)
	sales, north, books               = ident.No(11), ident.No(12), ident.No(13)
	riga                              = ident.No(21)
	tender, project                   = ident.No(31), ident.No(32)
	anna, boris, vera, gleb           = ident.No(101), ident.No(102), ident.No(103), ident.No(104)
	dina, root                        = ident.No(105), ident.No(106)
	deal, note, file, card            = ident.No(201), ident.No(202), ident.No(203), ident.No(204)
	helperField, amountField          = ident.No(211), ident.No(212)
	everything, extra                 = ident.No(301), ident.No(302)
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// company makes the little company. Everybody's profile says "own" for every action, which is a cap but reaches no one else (on cards
// "branch", which reaches nobody, as nobody is in one); deals are
// private and nobody supervises, so that whatever a test finds beyond that was put there by change.
func company(change func(m *Model)) *Model {
	own := func() map[string]Reach { return Matrix(ReachOwn, Actions()...) }
	m := &Model{
		Directory: &directory.Directory{
			Roles: map[ident.No]*directory.Role{
				director: {No: director, Name: "Director", Profiles: nos(everything)},
				manager:  {No: manager, Name: "Manager", Parent: director, Profiles: nos(everything)},
				seller:   {No: seller, Name: "Seller", Parent: manager, Profiles: nos(everything)},
				keeper:   {No: keeper, Name: "Bookkeeper", Profiles: nos(everything)},
			},
			Departments: map[ident.No]*directory.Department{
				sales: {No: sales, Name: "Sales"},
				north: {No: north, Name: "Sales North", Parent: sales},
				books: {No: books, Name: "Books"},
			},
			Branches: map[ident.No]*directory.Branch{riga: {No: riga, Name: "Riga"}},
			Groups: map[ident.No]*directory.Group{
				tender:  {No: tender, Name: "Tender", Members: []directory.Member{{Kind: directory.MemberEmployee, No: anna}}},
				project: {No: project, Name: "Project", Members: []directory.Member{{Kind: directory.MemberGroup, No: tender}}},
			},
			Employees: map[ident.No]*directory.Employee{
				anna:  person(anna, "Anna", seller, north),
				boris: person(boris, "Boris", seller, 0),
				vera:  person(vera, "Vera", manager, sales),
				gleb:  person(gleb, "Gleb", director, 0),
				dina:  person(dina, "Dina", keeper, books),
				root:  person(root, "Root", keeper, 0),
			},
		},
		Policy: &Policy{
			Profiles: map[ident.No]*Profile{
				everything: {No: everything, Name: "Sales", Matrix: map[string]map[string]Reach{"deal": own(), "note": own(), "file": own(), "employee": Matrix(ReachBranch, Actions()...)}},
				extra:      {No: extra, Name: "Extra"},
			},
			Rules:        map[ident.No]*SharingRule{},
			Restrictions: map[ident.No]*Restriction{},
		},
	}
	m.Directory.Employees[root].Administrator = true
	labels := schema.TypeLabels{Many: locale.Labels{locale.English: "Deals", locale.Russian: "Сделки"}}
	m.Schema = schema.New([]*schema.ElementType{
		{
			No: deal, Name: "deal", Labels: labels, Default: schema.Private, CreatorKeeps: schema.CreatorViews, Comments: true, AccessFields: []string{"helper"},
			Fields: []*schema.Field{{No: helperField, Name: "helper", Kind: "employee", DefaultRight: schema.Edit}, {No: amountField, Name: "amount", DefaultRight: schema.Edit}},
		},
		{No: note, Name: "note", Default: schema.Parent, IsComment: true, Comments: true},
		{No: file, Name: "file", Default: schema.Parent},
		{No: card, Name: schema.TypeEmployee, Default: schema.Private},
	})
	if change != nil {
		change(m)
	}
	return m
}

func person(no ident.No, name string, role, department ident.No) *directory.Employee {
	return &directory.Employee{No: no, Name: directory.PersonName{Last: name}, Status: directory.Active, Role: role, Department: department}
}

// Matrix is the row of a profile that gives one reach for some actions.
func Matrix(reach Reach, actions ...Action) map[string]Reach {
	row := make(map[string]Reach, len(actions))
	for _, a := range actions {
		row[a.String()] = reach
	}
	return row
}

func (m *Model) kind(no ident.No) *schema.ElementType {
	t, _ := m.Schema.TypeByNo(no)
	return t
}

// give lets every profile-less word of the extra profile, carried by the employee alone, say so.
func (m *Model) give(who ident.No, reach Reach, actions ...Action) {
	m.Policy.Profiles[extra].Matrix = map[string]map[string]Reach{"deal": Matrix(reach, actions...), "note": Matrix(reach, actions...), "file": Matrix(reach, actions...)}
	m.Directory.Employees[who].Profiles = nos(extra)
}

// take removes actions from the profile that everybody has.
func (m *Model) take(kind string, actions ...Action) {
	for _, a := range actions {
		delete(m.Policy.Profiles[everything].Matrix[kind], a.String())
	}
}

func (m *Model) rule(source SourceKind, of Principal, target Principal, level Level) *SharingRule {
	rule := &SharingRule{No: 401, Name: "Open door", Type: deal, Source: source, Principal: of, Target: target, Level: level, Active: true}
	if source == ByCondition {
		rule.Condition = &Condition{Slot: 3, State: Ready}
	}
	m.Policy.Rules[rule.No] = rule
	return rule
}

func (m *Model) restrict(level Level, who ...Principal) *Restriction {
	x := &Restriction{No: 501, Name: "Closed door", Type: deal, Who: who, Level: level, Active: true}
	m.Policy.Restrictions[x.No] = x
	return x
}

// place interns causes in order, each possibly the parent of the next, and returns the last cell.
func place(causes ...Cause) (*Table, CellNo) {
	table := NewTable()
	last := CellNo(0)
	for i, c := range causes {
		if i > 0 && c.Parent == 0 && c.Type != causes[i-1].Type && c.Responsible == 0 {
			c.Parent = last
		}
		last, _ = table.Intern(c)
	}
	return table, last
}

// of is a deal of the responsible.
func of(responsible ident.No) Cause { return Cause{Type: deal, Responsible: responsible} }

// can answers for one record.
func can(m *Model, who ident.No, c Cause) []Action {
	table, cell := place(c)
	return Compile(m, table, who, noon).Actions(Subject{Cell: cell})
}

// scene is one sentence about who may do what with a deal.
type scene struct {
	says   string
	change func(m *Model)
	who    ident.No
	on     Cause
	may    []Action
	mayNot []Action
}

func play(t *testing.T, scenes []scene) {
	t.Helper()
	for _, s := range scenes {
		t.Run(s.says, func(t *testing.T) {
			m := company(s.change)
			got := can(m, s.who, s.on)
			for _, a := range s.may {
				if !slices.Contains(got, a) {
					t.Errorf("may not %v", a)
				}
			}
			for _, a := range s.mayNot {
				if slices.Contains(got, a) {
					t.Errorf("may %v", a)
				}
			}
		})
	}
}

// withShares is a deal of the responsible with shares, in a table of its own.
func withShares(responsible ident.No, shares ...Share) (*Table, CellNo) {
	table := NewTable()
	cell, _ := table.Intern(Cause{Type: deal, Responsible: responsible, Shares: table.InternShares(shares)})
	return table, cell
}

// columns is a row for conditions that are still being built.
type columns map[string]query.Scalar

func (c columns) Scalar(column string) query.Scalar { return c[column] }

func acts(a ...Action) []Action { return a }
