package sqlstore

import (
	"context"
	"fmt"
	"strings"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// bulkParameters is how many values one statement carries at most; SQLite takes 32,766.
const bulkParameters = 8000

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
	names := bulkColumns(w.Dialect(), t)
	width := bulkParameters / len(names)
	for len(fillings) > 0 {
		part := fillings[:min(width, len(fillings))]
		fillings = fillings[len(part):]
		if err := w.fillPart(ctx, t, names, seq, part); err != nil {
			return err
		}
	}
	return nil
}

func (w *recordWriter) fillPart(ctx context.Context, t *schema.ElementType, names []string, seq uint64, part []record.Filling) error {
	args := make([]any, 0, len(names)*len(part))
	byID := make(map[ident.ID]*record.Record, len(part))
	for _, f := range part {
		args = append(args, bulkRow(w.Dialect(), t, f.Record, seq)...)
		byID[f.ID] = f.Record
		w.cells.Add(f.Cell, 1)
	}
	statement := "INSERT INTO " + recordTable(t) + "(" + strings.Join(names, ", ") + ") VALUES " + tuples(len(part), len(names)) + " RETURNING id, rid"
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
	for _, f := range part {
		if len(f.Shares) > 0 {
			if err := w.giveShares(ctx, t, f); err != nil {
				return err
			}
		}
	}
	return w.fillSearch(ctx, t, part)
}

// bulkColumns are all columns of a type, so that one statement serves every record.
func bulkColumns(d store.Dialect, t *schema.ElementType) []string {
	names := []string{"rid", "cell", "responsible", "created_by", "created_at", "updated_at", "seq", "mseq", "born", "fver"}
	for _, f := range t.Fields {
		for _, c := range f.Columns() {
			names = append(names, c.Suffix)
		}
	}
	if d.Name() == "postgres" {
		names = append(names, "search")
	}
	return names
}

func bulkRow(d store.Dialect, t *schema.ElementType, r *record.Record, seq uint64) []any {
	r.Versions = record.Versions{0: seq}
	row := []any{r.ID, int64(r.Cell), r.Responsible, r.CreatedBy, r.CreatedAt, r.UpdatedAt, seq, seq, seq, nil}
	const versions = 9
	for _, f := range t.Fields {
		v, ok := r.Values[f.Name]
		if ok {
			r.Versions[f.No] = seq
		}
		for _, scalar := range f.Split(v) {
			if !ok {
				scalar = query.Scalar{}
			}
			row = append(row, argument(scalar))
		}
	}
	row[versions] = r.Versions.Encode()
	if d.Name() == "postgres" {
		row = append(row, searchText(t, r))
	}
	return row
}

func (w *recordWriter) giveShares(ctx context.Context, t *schema.ElementType, f record.Filling) error {
	const width = 9
	args := make([]any, 0, width*len(f.Shares))
	for _, s := range f.Shares {
		args = append(args, t.No, f.ID, string(s.Principal.Kind), s.Principal.No, int64(s.Level), millis(s.Expires), s.Reason, s.GivenBy, s.GivenAt)
	}
	_, err := w.Exec(ctx, `INSERT INTO share(type, record, principal_kind, principal_no, level, expires_ms, reason, given_by, given_ms) VALUES `+
		tuples(len(f.Shares), width), args...)
	return fault.Wrap(err, "give shares")
}

// fillSearch indexes new records; PostgreSQL has the text in the row already.
func (w *recordWriter) fillSearch(ctx context.Context, t *schema.ElementType, part []record.Filling) error {
	if w.Dialect().Name() == "postgres" {
		return nil
	}
	var args []any
	for _, f := range part {
		if text := searchText(t, f.Record); text != "" {
			args = append(args, f.No, text)
		}
	}
	if len(args) == 0 {
		return nil
	}
	_, err := w.Exec(ctx, "INSERT INTO "+recordTable(t)+"_search(rowid, search) VALUES "+tuples(len(args)/2, 2), args...)
	return fault.Wrap(err, "index records")
}

// tuples are placeholders for a number of rows.
func tuples(rows, width int) string {
	tuple := "(" + strings.TrimSuffix(strings.Repeat("?, ", width), ", ") + ")"
	return strings.TrimSuffix(strings.Repeat(tuple+", ", rows), ", ")
}
