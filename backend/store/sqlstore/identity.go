package sqlstore

import (
	"context"
	"errors"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/store"
)

// Identities keeps accounts, sessions, devices and invitations in the database of a data folder.
type Identities struct{ db *store.DB }

var (
	_ identity.Accounts = (*Identities)(nil)
	_ identity.Sessions = (*Identities)(nil)
	_ identity.Devices  = (*Identities)(nil)
)

// NewIdentities returns the identities kept in the database, which was opened with the content store.Identities.
func NewIdentities(db *store.DB) *Identities { return &Identities{db: db} }

// AccountByLogin returns the account with that key, or fault.NotFound.
func (s *Identities) AccountByLogin(ctx context.Context, loginKey string) (identity.Account, error) {
	return s.account(ctx, "login_key = ?", loginKey)
}

// Account returns the account, or fault.NotFound.
func (s *Identities) Account(ctx context.Context, id ident.ID) (identity.Account, error) {
	return s.account(ctx, "id = ?", id)
}

func (s *Identities) account(ctx context.Context, condition string, arg any) (a identity.Account, err error) {
	err = s.db.Read(ctx, func(t *store.Tx) error {
		a, err = readAccount(ctx, t, condition, arg)
		return err
	})
	return a, fault.Wrap(err, "read an account")
}

func readAccount(ctx context.Context, t *store.Tx, condition string, arg any) (a identity.Account, err error) {
	var created, changed int64
	err = found(t.QueryRow(ctx, "SELECT id, login, login_key, password, created_ms, changed_ms FROM account WHERE "+condition, arg).
		Scan(store.ID(&a.ID), &a.Login, &a.LoginKey, &a.Password, &created, &changed))
	a.CreatedAt, a.ChangedAt = fromMillis(created), fromMillis(changed)
	return a, err
}

// PutAccount makes or replaces an account and ends its invitation; another account with its key is fault.Conflict.
func (s *Identities) PutAccount(ctx context.Context, a identity.Account) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error { return writeAccount(ctx, w, a) })
	return loginTaken(err)
}

// ChangeAccount lets fn alter an account, which stays locked until it is written back.
func (s *Identities) ChangeAccount(ctx context.Context, id ident.ID, fn func(*identity.Account) error) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error {
		a, err := readAccount(ctx, w.Tx, "id = ?"+w.Dialect().ForUpdate(), id)
		if err != nil {
			return err
		}
		if err := fn(&a); err != nil {
			return err
		}
		return writeAccount(ctx, w, a)
	})
	return loginTaken(err)
}

func writeAccount(ctx context.Context, w *store.WriteTx, a identity.Account) error {
	_, err := w.Exec(ctx, `INSERT INTO account(id, login, login_key, password, created_ms, changed_ms) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET login = excluded.login, login_key = excluded.login_key, password = excluded.password, changed_ms = excluded.changed_ms`,
		a.ID, a.Login, a.LoginKey, a.Password, millis(a.CreatedAt), millis(a.ChangedAt))
	if err != nil {
		return err
	}
	_, err = w.Exec(ctx, "DELETE FROM invitation WHERE account = ?", a.ID)
	return err
}

// loginTaken words what says that another account has the login.
func loginTaken(err error) error {
	if store.UniqueOn(err, "login_key") {
		return fault.New(fault.Conflict, "identity.login_taken").Because(err)
	}
	return fault.Wrap(err, "write an account")
}

// OfficeKey keeps a proof of the key with which an office seals what it keeps, and returns the one that holds: this one, where there is
// none yet or it takes the other's place.
func (s *Identities) OfficeKey(ctx context.Context, proof []byte, replace bool) (holds []byte, err error) {
	_, err = s.db.Write(ctx, func(w *store.WriteTx) error {
		statement := "INSERT INTO office_key(id, proof) VALUES (1, ?) ON CONFLICT (id) DO NOTHING"
		if replace {
			statement = "INSERT INTO office_key(id, proof) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET proof = excluded.proof"
		}
		if _, err := w.Exec(ctx, statement, proof); err != nil {
			return err
		}
		return w.QueryRow(ctx, "SELECT proof FROM office_key WHERE id = 1").Scan(&holds)
	})
	return holds, fault.Wrap(err, "keep a proof of the office's key")
}

// DeleteAccount removes the account with its sessions, devices and invitation, if it is there.
func (s *Identities) DeleteAccount(ctx context.Context, id ident.ID) error {
	return s.change(ctx, "delete an account", "DELETE FROM account WHERE id = ?", id)
}

// DeviceBySecret returns the account's device with that secret, or fault.NotFound.
func (s *Identities) DeviceBySecret(ctx context.Context, account ident.ID, secret identity.Digest) (d identity.Device, err error) {
	var created int64
	err = s.db.Read(ctx, func(t *store.Tx) error {
		return found(t.QueryRow(ctx, "SELECT id, account, created_ms, removed_ms IS NOT NULL FROM device WHERE account = ? AND secret = ?", account, secret[:]).
			Scan(store.ID(&d.ID), store.ID(&d.Account), &created, &d.Removed))
	})
	d.Secret, d.CreatedAt = secret, fromMillis(created)
	return d, fault.Wrap(err, "read a device")
}

// Device returns the device with that secret, or fault.NotFound.
func (s *Identities) Device(ctx context.Context, secret identity.Digest) (d identity.Device, err error) {
	var created int64
	err = s.db.Read(ctx, func(t *store.Tx) error {
		return found(t.QueryRow(ctx, "SELECT id, account, created_ms, removed_ms IS NOT NULL FROM device WHERE secret = ?", secret[:]).
			Scan(store.ID(&d.ID), store.ID(&d.Account), &created, &d.Removed))
	})
	d.Secret, d.CreatedAt = secret, fromMillis(created)
	return d, fault.Wrap(err, "read a device")
}

// PutDevice makes a device.
func (s *Identities) PutDevice(ctx context.Context, d identity.Device) error {
	return s.change(ctx, "write a device", "INSERT INTO device(id, account, secret, created_ms) VALUES (?, ?, ?, ?)",
		d.ID, d.Account, d.Secret[:], millis(d.CreatedAt))
}

// change runs one statement in a transaction of its own.
func (s *Identities) change(ctx context.Context, doing, statement string, args ...any) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error {
		_, err := w.Exec(ctx, statement, args...)
		return err
	})
	return fault.Wrap(err, doing)
}

// errSecret is returned for a stored secret that is none.
var errSecret = errors.New("malformed secret")
