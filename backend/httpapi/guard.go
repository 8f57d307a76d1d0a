package httpapi

import (
	"fmt"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/identity"
)

// guard says who may call a route, before the service behind it decides on the very thing. Every route has one in the table below.
type guard struct {
	public   bool
	person   bool             // a person's own session: no token
	features []access.Feature // one of them is needed; administrators need none
	action   string           // what a restricted token must be allowed on the record type of the path
	open     bool             // any token may call it, however restricted
	turn     turnKind         // of what one employee does not do as often at once as he likes
}

func public() guard                     { return guard{public: true} }
func signedIn() guard                   { return guard{} }
func inPerson() guard                   { return guard{person: true} }
func anyToken() guard                   { return guard{open: true} }
func on(a access.Action) guard          { return guard{action: a.String()} }
func (g guard) takes(k turnKind) guard  { g.turn = k; return g }
func with(f ...access.Feature) guard    { return guard{features: f} }
func personWith(f access.Feature) guard { return guard{person: true, features: []access.Feature{f}} }

// guards is the one table of who may call what, by operation.
func guards() map[string]guard {
	people, rights, types := access.AdministrationPeople, access.AdministrationRights, access.AdministrationTypes
	table := map[string]guard{
		"sign-in": public(), "sign-out": signedIn(), "list-sessions": inPerson(), "end-session": inPerson(),
		"list-tokens": personWith(access.API), "make-token": personWith(access.API), "end-token": inPerson(),
		"get-me": anyToken(), "change-me": inPerson(), "change-password": inPerson(),
		"get-company": signedIn(), "get-logo": signedIn(), "get-structure": signedIn().takes(readingTurn), "change-company": with(people),
		"get-file-space": with(people), "try-dialling": with(people), "apply-preset": with(types),
		"get-mail-server": inPerson(), "change-mail-server": inPerson(), "check-mail-server": inPerson().takes(mailTurn),
		"get-mail-ready": with(people), "invite-employee": personWith(people).takes(mailTurn),
		"make-invitation": personWith(people), "read-invitation": public(), "accept-invitation": public(),

		"list-views": signedIn(), "get-view": signedIn(), "create-view": inPerson(), "change-view": inPerson(), "delete-view": inPerson(),
		"list-notifications": inPerson(), "mark-notification": inPerson(), "read-notifications": inPerson(),
		"list-jobs": signedIn(), "get-job": signedIn(), "pause-job": signedIn(), "resume-job": signedIn(), "cancel-job": signedIn(), "undo-job": signedIn(),
		"edit-many": on(access.MassEdit), "transfer-many": on(access.Transfer), "delete-many": on(access.Delete),
		"list-types": anyToken(), "get-type": anyToken(),
		"create-type": with(types), "change-type": with(types), "add-field": with(types), "change-field": with(types),
		"list-designs": with(types), "get-design": with(types), "arrange-type": with(types), "arrange-choices": with(types),
		"remove-type": with(types), "remove-field": with(types), "get-field-use": with(types), "export-field": with(types).takes(exportTurn),
		"find-principals": signedIn(), "sign-out-employee": with(people),

		"list-records": on(access.View).takes(readingTurn), "get-record": on(access.View), "sum-records": on(access.View).takes(readingTurn),
		"create-record": on(access.Create), "change-record": on(access.Edit), "delete-record": on(access.Delete), "restore-record": on(access.Delete),
		"get-timeline": on(access.View), "add-note": on(access.Comment), "add-task": on(access.Comment), "add-message": on(access.Comment),
		"find-colleagues": on(access.Comment),
		opAddFile:         on(access.Comment).takes(uploadTurn), "get-content": on(access.View),
		opUpload: on(access.Edit).takes(uploadTurn), "get-field-content": on(access.View),
		"get-shares": on(access.Authorize), "set-shares": on(access.Authorize), "list-viewers": on(access.View),
		"preview-transfer": on(access.View), "transfer-record": on(access.Transfer),
		"list-links": on(access.View), "add-link": on(access.Edit), "remove-link": on(access.Edit),
		"search": signedIn().takes(readingTurn), "explain": signedIn(), "export-records": on(access.Export).takes(exportTurn),
		"start-export": on(access.Export).takes(exportTurn), "get-job-file": signedIn().takes(exportTurn),
		"read-log": with(access.AdministrationAudit), "hear-events": signedIn(),
		"pull": inPerson().takes(replicaTurn), "push": inPerson().takes(replicaTurn), "get-standing": public(),
		"list-desks": inPerson(), "remove-desk": inPerson(), "list-employee-desks": with(people), "remove-employee-desk": personWith(people),
		"leave-desk-key": inPerson(), "get-desk-key": inPerson(),
		"get-sync": inPerson(), "get-held": inPerson(), "set-sync-scope": inPerson(), "list-outbox": inPerson().takes(readingTurn), "forget-command": inPerson(), "retry-command": inPerson(),
	}
	for resource, feature := range map[string]access.Feature{
		"employee": people, "position": people, "group": people, "department": people, "branch": people,
		"role": rights, "profile": rights, "sharing-rule": rights, "restriction": rights,
	} {
		read := with(feature, people, rights, types) // each part of administration refers to the others
		table["list-"+resource+"s"], table["get-"+resource] = read, read
		table["create-"+resource], table["change-"+resource], table["delete-"+resource] = with(feature), with(feature), with(feature)
	}
	return table
}

