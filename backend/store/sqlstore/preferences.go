package sqlstore

import (
	"context"
	"encoding/json"
	"errors"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/preference"
	"kontora/backend/store"
)

// Preferences keeps how people have the window. It is a preference.Store, safe for concurrent use.
type Preferences struct{ db *store.DB }

// NewPreferences returns the preferences of a company's people.
func NewPreferences(db *store.DB) *Preferences { return &Preferences{db} }

var _ preference.Store = (*Preferences)(nil)

// Preferences reads those of a person.
func (s *Preferences) Preferences(ctx context.Context, employee ident.No) (p preference.Preferences, err error) {
	err = s.db.Read(ctx, func(t *store.Tx) error {
		p, err = readPreferences(ctx, t, employee)
		return err
	})
	return p, err
}

func readPreferences(ctx context.Context, t *store.Tx, employee ident.No) (p preference.Preferences, err error) {
	var body string
	err = t.QueryRow(ctx, "SELECT body FROM preference WHERE employee = ?", employee).Scan(&body)
	if errors.Is(err, store.ErrNone) {
		return p, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(body), &p)
	}
	return p, fault.Wrap(err, "read preferences")
}

// Change replaces the preferences of a person.
func (s *Preferences) Change(ctx context.Context, employee ident.No, fn func(*preference.Preferences) error) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error {
		p, err := readPreferences(ctx, w.Tx, employee)
		if err != nil {
			return err
		}
		if err := fn(&p); err != nil {
			return err
		}
		body, err := json.Marshal(p)
		if err != nil {
			return err
		}
		_, err = w.Exec(ctx, "INSERT INTO preference(employee, body) VALUES (?, ?) ON CONFLICT (employee) DO UPDATE SET body = excluded.body", employee, string(body))
		return err
	})
	return fault.Wrap(err, "change preferences")
}
