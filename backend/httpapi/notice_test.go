package httpapi_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// told lists the notifications of somebody: kind, by whom, about what; unread ones with a star.
func (c client) told(t *testing.T) string {
	t.Helper()
	var all []string
	for _, n := range c.get(t, "/notifications").want(t, http.StatusOK).list(t) {
		line := fmt.Sprint(n["kind"], " by ", n["by"].(map[string]any)["name"])
		if record, ok := n["record"].(map[string]any); ok {
			line += fmt.Sprint(" on ", record["name"])
		}
		if n["read"] == false {
			line += "*"
		}
		all = append(all, line)
	}
	return strings.Join(all, ", ")
}

func mention(who client) string { return "@[Somebody](employee:" + who.id + ")" }

func TestPeopleAreToldWhatConcernsThem(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna, boris := o.employ(t, "Anna", "Manager"), o.employ(t, "Boris", "Employee")
	deal := anna.deal(t, "Crane")
	path := "/records/deal/" + deal
	boris.post(t, path+"/notes", map[string]any{"text": "Hello " + mention(anna)}).want(t, http.StatusCreated)
	boris.post(t, path+"/messages", map[string]any{"text": "Anybody?"}).want(t, http.StatusCreated)
	anna.post(t, path+"/notes", map[string]any{"text": "Me " + mention(anna) + " and " + mention(boris)}).want(t, http.StatusCreated)
	anna.post(t, path+"/tasks", map[string]any{"title": "Call", "responsible": boris.id}).want(t, http.StatusCreated)
	o.admin.send(t, http.MethodPut, path+"/shares", map[string]any{"items": []any{map[string]any{"principal": map[string]any{"kind": "employee", "id": boris.id}, "level": "edit"}}}).want(t, http.StatusOK)
	o.admin.post(t, path+"/transfer", map[string]any{"to": boris.id}).want(t, http.StatusOK)
	for about, test := range map[string]struct {
		who  client
		want string
	}{
		"Anna":             {anna, "comment by Boris on Crane*, mention by Boris on Crane*"},
		"Boris":            {boris, "transfer by Admin on Crane*, share by Admin on Crane*, task by Anna on Crane*, mention by Anna on Crane*"},
		"the one who does": {o.admin, ""},
	} {
		if got := test.who.told(t); got != test.want {
			t.Errorf("%s was told %q, want %q", about, got, test.want)
		}
	}
}

func TestNotificationsTellNothingOfWhatOneDoesNotSee(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna, boris := o.employ(t, "Anna", "Manager"), o.employ(t, "Boris", "Employee")
	path := "/records/deal/" + boris.deal(t, "Crane")
	boris.post(t, path+"/notes", map[string]any{"text": mention(anna)}).want(t, http.StatusCreated)
	if got := anna.told(t); got != "mention by Boris on Crane*" {
		t.Fatalf("Anna was told %q", got)
	}
	o.private(t, "deal")
	deal := o.admin.deal(t, "Secret pump")
	o.admin.post(t, "/records/deal/"+deal+"/notes", map[string]any{"text": mention(boris)}).want(t, http.StatusCreated)
	if got := boris.told(t); got != "" {
		t.Errorf("Boris was told %q", got)
	}
	o.admin.send(t, http.MethodDelete, path, nil).want(t, http.StatusNoContent)
	if got := anna.get(t, "/notifications").mustNotContain(t, "Crane", path[len("/records/deal/"):]); anna.told(t) != "mention by Boris*" {
		t.Errorf("Anna reads %s", got.text)
	}
}

func TestNotificationsAreReadAndChosen(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna, boris := o.employ(t, "Anna", "Manager"), o.employ(t, "Boris", "Employee")
	path := "/records/deal/" + anna.deal(t, "Crane")
	for range 3 {
		boris.post(t, path+"/notes", map[string]any{"text": "Hello"}).want(t, http.StatusCreated)
	}
	first := anna.get(t, "/notifications").list(t)[0]["id"].(string)
	unread := func() float64 { return anna.get(t, "/notifications").object(t)["unread"].(float64) }
	boris.patch(t, "/notifications/"+first, map[string]any{"read": true}).want(t, http.StatusNotFound)
	anna.patch(t, "/notifications/"+first, map[string]any{"read": true}).want(t, http.StatusNoContent)
	if unread() != 2 {
		t.Errorf("%v are unread", unread())
	}
	anna.patch(t, "/notifications/"+first, map[string]any{"read": false}).want(t, http.StatusNoContent)
	anna.post(t, "/notifications/read", nil).want(t, http.StatusOK)
	if unread() != 0 {
		t.Errorf("%v are unread after all were read", unread())
	}
	me := anna.patch(t, "/me", map[string]any{"preferences": map[string]any{"density": "comfortable", "notifications": map[string]any{"comment": false}}}).want(t, http.StatusOK)
	if chosen := me.object(t)["preferences"].(map[string]any); chosen["density"] != "comfortable" || chosen["notifications"].(map[string]any)["comment"] != false {
		t.Errorf("kept %v", chosen)
	}
	boris.post(t, path+"/notes", map[string]any{"text": "Hello"}).want(t, http.StatusCreated)
	boris.post(t, path+"/notes", map[string]any{"text": mention(anna)}).want(t, http.StatusCreated)
	if got := strings.Count(anna.told(t), "*"); got != 1 {
		t.Errorf("told %q", anna.told(t))
	}
	anna.patch(t, "/me", map[string]any{"preferences": map[string]any{"notifications": map[string]any{"gossip": true}}}).want(t, http.StatusUnprocessableEntity)
	if language := boris.get(t, "/me").object(t)["preferences"].(map[string]any); len(language) != 0 {
		t.Errorf("Boris has %v", language)
	}
}
