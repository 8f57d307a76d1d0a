package httpapi_test

import (
	"net/http"
	"testing"
)

// meet plans a meeting about a deal.
func (c client) meet(t *testing.T, deal, name string) string {
	t.Helper()
	fields := map[string]any{"name": name, "about": map[string]any{"type": "deal", "id": deal}}
	return c.post(t, "/records/meeting", map[string]any{"fields": fields}).want(t, http.StatusCreated).id(t)
}

func TestWhatBecomesOfAMeetingIsHeardByThoseWhoReadItOnTheCard(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "meeting")
	veil := o.admin.post(t, "/profiles", map[string]any{"name": "Veil", "fields": map[string]any{"meeting": map[string]any{"done": "hidden"}}}).want(t, http.StatusCreated).id(t)
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee", "profiles", []string{veil})
	deal := o.admin.deal(t, "Pier")
	server := serve(t, o)
	annas, boriss := anna.listen(t, server, ""), boris.listen(t, server, "")
	meeting := o.admin.meet(t, deal, "On site")
	annas.want(t, "record", "put", deal)
	boriss.want(t, "record", "put", deal)
	anna.get(t, "/records/meeting/"+meeting).want(t, http.StatusNotFound)
	edit := func(fields map[string]any) {
		t.Helper()
		o.admin.patch(t, "/records/meeting/"+meeting, map[string]any{"fields": fields}).want(t, http.StatusOK)
	}
	edit(map[string]any{"comment": "Only for those who may open it"})
	edit(map[string]any{"done": true})
	annas.want(t, "record", "put", deal) // once: of the comment she heard nothing
	edit(map[string]any{"name": "In the office"})
	annas.want(t, "record", "put", deal)
	boriss.want(t, "record", "put", deal)
	next := o.admin.deal(t, "Quay")
	annas.want(t, "record", "put", next)
	boriss.want(t, "record", "put", next)
	o.admin.send(t, http.MethodDelete, "/records/meeting/"+meeting, nil).want(t, http.StatusNoContent)
	annas.want(t, "record", "put", deal)
}

func TestWhereCommentsAreOffNobodyHearsOfMeetingsHeDoesNotSee(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "meeting")
	o.admin.patch(t, "/types/deal", map[string]any{"comments": false}).want(t, http.StatusOK)
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee")
	deal := o.admin.deal(t, "Pier")
	server := serve(t, o)
	annas, boriss := anna.listen(t, server, ""), boris.listen(t, server, "")
	o.admin.meet(t, deal, "Secret")
	mine := anna.meet(t, deal, "Her own")
	next := o.admin.deal(t, "Quay")
	annas.want(t, "record", "put", deal)
	annas.want(t, "record", "put", mine)
	annas.want(t, "record", "put", next)
	boriss.want(t, "record", "put", next)
}
