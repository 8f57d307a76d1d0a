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

func TestOnePersonOnOneRecordIsOneNotification(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna, boris, clara := o.employ(t, "Anna", "Manager"), o.employ(t, "Boris", "Employee"), o.employ(t, "Clara", "Employee")
	crane, winch := "/records/deal/"+o.admin.deal(t, "Crane"), "/records/deal/"+o.admin.deal(t, "Winch")
	note := func(by client, path string) {
		t.Helper()
		by.post(t, path+"/notes", map[string]any{"text": mention(anna)}).want(t, http.StatusCreated)
	}
	note(clara, crane)
	note(boris, winch)
	for range 4 {
		note(boris, crane)
	}
	told := func() (all []string) {
		for _, n := range anna.get(t, "/notifications").want(t, http.StatusOK).list(t) {
			all = append(all, fmt.Sprint(n["by"].(map[string]any)["name"], " on ", n["record"].(map[string]any)["name"], " ×", n["times"], " of ", n["count"]))
		}
		return all
	}
	if got := strings.Join(told(), ", "); got != "Boris on Crane ×4 of 1, Boris on Winch ×1 of 1, Clara on Crane ×1 of 1" {
		t.Errorf("Anna was told %q", got)
	}
	first := anna.get(t, "/notifications").list(t)[0]["id"].(string)
	anna.patch(t, "/notifications/"+first, map[string]any{"read": true}).want(t, http.StatusNoContent)
	listening := anna.listen(t, serve(t, o), "")
	note(boris, crane)
	listening.until(t, "notice")
	if got := strings.Join(told(), ", "); got != "Boris on Crane ×1 of 1, Boris on Winch ×1 of 1, Clara on Crane ×1 of 1" {
		t.Errorf("after she read it Anna is told %q", got)
	}
}

func TestNotificationsAreReadAndChosen(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna, boris := o.employ(t, "Anna", "Manager"), o.employ(t, "Boris", "Employee")
	path := "/records/deal/" + anna.deal(t, "Crane")
	for _, name := range []string{"Winch", "Pump"} {
		boris.post(t, "/records/deal/"+anna.deal(t, name)+"/notes", map[string]any{"text": "Hello"}).want(t, http.StatusCreated)
	}
	boris.post(t, path+"/notes", map[string]any{"text": "Hello"}).want(t, http.StatusCreated)
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
	quiet := func(from, to string, days ...int) answer {
		return anna.patch(t, "/me", map[string]any{"preferences": map[string]any{"quiet": map[string]any{"from": from, "to": to, "days": append([]int{}, days...)}}})
	}
	kept := quiet("19:00", "8:30", 7, 1, 7).want(t, http.StatusOK).object(t)["preferences"].(map[string]any)["quiet"]
	if toJSON(t, kept) != `{"days":[1,7],"from":"19:00","to":"08:30"}` {
		t.Errorf("quiet hours are %v", kept)
	}
	if none := quiet("19:00", "08:00").want(t, http.StatusOK).object(t)["preferences"].(map[string]any)["quiet"]; toJSON(t, none) != `{"days":[],"from":"19:00","to":"08:00"}` {
		t.Errorf("no quiet hours are %v", none)
	}
	for _, wrong := range []answer{quiet("25:00", "08:00", 1), quiet("19:00", "", 1), quiet("19:00", "08:00", 0), quiet("19:00", "08:00", 8)} {
		wrong.want(t, http.StatusUnprocessableEntity)
	}
	sign := func(text string) answer {
		return anna.patch(t, "/me", map[string]any{"preferences": map[string]any{"signature": text}})
	}
	if kept := sign(" Anna\nNorthern Port ").want(t, http.StatusOK).object(t)["preferences"].(map[string]any)["signature"]; kept != "Anna\nNorthern Port" {
		t.Errorf("the signature is %q", kept)
	}
	sign(strings.Repeat("й", 2_001)).want(t, http.StatusUnprocessableEntity)
	anna.patch(t, "/me", map[string]any{"preferences": map[string]any{"notifications": map[string]any{"gossip": true}}}).want(t, http.StatusUnprocessableEntity)
	if language := boris.get(t, "/me").object(t)["preferences"].(map[string]any); len(language) != 0 {
		t.Errorf("Boris has %v", language)
	}
}

func TestThoseWhoSeeTheRecordAreOfferedFirst(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	for _, last := range []string{"Aa", "Ab", "Ac", "Ad", "Ae", "Af", "Ag", "Ah", "Ai"} {
		o.admin.post(t, "/employees", map[string]any{"last_name": last, "role_id": o.roles["Employee"]}).want(t, http.StatusCreated)
	}
	anna := o.employ(t, "Az", "Employee")
	path := "/records/deal/" + anna.deal(t, "Crane")
	offered := anna.get(t, path+"/colleagues?q=a").want(t, http.StatusOK).list(t)
	const most = 8
	if len(offered) != most {
		t.Fatalf("%d are offered, want %d", len(offered), most)
	}
	for i, each := range offered {
		name := fmt.Sprint(each["name"])
		sees := name == "Az" || name == "Admin"
		if each["sees"] != sees || sees != (i < 2) {
			t.Errorf("offer %d is %s, sees %v", i, name, each["sees"])
		}
	}
}
