package sqlstore

import (
	"context"
	"fmt"
	"strings"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// bulkParameters is how many values one statement carries at most; SQLite takes 32,766.
const bulkParameters = 8000

// rowParameters is how many values of rows one statement carries: so many that the statement is still short enough to be kept prepared.
const rowParameters = 1200

// Fill writes many new records of a type in one transaction, as the record service would have left them one by one, without lines in the
// audit log. next makes the records, each placed by the causes and shares interned with the writer it is given; nothing is checked here.
func (s *Records) Fill(ctx context.Context, t *schema.ElementType, next func(record.Writer) ([]record.Filling, error)) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("fill")
		job := &recordWriter{recordReader: &recordReader{Tx: w.Tx, store: s}, w: w, cells: s.cells.In(w)}
		fillings, err := next(job)
		if err != nil {
			return err
		}
		return fault.Wrap(job.fill(ctx, t, fillings), "fill "+t.Name)
	})
	return err
}

func (w *recordWriter) fill(ctx context.Context, t *schema.ElementType, fillings []record.Filling) error {
	seq, err := w.w.Seq(ctx)
	if err != nil {
		return err
	}
	for _, f := range fillings {
		for name, v := range t.Calculate(f.Values) {
			if v != nil {
				f.Values[name] = v
			}
		}
	}
	return w.fillAs(ctx, t, seq, fillings, true)
}

// fillAs writes new records as they are, and has them found by the search if that is wanted.
func (w *recordWriter) fillAs(ctx context.Context, t *schema.ElementType, seq uint64, fillings []record.Filling, searched bool) error {
	names := bulkColumns(w.Dialect(), t)
	width := max(1, rowParameters/len(names))
	for at := 0; at < len(fillings); at += width {
		if err := w.fillPart(ctx, t, names, seq, fillings[at:min(at+width, len(fillings))]); err != nil {
			return err
		}
	}
	if !searched {
		return nil
	}
	return w.fillSearch(ctx, t, fillings)
}

// insertAll begins a statement that writes many rows. SQLite then keeps no copy of every page for undoing the one statement: a row that
// cannot be written undoes the transaction.
func insertAll(d store.Dialect, table string) string {
	if d.Name() == "sqlite" {
		return "INSERT OR ROLLBACK INTO " + table
	}
	return "INSERT INTO " + table
}

func (w *recordWriter) fillPart(ctx context.Context, t *schema.ElementType, names []string, seq uint64, part []record.Filling) error {
	args := make([]any, 0, len(names)*len(part))
	byID := make(map[ident.ID]*record.Record, len(part))
	for _, f := range part {
		args = appendBulkRow(args, w.Dialect(), t, f.Record, seq)
		byID[f.ID] = f.Record
		w.cells.Add(f.Cell, 1)
	}
	statement := insertAll(w.Dialect(), recordTable(t)) + "(" + strings.Join(names, ", ") + ") VALUES " + tuples(len(part), len(names)) + " RETURNING id, rid"
	rows, err := w.Query(ctx, statement, args...)
	if err != nil {
		return notUnique(t, err)
	}
	defer rows.Close()
	var no int64
	var id ident.ID
	for rows.Next() {
		if err := rows.Scan(&no, store.ID(&id)); err != nil {
			return fmt.Errorf("number records: %w", err)
		}
		byID[id].No = no
	}
	if err := rows.Err(); err != nil {
		return notUnique(t, err)
	}
	return w.giveShares(ctx, t, part)
}

// bulkColumns are all columns of a type, so that one statement serves every record.
func bulkColumns(d store.Dialect, t *schema.ElementType) []string {
	names := []string{"rid", "cell", "responsible", "created_by", "created_at", "updated_at", "seq", "mseq", "born", "fver"}
	for _, f := range t.Fields {
		for _, c := range f.Columns() {
			names = append(names, c.Name)
		}
	}
	if d.Name() == "postgres" {
		names = append(names, "search")
	}
	return names
}

// appendBulkRow appends the values of bulkColumns of a record.
func appendBulkRow(row []any, d store.Dialect, t *schema.ElementType, r *record.Record, seq uint64) []any {
	r.Versions = record.Versions{0: seq}
	versions := len(row) + 9
	row = append(row, r.ID, int64(r.Cell), r.Responsible, r.CreatedBy, r.CreatedAt, r.UpdatedAt, seq, seq, seq, nil)
	for _, f := range t.Fields {
		v, ok := r.Values[f.Name]
		if !ok {
			row = append(row, make([]any, f.Width())...)
			continue
		}
		r.Versions[f.No] = seq
		for _, scalar := range f.Split(v) {
			row = append(row, argument(scalar))
		}
	}
	row[versions] = r.Versions.Encode()
	if d.Name() == "postgres" {
		row = append(row, searchText(t, r))
	}
	return row
}

// giveShares writes the shares of new records.
func (w *recordWriter) giveShares(ctx context.Context, t *schema.ElementType, part []record.Filling) error {
	const width = 9
	var args []any
	for _, f := range part {
		for _, s := range f.Shares {
			args = append(args, t.No, f.ID, string(s.Principal.Kind), s.Principal.No, int64(s.Level), millis(s.Expires), s.Reason, s.GivenBy, s.GivenAt)
		}
	}
	const table = "share(type, record, principal_kind, principal_no, level, expires_ms, reason, given_by, given_ms)"
	return fault.Wrap(w.insertTuples(ctx, table, width, args), "give shares")
}

// fillSearch indexes new records, as many as possible in one statement: the index is written anew after each. PostgreSQL has the text in
// the row already.
func (w *recordWriter) fillSearch(ctx context.Context, t *schema.ElementType, fillings []record.Filling) error {
	if w.Dialect().Name() == "postgres" {
		return nil
	}
	var args []any
	for _, f := range fillings {
		if text := searchText(t, f.Record); text != "" {
			args = append(args, f.No, text)
		}
	}
	return fault.Wrap(w.insertTuples(ctx, recordTable(t)+"_search(rowid, search)", 2, args), "index records")
}

// insertTuples writes rows of the width, as many in one statement as it can carry.
func (w *recordWriter) insertTuples(ctx context.Context, table string, width int, args []any) error {
	const most = 30_000 // SQLite takes 32,766 values
	for len(args) > 0 {
		part := args[:min(most/width*width, len(args))]
		args = args[len(part):]
		if _, err := w.Exec(ctx, insertAll(w.Dialect(), table)+" VALUES "+tuples(len(part)/width, width), part...); err != nil {
			return err
		}
	}
	return nil
}

// tuples are placeholders for a number of rows.
func tuples(rows, width int) string {
	tuple := "(" + strings.TrimSuffix(strings.Repeat("?, ", width), ", ") + ")"
	return strings.TrimSuffix(strings.Repeat(tuple+", ", rows), ", ")
}
