package app

import (
	"context"

	"kontora/backend/audit"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
)

// auditLog reads the log of the company.
type auditLog struct {
	db *store.DB
}

// Read returns entries as show lets the reader see them.
func (l auditLog) Read(ctx context.Context, filter audit.Filter, show audit.Show) (entries []audit.Entry, next audit.Number, err error) {
	err = l.db.Read(ctx, func(t *store.Tx) error {
		entries, next, err = sqlstore.ReadAudit(ctx, t, filter, show)
		return err
	})
	return entries, next, err
}
