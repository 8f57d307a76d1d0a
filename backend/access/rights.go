package access

import (
	"sync"
	"sync/atomic"
	"time"

	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Rights is what one employee may do, as of one Model and one moment. It answers for cells added later too, and works out a cell when
// it is first asked about it. It is safe for concurrent use.
type Rights struct {
	model         *Model
	cells         Cells
	now           time.Time
	self          ident.No
	person        *directory.Employee // never nil: a stranger's is empty
	active        bool
	administrator bool
	held          []held
	counting      []ident.No // his groups that count for reach
	features      map[Feature]bool
	types         map[ident.No]*typeRights
	masks         memo          // actionSet by cell, pending restrictions left out
	shares        memo          // shareValue by share set
	until         atomic.Int64  // Unix seconds of the first expiry that matters; 0: none known
	watched       atomic.Uint32 // the last share set looked at for its expiry

	restored *restored // on a desk: what the office has told

	listing  sync.Mutex
	listings map[listingKey]*listing
}

// Compile works out the Rights of an employee on the office. One who is not there, or not active, may do nothing.
func Compile(m *Model, cells Cells, employee ident.No, now time.Time) *Rights {
	e, ok := m.Directory.Employees[employee]
	return compile(m, cells, employee, now, ok && e.Status == directory.Active)
}

// Potential works out what an employee could do were he active: what is given to him now, he has once he is.
func Potential(m *Model, cells Cells, employee ident.No, now time.Time) *Rights {
	_, ok := m.Directory.Employees[employee]
	return compile(m, cells, employee, now, ok)
}

// Ordinary works out what an employee may do by his role, his groups and what he was given, were he no administrator.
func Ordinary(m *Model, cells Cells, employee ident.No, now time.Time) *Rights {
	r := Compile(m, cells, employee, now)
	if r.administrator {
		r.administrator = false
		r.nameFeatures()
	}
	return r
}

func compile(m *Model, cells Cells, employee ident.No, now time.Time, active bool) *Rights {
	r := &Rights{model: m, cells: cells, now: now, self: employee, person: &directory.Employee{}, features: make(map[Feature]bool)}
	if e, ok := m.Directory.Employees[employee]; ok && employee != 0 {
		r.person = e
		r.active = active
		r.administrator = r.active && e.Administrator
		r.held = r.profilesOf()
		for _, group := range m.Directory.GroupsOf(employee) {
			if m.Directory.Groups[group].CountsForReach {
				r.counting = append(r.counting, group)
			}
		}
	}
	r.types = make(map[ident.No]*typeRights, len(m.Schema.Types()))
	for _, t := range m.Schema.Types() {
		r.types[t.No] = &typeRights{rights: r, element: t}
	}
	r.listings = make(map[listingKey]*listing)
	r.nameFeatures()
	return r
}

// typed returns the rights on a type, worked out when first needed, or nil when there is no such type.
func (r *Rights) typed(t ident.No) *typeRights {
	tr, ok := r.types[t]
	if !ok {
		return nil
	}
	tr.once.Do(tr.prepare)
	return tr
}

// Employee is whose Rights these are.
func (r *Rights) Employee() ident.No { return r.self }

// Active reports whether he may do anything at all.
func (r *Rights) Active() bool { return r.active }

// Administrator reports whether he is an active administrator.
func (r *Rights) Administrator() bool { return r.administrator }

func (r *Rights) nameFeatures() {
	for _, f := range Features() {
		on, named := false, false
		for _, h := range r.held {
			if says, ok := h.profile.Features[f]; ok {
				on, named = on || says, true
			}
		}
		r.features[f] = r.active && (r.administrator || on || !named && f == Comments)
	}
}

// Feature reports whether the feature is on for him.
func (r *Rights) Feature(f Feature) bool { return r.features[f] }

// Field is what he may do with a field of a type, on every record of it alike. A field that repeats another gives no more than that one.
func (r *Rights) Field(t *schema.ElementType, f *schema.Field) schema.FieldRight {
	if r.restored != nil {
		return r.restored.field(t, f)
	}
	right := r.ownRight(t, f)
	if f.Kind == schema.KindCalculated {
		return r.calculatedRight(t, f, right)
	}
	if on, ok := t.Field(f.DependsOn); ok && right == schema.Edit && r.Field(t, on).Rank() < schema.Read.Rank() {
		return schema.Read // which choices are taken and which are refused would tell what the other field holds
	}
	if repeated, ok := t.Repeats(f); ok {
		if other := r.ownRight(t, repeated); other.Rank() < right.Rank() {
			return other
		}
	}
	return right
}

// calculatedRight is what is said of a calculated field, lowered to reading and to what he sees of everything that it is made of: whoever
// knows the formula could tell from the result what is kept from him. One that is not worked out for every record yet is no one's to see.
func (r *Rights) calculatedRight(t *schema.ElementType, f *schema.Field, right schema.FieldRight) schema.FieldRight {
	inputs, ok := t.Inputs(f)
	if !ok || f.Building {
		return schema.Hidden
	}
	if right.Rank() > schema.Read.Rank() {
		right = schema.Read
	}
	for _, input := range inputs {
		if other := r.ownRight(t, input); other.Rank() < right.Rank() {
			right = other
		}
	}
	return right
}

// ownRight is what is said of the field itself. One that follows another is hidden from whoever does not read that whole: shortened it
// would still tell at which of the stages that say something the record stands.
func (r *Rights) ownRight(t *schema.ElementType, f *schema.Field) schema.FieldRight {
	right := r.saidRight(t, f)
	if followed, ok := t.Follows(f); ok {
		if r.saidRight(t, followed).Rank() < schema.Read.Rank() {
			return schema.Hidden
		}
	}
	return right
}

func (r *Rights) saidRight(t *schema.ElementType, f *schema.Field) schema.FieldRight {
	if !r.active {
		return schema.Hidden
	}
	right := schema.Edit
	if !r.administrator {
		right = r.namedRight(t.Name, f)
	}
	if f.Cap.Rank() > 0 && f.Cap.Rank() < right.Rank() {
		right = f.Cap
	}
	if right.Rank() == 0 {
		return schema.Hidden
	}
	return right
}

// namedRight is the highest right that a profile gives by name, else the default.
func (r *Rights) namedRight(typeName string, f *schema.Field) schema.FieldRight {
	var best schema.FieldRight
	for _, h := range r.held {
		if right := h.profile.Fields[typeName][f.Name]; right.Rank() > best.Rank() {
			best = right
		}
	}
	if best.Rank() == 0 {
		return f.DefaultRight
	}
	return best
}
