package httpapi

import (
	"testing"

	"kontora/backend/fault"
	"kontora/backend/ident"
)

func TestHowManyStreamsOneMayOpen(t *testing.T) {
	random := ident.Random{}
	s, session := newStreams(), random.New()
	var closing []func()
	open := func(session ident.ID, employee ident.No) error {
		closed, err := s.open(session, employee)
		if err == nil {
			closing = append(closing, closed)
		}
		return err
	}
	for range streamsOfSession {
		if err := open(session, 1); err != nil {
			t.Fatal(err)
		}
	}
	if err := open(session, 1); !fault.Is(err, fault.Unavailable) {
		t.Errorf("one more of a session: %v", err)
	}
	for range streamsOfEmployee - streamsOfSession {
		if err := open(random.New(), 1); err != nil {
			t.Fatal(err)
		}
	}
	if err := open(random.New(), 1); !fault.Is(err, fault.Unavailable) {
		t.Errorf("one more of a person: %v", err)
	}
	if err := open(random.New(), 2); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	for _, closed := range closing {
		closed()
	}
	if len(s.sessions)+len(s.employees) > 0 {
		t.Errorf("remembered: %v, %v", s.sessions, s.employees)
	}
}
