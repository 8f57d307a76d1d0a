package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"kontora/backend/access"
	"kontora/backend/audit"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// recordWriter is a record.Writer on one write transaction.
type recordWriter struct {
	*recordReader
	w     *store.WriteTx
	cells *CellsTx
}

// Now is the time of the commit.
func (w *recordWriter) Now() time.Time { return w.w.Now() }

// Cell interns a cause.
func (w *recordWriter) Cell(ctx context.Context, cause access.Cause) (access.CellNo, error) {
	return w.cells.Cell(ctx, cause)
}

// ShareSet interns a set of shares.
func (w *recordWriter) ShareSet(ctx context.Context, shares []access.Share) (access.ShareSetNo, error) {
	return w.cells.ShareSet(ctx, shares)
}

// Announce has subscribers told once the transaction is durable.
func (w *recordWriter) Announce(c event.Commit) { w.w.Announce(c) }

// assignment is one column and what it becomes.
type assignment struct {
	column string
	value  any
}

// Insert adds a record.
func (w *recordWriter) Insert(ctx context.Context, t *schema.ElementType, r *record.Record) error {
	seq, err := w.w.Seq(ctx)
	if err != nil {
		return err
	}
	r.Versions = record.Versions{0: seq}
	sets := []assignment{
		{"rid", r.ID},
		{"cell", int64(r.Cell)},
		{"responsible", r.Responsible},
		{"created_by", r.CreatedBy},
		{"created_at", r.CreatedAt},
		{"updated_at", r.UpdatedAt},
		{"seq", seq},
		{"mseq", seq},
		{"born", seq},
	}
	for _, f := range t.Fields {
		if v, ok := r.Values[f.Name]; ok {
			r.Versions[f.No] = seq
			sets = append(sets, assignments(f, v)...)
		}
	}
	sets = append(sets, assignment{"fver", r.Versions.Encode()})
	names, args := make([]string, len(sets)), make([]any, len(sets))
	for i, set := range sets {
		names[i], args[i] = set.column, set.value
	}
	statement := "INSERT INTO " + recordTable(t) + "(" + strings.Join(names, ", ") + ") VALUES (" +
		strings.TrimSuffix(strings.Repeat("?, ", len(sets)), ", ") + ") RETURNING id"
	if err := w.QueryRow(ctx, statement, args...).Scan(&r.No); err != nil {
		return notUnique(t, err)
	}
	w.cells.Add(r.Cell, 1)
	return fault.Wrap(putSearch(ctx, w.w, t, r), "index a "+t.Name)
}

func assignments(f *schema.Field, v schema.Value) []assignment {
	columns := f.Columns()
	sets := make([]assignment, len(columns))
	for i, s := range f.Split(v) {
		if v == nil {
			s = query.Scalar{}
		}
		sets[i] = assignment{columns[i].Name, argument(s)}
	}
	return sets
}

// notUnique names the field whose value another record has.
func notUnique(t *schema.ElementType, err error) error {
	for _, f := range t.Fields {
		if f.Unique && store.UniqueOn(err, f.Compared()) {
			return fault.Field(f.Name, "field.not_unique").Because(err)
		}
	}
	return fault.Wrap(err, "write a "+t.Name)
}

// Update writes the record as it is now.
func (w *recordWriter) Update(ctx context.Context, t *schema.ElementType, before, after *record.Record, fields []string) error {
	seq, err := w.w.Seq(ctx)
	if err != nil {
		return err
	}
	sets := []assignment{{"seq", seq}, {"cell", int64(after.Cell)}, {"responsible", after.Responsible}, {"updated_at", after.UpdatedAt}}
	if after.Versions == nil {
		after.Versions = record.Versions{}
	}
	for _, name := range fields {
		if name == "" {
			after.Versions[0] = seq
			continue
		}
		if f, ok := t.Field(name); ok {
			after.Versions[f.No] = seq
			sets = append(sets, assignments(f, after.Values[name])...)
		}
	}
	sets = append(sets, assignment{"fver", after.Versions.Encode()})
	sets = append(sets, w.binned(after)...)
	if before.Cell != after.Cell {
		sets = append(sets, assignment{"mseq", seq})
		if err := w.move(ctx, t, seq, before, after); err != nil {
			return err
		}
	}
	if err := w.set(ctx, t, after.No, sets); err != nil {
		return err
	}
	if searchChanged(t, fields) || (before.Deleted == nil) != (after.Deleted == nil) {
		return fault.Wrap(putSearch(ctx, w.w, t, after), "index a "+t.Name)
	}
	return nil
}

