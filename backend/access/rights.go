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
	masks         memo         // actionSet by cell, pending restrictions left out
	shares        memo         // shareValue by share set
	until         atomic.Int64 // Unix seconds of the first expiry that mattered; 0: none yet

	listing  sync.Mutex
	listings map[listingKey]*listing
}

// Compile works out the Rights of an employee on the office. One who is not there, or not active, may do nothing.
func Compile(m *Model, cells Cells, employee ident.No, now time.Time) *Rights {
	r := &Rights{model: m, cells: cells, now: now, self: employee, person: &directory.Employee{}, features: make(map[Feature]bool)}
	if e, ok := m.Directory.Employees[employee]; ok && employee != 0 {
		r.person = e
		r.active = e.Status == directory.Active
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

// Until is the moment from which answers given so far may be wrong, because a share that mattered expires; zero when none does.
// It can come nearer as more cells are asked for.
func (r *Rights) Until() time.Time {
	if at := r.until.Load(); at != 0 {
		return time.Unix(at, 0).UTC()
	}
	return time.Time{}
}

// expires notes that an answer rests on a share.
func (r *Rights) expires(at time.Time) {
	for second := at.Unix(); ; {
		known := r.until.Load()
		if known != 0 && known <= second || r.until.CompareAndSwap(known, second) {
			return
		}
	}
}

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

// Field is what he may do with a field of a type, on every record of it alike.
func (r *Rights) Field(t *schema.ElementType, f *schema.Field) schema.FieldRight {
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
