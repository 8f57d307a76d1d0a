package app

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"kontora/backend/replica"
)

// speaking is a line over which a desk speaks a version of the wire.
type speaking struct {
	whole   http.RoundTripper
	version int
}

func (l *speaking) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/replica/pull") {
		said, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		var parts []any
		if err := cbor.Unmarshal(said, &parts); err != nil {
			return nil, err
		}
		parts[0] = l.version
		if said, err = cbor.Marshal(parts); err != nil {
			return nil, err
		}
		r = r.Clone(r.Context())
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(said)), int64(len(said))
	}
	return l.whole.RoundTrip(r)
}

// TestProgramsOfOtherVersions has a desk and its office not understand each other: the desk says which is too old, what is typed is kept and sent,
// and all is well once they do.
func TestProgramsOfOtherVersions(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	line := &speaking{whole: s.link.client.Transport}
	s.link.client.Transport = line
	stands := func() any { return s.do(t, http.MethodGet, "/sync", nil, http.StatusOK)["office"] }
	for version, want := range map[int]string{replica.WireVersion + 1: "older", replica.WireVersion - 1: "newer"} {
		line.version = version
		if err := s.link.exchange(t.Context()); !s.link.differs(err) || stands() != want {
			t.Errorf("a desk of version %d finds its office %v: %v", version, stands(), err)
		}
		typed := "Typed at version " + want
		s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": typed}}, http.StatusCreated)
		if err := s.link.exchange(t.Context()); !s.link.differs(err) {
			t.Error(err)
		}
		if got := c.office.dealsNamed(t, c, typed); got != 1 {
			t.Errorf("%d of what was typed arrived", got)
		}
		line.version = replica.WireVersion
		s.exchange(t)
		if stands() != "there" || len(s.outboxed(t)) != 0 {
			t.Errorf("afterwards: %v, %v", stands(), s.outboxed(t))
		}
	}
}
