package httpapi_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"kontora/backend/httpapi"
	"kontora/backend/replica"
)

// pull comes as a new desk, and returns how many messages of each kind it was sent.
func (c client) pull(t *testing.T, claim *replica.Claim) (answer, map[replica.Kind]int) {
	t.Helper()
	sent, err := replica.EncodeClaim(claim)
	if err != nil {
		t.Fatal(err)
	}
	got := c.send(t, http.MethodPost, "/replica/pull", string(sent))
	if got.StatusCode != http.StatusOK {
		return got, nil
	}
	kinds := make(map[replica.Kind]int)
	in := replica.NewReader(strings.NewReader(got.text))
	for {
		m, err := in.Next()
		if errors.Is(err, io.EOF) {
			return got, kinds
		}
		if err != nil {
			t.Fatal(err)
		}
		kinds[m.Kind]++
	}
}

func TestADeskIsSentWhatItsEmployeeSees(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.working(t)
	o.private(t, "deal")
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee")
	for _, p := range o.admin.get(t, "/profiles").list(t) {
		o.admin.patch(t, "/profiles/"+p["id"].(string), map[string]any{"fields": map[string]any{"deal": map[string]any{"comment": "hidden"}}}).want(t, http.StatusOK)
	}
	mine := anna.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": "Quay of Anna"}}).want(t, http.StatusCreated).id(t)
	o.admin.patch(t, "/records/deal/"+mine, map[string]any{"fields": map[string]any{"comment": canary}}).want(t, http.StatusOK)
	boris.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": "Quay of Boris"}}).want(t, http.StatusCreated)

	first := replica.NewClaim(&replica.Holding{}, replica.Scope{}, nil, nil)
	got, kinds := anna.pull(t, first)
	got.want(t, http.StatusOK).mustNotContain(t, canary)
	got.mustNotContain(t, "Quay of Boris")
	if got.Header.Get("Content-Type") != "application/vnd.kontora.replica" || !strings.Contains(got.text, "Quay of Anna") || kinds[replica.Put] == 0 || kinds[replica.End] != 1 || kinds[replica.Told] != 1 {
		t.Errorf("%s, %v", got.Header.Get("Content-Type"), kinds)
	}
	if got, _ := o.nobody().pull(t, first); got.StatusCode != http.StatusUnauthorized {
		t.Errorf("nobody is answered %d", got.StatusCode)
	}
	for version, key := range map[int]string{0: httpapi.DeskTooOld, replica.WireVersion + 1: httpapi.DeskTooNew} {
		sent, err := cbor.Marshal([]any{version, "whatever else it says"})
		if err != nil {
			t.Fatal(err)
		}
		if got := anna.send(t, http.MethodPost, "/replica/pull", string(sent)); got.StatusCode != http.StatusUnprocessableEntity || got.key(t) != key {
			t.Errorf("version %d is answered %d %s", version, got.StatusCode, got.text)
		}
	}
	if got := anna.send(t, http.MethodPost, "/replica/pull", "\xff\x00"); got.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("no claim is answered %d", got.StatusCode)
	}
}
