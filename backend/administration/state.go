package administration

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strconv"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// State is the configuration at one moment: the model, and the outward names and versions of what it is made of. It is immutable.
type State struct {
	Seq   uint64 // of the last configuration commit
	Model *access.Model
	// rebuild are the types whose records wait to be put into their cells anew.
	rebuild map[ident.No]bool
	known   map[ident.No]known
	byID    map[ident.ID]ident.No
}

// known is what the state keeps of a document besides its content.
type known struct {
	kind    Kind
	id      ident.ID
	version uint64
	body    json.RawMessage
}

// newState builds the model of documents. A condition that no longer fits its type is logged and shares nothing, or restricts everything.
func newState(documents []Document, seq uint64, logger *slog.Logger) (*State, error) {
	content := newContent()
	s := &State{Seq: seq, known: make(map[ident.No]known, len(documents)), byID: make(map[ident.ID]ident.No, len(documents))}
	for _, d := range documents {
		if err := content.read(d); err != nil {
			return nil, err
		}
		s.known[d.No] = known{kind: d.Kind, id: d.ID, version: d.Version, body: d.Body}
		s.byID[d.ID] = d.No
	}
	s.Model, s.rebuild = content.model(), content.rebuild
	for no, problem := range content.bindConditions(s) {
		logger.Error("condition does not fit its type", "document", s.known[no].id.String(), "error", problem)
	}
	return s, nil
}

// content is everything the configuration says, in maps that a draft may change. Entries are replaced, never written to.
type content struct {
	directory    *directory.Directory
	profiles     map[ident.No]*access.Profile
	rules        map[ident.No]*access.SharingRule
	restrictions map[ident.No]*access.Restriction
	types        map[ident.No]*schema.ElementType
	rebuild      map[ident.No]bool // types whose records wait to be put into their cells anew
}

func newContent() *content {
	return &content{
		directory: (&directory.Directory{}).Draft(),
		profiles:  make(map[ident.No]*access.Profile), rules: make(map[ident.No]*access.SharingRule),
		restrictions: make(map[ident.No]*access.Restriction), types: make(map[ident.No]*schema.ElementType),
		rebuild: make(map[ident.No]bool),
	}
}

// read adds one document.
func (c *content) read(d Document) error {
	var err error
	switch d.Kind {
	case CompanyKind:
		err = json.Unmarshal(d.Body, &c.directory.Company)
	case EmployeeKind:
		err = readInto(c.directory.Employees, d, func(v *directory.Employee) { v.No, v.ID = d.No, d.ID })
	case PositionKind:
		err = readInto(c.directory.Positions, d, func(v *directory.Position) { v.No, v.ID = d.No, d.ID })
	case RoleKind:
		err = readInto(c.directory.Roles, d, func(v *directory.Role) { v.No, v.ID = d.No, d.ID })
	case GroupKind:
		err = readInto(c.directory.Groups, d, func(v *directory.Group) { v.No, v.ID = d.No, d.ID })
	case DepartmentKind:
		err = readInto(c.directory.Departments, d, func(v *directory.Department) { v.No, v.ID = d.No, d.ID })
	case BranchKind:
		err = readInto(c.directory.Branches, d, func(v *directory.Branch) { v.No, v.ID = d.No, d.ID })
	case ProfileKind:
		err = readInto(c.profiles, d, func(v *access.Profile) { v.No, v.ID = d.No, d.ID })
	case RuleKind:
		err = readInto(c.rules, d, func(v *access.SharingRule) { v.No, v.ID = d.No, d.ID })
	case RestrictionKind:
		err = readInto(c.restrictions, d, func(v *access.Restriction) { v.No, v.ID = d.No, d.ID })
	case TypeKind:
		err = c.readType(d)
	default:
		err = fmt.Errorf("unknown kind %q", d.Kind)
	}
	return fault.Wrap(err, fmt.Sprintf("document %s of kind %s", d.ID, d.Kind))
}

func (c *content) readType(d Document) error {
	var stored typeDocument
	if err := json.Unmarshal(d.Body, &stored); err != nil {
		return err
	}
	if stored.ElementType == nil {
		return errors.New("the type is empty")
	}
	stored.No, stored.ID = d.No, d.ID
	c.types[d.No] = stored.ElementType
	if stored.Rebuild {
		c.rebuild[d.No] = true
	}
	return nil
}

func readInto[V any](entries map[ident.No]*V, d Document, name func(*V)) error {
	value := new(V)
	if err := json.Unmarshal(d.Body, value); err != nil {
		return err
	}
	name(value)
	entries[d.No] = value
	return nil
}

