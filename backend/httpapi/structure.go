package httpapi

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// maxColleagues is how many employees the structure of a company names at most.
const maxColleagues = 5000

// structure is how the company is made up, with the colleagues whose cards the reader may see.
type structure struct {
	Departments []departmentNode `json:"departments"`
	Branches    []branchNode     `json:"branches"`
	People      []colleague      `json:"people" doc:"by last name; nobody who has left"`
	More        bool             `json:"more" doc:"there are more people than are named"`
}

type departmentNode struct {
	ID       ident.ID `json:"id"`
	Name     string   `json:"name"`
	ParentID ident.ID `json:"parent_id,omitzero"`
	HeadID   ident.ID `json:"head_id,omitzero" doc:"one of people"`
}

type branchNode struct {
	ID       ident.ID `json:"id"`
	Name     string   `json:"name"`
	Address  string   `json:"address"`
	TimeZone string   `json:"time_zone"`
}

// colleague is an employee as the directory shows him. What is hidden from the reader is absent.
type colleague struct {
	ID           ident.ID         `json:"id" doc:"also of his card"`
	Name         string           `json:"name"`
	Position     string           `json:"position,omitempty"`
	DepartmentID ident.ID         `json:"department_id,omitzero"`
	BranchID     ident.ID         `json:"branch_id,omitzero"`
	ReportsTo    ident.ID         `json:"reports_to,omitzero" doc:"one of people"`
	Phone        any              `json:"phone,omitempty"`
	Mobile       any              `json:"mobile,omitempty"`
	Extension    any              `json:"extension,omitempty"`
	Email        any              `json:"email,omitempty"`
	Photo        *schema.FileJSON `json:"photo,omitempty"`
}

func (s *server) structureRoutes() {
	add(s, route("get-structure", http.MethodGet, "/structure", "Read how the company is made up and who works where", "people"),
		func(ctx context.Context, r *request, _ *none) (*answer[structure], error) {
			return reply(s.structure(ctx, r.actor))
		})
}

func (s *server) structure(ctx context.Context, actor access.Actor) (structure, error) {
	state := s.Administration.State()
	cards, more, err := s.cards(ctx, actor)
	if err != nil {
		return structure{}, err
	}
	out := structure{People: colleagues(state, cards), Departments: []departmentNode{}, Branches: []branchNode{}, More: more}
	seen := make(map[ident.ID]bool, len(out.People))
	for _, each := range out.People {
		seen[each.ID] = true
	}
	for i, each := range out.People {
		if !seen[each.ReportsTo] {
			out.People[i].ReportsTo = ident.ID{}
		}
	}
	d := state.Model.Directory
	for _, x := range d.Departments {
		node := departmentNode{ID: x.ID, Name: x.Name, ParentID: state.ID(x.Parent)}
		if head := d.Employees[x.Head]; head != nil && seen[head.ID] {
			node.HeadID = head.ID
		}
		out.Departments = append(out.Departments, node)
	}
	for _, b := range d.Branches {
		out.Branches = append(out.Branches, branchNode{ID: b.ID, Name: b.Name, Address: b.Address, TimeZone: b.TimeZone})
	}
	byName := func(a, b string) int { return strings.Compare(schema.Fold(a), schema.Fold(b)) }
	slices.SortFunc(out.Departments, func(a, b departmentNode) int { return byName(a.Name, b.Name) })
	slices.SortFunc(out.Branches, func(a, b branchNode) int { return byName(a.Name, b.Name) })
	return out, nil
}

// cards are those of the employees that the actor may see, and whether there are more than are read.
func (s *server) cards(ctx context.Context, actor access.Actor) (all []record.View, more bool, err error) {
	request := record.ListRequest{Type: schema.TypeEmployee, Limit: record.MaxLimit, Action: access.View}
	for len(all) < maxColleagues {
		page, err := s.Records.List(ctx, actor, request)
		if err != nil {
			return nil, false, err
		}
		all = append(all, page.Items...)
		if request.Cursor = page.Next; request.Cursor == "" {
			return all, false, nil
		}
	}
	return all, true, nil
}

func colleagues(state *administration.State, cards []record.View) []colleague {
	d := state.Model.Directory
	byCard := make(map[ident.ID]*directory.Employee, len(d.Employees))
	for _, e := range d.Employees {
		byCard[e.RecordID] = e
	}
	sorted := func(each colleague) string { return schema.Fold(byCard[each.ID].Name.Sorted()) }
	people := make([]colleague, 0, len(cards))
	for _, card := range cards {
		e := byCard[card.ID]
		if e == nil || e.Status != directory.Active && e.Status != directory.Invited {
			continue
		}
		each := colleague{
			ID: e.ID, Name: d.FullName(e), DepartmentID: state.ID(e.Department), BranchID: state.ID(e.Branch), ReportsTo: state.ID(e.ReportsTo),
			Phone: card.Fields["phone"], Mobile: card.Fields["mobile"], Extension: card.Fields["extension"], Email: card.Fields["email"],
		}
		if p := d.Positions[e.Position]; p != nil {
			each.Position = p.Name
		}
		if photo, ok := card.Fields[schema.FieldPhoto].(schema.FileJSON); ok {
			photo.Upload = ""
			each.Photo = &photo
		}
		people = append(people, each)
	}
	slices.SortFunc(people, func(a, b colleague) int { return strings.Compare(sorted(a), sorted(b)) })
	return people
}
