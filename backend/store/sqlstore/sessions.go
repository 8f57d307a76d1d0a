package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/store"
)

const sessionColumns = "id, secret, kind, account, company, employee, device, name, address, scope, created_ms, seen_ms, expires_ms"

// SessionBySecret returns the session or token with that secret, or fault.NotFound.
func (s *Identities) SessionBySecret(ctx context.Context, secret identity.Digest) (session identity.Session, err error) {
	err = s.db.Read(ctx, func(t *store.Tx) error {
		session, err = scanSession(t.QueryRow(ctx, "SELECT "+sessionColumns+" FROM session WHERE secret = ?", secret[:]))
		return found(err)
	})
	return session, fault.Wrap(err, "read a session")
}

// PutSession makes a session.
func (s *Identities) PutSession(ctx context.Context, n identity.Session) error {
	scope, err := json.Marshal(n.Scope)
	if err != nil {
		return fmt.Errorf("write a session: %w", err)
	}
	return s.change(ctx, "write a session", "INSERT INTO session("+sessionColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		n.ID, n.Secret[:], string(n.Kind), n.Account, n.Company, n.Employee, n.Device, n.Name, n.Address, string(scope),
		millis(n.CreatedAt), millis(n.SeenAt), millis(n.ExpiresAt))
}

// TouchSession moves SeenAt of a session that is still there.
func (s *Identities) TouchSession(ctx context.Context, id ident.ID, at time.Time) error {
	return s.change(ctx, "touch a session", "UPDATE session SET seen_ms = ? WHERE id = ?", millis(at), id)
}

// Sessions lists what matches, the newest first.
func (s *Identities) Sessions(ctx context.Context, which identity.Which) (sessions []identity.Session, err error) {
	if !which.Names() {
		return nil, nil
	}
	err = s.db.Read(ctx, func(t *store.Tx) error {
		condition, args := sessionCondition(which)
		rows, err := t.Query(ctx, "SELECT "+sessionColumns+" FROM session WHERE "+condition+" ORDER BY created_ms DESC, id", args...)
		if err != nil {
			return err
		}
		sessions, err = collect(rows, func(rows *sql.Rows) (identity.Session, error) { return scanSession(rows) })
		return err
	})
	return sessions, fault.Wrap(err, "list sessions")
}

// EndSessions removes what matches and returns what was there.
func (s *Identities) EndSessions(ctx context.Context, which identity.Which) (ended []ident.ID, err error) {
	if !which.Names() {
		return nil, nil
	}
	_, err = s.db.Write(ctx, func(w *store.WriteTx) error {
		condition, args := sessionCondition(which)
		rows, err := w.Query(ctx, "DELETE FROM session WHERE "+condition+" RETURNING id", args...)
		if err != nil {
			return err
		}
		ended, err = collect(rows, func(rows *sql.Rows) (id ident.ID, err error) {
			err = rows.Scan(store.ID(&id))
			return id, err
		})
		for _, id := range ended {
			err = errors.Join(err, w.Notify(ctx, store.SessionChannel, id.String()))
		}
		return err
	})
	return ended, fault.Wrap(err, "end sessions")
}

func sessionCondition(which identity.Which) (string, []any) {
	var parts []string
	var args []any
	for column, id := range map[string]ident.ID{"id": which.ID, "account": which.Account, "employee": which.Employee, "device": which.Device} {
		if !id.IsZero() {
			parts, args = append(parts, column+" = ?"), append(args, id)
		}
	}
	if which.Kind != "" {
		parts, args = append(parts, "kind = ?"), append(args, string(which.Kind))
	}
	if !which.Except.IsZero() {
		parts, args = append(parts, "id <> ?"), append(args, which.Except)
	}
	return strings.Join(parts, " AND "), args
}

func scanSession(row interface{ Scan(into ...any) error }) (n identity.Session, err error) {
	var secret []byte
	var scope string
	var created, seen, expires int64
	err = row.Scan(store.ID(&n.ID), &secret, &n.Kind, store.ID(&n.Account), store.ID(&n.Company), store.ID(&n.Employee), store.ID(&n.Device),
		&n.Name, &n.Address, &scope, &created, &seen, &expires)
	if err != nil {
		return n, err
	}
	if copy(n.Secret[:], secret) != len(n.Secret) {
		return n, errSecret
	}
	n.CreatedAt, n.SeenAt, n.ExpiresAt = fromMillis(created), fromMillis(seen), fromMillis(expires)
	return n, json.Unmarshal([]byte(scope), &n.Scope)
}