// model joins the content into a Model, which must not be changed afterwards.
func (c *content) model() *access.Model {
	types := make([]*schema.ElementType, 0, len(c.types))
	for _, t := range c.types {
		types = append(types, t)
	}
	return &access.Model{
		Directory: directory.New(c.directory),
		Schema:    schema.New(types),
		Policy:    &access.Policy{Profiles: c.profiles, Rules: c.rules, Restrictions: c.restrictions},
	}
}

// entry is what a document says, or a nil pointer.
func (c *content) entry(kind Kind, no ident.No) any {
	switch kind {
	case CompanyKind:
		return c.directory.Company
	case EmployeeKind:
		return c.directory.Employees[no]
	case PositionKind:
		return c.directory.Positions[no]
	case RoleKind:
		return c.directory.Roles[no]
	case GroupKind:
		return c.directory.Groups[no]
	case DepartmentKind:
		return c.directory.Departments[no]
	case BranchKind:
		return c.directory.Branches[no]
	case ProfileKind:
		return c.profiles[no]
	case RuleKind:
		return c.rules[no]
	case RestrictionKind:
		return c.restrictions[no]
	case TypeKind:
		return typeDocument{ElementType: c.types[no], Rebuild: c.rebuild[no]}
	}
	return nil
}

// ID is the outward identifier of a number; zero for one that names nothing.
func (s *State) ID(no ident.No) ident.ID { return s.known[no].id }

// No finds the number of an identifier of one of the kinds. What is not there is fault.NotFound.
func (s *State) No(id ident.ID, kinds ...Kind) (ident.No, error) {
	no, ok := s.byID[id]
	if ok {
		for _, kind := range kinds {
			if s.known[no].kind == kind {
				return no, nil
			}
		}
	}
	return 0, fault.Missing()
}

// Version is the version of a document in the form of the API.
func (s *State) Version(no ident.No) string { return strconv.FormatUint(s.known[no].version, 10) }

// PersonNo implements schema.People.
func (s *State) PersonNo(id ident.ID, groups bool) (ident.No, bool) {
	kinds := []Kind{EmployeeKind}
	if groups {
		kinds = append(kinds, GroupKind)
	}
	no, err := s.No(id, kinds...)
	return no, err == nil
}

// PersonID implements schema.People.
func (s *State) PersonID(no ident.No) (ident.ID, bool) {
	k, ok := s.known[no]
	return k.id, ok && (k.kind == EmployeeKind || k.kind == GroupKind)
}

// TypeNo implements schema.People.
func (s *State) TypeNo(name string) (ident.No, bool) {
	t, ok := s.Model.Schema.Type(name)
	if !ok {
		return 0, false
	}
	return t.No, true
}

// TypeName implements schema.People.
func (s *State) TypeName(no ident.No) (string, bool) {
	t, ok := s.Model.Schema.TypeByNo(no)
	if !ok {
		return "", false
	}
	return t.Name, true
}

// bindConditions gives every condition its bound form and returns what is wrong, by the number of the rule or restriction.
// One that does not fit shares with nobody, or restricts every record of its type: when in doubt, closed.
// Entries are replaced where that changes them: the old ones may be part of the model in force.
func (c *content) bindConditions(people schema.People) map[ident.No]error {
	problems := make(map[ident.No]error)
	for no, rule := range c.rules {
		if bound, changed := c.rebound(people, problems, no, rule.Type, rule.Condition, query.Node{Shape: query.Never}); changed {
			replaced := *rule
			replaced.Condition = bound
			c.rules[no] = &replaced
		}
	}
	for no, restriction := range c.restrictions {
		if bound, changed := c.rebound(people, problems, no, restriction.Type, restriction.Condition, query.Node{}); changed {
			replaced := *restriction
			replaced.Condition = bound
			c.restrictions[no] = &replaced
		}
	}
	return problems
}

// rebound is the condition bound to the type as it is now, and whether that is another than before.
func (c *content) rebound(people schema.People, problems map[ident.No]error, no, typeNo ident.No, before *access.Condition, inDoubt query.Node) (*access.Condition, bool) {
	if before == nil {
		return nil, false
	}
	bound, err := c.bind(people, typeNo, before.Filter)
	if err != nil {
		problems[no], bound = err, inDoubt
	}
	if reflect.DeepEqual(before.Bound, bound) {
		return before, false
	}
	after := *before
	after.Bound = bound
	return &after, true
}

func (c *content) bind(people schema.People, typeNo ident.No, filter query.Expr) (query.Node, error) {
	t, ok := c.types[typeNo]
	if !ok {
		return query.Node{}, fault.Field("type", "administration.unknown_type")
	}
	company := c.directory.Company
	return t.Bind(schema.Context{People: people, Region: company.Country, Currency: company.Currency}, filter, inConditions)
}

// inConditions reports whether conditions may test the field: what it holds is stored on the record and is no other record.
func inConditions(f *schema.Field) bool { return f.Kind != "link" }
