package httpapi_test

import (
	"net/http"
	"strings"
	"testing"

	"kontora/backend/httpapi"
)

// TestStrangersSendNoMoreThanAnybodyElse sends much to what only desks use: as nobody, and as somebody who is signed in.
func TestStrangersSendNoMoreThanAnybodyElse(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	large := `{"device":"` + strings.Repeat("x", 2<<20) + `"}`
	o.nobody().post(t, "/replica/standing", large).want(t, http.StatusUnprocessableEntity)
	o.nobody().send(t, http.MethodPost, "/replica/standing", large, httpapi.DeviceHeader, "made up").want(t, http.StatusUnprocessableEntity)
	commands := `{"commands":[` + strings.TrimSuffix(strings.Repeat(`{"text":"`+strings.Repeat("x", 1<<20)+`"},`, 2), ",") + `]}`
	o.nobody().post(t, "/replica/push", commands).want(t, http.StatusUnauthorized)
	o.admin.post(t, "/replica/push", commands).want(t, http.StatusOK)
}
