package naive

import (
	"kontora/backend/access"
	"kontora/backend/ident"
)

// Ground names one thing on which an answer can rest. The empty Ground is none.
type Ground string

// The grounds of each step.
const (
	StatusGround           Ground = "status"
	AdministratorGround    Ground = "administrator"
	CapGround              Ground = "cap"
	OwnGround              Ground = "own"
	OwnGroupGround         Ground = "own: group"
	CreatorGround          Ground = "own: creator"
	TeamGround             Ground = "team"
	ReachGround            Ground = "reach"
	RoleBelowGround        Ground = "supervision: role below"
	ReportsGround          Ground = "supervision: reports"
	DepartmentHeadGround   Ground = "supervision: department head"
	GroupManagerGround     Ground = "supervision: group manager"
	GroupsManagerGround    Ground = "supervision: manager of the responsible group"
	ManagersSuperiorGround Ground = "supervision: superior of a manager of the responsible group"
	DefaultGround          Ground = "default"
	ShareGround            Ground = "share"
	ParentGround           Ground = "parent"
	AuthorGround           Ground = "parent: author"
	ExceptGround           Ground = "restriction: except"
	CommentsSwitch         Ground = "comments: switch of the type"
	CommentsFeature        Ground = "comments: feature"
)

// Grounds lists all grounds, those that stand for a kind of rule, principal or reach included.
func Grounds() []Ground {
	all := []Ground{
		StatusGround, AdministratorGround, CapGround, OwnGround, OwnGroupGround, CreatorGround, TeamGround, ReachGround, RoleBelowGround,
		ReportsGround, DepartmentHeadGround, GroupManagerGround, GroupsManagerGround, ManagersSuperiorGround, DefaultGround, ShareGround,
		ParentGround, AuthorGround, ExceptGround, CommentsSwitch, CommentsFeature,
		groundOfRule(&access.SharingRule{Source: access.ByResponsible}), groundOfRule(&access.SharingRule{Source: access.ByCondition}),
		groundOfRestriction(&access.Restriction{}), groundOfRestriction(&access.Restriction{Condition: &access.Condition{State: access.Ready}}),
		groundOfRestriction(&access.Restriction{Condition: &access.Condition{State: access.Building}}),
	}
	for _, way := range ways() {
		all = append(all, groundOfWay(word{way: way}))
	}
	all = append(all, groundOfWay(word{way: access.ReachGroup, carrier: ident.No(1)}))
	for _, kind := range []access.PrincipalKind{
		access.Everyone, access.OneEmployee, access.InRole, access.InRoleAndBelow, access.InGroup, access.InDepartment, access.InDepartmentBelow,
		access.InBranch, access.Superior, access.InField,
	} {
		all = append(all, groundOfPrincipal(access.Principal{Kind: kind}))
	}
	return all
}

func groundOfRule(rule *access.SharingRule) Ground { return Ground("rule: by " + string(rule.Source)) }

func groundOfRestriction(r *access.Restriction) Ground {
	if r.Condition == nil {
		return "restriction: all"
	}
	return Ground("restriction: by condition, " + string(r.Condition.State))
}

func groundOfPrincipal(p access.Principal) Ground { return Ground("principal: " + string(p.Kind)) }

func groundOfWay(w word) Ground {
	if w.way == access.ReachGroup && w.carrier != 0 {
		return "reach: group that carries the profile"
	}
	return map[access.Reach]Ground{
		access.ReachOwn: "reach: own", access.ReachGroup: "reach: group", access.ReachDepartment: "reach: department",
		access.ReachDepartmentAndBelow: "reach: department and below", access.ReachBranch: "reach: branch", access.ReachAll: "reach: all",
	}[w.way]
}
