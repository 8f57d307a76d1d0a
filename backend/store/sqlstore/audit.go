package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"kontora/backend/audit"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/store"
)

// AppendAudit writes entries of this commit into the log, in the order of the calls. It takes the commit's number.
func AppendAudit(ctx context.Context, w *store.WriteTx, entries ...audit.Entry) error {
	seq, err := w.Seq(ctx)
	if err != nil {
		return err
	}
	for _, e := range entries {
		part := w.Declared()
		if part >= audit.MaxParts {
			return fmt.Errorf("more than %d entries of the audit log in one commit", audit.MaxParts)
		}
		e.No, e.At = audit.NumberOf(seq, part), w.Now()
		if err := appendEntry(ctx, w, e); err != nil {
			return fault.Wrap(err, "write the audit log")
		}
	}
	return nil
}

func appendEntry(ctx context.Context, w *store.WriteTx, e audit.Entry) error {
	values := audit.Values(e, w.Idents())
	commitments := make([]audit.Commitment, len(values))
	for i, v := range values {
		commitments[i] = v.Commit()
	}
	encoded := audit.Encode(commitments)
	_, err := w.Exec(ctx, `INSERT INTO audit(no, at_ms, employee, device, kind, subject, id, note, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		uint64(e.No), e.At.UnixMilli(), e.Employee, e.Device, e.Kind, e.Subject, e.ID, e.Note, encoded)
	if err != nil {
		return err
	}
	w.Declare(store.Hash(audit.HashOf(e, encoded)))
	for _, v := range values {
		_, err := w.Exec(ctx, "INSERT INTO audit_value(entry, field, salt, before, after) VALUES (?, ?, ?, ?, ?)",
			uint64(e.No), v.Field, v.Salt, text(v.Before), text(v.After))
		if err != nil {
			return err
		}
	}
	return nil
}

// text is a value as it is kept: NULL for none.
func text(value []byte) any {
	if value == nil {
		return nil
	}
	return string(value)
}

// EraseAudit erases what the log says of the values of one subject, all fields when none is named. The entries stay.
func EraseAudit(ctx context.Context, w *store.WriteTx, id ident.ID, fields ...string) error {
	statement := "DELETE FROM audit_value WHERE entry IN (SELECT no FROM audit WHERE id = ?)"
	if len(fields) == 0 {
		_, err := w.Exec(ctx, statement, id)
		return fault.Wrap(err, "erase from the audit log")
	}
	for _, field := range fields {
		if _, err := w.Exec(ctx, statement+" AND field = ?", id, field); err != nil {
			return fault.Wrap(err, "erase from the audit log")
		}
	}
	return nil
}

// scanEntry reads a row of the log without its values.
func scanEntry(rows *sql.Rows) (storedEntry, error) {
	var e storedEntry
	var at int64
	err := rows.Scan(&e.No, &at, store.ID(&e.Employee), store.ID(&e.Device), &e.Kind, &e.Subject, store.ID(&e.ID), &e.Note, &e.encoded)
	e.At = time.UnixMilli(at).UTC()
	return e, err
}

// storedEntry is an entry with what it commits to.
type storedEntry struct {
	audit.Entry
	encoded []byte
}

const entryColumns = "no, at_ms, employee, device, kind, subject, id, note, changes"
