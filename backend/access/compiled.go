package access

import (
	"maps"
	"slices"
	"time"

	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Compiled is what the office tells a desk of the rights of its employee: answers, never the policy from which they follow. What he may do
// in each cell is told with the cells (Grant). It holds no inward number, so that it can be sent and kept.
type Compiled struct {
	Active   bool
	Profiles []string // what they are called, for telling why something is refused
	Features []Feature
	People   []ident.ID // employees and groups, to whom the standings of the types belong
	Types    []CompiledType
}

// CompiledType is what he may do on one type whatever the record, and of which responsibles.
type CompiledType struct {
	Type       string
	Named      actionSet                    // the actions that some profile of his allows
	Reaches    [actionCount]Reach           // how far each, for showing
	Everywhere actionSet                    // what he may do with every record
	Limit      Level                        // the highest level that restrictions on all records leave
	Standings  []standing                   // of the people, in their order
	Fields     map[string]schema.FieldRight // the fields that are not hidden from him
}

// Compiled is what the employee's desk is told. On a desk an administrator has what his role gives: see Ordinary.
func (r *Rights) Compiled() *Compiled {
	c := &Compiled{Active: r.active}
	for _, h := range r.held {
		if !slices.Contains(c.Profiles, h.profile.Name) {
			c.Profiles = append(c.Profiles, h.profile.Name)
		}
	}
	for _, f := range Features() {
		if r.features[f] {
			c.Features = append(c.Features, f)
		}
	}
	people := r.responsibles()
	for _, no := range people {
		c.People = append(c.People, outward(r.model.Directory, no))
	}
	for _, element := range r.model.Schema.Types() {
		if r.May(View, element.No) {
			c.Types = append(c.Types, r.typed(element.No).compiled(people))
		}
	}
	return c
}

// responsibles are all who can be responsible, in rising order.
func (r *Rights) responsibles() []ident.No {
	d := r.model.Directory
	all := slices.Collect(maps.Keys(d.Employees))
	for group := range d.Groups {
		all = append(all, group)
	}
	slices.Sort(all)
	return all
}

func outward(d *directory.Directory, responsible ident.No) ident.ID {
	if e, ok := d.Employees[responsible]; ok {
		return e.ID
	}
	return d.Groups[responsible].ID
}

func (t *typeRights) compiled(people []ident.No) CompiledType {
	c := CompiledType{
		Type: t.element.Name, Named: t.named, Everywhere: t.everywhere(), Limit: t.limit,
		Fields: make(map[string]schema.FieldRight),
	}
	for a, reach := range t.caps {
		c.Reaches[a] = reach.reach()
	}
	for _, no := range people {
		c.Standings = append(c.Standings, t.standingOf(no))
	}
	for _, f := range t.element.Fields {
		if right := t.rights.Field(t.element, f); right != schema.Hidden {
			c.Fields[f.Name] = right
		}
	}
	return c
}

// Granted are the cells of a desk, which knows of each what the office says its employee may do in it.
type Granted interface {
	Cells
	// Granted is what the office says of a cell; it is false for one that the desk has made itself.
	Granted(CellNo) (Grant, bool)
	// Ends is the first moment after now at which a grant ends; zero when none does.
	Ends(now time.Time) time.Time
}

// restored is what Rights on a desk rest on in place of a policy.
type restored struct {
	cells  Granted
	types  map[string]*CompiledType
	people []ident.No // to whom the standings belong, as the desk numbers them; 0: whom it does not know
}

// Restore makes Rights of what the office has told. The model is the desk's own: its directory and its types know what the employee may
// know, and its policy is empty.
func Restore(c *Compiled, m *Model, cells Granted, employee ident.No, now time.Time) *Rights {
	r := compile(m, cells, employee, now, false)
	r.active = c.Active
	r.restored = &restored{cells: cells, types: make(map[string]*CompiledType, len(c.Types)), people: numbered(m.Directory, c.People)}
	r.held = nil
	for _, name := range c.Profiles {
		r.held = append(r.held, held{profile: &Profile{Name: name}})
	}
	for _, f := range c.Features {
		r.features[f] = true
	}
	for i := range c.Types {
		r.restored.types[c.Types[i].Type] = &c.Types[i]
	}
	if at := cells.Ends(now); !at.IsZero() {
		r.until.Store(at.Unix())
	}
	return r
}

// numbered finds people and groups by their outward identifiers.
func numbered(d *directory.Directory, ids []ident.ID) []ident.No {
	known := make(map[ident.ID]ident.No, len(ids))
	for no, e := range d.Employees {
		known[e.ID] = no
	}
	for no, g := range d.Groups {
		known[g.ID] = no
	}
	numbers := make([]ident.No, len(ids))
	for i, id := range ids {
		numbers[i] = known[id]
	}
	return numbers
}

// granted is what the office says of a cell, on a desk.
func (r *Rights) granted(cell CellNo) (Grant, bool) {
	if r.restored == nil {
		return Grant{}, false
	}
	g, ok := r.restored.cells.Granted(cell)
	if ok && (!r.active || g.ended(r.now)) {
		return Grant{}, true
	}
	return g, ok
}

func (x *restored) field(t *schema.ElementType, f *schema.Field) schema.FieldRight {
	if c, ok := x.types[t.Name]; ok {
		if right, ok := c.Fields[f.Name]; ok {
			return right
		}
	}
	return schema.Hidden
}

// restore fills in what was told of the type, or that nothing was.
func (t *typeRights) restore() {
	c := t.told()
	t.named, t.limit = c.Named, c.Limit
	for a, reach := range c.Reaches {
		t.caps[a] = reachCap{ways: reach}
	}
	for i, no := range t.rights.restored.people {
		if no != 0 && i < len(c.Standings) {
			t.standings.put(uint32(no), uint16(c.Standings[i]))
		}
	}
}

// told is what the office has told of the type.
func (t *typeRights) told() *CompiledType {
	if c, ok := t.rights.restored.types[t.element.Name]; ok {
		return c
	}
	return &CompiledType{}
}
