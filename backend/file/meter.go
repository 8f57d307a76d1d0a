package file

import (
	"context"
	"time"

	"kontora/backend/access"
	"kontora/backend/clock"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Sent keeps how much each employee has sent in a day. Implementations are safe for concurrent use.
type Sent interface {
	// Bytes are those sent on a day of the company, counted in days since 1970.
	Bytes(ctx context.Context, employee ident.No, day int64) (int64, error)
	// Add counts further bytes, and may forget earlier days.
	Add(ctx context.Context, employee ident.No, day, bytes int64) error
}

// megabyte is the unit in which people speak of files.
const megabyte = 1 << 20

// Meter keeps one person from filling the disk, and all of them from filling it to the last byte: the database is on it too. It is safe
// for concurrent use.
type Meter struct {
	contents Contents
	sent     Sent
	room     func() directory.Room
	zone     func() *time.Location // where a day begins
	clock    clock.Clock
}

// today is the day of the company: it begins at its midnight.
func (m Meter) today() int64 { return schema.DayIn(m.zone(), m.clock.Now().UnixMilli()) }

func (m Meter) untilTomorrow() time.Duration {
	now := m.clock.Now().In(m.zone())
	return time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, now.Location()).Sub(now)
}

// Admit refuses a file before anything of it is read. What several files at once take beyond the bound is at most what may be on its way
// at one time.
func (m Meter) Admit(ctx context.Context, employee ident.No) error {
	room := m.room()
	free, err := m.contents.Free()
	if err != nil {
		return err
	}
	if free < uint64(room.KeepFreeMB)*megabyte {
		return fault.New(fault.Unavailable, "file.disk_full", "free_mb", free/megabyte, "keep_mb", room.KeepFreeMB)
	}
	sent, err := m.sent.Bytes(ctx, employee, m.today())
	if err != nil {
		return err
	}
	if sent >= int64(room.PerDayMB)*megabyte {
		return fault.New(fault.Unavailable, "file.too_much_today", "max_mb", room.PerDayMB).With(fault.RetryAfter(m.untilTomorrow()))
	}
	return nil
}

// Note counts what has been kept.
func (m Meter) Note(ctx context.Context, employee ident.No, bytes int64) error {
	return m.sent.Add(context.WithoutCancel(ctx), employee, m.today(), bytes) // kept is kept, also when nobody waits for the answer any more
}

// Space is how much of the disk is left for files.
type Space struct {
	FreeMB  int64 `json:"free_mb" doc:"of the disk on which files are kept"`
	FileMB  int64 `json:"file_mb" doc:"that one file may have"`
	TodayMB int64 `json:"today_mb" doc:"sent by oneself today"`
}

// Space tells how much is left.
func (s *Service) Space(ctx context.Context, actor access.Actor) (Space, error) {
	free, err := s.contents.Free()
	if err != nil {
		return Space{}, err
	}
	sent, err := s.meter.sent.Bytes(ctx, actor.Employee, s.meter.today())
	freeMB := int64(free / megabyte) //nolint:gosec // below 2^44
	return Space{FreeMB: freeMB, FileMB: MaxSize / megabyte, TodayMB: sent / megabyte}, err
}
