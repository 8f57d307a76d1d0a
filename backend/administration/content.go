package administration

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

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

// cut takes out what a document says. The company stays for good.
func (c *content) cut(kind Kind, no ident.No) {
	switch kind {
	case EmployeeKind:
		delete(c.directory.Employees, no)
	case PositionKind:
		delete(c.directory.Positions, no)
	case RoleKind:
		delete(c.directory.Roles, no)
	case GroupKind:
		delete(c.directory.Groups, no)
	case DepartmentKind:
		delete(c.directory.Departments, no)
	case BranchKind:
		delete(c.directory.Branches, no)
	case ProfileKind:
		delete(c.profiles, no)
	case RuleKind:
		delete(c.rules, no)
	case RestrictionKind:
		delete(c.restrictions, no)
	case TypeKind:
		delete(c.types, no)
	case CompanyKind:
	}
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
	return t.Bind(schema.Context{People: people, Dialling: company.Dialling(), Currency: company.Currency}, filter, inConditions)
}

// inConditions reports whether conditions may test the field: what it holds was put into the record and is no other record.
func inConditions(f *schema.Field) bool {
	return f.Kind != schema.KindLink && f.Kind != schema.KindCalculated
}
