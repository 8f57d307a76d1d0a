package sqlstore

import (
	"context"
	"database/sql"

	"kontora/backend/audit"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// Shares reads the shares of a record, in the order in which they were given.
func (r *recordReader) Shares(ctx context.Context, id ident.ID) ([]record.GivenShare, error) {
	rows, err := r.Query(ctx, `SELECT principal_kind, principal_no, level, expires_ms, reason, given_by, given_ms
		FROM share WHERE record = ? ORDER BY given_ms, principal_kind, principal_no`, id)
	if err != nil {
		return nil, fault.Wrap(err, "read shares")
	}
	return collect(rows, func(rows *sql.Rows) (record.GivenShare, error) {
		var s record.GivenShare
		var expires int64
		err := rows.Scan(&s.Principal.Kind, &s.Principal.No, &s.Level, &expires, &s.Reason, &s.GivenBy, &s.GivenAt)
		s.Expires = fromMillis(expires)
		return s, err
	})
}

// SetShares replaces the shares of a record.
func (w *recordWriter) SetShares(ctx context.Context, t *schema.ElementType, id ident.ID, shares []record.GivenShare) error {
	if _, err := w.Exec(ctx, "DELETE FROM share WHERE record = ?", id); err != nil {
		return fault.Wrap(err, "end shares")
	}
	for _, s := range shares {
		_, err := w.Exec(ctx, `INSERT INTO share(type, record, principal_kind, principal_no, level, expires_ms, reason, given_by, given_ms)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			t.No, id, string(s.Principal.Kind), s.Principal.No, int64(s.Level), millis(s.Expires), s.Reason, s.GivenBy, s.GivenAt)
		if err != nil {
			return fault.Wrap(err, "give a share")
		}
	}
	return nil
}

// Links reads what a record is linked to, from either side.
func (r *recordReader) Links(ctx context.Context, id ident.ID) ([]record.Link, error) {
	rows, err := r.Query(ctx, `SELECT id, from_type, from_id, to_type, to_id, role, made_ms FROM link WHERE from_id = ?
		UNION SELECT id, from_type, from_id, to_type, to_id, role, made_ms FROM link WHERE to_id = ? ORDER BY made_ms, id`, id, id)
	if err != nil {
		return nil, fault.Wrap(err, "read links")
	}
	return collect(rows, func(rows *sql.Rows) (record.Link, error) {
		var l record.Link
		var made int64
		return l, rows.Scan(store.ID(&l.ID), &l.From.Type, store.ID(&l.From.ID), &l.To.Type, store.ID(&l.To.ID), &l.Role, &made)
	})
}

// AddLink ties two records. The same tie in the same role is made once.
func (w *recordWriter) AddLink(ctx context.Context, l record.Link, by ident.No) error {
	seq, err := w.w.Seq(ctx)
	if err != nil {
		return err
	}
	_, err = w.Exec(ctx, `INSERT INTO link(id, from_type, from_id, to_type, to_id, role, made_by, made_ms, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (from_id, to_id, role) DO NOTHING`,
		l.ID, l.From.Type, l.From.ID, l.To.Type, l.To.ID, l.Role, by, w.Now().UnixMilli(), seq)
	return fault.Wrap(err, "make a link")
}

// RemoveLink unties two records.
func (w *recordWriter) RemoveLink(ctx context.Context, id ident.ID) error {
	_, err := w.Exec(ctx, "DELETE FROM link WHERE id = ?", id)
	return fault.Wrap(err, "remove a link")
}

// History reads lines about a record, the latest first.
func (r *recordReader) History(ctx context.Context, id ident.ID, before uint64, limit int) ([]record.Entry, error) {
	entries, _, err := ReadAudit(ctx, r.Tx, audit.Filter{ID: id, Before: audit.Number(before), Limit: limit}, func(*audit.Entry) bool { return true })
	if err != nil {
		return nil, fault.Wrap(err, "read the history of a record")
	}
	lines := make([]record.Entry, len(entries))
	for i, e := range entries {
		lines[i] = record.Entry{No: uint64(e.No), Kind: e.Kind, At: e.At.UnixMilli(), By: e.Employee, Device: e.Device, Type: e.Subject, Record: e.ID}
		for _, c := range e.Changes {
			lines[i].Changes = append(lines[i].Changes, record.Change{Field: c.Field, Before: c.Before, After: c.After})
		}
	}
	return lines, nil
}

// Sums adds up a field by group.
func (r *recordReader) Sums(ctx context.Context, q *record.Query, by record.Grouping, sum *schema.Field) ([]record.Sum, error) {
	if q.Reading.None || q.Filter.Shape == query.Never {
		return nil, nil
	}
	p, err := r.store.chooseWhole(ctx, r.Tx, q)
	if err != nil {
		return nil, fault.Wrap(err, "plan sums of "+q.Type.Name)
	}
	reading, done := r.readingClause(q, p)
	defer done()
	conditions := where(reading, filter(r.Dialect(), q.Filter), r.searching(q, p))
	statement := newSumStatement(r.Dialect(), by, sum)
	rows, err := r.Query(ctx, statement.over(r.Dialect(), r.from(q, p)+conditions.sql), conditions.args...)
	if err != nil {
		return nil, fault.Wrap(err, "sum "+q.Type.Name)
	}
	groups, last := 0, ""
	lines, err := collect(rows, func(rows *sql.Rows) (sumRow, error) {
		row, err := statement.scan(rows)
		if groups == 0 || row.key != last {
			groups, last = groups+1, row.key
		}
		if q.Groups > 0 && groups > q.Groups {
			return row, record.TooManyGroups(by.Field, q.Groups)
		}
		return row, err
	})
	if err != nil {
		return nil, fault.Wrap(err, "sum "+q.Type.Name)
	}
	return mergeSums(lines, sum)
}
