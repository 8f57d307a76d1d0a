package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"math"

	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/store"
)

// Documents reads the whole configuration in the order of the numbers.
func Documents(ctx context.Context, t *store.Tx) ([]administration.Document, error) {
	rows, err := t.Query(ctx, "SELECT no, kind, id, body, seq FROM config ORDER BY no")
	if err != nil {
		return nil, fmt.Errorf("read the configuration: %w", err)
	}
	return collect(rows, func(rows *sql.Rows) (d administration.Document, err error) {
		var body string
		err = rows.Scan(&d.No, &d.Kind, store.ID(&d.ID), &body, &d.Version)
		d.Body = []byte(body)
		return d, err
	})
}

// PutDocument makes or replaces the document of that number in a configuration commit. Its version becomes the commit's number.
func PutDocument(ctx context.Context, w *store.WriteTx, d administration.Document) error {
	w.Configuration()
	seq, err := w.Seq(ctx)
	if err != nil {
		return err
	}
	_, err = w.Exec(ctx, `INSERT INTO config(no, kind, id, body, seq) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (no) DO UPDATE SET kind = excluded.kind, id = excluded.id, body = excluded.body, seq = excluded.seq`,
		d.No, string(d.Kind), d.ID, string(d.Body), seq)
	return fault.Wrap(err, "write the configuration")
}

// DeleteDocument removes the document of that number in a configuration commit; one that is not there is fault.NotFound.
func DeleteDocument(ctx context.Context, w *store.WriteTx, no ident.No) error {
	w.Configuration()
	removed, err := w.ExecOne(ctx, "DELETE FROM config WHERE no = ?", no)
	if err == nil && !removed {
		return fault.Missing()
	}
	return fault.Wrap(err, "delete from the configuration")
}

// NextNo gives out a number that no document and no field of the company has had.
func NextNo(ctx context.Context, w *store.WriteTx) (ident.No, error) {
	n, err := next(ctx, w, "no", 1)
	return ident.No(n), err
}

// next gives out count numbers of the named sequence and returns the last of them. They stay within 32 bits.
func next(ctx context.Context, w *store.WriteTx, sequence string, count int) (int64, error) {
	var last int64
	err := w.QueryRow(ctx, `INSERT INTO number_sequence(name, last) VALUES (?, ?)
		ON CONFLICT (name) DO UPDATE SET last = number_sequence.last + excluded.last RETURNING last`, sequence, count).Scan(&last)
	if err != nil {
		return 0, fmt.Errorf("give out a number of %s: %w", sequence, err)
	}
	if last > math.MaxUint32 {
		return 0, fmt.Errorf("give out a number of %s: %d is too large", sequence, last)
	}
	return last, nil
}
