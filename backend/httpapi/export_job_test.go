package httpapi_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// exported starts a long export of the client's and waits for its end.
func (c client) exported(t *testing.T, what string) map[string]any {
	t.Helper()
	heard := c.office.Hub.Subscribe()
	defer heard.Close()
	return c.finished(t, heard, c.post(t, "/export/"+what, nil).want(t, http.StatusOK).object(t)["job"].(map[string]any)["id"].(string))
}

// TestALongExportIsTheFileThatIsSentAtOnce compares both for people of different rights, over more records than one portion holds.
func TestALongExportIsTheFileThatIsSentAtOnce(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.working(t)
	o.private(t, "deal")
	anna, boris := o.employ(t, "Anna", "Manager"), o.employ(t, "Борис", "Employee")
	for i := range 1203 {
		[]client{anna, boris, o.admin}[i%3].post(t, "/records/deal", map[string]any{"fields": map[string]any{
			"name": fmt.Sprintf("=Deal, \"%d\"\nпричал", i), "comment": canary, "value": map[string]any{"amount": fmt.Sprint(i), "currency": "EUR"},
		}}).want(t, http.StatusCreated)
	}
	for at, right := range []string{"masked", "hidden"} {
		for _, p := range o.admin.get(t, "/profiles").list(t) {
			o.admin.patch(t, "/profiles/"+p["id"].(string), map[string]any{"fields": map[string]any{"deal": map[string]any{"comment": right}}}).want(t, http.StatusOK)
		}
		for _, what := range []string{
			"deal", "deal?sort=name,-value&fields=value,name,responsible", "deal?q=" + url.QueryEscape("Deal, 11"),
			"deal?filter=" + url.QueryEscape(`{"field":"name","op":"starts","value":"nothing"}`),
		} {
			for _, who := range []client{o.admin, anna, boris} {
				if at == 1 && who == o.admin {
					continue // for whom nothing is hidden
				}
				j := who.exported(t, what)
				if j["state"] != "done" {
					t.Fatalf("%s: %v", what, j)
				}
				want := who.get(t, "/export/"+what).want(t, http.StatusOK)
				got := who.get(t, "/jobs/"+j["id"].(string)+"/file").want(t, http.StatusOK)
				if got.text != want.text || got.Header.Get("Content-Type") != want.Header.Get("Content-Type") {
					t.Errorf("%s: the job made %d bytes, %d were sent at once", what, len(got.text), len(want.text))
				}
				if taken := want.Header.Get("Kontora-Exported"); fmt.Sprint(j["done"]) != taken {
					t.Errorf("%s: %v done, want %s", what, j["done"], taken)
				}
				if who != o.admin && strings.Contains(got.text, canary) {
					t.Errorf("%s: the file tells what is %s", what, right)
				}
			}
		}
	}
}

func TestALongExportIsItsOwnersAlone(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.working(t)
	anna, boris := o.employ(t, "Anna", "Manager"), o.employ(t, "Boris", "Manager")
	anna.deal(t, "Crane")
	made := anna.exported(t, "deal")
	job := "/jobs/" + made["id"].(string)
	if made["file"].(map[string]any)["name"] != "deal.csv" {
		t.Errorf("no file is offered: %v", made)
	}
	anna.get(t, job+"/file").want(t, http.StatusOK)
	for _, other := range []client{boris, o.admin} {
		other.get(t, job+"/file").want(t, http.StatusNotFound)
	}
	logged := o.admin.get(t, "/audit?kind=export&subject=deal").want(t, http.StatusOK)
	if entries := logged.list(t); len(entries) != 2 || !strings.Contains(logged.text, made["id"].(string)) {
		t.Errorf("the log does not tell of the start and of one download: %s", logged.text)
	}
	if short := anna.post(t, "/export/deal?long_only=true", nil).want(t, http.StatusOK).object(t); short["job"] != nil {
		t.Errorf("one record is a long export: %v", short)
	}
	anna.send(t, http.MethodPost, "/export/deal?format=xlsx", nil).want(t, http.StatusUnprocessableEntity)

	o.admin.patch(t, "/employees/"+anna.id, map[string]any{"role_id": o.roleWithout(t)}).want(t, http.StatusOK)
	anna.get(t, job+"/file").want(t, http.StatusNotFound)
	if view := anna.get(t, job).want(t, http.StatusOK).object(t); view["file"] != nil {
		t.Errorf("a file is offered to one who may not export: %v", view)
	}
	o.admin.patch(t, "/employees/"+anna.id, map[string]any{"role_id": o.roles["Manager"]}).want(t, http.StatusOK)
	anna.get(t, job+"/file").want(t, http.StatusNotFound) // it was removed
}

// roleWithout makes a role whose people may do nothing.
func (o *office) roleWithout(t *testing.T) string {
	t.Helper()
	return o.admin.post(t, "/roles", map[string]any{"name": "Bare"}).want(t, http.StatusCreated).id(t)
}

func TestTwoLongExportsOfAPersonAtATime(t *testing.T) {
	t.Parallel()      // an office waits for its disk more than it works
	o := newOffice(t) // which does not work on jobs
	anna := o.employ(t, "Anna", "Manager")
	for range 2 {
		anna.post(t, "/export/deal", nil).want(t, http.StatusOK)
	}
	third := anna.post(t, "/export/deal", nil).want(t, http.StatusConflict)
	if third.key(t) != "job.too_many_of_kind" {
		t.Errorf("the third is refused by %s", third.key(t))
	}
	o.admin.post(t, "/export/deal", nil).want(t, http.StatusOK)
}
