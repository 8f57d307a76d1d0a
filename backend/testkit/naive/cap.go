package naive

import (
	"regexp"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
	"kontora/backend/testkit/world"
)

// held is a profile an employee has, with the group that carries it; zero when his role or he alone has it.
type held struct {
	profile *access.Profile
	carrier ident.No
}

// profiles are those of his role, of every group he is a member of, and his own.
func (j Judge) profiles(e *directory.Employee) []held {
	var all []held
	if role := j.w.Directory.Roles[e.Role]; role != nil {
		for _, no := range role.Profiles {
			all = append(all, held{profile: j.w.Policy.Profiles[no]})
		}
	}
	for _, g := range j.w.Directory.Groups {
		if j.isMember(e, g.No) {
			for _, no := range g.Profiles {
				all = append(all, held{profile: j.w.Policy.Profiles[no], carrier: g.No})
			}
		}
	}
	for _, no := range e.Profiles {
		all = append(all, held{profile: j.w.Policy.Profiles[no]})
	}
	return all
}

// word is one word of a cap: a single way, and the group that carries the profile which says it.
type word struct {
	way     access.Reach
	carrier ident.No
}

// cap is step 3: the union of what all his profiles say. Without a word it is empty.
func (j Judge) cap(e *directory.Employee, t *schema.ElementType, action access.Action) []word {
	var words []word
	for _, h := range j.profiles(e) {
		said := h.profile.Matrix[t.Name][action.String()]
		for _, way := range ways() {
			if said&way != 0 {
				words = append(words, word{way: way, carrier: h.carrier})
			}
		}
	}
	return words
}

func ways() []access.Reach {
	return []access.Reach{access.ReachOwn, access.ReachGroup, access.ReachDepartment, access.ReachDepartmentAndBelow, access.ReachBranch, access.ReachAll}
}

// standsWithinCap: the responsible stands within one of the words of the cap.
func (j Judge) standsWithinCap(e *directory.Employee, action access.Action, t *schema.ElementType, responsible ident.No) bool {
	for _, w := range j.cap(e, t, action) {
		if j.standsWithin(e, w, responsible) {
			return true
		}
	}
	return false
}

// standsWithin gives the meaning of each word of reach.
func (j Judge) standsWithin(e *directory.Employee, w word, responsible ident.No) bool {
	if j.without == groundOfWay(w) {
		return false
	}
	switch w.way {
	case access.ReachAll:
		return true
	case access.ReachOwn: // he, and every group he is a member of
		return j.isInCharge(e, responsible)
	case access.ReachGroup:
		if w.carrier != 0 { // in a profile that a group carries: that group, whether it counts for reach or not
			return j.standsInGroup(responsible, w.carrier)
		}
		for _, g := range j.w.Directory.Groups { // elsewhere: every group he belongs to that counts
			if g.CountsForReach && j.isMember(e, g.No) && j.standsInGroup(responsible, g.No) {
				return true
			}
		}
		return false
	case access.ReachDepartment:
		return e.Department != 0 && j.departmentOf(responsible) == e.Department
	case access.ReachDepartmentAndBelow:
		return e.Department != 0 && j.departmentWithin(j.departmentOf(responsible), e.Department)
	case access.ReachBranch:
		return e.Branch != 0 && j.branchOf(responsible) == e.Branch
	}
	return false
}

// reach is the ground of that name: the responsible stands within the cap of this very action.
func (j Judge) reach(e *directory.Employee, action access.Action, r *world.Record) bool {
	return j.without != ReachGround && j.standsWithinCap(e, action, r.Type, r.Responsible)
}

// feature: on if one of his profiles says on; if none names it, off, except comments.
func (j Judge) feature(e *directory.Employee, f access.Feature) bool {
	named := false
	for _, h := range j.profiles(e) {
		on, says := h.profile.Features[f]
		if says && on {
			return true
		}
		named = named || says
	}
	return !named && f == access.Comments
}

// Feature answers whether a part of the program is open to the employee; to an administrator all are.
func (j Judge) Feature(employee ident.No, f access.Feature) bool {
	e := j.w.Directory.Employees[employee]
	return j.isActive(e) && (j.isAdministrator(e) || j.feature(e, f))
}

// Field is step 7. A calculated field is read, never edited, and by nobody who sees less of any field that it is made of.
func (j Judge) Field(employee ident.No, t *schema.ElementType, f *schema.Field) schema.FieldRight {
	right := j.fieldAlone(employee, t, f)
	if f.Name == "probability" && f.Kind == "percent" && !j.readsStage(employee, t) {
		return schema.Hidden
	}
	if f.Kind != schema.KindCalculated {
		return right
	}
	if right == schema.Edit {
		right = schema.Read
	}
	for _, word := range regexp.MustCompile(`[a-z][a-z0-9_]*`).FindAllString(f.Formula, -1) {
		for _, input := range t.Fields {
			if input.Name != word {
				continue
			}
			if said := j.Field(employee, t, input); rank(said) < rank(right) {
				right = said
			}
		}
	}
	return right
}

// readsStage: a percentage called probability follows the stage and tells of it, so whoever does not read the stage in full knows nothing
// of the percentage. The stage is the first choice by which a record can be won or lost; without one there is nothing to tell of.
func (j Judge) readsStage(employee ident.No, t *schema.ElementType) bool {
	for _, f := range t.Fields {
		for _, choice := range f.Choices {
			if f.Kind == "choice" && choice.Outcome != "" {
				return rank(j.fieldAlone(employee, t, f)) >= rank(schema.Read)
			}
		}
	}
	return true
}

// fieldAlone is the highest of his profiles among those that name the field, else the field's default; the organisation's cap beats all.
func (j Judge) fieldAlone(employee ident.No, t *schema.ElementType, f *schema.Field) schema.FieldRight {
	e := j.w.Directory.Employees[employee]
	if !j.isActive(e) {
		return schema.Hidden
	}
	right := f.DefaultRight
	named := schema.FieldRight("")
	for _, h := range j.profiles(e) {
		if said := h.profile.Fields[t.Name][f.Name]; rank(said) > rank(named) {
			named = said
		}
	}
	if named != "" {
		right = named
	}
	if j.isAdministrator(e) {
		right = schema.Edit
	}
	if f.Cap != "" && rank(f.Cap) < rank(right) {
		right = f.Cap
	}
	return right
}

func rank(r schema.FieldRight) int {
	for i, right := range []schema.FieldRight{"", schema.Hidden, schema.Masked, schema.Read, schema.Edit} {
		if right == r {
			return i
		}
	}
	return 0
}
