package sqlstore

import (
	"context"
	"errors"

	"kontora/backend/fault"
	"kontora/backend/file"
	"kontora/backend/ident"
	"kontora/backend/store"
)

// Sent keeps how much employees have sent in a day. It is a file.Sent, safe for concurrent use.
type Sent struct{ db *store.DB }

// NewSent returns what the people of a company have sent.
func NewSent(db *store.DB) *Sent { return &Sent{db} }

var _ file.Sent = (*Sent)(nil)

// Bytes are those of a day.
func (s *Sent) Bytes(ctx context.Context, employee ident.No, day int64) (bytes int64, err error) {
	err = s.db.Read(ctx, func(t *store.Tx) error {
		err := t.QueryRow(ctx, "SELECT bytes FROM sent_file WHERE employee = ? AND day = ?", employee, day).Scan(&bytes)
		if errors.Is(err, store.ErrNone) {
			return nil
		}
		return err
	})
	return bytes, fault.Wrap(err, "read how much was sent")
}

// keptDays are how many days stay counted before the one that is written to: where the company moves to another time zone and back, a day
// that has been used up is still known.
const keptDays = 2

// Add counts further bytes and forgets the employee's earlier days.
func (s *Sent) Add(ctx context.Context, employee ident.No, day, bytes int64) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error {
		if _, err := w.Exec(ctx, "DELETE FROM sent_file WHERE employee = ? AND day < ?", employee, day-keptDays); err != nil {
			return err
		}
		_, err := w.Exec(ctx, "INSERT INTO sent_file(employee, day, bytes) VALUES (?, ?, ?) "+
			"ON CONFLICT (employee, day) DO UPDATE SET bytes = sent_file.bytes + excluded.bytes", employee, day, bytes)
		return err
	})
	return fault.Wrap(err, "count what was sent")
}
