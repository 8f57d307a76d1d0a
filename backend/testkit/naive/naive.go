// Package naive is a second reading of what the rights mean: slow, literal, step by step, with plain scans and recursion. It lives for
// tests alone, which hold the program equal to it, and so it shares nothing with the program but the data types.
package naive

import (
	"time"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
	"kontora/backend/testkit/world"
)

// Judge answers for one company at one moment.
type Judge struct {
	w       *world.World
	now     time.Time
	without Ground
	above   bool // the record is asked about for one that it controls
}

// New makes a Judge of a company as of now.
func New(w *world.World, now time.Time) Judge { return Judge{w: w, now: now} }

// Without is a Judge who does not know one ground, so that a test sees which answers rest on it.
func (j Judge) Without(g Ground) Judge {
	j.without = g
	return j
}

// Decide answers whether the employee may do the action on the record.
func Decide(w *world.World, employee ident.No, action access.Action, r *world.Record, now time.Time) bool {
	return New(w, now).Decide(employee, action, r)
}

// Decide is the decision procedure: its first two steps are here, the others below.
func (j Judge) Decide(employee ident.No, action access.Action, r *world.Record) bool {
	e := j.w.Directory.Employees[employee]
	switch {
	case !j.isActive(e): // step 1, person
		return false
	case j.neverAlone(action, r.Type):
		return false
	case j.isAdministrator(e): // step 2, administrator
		return true
	}
	return j.answer(e, action, r)
}

// neverAlone: a record controlled by its parent is neither transferred nor shared alone, whoever asks; a card of an employee is always his own.
func (j Judge) neverAlone(action access.Action, t *schema.ElementType) bool {
	switch action {
	case access.Transfer:
		return world.Controlled(t) || t.Name == world.EmployeeType
	case access.Authorize:
		return world.Controlled(t)
	default:
		return false
	}
}

// answer is the part "Answers": every action needs view as well.
func (j Judge) answer(e *directory.Employee, action access.Action, r *world.Record) bool {
	if !j.granted(e, access.View, r) {
		return false
	}
	switch action {
	case access.View:
		return true
	case access.Edit, access.Delete, access.Authorize:
		return j.granted(e, action, r)
	case access.Export, access.Print:
		return j.standsWithinCap(e, action, r.Type, j.inCharge(r))
	case access.MassEdit:
		return j.granted(e, access.Edit, r) && j.standsWithinCap(e, action, r.Type, j.inCharge(r))
	case access.Merge:
		mayCreate := j.mayCreateAtAll(e, r.Type) || isComment(r) && j.readsComment(e, r)
		return mayCreate && j.granted(e, access.Edit, r) && j.granted(e, access.Delete, r) &&
			j.standsWithinCap(e, action, r.Type, j.inCharge(r))
	case access.Transfer:
		return len(j.cap(e, r.Type, action)) > 0 && j.granted(e, access.Edit, r) && (j.isInCharge(e, r.Responsible) || j.disposes(e, r))
	case access.Comment: // step 6
		return j.mayComment(e, r)
	case access.Create, access.Import:
		return j.DecideType(e.No, action, r.Type)
	}
	return false
}

// granted is steps 3 to 5 for view, edit, delete and authorize.
func (j Judge) granted(e *directory.Employee, action access.Action, r *world.Record) bool {
	if isComment(r) && action == access.View && (j.readsComment(e, r) || !j.comments(e)) {
		return j.readsComment(e, r) // whatever the cap says; the feature off forbids it
	}
	if len(j.cap(e, r.Type, action)) == 0 && j.without != CapGround { // step 3
		return false
	}
	if world.Controlled(r.Type) {
		return j.byParent(e, action, r)
	}
	needed := levelOf(action)
	given := j.level(e, r) >= needed || j.reach(e, action, r) // step 4
	return given && j.levelLeft(e, r) >= needed               // step 5
}

// byParent is the ground parent of step 4, instead of all the others. What an author may do with what he added does not pass on to what
// others hang below it: a cause knows the parent's cell, and no cell knows an author.
func (j Judge) byParent(e *directory.Employee, action access.Action, r *world.Record) bool {
	switch action {
	case access.View, access.Edit, access.Delete:
	default:
		return false
	}
	if j.without != ParentGround && j.aboveIt().Decide(e.No, action, r.Parent) {
		return true
	}
	return j.byAuthor(e, action, r)
}

// byAuthor: the author may edit and delete what he added while he may view the parent, unless the type says that creators keep nothing.
func (j Judge) byAuthor(e *directory.Employee, action access.Action, r *world.Record) bool {
	if r.Creator != e.No || j.above || j.without == AuthorGround || action != access.Edit && action != access.Delete {
		return false
	}
	return r.Type.CreatorKeeps != schema.CreatorNone && j.aboveIt().Decide(e.No, access.View, r.Parent)
}

// aboveIt asks about a record for one that it controls.
func (j Judge) aboveIt() Judge {
	j.above = true
	return j
}

