package sqlstore

import (
	"context"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/store"
)

var _ identity.DeskKeys = (*Identities)(nil)

// DeskKey returns a key that the account has left, or fault.NotFound.
func (s *Identities) DeskKey(ctx context.Context, account, id ident.ID) (identity.DeskKey, error) {
	k := identity.DeskKey{ID: id, Account: account}
	var created int64
	err := s.db.Read(ctx, func(t *store.Tx) error {
		return found(t.QueryRow(ctx, "SELECT device, sealed, created_ms FROM desk_key WHERE id = ? AND account = ?", id, account).
			Scan(store.ID(&k.Device), &k.Sealed, &created))
	})
	k.CreatedAt = fromMillis(created)
	return k, fault.Wrap(err, "read the key of a desk")
}

// PutDeskKey makes or replaces a key of the account and forgets the oldest beyond the newest most.
func (s *Identities) PutDeskKey(ctx context.Context, k identity.DeskKey, most int) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error {
		written, err := w.ExecOne(ctx, `INSERT INTO desk_key(id, account, device, sealed, created_ms) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET device = excluded.device, sealed = excluded.sealed, created_ms = excluded.created_ms
			WHERE desk_key.account = excluded.account`, k.ID, k.Account, k.Device, k.Sealed, millis(k.CreatedAt))
		if err != nil {
			return err
		}
		if !written {
			return fault.New(fault.Conflict, "http.malformed")
		}
		_, err = w.Exec(ctx, `DELETE FROM desk_key WHERE account = ? AND id NOT IN (SELECT id FROM desk_key WHERE account = ? ORDER BY created_ms DESC, id LIMIT ?)`,
			k.Account, k.Account, most)
		return err
	})
	return fault.Wrap(err, "write the key of a desk")
}
