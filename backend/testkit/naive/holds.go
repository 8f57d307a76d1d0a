package naive

import (
	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
	"kontora/backend/testkit/world"
)

// Holds tells for view, edit, delete and authorize which kinds of ground of step 4 give it to the employee, and whether a restriction takes
// it away, each by itself and whatever the others say. Whether the responsible also created the record is no question.
func (j Judge) Holds(employee ident.No, action access.Action, r *world.Record) map[string]bool {
	e := j.w.Directory.Employees[employee]
	needed := levelOf(action)
	if world.Controlled(r.Type) {
		return map[string]bool{
			access.GroundParent: j.Without(AuthorGround).byParent(e, action, r),
			access.GroundAuthor: j.byAuthor(e, action, r),
		}
	}
	holds := map[string]bool{
		access.GroundOwn:         j.own(e, r) >= needed,
		access.GroundCreator:     r.Responsible != employee && j.creator(e, r) >= needed,
		access.GroundTeam:        j.team(e, r) >= needed,
		access.GroundDefault:     j.organisation(r) >= needed,
		access.GroundShare:       j.shared(e, r) >= needed,
		access.GroundReach:       j.reach(e, action, r),
		access.GroundRestriction: j.levelLeft(e, r) < needed,
	}
	for _, rule := range j.w.Policy.Rules {
		holds[access.GroundRule] = holds[access.GroundRule] || j.rule(e, rule, r) >= needed
	}
	for kind, ways := range map[string]schema.Supervision{
		access.GroundRoleBelow:      {RoleBelow: r.Type.Supervision.RoleBelow},
		access.GroundReports:        {Reports: r.Type.Supervision.Reports},
		access.GroundDepartmentHead: {DepartmentHead: r.Type.Supervision.DepartmentHead},
		access.GroundGroupManager:   {GroupManager: r.Type.Supervision.GroupManager},
	} {
		holds[kind] = j.supervisionBy(e, ways, r) >= needed
	}
	return holds
}

// supervisionBy is supervision as if the type had other switches.
func (j Judge) supervisionBy(e *directory.Employee, ways schema.Supervision, r *world.Record) access.Level {
	other := *r.Type
	other.Supervision = ways
	record := *r
	record.Type = &other
	return j.supervision(e, &record)
}