// mayComment is step 6: who may view a record may read and add what is said on it.
func (j Judge) mayComment(e *directory.Employee, r *world.Record) bool {
	return (r.Type.Comments || j.without == CommentsSwitch) && j.comments(e) && j.Decide(e.No, access.View, r)
}

// readsComment is step 6 for a record that is itself a comment.
func (j Judge) readsComment(e *directory.Employee, r *world.Record) bool {
	return j.aboveIt().mayComment(e, r.Parent)
}

func (j Judge) comments(e *directory.Employee) bool {
	return j.feature(e, access.Comments) || j.without == CommentsFeature
}

// isComment: the record is a note, a message or a file on the record it belongs to.
func isComment(r *world.Record) bool { return world.Controlled(r.Type) && r.Type.IsComment }

// disposes: may authorize, or has edit by supervision; so he may transfer, also to himself.
func (j Judge) disposes(e *directory.Employee, r *world.Record) bool {
	return j.granted(e, access.Authorize, r) || j.supervision(e, r) >= access.EditLevel
}

// inCharge is the responsible of a record; of one controlled by its parent, that of the topmost parent.
func (j Judge) inCharge(r *world.Record) ident.No {
	if r.Parent != nil {
		return j.inCharge(r.Parent)
	}
	return r.Responsible
}

// DecideType answers for actions that need no record: create and import, and whether he may view anything of the type.
func (j Judge) DecideType(employee ident.No, action access.Action, t *schema.ElementType) bool {
	e := j.w.Directory.Employees[employee]
	switch {
	case !j.isActive(e):
		return false
	case j.isAdministrator(e):
		return true
	case world.Controlled(t) && t.IsComment: // step 6: whatever the caps say, somewhere he may read and add
		return j.comments(e) && (action == access.View || action == access.Create || len(j.cap(e, t, action)) > 0)
	case len(j.cap(e, t, access.View)) == 0: // answers like an empty one
		return false
	case action == access.Import:
		return j.mayCreateAtAll(e, t) && len(j.cap(e, t, action)) > 0
	}
	return len(j.cap(e, t, action)) > 0
}

// mayCreateAtAll: his cap lets him create records of the type, were it only his own, and he may view some.
func (j Judge) mayCreateAtAll(e *directory.Employee, t *schema.ElementType) bool {
	views := len(j.cap(e, t, access.View)) > 0 || world.Controlled(t) && t.IsComment && j.comments(e)
	return views && len(j.cap(e, t, access.Create)) > 0
}

// Create answers whether he may make the record as it will be, he being its creator; by import if so asked.
func (j Judge) Create(employee ident.No, action access.Action, r *world.Record) bool {
	e := j.w.Directory.Employees[employee]
	switch {
	case !j.isActive(e):
		return false
	case j.isAdministrator(e):
		return true
	case action == access.Import && len(j.cap(e, r.Type, action)) == 0:
		return false
	case isComment(r) && j.readsComment(e, r): // step 6, whatever the cap says
		return true
	case !j.mayCreateAtAll(e, r.Type):
		return false
	case !world.Controlled(r.Type) && r.Responsible != employee && !j.standsWithinCap(e, access.Transfer, r.Type, r.Responsible):
		return false
	}
	return j.Decide(employee, access.View, r)
}

// Transfer answers whether he may make to the responsible of the record.
func (j Judge) Transfer(employee ident.No, r *world.Record, to ident.No) bool {
	e := j.w.Directory.Employees[employee]
	switch {
	case !j.Decide(employee, access.Transfer, r):
		return false
	case j.isAdministrator(e):
		return true
	case !j.standsWithinCap(e, access.Transfer, r.Type, to):
		return false
	}
	return to != employee || j.disposes(e, r)
}

// Share answers whether he may add, change or end a share at the level: only at levels he may use himself, none whose principal is himself,
// unless he is administrator, who alone may change himself.
func (j Judge) Share(employee ident.No, r *world.Record, p access.Principal, level access.Level) bool {
	if p.Kind == access.OneEmployee && p.No == employee && !j.isAdministrator(j.w.Directory.Employees[employee]) {
		return false
	}
	for _, action := range []access.Action{access.View, access.Edit, access.Delete, access.Authorize} {
		if levelOf(action) <= level && !j.Decide(employee, action, r) {
			return false
		}
	}
	return j.Decide(employee, access.Authorize, r)
}

func (j Judge) isActive(e *directory.Employee) bool {
	return e.Status == directory.Active || j.without == StatusGround
}

func (j Judge) isAdministrator(e *directory.Employee) bool {
	return e.Administrator && j.without != AdministratorGround
}

func levelOf(action access.Action) access.Level {
	return map[access.Action]access.Level{
		access.View: access.ViewLevel, access.Edit: access.EditLevel, access.Delete: access.DeleteLevel, access.Authorize: access.AuthorizeLevel,
	}[action]
}
