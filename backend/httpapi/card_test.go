package httpapi_test

import (
	"net/http"
	"testing"
)

// TestCardsOfColleagues has reach decide who reads the card of an employee; who he is called everyone may know.
func TestCardsOfColleagues(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	own := map[string]any{"deal": map[string]any{"view": "all"}, "employee": map[string]any{"view": "own", "edit": "own"}}
	profile := o.admin.post(t, "/profiles", map[string]any{"name": "Narrow", "matrix": own}).want(t, http.StatusCreated).id(t)
	role := o.admin.post(t, "/roles", map[string]any{"name": "Narrow", "profiles": []string{profile}}).want(t, http.StatusCreated).id(t)
	o.roles["Narrow"] = role
	narrow, anna := o.employ(t, "Narrow", "Narrow"), o.employ(t, "Anna", "Employee", "email", "anna@example.org")
	deal := anna.deal(t, "Pier")

	narrow.get(t, "/records/employee/"+anna.id).want(t, http.StatusNotFound)
	narrow.get(t, "/records/employee/"+narrow.id).want(t, http.StatusOK)
	if found := narrow.get(t, "/principals?q=Anna").list(t); len(found) != 1 {
		t.Errorf("found to pick: %v", found)
	}
	if names := narrow.get(t, "/records/deal/"+deal).want(t, http.StatusOK).object(t)["names"].(map[string]any); names[anna.id] != "Anna" {
		t.Errorf("names on a record: %v", names)
	}

	card := anna.get(t, "/records/employee/"+narrow.id).want(t, http.StatusOK).object(t)["fields"].(map[string]any)
	if _, told := card["birthday"]; told {
		t.Errorf("the directory shows %v", card)
	}
	mine := anna.get(t, "/records/employee/"+anna.id).want(t, http.StatusOK).object(t)
	if mine["fields"].(map[string]any)["email"] != "anna@example.org" || mine["can"].(map[string]any)["edit"] != true {
		t.Errorf("her own card: %v", mine)
	}
}

func TestWhatCannotGoAlongIsRefused(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	deal := o.admin.deal(t, "Crane")
	o.employ(t, "Clerk", "Employee")
	body := map[string]any{"to": o.id(t, "Clerk"), "with": []string{"company"}}
	refused := o.admin.post(t, "/records/deal/"+deal+"/transfer", body).want(t, http.StatusUnprocessableEntity)
	if refused.field(t, "with") == "" {
		t.Errorf("the field is not named: %s", refused.text)
	}
	unseen := o.admin.post(t, "/records/deal/00000000000000000000000000000001/transfer", body).want(t, http.StatusNotFound)
	unseen.mustNotContain(t, "with")
}
