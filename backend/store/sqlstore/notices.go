package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/job"
	"kontora/backend/notify"
	"kontora/backend/record"
	"kontora/backend/store"
)

// Notices keeps what people were told. It is a notify.Store, safe for concurrent use.
type Notices struct{ db *store.DB }

// NewNotices returns the notices of a company.
func NewNotices(db *store.DB) *Notices { return &Notices{db} }

var _ notify.Store = (*Notices)(nil)

// Notices lists those of a person.
func (s *Notices) Notices(ctx context.Context, to ident.No, before ident.ID, since time.Time, limit int) (notices []notify.Notice, err error) {
	statement, args := "SELECT id, recipient, kind, at, author, type, record, job, batch, count, unread FROM notice WHERE recipient = ? AND at >= ?", []any{to, since.UnixMilli()}
	if !before.IsZero() {
		statement, args = statement+" AND no < (SELECT no FROM notice WHERE id = ? AND recipient = ?)", append(args, before, to)
	}
	err = s.db.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, statement+" ORDER BY no DESC LIMIT ?", append(args, limit)...)
		if err != nil {
			return err
		}
		notices, err = collect(rows, func(rows *sql.Rows) (notify.Notice, error) {
			var n notify.Notice
			err := rows.Scan(store.ID(&n.ID), &n.To, &n.Kind, &n.At, &n.By, &n.Type, store.ID(&n.Record), store.ID(&n.Job), store.ID(&n.Batch), &n.Count, &n.Unread)
			return n, err
		})
		return err
	})
	return notices, fault.Wrap(err, "list notices")
}

// Unread counts those a person has not read.
func (s *Notices) Unread(ctx context.Context, to ident.No, since time.Time) (count int, err error) {
	err = s.db.Read(ctx, func(t *store.Tx) error {
		return t.QueryRow(ctx, "SELECT count(*) FROM notice WHERE recipient = ? AND unread = 1 AND at >= ?", to, since.UnixMilli()).Scan(&count)
	})
	return count, fault.Wrap(err, "count notices")
}

// Mark makes one or all read or unread.
func (s *Notices) Mark(ctx context.Context, to ident.No, id ident.ID, read bool) (there bool, err error) {
	_, err = s.db.Write(ctx, func(w *store.WriteTx) (err error) {
		if id.IsZero() {
			_, err = w.Exec(ctx, "UPDATE notice SET unread = ? WHERE recipient = ?", !read, to)
			return err
		}
		there, err = w.ExecOne(ctx, "UPDATE notice SET unread = ? WHERE recipient = ? AND id = ?", !read, to, id)
		return err
	})
	return there, fault.Wrap(err, "mark notices")
}

// WithRecords is the notices' side of a transaction that changes records.
func (s *Notices) WithRecords(w record.Writer) (notify.Tx, error) {
	within, ok := w.(*recordWriter)
	if !ok {
		return nil, errTransaction
	}
	return noticeTx{within.w}, nil
}

// WithJob is the notices' side of a transaction in which a job works.
func (s *Notices) WithJob(tx job.Tx) (notify.Tx, error) {
	within, ok := tx.(jobTx)
	if !ok {
		return nil, errTransaction
	}
	return noticeTx(within), nil
}

type noticeTx struct{ *store.WriteTx }

// Wants reports whether the person wants to be told of the kind.
func (t noticeTx) Wants(ctx context.Context, to ident.No, kind notify.Kind) (bool, error) {
	p, err := readPreferences(ctx, t.Tx, to)
	return p.Wants(string(kind)), err
}

// Add writes a notice, or counts it up.
func (t noticeTx) Add(ctx context.Context, n notify.Notice) (isNew bool, err error) {
	var count int
	err = t.QueryRow(ctx, `INSERT INTO notice(id, recipient, kind, at, author, type, record, job, batch, count, unread) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (recipient, kind, batch) DO UPDATE SET count = notice.count + 1 RETURNING count`,
		n.ID, n.To, string(n.Kind), n.At, n.By, n.Type, n.Record, n.Job, n.Batch, n.Count, n.Unread).Scan(&count)
	return count == 1, fault.Wrap(err, "write a notice")
}

// Renew puts a notice in place of the one of its batch.
func (t noticeTx) Renew(ctx context.Context, n notify.Notice) (ident.ID, error) {
	var there ident.ID
	var count int
	var unread bool
	err := t.QueryRow(ctx, "DELETE FROM notice WHERE recipient = ? AND kind = ? AND batch = ? RETURNING id, count, unread",
		n.To, string(n.Kind), n.Batch).Scan(store.ID(&there), &count, &unread)
	switch {
	case errors.Is(err, store.ErrNone):
	case err != nil:
		return n.ID, fault.Wrap(err, "renew a notice")
	case unread:
		n.ID, n.Count = there, n.Count+count
	}
	_, err = t.Add(ctx, n)
	return n.ID, err
}

// Bound removes what is too much or too old.
func (t noticeTx) Bound(ctx context.Context, to, by ident.No, keep, ofOne int, before time.Time) error {
	_, err := t.Exec(ctx, `DELETE FROM notice WHERE recipient = ? AND (at < ?
		OR no <= (SELECT no FROM notice WHERE recipient = ? ORDER BY no DESC LIMIT 1 OFFSET ?)
		OR author = ? AND no <= (SELECT no FROM notice WHERE recipient = ? AND author = ? ORDER BY no DESC LIMIT 1 OFFSET ?))`,
		to, before.UnixMilli(), to, keep, by, to, by, ofOne)
	return fault.Wrap(err, "remove old notices")
}
