package access_test

import (
	"testing"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
	"kontora/backend/testkit/world"
)

// TestWhatNobodyDoesToARecordAlone: what follows its parent is neither transferred nor shared alone, and a card of an employee is always
// his own, whoever asks.
func TestWhatNobodyDoesToARecordAlone(t *testing.T) {
	const administrator, seller = ident.No(1), ident.No(2)
	order := &schema.ElementType{No: 10, Name: "order", Default: schema.Private}
	line := &schema.ElementType{No: 11, Name: "line", Default: schema.Parent}
	card := &schema.ElementType{No: 12, Name: world.EmployeeType, Default: schema.Private}
	everything := map[string]access.Reach{}
	for _, a := range access.Actions() {
		everything[a.String()] = access.ReachAll
	}
	w := &world.World{
		Directory: &directory.Directory{
			Employees: map[ident.No]*directory.Employee{
				administrator: {No: administrator, Status: directory.Active, Administrator: true},
				seller:        {No: seller, Status: directory.Active, Role: 3},
			},
			Roles: map[ident.No]*directory.Role{3: {No: 3, Profiles: []ident.No{4}}},
		},
		Types: []*schema.ElementType{order, line, card},
		Policy: &access.Policy{Profiles: map[ident.No]*access.Profile{
			4: {No: 4, Matrix: map[string]map[string]access.Reach{order.Name: everything, line.Name: everything, card.Name: everything}},
		}},
	}
	parent := &world.Record{Type: order, Responsible: seller}
	child := &world.Record{Type: line, Parent: parent, Creator: seller}
	his := &world.Record{Type: card, Responsible: seller}
	w.Records = []*world.Record{parent, child, his}
	c := companyOf(w)
	for _, test := range []struct {
		name   string
		who    ident.No
		action access.Action
		record *world.Record
		want   bool
	}{
		{"an administrator transfers an order", administrator, access.Transfer, parent, true},
		{"an administrator does not transfer a line without its order", administrator, access.Transfer, child, false},
		{"an administrator does not change who may see a line without its order", administrator, access.Authorize, child, false},
		{"a seller does not transfer a line without its order", seller, access.Transfer, child, false},
		{"an administrator does not transfer the card of an employee", administrator, access.Transfer, his, false},
		{"an employee does not transfer his own card", seller, access.Transfer, his, false},
		{"an administrator edits the card of an employee", administrator, access.Edit, his, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := access.Compile(c.model, c.table, test.who, w.Now).Allows(test.action, c.subject(test.record)); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

// TestAuthorIsExplainedByTheParent: what an author may do rests on his view of the parent, and so does the ground that *Why?* shows.
func TestAuthorIsExplainedByTheParent(t *testing.T) {
	const author, seller = ident.No(1), ident.No(2)
	order := &schema.ElementType{No: 10, Name: "order", Default: schema.Private}
	line := &schema.ElementType{No: 11, Name: "line", Default: schema.Parent}
	everything := map[string]access.Reach{}
	for _, a := range access.Actions() {
		everything[a.String()] = access.ReachOwn
	}
	w := &world.World{
		Directory: &directory.Directory{
			Employees: map[ident.No]*directory.Employee{
				author: {No: author, Status: directory.Active, Role: 3},
				seller: {No: seller, Status: directory.Active, Role: 3},
			},
			Roles: map[ident.No]*directory.Role{3: {No: 3, Profiles: []ident.No{4}}},
		},
		Types: []*schema.ElementType{order, line},
		Policy: &access.Policy{Profiles: map[ident.No]*access.Profile{
			4: {No: 4, Matrix: map[string]map[string]access.Reach{order.Name: everything, line.Name: everything}},
		}},
	}
	seen := &world.Record{Type: order, Responsible: seller, Shares: []access.Share{{Principal: access.Principal{Kind: access.Everyone}, Level: access.ViewLevel}}}
	unseen := &world.Record{Type: order, Responsible: seller}
	below := map[*world.Record]*world.Record{seen: {Type: line, Parent: seen, Creator: author}, unseen: {Type: line, Parent: unseen, Creator: author}}
	w.Records = []*world.Record{seen, unseen, below[seen], below[unseen]}
	c := companyOf(w)
	for parent, want := range map[*world.Record]bool{seen: true, unseen: false} {
		for _, ground := range access.Compile(c.model, c.table, author, w.Now).Explain(access.Edit, c.subject(below[parent])).Grounds {
			if ground.Kind == access.GroundAuthor && ground.Holds != want {
				t.Errorf("the author sees the parent: %v, but the ground author holds: %v", want, ground.Holds)
			}
			if ground.Kind == access.GroundParent && ground.Holds {
				t.Errorf("the author sees the parent: %v, but may never edit it, and yet the ground parent holds", want)
			}
		}
	}
}
