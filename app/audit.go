package app

import (
	"context"
	"fmt"

	"kontora/backend/audit"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
)

// auditLog is the log of the company.
type auditLog struct {
	db      *store.DB
	signIns *signIns
}

// Read returns entries as show lets the reader see them, with all that happened before.
func (l auditLog) Read(ctx context.Context, filter audit.Filter, show audit.Show) (entries []audit.Entry, next audit.Number, err error) {
	l.signIns.settle(ctx)
	err = l.db.Read(ctx, func(t *store.Tx) error {
		entries, next, err = sqlstore.ReadAudit(ctx, t, filter, show)
		return err
	})
	return entries, next, err
}

// Note appends an entry.
func (l auditLog) Note(ctx context.Context, e audit.Entry) error {
	_, err := l.db.Write(ctx, func(w *store.WriteTx) error { return sqlstore.AppendAudit(ctx, w, e) })
	if err != nil {
		return fmt.Errorf("append to the log: %w", err)
	}
	return nil
}
