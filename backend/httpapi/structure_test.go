package httpapi_test

import (
	"net/http"
	"testing"
)

func TestTheStructureNamesWhomOneMaySee(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	sales := o.admin.post(t, "/departments", map[string]any{"name": "Sales"}).want(t, http.StatusCreated).id(t)
	field := o.admin.post(t, "/departments", map[string]any{"name": "Field sales", "parent_id": sales}).want(t, http.StatusCreated).id(t)
	anna := o.employ(t, "Anna", "Employee", "department_id", field, "email", "anna@example.org")
	boris := o.employ(t, "Boris", "Employee", "department_id", sales)
	gone := o.employ(t, "Gone", "Employee", "department_id", sales)
	o.admin.patch(t, "/departments/"+field, map[string]any{"head_id": anna.id}).want(t, http.StatusOK)
	o.admin.patch(t, "/employees/"+gone.id, map[string]any{"status": "dismissed"}).want(t, http.StatusOK)

	seen := boris.get(t, "/structure").want(t, http.StatusOK).mustNotContain(t, "Gone", "upload").object(t)
	people := named(seen["people"])
	if len(people) != 3 || people["Anna"]["department_id"] != field || people["Anna"]["email"] != "anna@example.org" {
		t.Errorf("people: %v", people)
	}
	departments := named(seen["departments"])
	if departments["Field sales"]["parent_id"] != sales || departments["Field sales"]["head_id"] != anna.id {
		t.Errorf("departments: %v", departments)
	}

	// Whoever sees nobody's card but his own learns nobody's place.
	narrow := map[string]any{"name": "Narrow", "matrix": map[string]any{"employee": map[string]any{"view": "own"}}}
	profile := o.admin.post(t, "/profiles", narrow).want(t, http.StatusCreated).id(t)
	o.roles["Narrow"] = o.admin.post(t, "/roles", map[string]any{"name": "Narrow", "profiles": []string{profile}}).want(t, http.StatusCreated).id(t)
	alone := o.employ(t, "Clerk", "Narrow")
	own := alone.get(t, "/structure").want(t, http.StatusOK).mustNotContain(t, "Anna", "Boris", anna.id)
	if people := named(own.object(t)["people"]); len(people) != 1 || people["Clerk"] == nil {
		t.Errorf("of those he may not see: %s", own.text)
	}
}

func named(items any) map[string]map[string]any {
	byName := make(map[string]map[string]any)
	for _, item := range items.([]any) {
		byName[item.(map[string]any)["name"].(string)] = item.(map[string]any)
	}
	return byName
}
