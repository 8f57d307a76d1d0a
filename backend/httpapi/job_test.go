package httpapi_test

import (
	"context"
	"net/http"
	"testing"

	"kontora/backend/event"
)

// working has the office work on jobs until the test ends.
func (o *office) working(t *testing.T) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- o.Jobs.Serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

// finished waits until a job of the client's is over.
func (c client) finished(t *testing.T, heard *event.Subscription, id string) map[string]any {
	t.Helper()
	for {
		j := c.get(t, "/jobs/"+id).want(t, http.StatusOK).object(t)
		if j["finished_at"] != nil {
			return j
		}
		select {
		case <-heard.Ready():
			heard.Take()
		case <-t.Context().Done():
			t.Fatalf("the job stands at %v", j)
		}
	}
}

func TestTheJobOfOneWhoIsSuspendedIsUndoneByAnAdministrator(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.working(t)
	anna, boris := o.employ(t, "Anna", "Manager"), o.employ(t, "Boris", "Manager")
	deal := anna.deal(t, "Crane")
	heard := o.Hub.Subscribe()
	defer heard.Close()
	job := anna.post(t, "/records/deal/mass/edit", map[string]any{"filter": map[string]any{}, "fields": map[string]any{"comment": "Call"}}).want(t, http.StatusAccepted).id(t)
	anna.finished(t, heard, job)
	o.admin.get(t, "/jobs").want(t, http.StatusOK).mustNotContain(t, job)
	o.admin.patch(t, "/employees/"+anna.id, map[string]any{"status": "suspended"}).want(t, http.StatusOK)
	boris.get(t, "/jobs/"+job).want(t, http.StatusNotFound)
	boris.post(t, "/jobs/"+job+"/undo", nil).want(t, http.StatusNotFound)
	left := o.admin.get(t, "/jobs").want(t, http.StatusOK).list(t)
	if len(left) != 1 || left[0]["owner"].(map[string]any)["id"] != anna.id || left[0]["can"].(map[string]any)["undo"] != true {
		t.Fatalf("left behind is %v", left)
	}
	o.admin.post(t, "/jobs/"+job+"/undo", nil).want(t, http.StatusOK)
	if j := o.admin.finished(t, heard, job); j["state"] != "undone" {
		t.Errorf("it came to %v", j)
	}
	if got := o.admin.get(t, "/records/deal/"+deal).object(t)["fields"].(map[string]any)["comment"]; got != nil {
		t.Errorf("the comment is %v", got)
	}
}

func TestManyRecordsAreChangedAsAJob(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.working(t)
	anna, boris := o.employ(t, "Anna", "Manager"), o.employ(t, "Boris", "Employee")
	one, two := anna.deal(t, "Crane"), anna.deal(t, "Pump")
	heard := o.Hub.Subscribe()
	defer heard.Close()
	started := anna.post(t, "/records/deal/mass/edit", map[string]any{"filter": map[string]any{}, "fields": map[string]any{"comment": "Call"}}).want(t, http.StatusAccepted)
	j := anna.finished(t, heard, started.id(t))
	if j["state"] != "done" || j["total"] != 2.0 || j["result"].(map[string]any)["changed"] != 2.0 || j["can"].(map[string]any)["undo"] != true {
		t.Fatalf("it came to %v", j)
	}
	if got := anna.get(t, "/records/deal/"+two).object(t)["fields"].(map[string]any)["comment"]; got != "Call" {
		t.Errorf("the comment is %v", got)
	}
	boris.get(t, "/jobs/"+started.id(t)).want(t, http.StatusNotFound)
	boris.post(t, "/jobs/"+started.id(t)+"/undo", nil).want(t, http.StatusNotFound)
	anna.post(t, "/jobs/"+started.id(t)+"/pause", nil).want(t, http.StatusConflict)
	anna.patch(t, "/records/deal/"+one, map[string]any{"fields": map[string]any{"comment": "Mine"}}).want(t, http.StatusOK)
	anna.post(t, "/jobs/"+started.id(t)+"/undo", nil).want(t, http.StatusOK)
	j = anna.finished(t, heard, started.id(t))
	result := j["result"].(map[string]any)
	if j["state"] != "undone" || result["restored"] != 1.0 || result["kept"] != 1.0 {
		t.Fatalf("undone it came to %v", j)
	}
	reason := result["reasons"].([]any)[0].(map[string]any)
	if reason["text"] == "" || reason["records"].([]any)[0] != one || j["names"].(map[string]any)[one] != "Crane" {
		t.Errorf("kept %v, called %v", reason, j["names"])
	}
	if listed := anna.get(t, "/jobs").list(t); len(listed) != 1 || listed[0]["id"] != started.id(t) {
		t.Errorf("listed %v", listed)
	}
}

func TestManyRecordsMustBeSaidOneWay(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	for about, body := range map[string]map[string]any{
		"neither":    {"fields": map[string]any{"comment": "x"}},
		"both":       {"ids": []string{}, "filter": map[string]any{}, "fields": map[string]any{"comment": "x"}},
		"no records": {"ids": []string{}, "fields": map[string]any{"comment": "x"}},
	} {
		if text := o.admin.post(t, "/records/deal/mass/edit", body).want(t, http.StatusUnprocessableEntity).field(t, "ids"); text == "" {
			t.Errorf("%s: nothing is said", about)
		}
	}
}
