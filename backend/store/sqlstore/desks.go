package sqlstore

import (
	"context"
	"database/sql"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/store"
)

var _ identity.Desks = (*Identities)(nil)

const deskColumns = "id, account, device, name, address, sealed, seen_ms"

func scanDesk(row interface{ Scan(into ...any) error }) (d identity.Desk, err error) {
	var seen int64
	err = row.Scan(store.ID(&d.ID), store.ID(&d.Account), store.ID(&d.Device), &d.Name, &d.Address, &d.Sealed, &seen)
	d.SeenAt = fromMillis(seen)
	return d, err
}

// Desk returns a desk of the account, or fault.NotFound.
func (s *Identities) Desk(ctx context.Context, account, id ident.ID) (d identity.Desk, err error) {
	err = s.db.Read(ctx, func(t *store.Tx) error {
		d, err = scanDesk(t.QueryRow(ctx, "SELECT "+deskColumns+" FROM desk WHERE id = ? AND account = ?", id, account))
		return found(err)
	})
	return d, fault.Wrap(err, "read a desk")
}

// Desks lists the desks of an account, the last seen first: one whose session lives was seen when that was used last.
func (s *Identities) Desks(ctx context.Context, account ident.ID) (desks []identity.Desk, err error) {
	err = s.db.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, `SELECT id, account, device, name, address, '', seen FROM (SELECT desk.*, COALESCE(
			(SELECT MAX(seen_ms) FROM session WHERE session.device = desk.device AND session.seen_ms > desk.seen_ms), seen_ms) AS seen
			FROM desk WHERE account = ?) AS each_one ORDER BY seen DESC, id`, account)
		if err != nil {
			return err
		}
		desks, err = collect(rows, func(rows *sql.Rows) (identity.Desk, error) { return scanDesk(rows) })
		return err
	})
	return desks, fault.Wrap(err, "list desks")
}

// PutDesk makes or replaces a desk of the account and forgets the oldest beyond the newest most. A device has one desk.
func (s *Identities) PutDesk(ctx context.Context, d identity.Desk, most int) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error {
		written, err := w.ExecOne(ctx, "INSERT INTO desk("+deskColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET device = excluded.device, name = excluded.name, address = excluded.address, sealed = excluded.sealed, seen_ms = excluded.seen_ms
			WHERE desk.account = excluded.account`, d.ID, d.Account, d.Device, d.Name, d.Address, d.Sealed, millis(d.SeenAt))
		if err != nil {
			return err
		}
		if !written {
			return fault.New(fault.Conflict, "http.malformed")
		}
		_, err = w.Exec(ctx, "DELETE FROM desk WHERE account = ? AND id NOT IN (SELECT id FROM desk WHERE account = ? ORDER BY seen_ms DESC, id LIMIT ?)",
			d.Account, d.Account, most)
		return err
	})
	return fault.Wrap(err, "write a desk")
}

// RemoveDesk forgets a desk and lets nobody in from its device any longer.
func (s *Identities) RemoveDesk(ctx context.Context, d identity.Desk, at time.Time) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error {
		if _, err := w.Exec(ctx, "DELETE FROM desk WHERE id = ?", d.ID); err != nil {
			return err
		}
		_, err := w.Exec(ctx, "UPDATE device SET removed_ms = ? WHERE id = ?", millis(at), d.Device)
		return err
	})
	return fault.Wrap(err, "remove a desk")
}
