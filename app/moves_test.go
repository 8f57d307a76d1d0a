package app

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"kontora/backend/replica"
)

// overheard is a line that notes whether a desk was told to begin anew.
type overheard struct {
	whole http.RoundTripper
	anew  bool
}

func (l *overheard) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := l.whole.RoundTrip(r)
	if err != nil || !strings.HasSuffix(r.URL.Path, "/replica/pull") {
		return answer, err
	}
	said, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	answer.Body = io.NopCloser(bytes.NewReader(said))
	for in := replica.NewReader(bytes.NewReader(said)); ; {
		m, err := in.Next()
		if err != nil {
			return answer, nil //nolint:nilerr // its end
		}
		l.anew = l.anew || m.Kind == replica.Reset
	}
}

// TestOldMovesAreForgotten has an office forget all moves while one desk has heard of the last, and another has not come for long: that begins
// anew, and both hold what they should.
func TestOldMovesAreForgotten(t *testing.T) {
	c := layCable(t)
	often, seldom := sit(t, c, "petrov"), sit(t, c, "petrov")
	deal := c.given(t, "Given away", "petrov")
	often.exchange(t)
	seldom.exchange(t)
	c.give(t, deal, "kuznetsova")
	often.exchange(t)
	for _, before := range []time.Time{{}, time.Now().Add(time.Hour)} { // none is as old as the first
		if err := c.office.Store.ForgetMoves(t.Context(), before); err != nil {
			t.Fatal(err)
		}
	}
	c.given(t, "Given since", "petrov")
	for s, anew := range map[*seat]bool{often: false, seldom: true} {
		line := &overheard{whole: s.link.client.Transport}
		s.link.client.Transport = line
		s.exchange(t)
		c.cut.Store(true)
		names := s.names(t)
		c.cut.Store(false)
		if line.anew != anew || strings.Contains(names, "Given away") || !strings.Contains(names, "Given since") {
			t.Errorf("told to begin anew %v, wanted %v; it holds:\n%s", line.anew, anew, names)
		}
	}
}
