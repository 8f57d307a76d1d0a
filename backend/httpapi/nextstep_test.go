package httpapi_test

import (
	"net/http"
	"testing"
)

// stepsOf are the titles of the next steps of deals, by the deal's name; null is a dash, and what is not told is left out.
func stepsOf(t *testing.T, c client, query string) map[string]string {
	t.Helper()
	steps := make(map[string]string)
	for _, item := range c.get(t, "/records/deal?"+query).want(t, http.StatusOK).list(t) {
		name := item["fields"].(map[string]any)["name"].(string)
		if step, told := item["next_step"]; told && step == nil {
			steps[name] = "-"
		} else if told {
			steps[name] = step.(map[string]any)["title"].(string)
		}
	}
	return steps
}

func TestTheNextStepIsTheOpenTaskOrMeetingDueFirst(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	deal := func(name string, tasks ...map[string]any) (id string, made []string) {
		id = o.admin.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": name}}).want(t, http.StatusCreated).id(t)
		for _, task := range tasks {
			item := o.admin.post(t, "/records/deal/"+id+"/tasks", task).want(t, http.StatusCreated).object(t)
			made = append(made, item["task"].(map[string]any)["id"].(string))
		}
		return id, made
	}
	crane, tasks := deal("Crane",
		map[string]any{"title": "Some day"}, map[string]any{"title": "Later", "due": "2027-03-01T10:00:00Z"}, map[string]any{"title": "Soon", "due": "2027-02-01T10:00:00Z"})
	winch, _ := deal("Winch", map[string]any{"title": "Only this"})
	deal("Pump")
	want := func(c client, query string, crane, winch, pump string) {
		t.Helper()
		got := stepsOf(t, c, query)
		if got["Crane"] != crane || got["Winch"] != winch || got["Pump"] != pump {
			t.Errorf("next steps are %v", got)
		}
	}
	want(o.admin, "next_step=true", "Soon", "Only this", "-")
	want(o.admin, "", "", "", "")
	done := map[string]any{"fields": map[string]any{"done": true}}
	o.admin.patch(t, "/records/task/"+tasks[2], done).want(t, http.StatusOK)
	want(o.admin, "next_step=true", "Later", "Only this", "-")

	// A meeting that is open and nearer takes its place.
	meet := func(name, starts string, about string) string {
		fields := map[string]any{"name": name, "about": map[string]any{"type": "deal", "id": about}}
		if starts != "" {
			fields["starts"] = starts
		}
		return o.admin.post(t, "/records/meeting", map[string]any{"fields": fields}).want(t, http.StatusCreated).id(t)
	}
	near := meet("On site", "2027-02-15T10:00:00Z", crane)
	meet("In autumn", "2027-09-15T10:00:00Z", crane)
	meet("Without a date", "", winch)
	want(o.admin, "next_step=true", "On site", "Only this", "-")
	o.admin.patch(t, "/records/meeting/"+near, done).want(t, http.StatusOK)
	want(o.admin, "next_step=true", "Later", "Only this", "-")

	// Who sees the deals and not the tasks about them has no next step to see; who reads no tasks is told nothing.
	o.private(t, "task")
	want(o.employ(t, "Boris", "Employee"), "next_step=true", "-", "-", "-")
	profile := o.admin.post(t, "/profiles", map[string]any{"name": "Deals alone", "matrix": map[string]any{"deal": map[string]any{"view": "all"}}}).want(t, http.StatusCreated).id(t)
	o.roles["Reader"] = o.admin.post(t, "/roles", map[string]any{"name": "Reader", "profiles": []string{profile}}).want(t, http.StatusCreated).id(t)
	want(o.employ(t, "Clara", "Reader"), "next_step=true", "", "", "")
}
