package file

import (
	"bytes"
	"context"
	"io"
	"testing"
	"time"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// disk is contents that keep nothing, on a disk with so much space.
type disk struct {
	Contents
	freeMB uint64
}

func (d disk) Free() (uint64, error) { return d.freeMB * megabyte, nil }

func (disk) Put(_ context.Context, from io.Reader, _ int64) (Content, error) {
	size, err := io.Copy(io.Discard, from)
	return Content{Size: size, Digest: "d"}, err
}

type sentOn struct {
	employee ident.No
	day      int64
}

// sent is a Sent in memory.
type sent map[sentOn]int64

func (s sent) Bytes(_ context.Context, employee ident.No, day int64) (int64, error) {
	return s[sentOn{employee, day}], nil
}

func (s sent) Add(ctx context.Context, employee ident.No, day, bytes int64) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s[sentOn{employee, day}] += bytes
	return nil
}

// wall is a clock that stands.
type wall struct{ at time.Time }

func (w *wall) Now() time.Time { return w.at }

func utc() *time.Location { return time.UTC }

func bounds() directory.Room { return directory.Room{PerDayMB: 100, KeepFreeMB: 1000} }

func TestOnePersonDoesNotFillTheDisk(t *testing.T) {
	const anna, boris = 1, 2
	now := &wall{time.Date(2030, 5, 1, 12, 0, 0, 0, time.UTC)}
	m := Meter{contents: disk{freeMB: 5000}, sent: sent{}, zone: utc, clock: now, room: bounds}
	for about, step := range map[int]struct {
		employee ident.No
		mb       int64
	}{1: {anna, 60}, 2: {anna, 39}, 3: {boris, 99}} {
		if err := m.Admit(t.Context(), step.employee); err != nil {
			t.Fatalf("file %d is refused: %v", about, err)
		}
		if err := m.Note(t.Context(), step.employee, step.mb*megabyte); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Note(t.Context(), anna, megabyte); err != nil {
		t.Fatal(err)
	}
	if err := m.Admit(t.Context(), anna); fault.Of(err) == nil || fault.Of(err).Text.Key != "file.too_much_today" {
		t.Errorf("one who has sent all of it: %v", err)
	} else if wait := fault.Of(err).Detail; wait != fault.RetryAfter(12*time.Hour) {
		t.Errorf("told to come back after %v, not at midnight", wait)
	}
	if err := m.Admit(t.Context(), boris); err != nil {
		t.Errorf("another pays for it: %v", err)
	}
	now.at = now.at.AddDate(0, 0, 1)
	if err := m.Admit(t.Context(), anna); err != nil {
		t.Errorf("on the next day: %v", err)
	}
}

func TestTheDayIsTheCompanys(t *testing.T) {
	const anna = 1
	sentAt := time.Date(2030, 5, 1, 13, 30, 0, 0, time.UTC) // 23:30 in Vladivostok, 8:30 in Lima
	for about, step := range map[string]struct {
		zone string
		at   time.Time
		want string
	}{
		"a minute later, on the same day there":                  {"Asia/Vladivostok", sentAt.Add(time.Minute), "file.too_much_today"},
		"after midnight there, on the same day of UTC":           {"Asia/Vladivostok", sentAt.Add(31 * time.Minute), ""},
		"after midnight of UTC, where the company's day goes on": {"America/Lima", sentAt.Add(12 * time.Hour), "file.too_much_today"},
		"a company without a zone that is known has days of UTC": {"Nowhere", sentAt.Add(10 * time.Hour), "file.too_much_today"},
		"and begins the next of them at midnight of UTC":         {"Nowhere", sentAt.Add(11 * time.Hour), ""},
	} {
		company := directory.Company{TimeZone: step.zone}
		now := &wall{sentAt}
		m := Meter{contents: disk{freeMB: 5000}, sent: sent{}, zone: company.Location, clock: now, room: bounds}
		if err := m.Note(t.Context(), anna, 100*megabyte); err != nil {
			t.Fatal(err)
		}
		now.at = step.at
		got := ""
		if err := m.Admit(t.Context(), anna); err != nil {
			got = fault.Of(err).Text.Key
		}
		if got != step.want {
			t.Errorf("%s it says %q, want %q", about, got, step.want)
		}
	}
}

func TestAFullDiskTakesNoFiles(t *testing.T) {
	for free, want := range map[uint64]string{1000: "", 999: "file.disk_full", 0: "file.disk_full"} {
		m := Meter{
			contents: disk{freeMB: free}, sent: sent{}, zone: utc, clock: &wall{}, room: func() directory.Room { return directory.Room{}.Usual() },
		}
		got := ""
		if err := m.Admit(t.Context(), 1); err != nil {
			got = fault.Of(err).Text.Key
		}
		if got != want {
			t.Errorf("with %d MB left it says %q, want %q", free, got, want)
		}
	}
}

func TestWhatIsKeptIsCounted(t *testing.T) {
	counted := sent{}
	s := New(Parts{Contents: disk{freeMB: 5000}, Sent: counted, Zone: utc, Clock: &wall{}, Room: func() directory.Room { return directory.Room{}.Usual() }})
	who := access.Actor{Employee: 7}
	if _, err := s.keep(t.Context(), who, "a.txt", bytes.NewReader(make([]byte, 1234))); err != nil {
		t.Fatal(err)
	}
	if got := counted[sentOn{7, s.meter.today()}]; got != 1234 {
		t.Errorf("%d bytes counted", got)
	}
	counted[sentOn{7, s.meter.today()}] = 2000 * megabyte
	read := bytes.NewReader(make([]byte, 1234))
	if _, err := s.keep(t.Context(), who, "b.txt", read); err == nil || read.Len() != 1234 {
		t.Errorf("of a refused file %d bytes were read, %v", 1234-read.Len(), err)
	}
}

func TestWhatIsKeptIsCountedAlsoForWhoHangsUp(t *testing.T) {
	counted := sent{}
	s := New(Parts{Contents: disk{freeMB: 5000}, Sent: counted, Zone: utc, Clock: &wall{}, Room: func() directory.Room { return directory.Room{}.Usual() }})
	ctx, hangUp := context.WithCancel(t.Context())
	read := io.MultiReader(bytes.NewReader(make([]byte, 1234)), hangsUp(hangUp))
	if _, err := s.keep(ctx, access.Actor{Employee: 7}, "a.txt", read); err != nil {
		t.Fatal(err)
	}
	if got := counted[sentOn{7, s.meter.today()}]; got != 1234 {
		t.Errorf("%d bytes counted", got)
	}
}

// hangsUp is the end of what somebody sends who goes away then.
type hangsUp context.CancelFunc

func (h hangsUp) Read([]byte) (int, error) {
	h()
	return 0, io.EOF
}