// admits refuses whoever may not call the route at all.
func (g guard) admits(actor access.Actor, session identity.Session, typeName string, reads bool) error {
	if session.Kind == identity.Token {
		if err := g.admitsToken(actor, session.Scope, typeName, reads); err != nil {
			return err
		}
	}
	if len(g.features) == 0 || actor.Rights.Administrator() {
		return nil
	}
	for _, f := range g.features {
		if actor.Require(f) == nil {
			return nil
		}
	}
	return actor.Require(g.features[0]) // the one the route is about stands first
}

// admitsToken narrows what a token reaches to its scope. The rights of its employee hold besides.
func (g guard) admitsToken(actor access.Actor, scope identity.Scope, typeName string, reads bool) error {
	if !actor.Rights.Administrator() {
		if err := actor.Require(access.API); err != nil {
			return err
		}
	}
	outside := fault.New(fault.Denied, "http.token_scope")
	switch {
	case g.person:
		return fault.New(fault.Denied, "http.person_only")
	case scope.ReadOnly && !reads:
		return outside
	case g.open:
		return nil
	case len(scope.Types) == 0 && len(scope.Actions) == 0:
		return nil
	case g.action == "":
		return outside // a restricted token reaches records of a type, and nothing that is about all of them
	case len(scope.Types) > 0 && !slices.Contains(scope.Types, typeName):
		return outside
	case len(scope.Actions) > 0 && !slices.Contains(scope.Actions, g.action):
		return outside
	}
	return nil
}

// outOfScope refuses what a request names besides the type of its path when its token does not reach so far.
func (r *request) outOfScope(types []string) error {
	scope := r.session.Scope.Types
	if r.session.Kind != identity.Token || len(scope) == 0 {
		return nil
	}
	if slices.ContainsFunc(types, func(name string) bool { return !slices.Contains(scope, name) }) {
		return fault.New(fault.Denied, "http.token_scope")
	}
	return nil
}

// everyRouteGuarded fails for a route without a guard, and for a guard without a route.
func (s *server) everyRouteGuarded() error {
	left := guards()
	for path, item := range s.api.OpenAPI().Paths {
		for _, op := range operations(item) {
			if _, ok := s.guards[op.OperationID]; !ok {
				return fmt.Errorf("route %s %s (%s) has no guard", op.Method, path, op.OperationID)
			}
			delete(left, op.OperationID)
		}
	}
	for id := range left {
		return fmt.Errorf("guard %s has no route", id)
	}
	return nil
}