func (w *recordWriter) binned(r *record.Record) []assignment {
	if r.Deleted == nil {
		return []assignment{{"deleted_at", nil}, {"deleted_by", nil}, {"bin_cell", nil}, {"bin_who", nil}}
	}
	d := r.Deleted
	return []assignment{{"deleted_at", d.At}, {"deleted_by", d.By}, {"bin_cell", int64(d.Cell)}, {"bin_who", encodeNumbers(d.Who)}}
}

func (w *recordWriter) set(ctx context.Context, t *schema.ElementType, no int64, sets []assignment) error {
	parts, args := make([]string, len(sets)), make([]any, len(sets), len(sets)+1)
	for i, set := range sets {
		parts[i], args[i] = set.column+" = ?", set.value
	}
	changed, err := w.w.ExecOne(ctx, "UPDATE "+recordTable(t)+" SET "+strings.Join(parts, ", ")+" WHERE id = ?", append(args, no)...)
	if err == nil && !changed {
		err = fmt.Errorf("%s %d is not there", t.Name, no)
	}
	return notUnique(t, err)
}

// move notes that the record went from one cell to another. Several moves in one commit are one.
func (w *recordWriter) move(ctx context.Context, t *schema.ElementType, seq uint64, before, after *record.Record) error {
	if before.Cell != 0 {
		w.cells.Add(before.Cell, -1)
	}
	if after.Cell != 0 {
		w.cells.Add(after.Cell, 1)
	}
	_, err := w.Exec(ctx, `INSERT INTO mv(seq, rid, type, from_cell, to_cell, born)
		SELECT ?, rid, ?, ?, ?, born FROM `+recordTable(t)+` WHERE id = ?
		ON CONFLICT (seq, rid) DO UPDATE SET to_cell = excluded.to_cell`,
		seq, t.No, int64(before.Cell), int64(after.Cell), after.No)
	return fault.Wrap(err, "note a move of a "+t.Name)
}

func searchChanged(t *schema.ElementType, fields []string) bool {
	for _, name := range fields {
		if f, ok := t.Field(name); ok && f.InSearch {
			return true
		}
	}
	return false
}

// Children reads the records controlled by a record.
func (w *recordWriter) Children(ctx context.Context, t *schema.ElementType, parent ident.ID) ([]*record.Record, error) {
	f, ok := t.Field(t.ParentField)
	if !ok {
		return nil, nil
	}
	c := newColumns(t, t.Fields)
	found, err := w.scan(ctx, c, "SELECT "+c.list()+" FROM "+recordTable(t)+" WHERE "+f.Compared()+" = ? ORDER BY id", parent)
	return found, fault.Wrap(err, "read what a record controls")
}

// Below locks what records control.
func (w *recordWriter) Below(ctx context.Context, t *schema.ElementType, parents []ident.ID) ([]ident.ID, error) {
	f, ok := t.Field(t.ParentField)
	if !ok || len(parents) == 0 {
		return nil, nil
	}
	args := make([]any, len(parents))
	for i, parent := range parents {
		args[i] = parent
	}
	of := list(f.Compared(), false, args)
	rows, err := w.Query(ctx, "SELECT rid FROM "+recordTable(t)+" WHERE "+of.sql+" ORDER BY id"+w.lock, of.args...)
	if err != nil {
		return nil, fault.Wrap(err, "lock what records control")
	}
	below, err := collect(rows, func(rows *sql.Rows) (id ident.ID, err error) {
		err = rows.Scan(store.ID(&id))
		return id, err
	})
	return below, fault.Wrap(err, "lock what records control")
}

// Note adds a line to the log.
func (w *recordWriter) Note(ctx context.Context, e record.Entry) error {
	entry := audit.Entry{Employee: e.By, Device: e.Device, Kind: e.Kind, Subject: e.Type, ID: e.Record}
	for _, c := range e.Changes {
		entry.Changes = append(entry.Changes, audit.Change{Field: c.Field, Before: c.Before, After: c.After})
	}
	return AppendAudit(ctx, w.w, entry)
}
