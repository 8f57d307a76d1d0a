package sqlstore

import (
	"context"
	"database/sql"
	"strings"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// Up to so many cells are listed in the statement itself: of those that every row is tested for, and of those that are gone through one by
// one. A test by a function costs a fraction of a microsecond a row; to go through cells that are not listed, all of the index is read.
const (
	fewCells    = 2000
	drivenCells = 50_000
)

// readingClause takes the records that the reading does, as the plan goes through them. done must be called when the query has ended.
func (r *recordReader) readingClause(q *record.Query, p plan) (c clause, done func()) {
	done = func() {}
	reading := q.Reading
	switch {
	case q.Bin:
		return clause{sql: "deleted_at IS NOT NULL"}, done
	case reading.All:
		return clause{sql: "cell <> 0"}, done
	case reading.None:
		return clause{sql: "1 = 0"}, done
	}
	listed := fewCells
	if p.drives(q) {
		listed = drivenCells
	}
	c, done = r.cellsClause(reading.Cells, listed)
	if len(reading.AuthorCells) > 0 {
		author, doneToo := r.cellsClause(reading.AuthorCells, listed)
		before := done
		done = func() { before(); doneToo() }
		c = clause{sql: "(" + c.sql + " OR (created_by = ? AND " + author.sql + "))", args: append(append(c.args, reading.Author), author.args...)}
	}
	return c, done
}

func (r *recordReader) cellsClause(cells []access.CellNo, listed int) (clause, func()) {
	d := r.Dialect()
	if len(cells) <= listed {
		numbers := make([]int64, len(cells))
		for i, cell := range cells {
			numbers[i] = int64(cell)
		}
		condition, argument := d.In("cell", numbers)
		return clause{sql: condition, args: []any{argument}}, func() {}
	}
	condition, argument, done := d.Member("cell", r.store.members.of(cells))
	return clause{sql: condition, args: []any{argument}}, done
}

// List reads a page.
func (r *recordReader) List(ctx context.Context, q *record.Query) ([]*record.Record, error) {
	if q.Reading.None && !q.Bin || q.Filter.Shape == query.Never {
		return nil, nil
	}
	p, err := r.store.choose(ctx, r.Tx, q)
	if err != nil {
		return nil, fault.Wrap(err, "plan a list of "+q.Type.Name)
	}
	found, err := r.list(ctx, q, p)
	return found, fault.Wrap(err, "list "+q.Type.Name)
}

func (r *recordReader) list(ctx context.Context, q *record.Query, p plan) ([]*record.Record, error) {
	switch {
	case q.ByNumber:
		return r.page(ctx, q, plan{}, clause{sql: "id > ?", args: []any{q.AfterNo}}, "id", q.Limit)
	case q.Newest && p.grams:
		return r.newest(ctx, q)
	case q.Newest:
		return r.page(ctx, q, p, clause{}, "id DESC", q.Limit)
	case len(q.Order) > 1 || !p.walks:
		condition, order := several(r.Dialect(), q)
		return r.page(ctx, q, p, condition, order, q.Limit)
	}
	var all []*record.Record
	for _, part := range segments(q) {
		if part.empty && !optional(q.Order[0].Field) {
			continue
		}
		condition, order := part.single(r.Dialect(), q)
		found, err := r.page(ctx, q, p, condition, order, q.Limit-len(all))
		if err != nil {
			return nil, err
		}
		if all = append(all, found...); len(all) == q.Limit {
			break
		}
	}
	return all, nil
}

// optional reports whether the field can be empty: the inherent ones never are.
func optional(f *schema.Field) bool {
	_, inherent := schema.Inherent(f.Name)
	return !inherent
}

func (r *recordReader) page(ctx context.Context, q *record.Query, p plan, behind clause, order string, limit int) ([]*record.Record, error) {
	d := r.Dialect()
	reading, done := r.readingClause(q, p)
	defer done()
	conditions := where(reading, behind, filter(d, q.Filter), r.searching(q, p))
	columns := newColumns(q.Type, q.Fields)
	statement := "SELECT " + columns.list() + " FROM " + r.from(q, p) + conditions.sql + " ORDER BY " + order + " LIMIT ?"
	if d.Name() == "sqlite" && !p.walks && !q.ByNumber {
		// Sorting numbers alone, and reading the rows of the page afterwards, saves reading all columns of all rows that are sorted.
		statement = "SELECT " + columns.list() + " FROM " + recordTable(q.Type) +
			" WHERE id IN (SELECT id FROM " + r.from(q, p) + conditions.sql + " ORDER BY " + order + " LIMIT ?) ORDER BY " + order
	}
	if d.Name() == "postgres" && p.drives(q) {
		statement = "WITH taken AS MATERIALIZED (SELECT * FROM " + recordTable(q.Type) + conditions.sql + ") SELECT " + columns.list() + " FROM taken ORDER BY " + order + " LIMIT ?"
	}
	return r.scan(ctx, columns, statement, append(conditions.args, limit)...)
}

// newest goes through what the search index finds, the latest first, and stops when there is enough.
func (r *recordReader) newest(ctx context.Context, q *record.Query) ([]*record.Record, error) {
	reading, done := r.readingClause(q, plan{})
	defer done()
	sql, args := searchCondition(r.Dialect(), q.Type, q.Grams...)
	conditions := where(clause{sql: sql, args: args}, reading, filter(r.Dialect(), q.Filter))
	from, order := recordTable(q.Type), "id DESC"
	if r.Dialect().Name() == "sqlite" {
		found := clause{sql: recordTable(q.Type) + "_search MATCH ?", args: args}
		conditions = where(found, reading, filter(r.Dialect(), q.Filter))
		from = recordTable(q.Type) + "_search CROSS JOIN " + recordTable(q.Type) + " ON id = " + recordTable(q.Type) + "_search.rowid"
		order = recordTable(q.Type) + "_search.rowid DESC"
	}
	columns := newColumns(q.Type, q.Fields)
	return r.scan(ctx, columns, "SELECT "+columns.list()+" FROM "+from+conditions.sql+" ORDER BY "+order+" LIMIT ?", append(conditions.args, q.Limit)...)
}

// drives reports whether the plan goes by cells.
func (p plan) drives(q *record.Query) bool { return p.index == cellIndex(q.Type) }

func (r *recordReader) from(q *record.Query, p plan) string {
	switch {
	case p.scans:
		return recordTable(q.Type) + r.Dialect().Unindexed()
	case p.index == "":
		return recordTable(q.Type)
	}
	return recordTable(q.Type) + r.Dialect().IndexedBy(p.index)
}

// searching lets the search index find candidates, where the plan says so.
func (r *recordReader) searching(q *record.Query, p plan) clause {
	if !p.grams {
		return clause{}
	}
	sql, args := searchCondition(r.Dialect(), q.Type, q.Grams...)
	return clause{sql: sql, args: args}
}

// Count counts what the query takes.
func (r *recordReader) Count(ctx context.Context, q *record.Query, limit int64) (int64, error) {
	if q.Reading.None && !q.Bin || q.Filter.Shape == query.Never {
		return 0, nil
	}
	choose := r.store.chooseWhole
	if limit > 0 {
		page := *q
		page.Limit = int(limit)
		q, choose = &page, r.store.chooseFirst
	}
	p, err := choose(ctx, r.Tx, q)
	if err != nil {
		return 0, fault.Wrap(err, "plan a count of "+q.Type.Name)
	}
	d := r.Dialect()
	reading, done := r.readingClause(q, p)
	defer done()
	conditions := where(reading, filter(d, q.Filter), r.searching(q, p))
	statement := "SELECT count(*) FROM " + r.from(q, p) + conditions.sql
	if limit > 0 {
		statement = "SELECT count(*) FROM (SELECT 1 FROM " + r.from(q, p) + conditions.sql + " LIMIT ?) AS counted"
		conditions.args = append(conditions.args, limit)
	}
	var count int64
	err = r.QueryRow(ctx, statement, conditions.args...).Scan(&count)
	return count, fault.Wrap(err, "count "+q.Type.Name)
}

// Titles reads what records are called.
func (r *recordReader) Titles(ctx context.Context, t *schema.ElementType, ids []ident.ID) ([]record.Title, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(ids)), ", ")
	rows, err := r.Query(ctx, "SELECT rid, f_name, cell, created_by FROM "+recordTable(t)+" WHERE cell <> 0 AND rid IN ("+marks+")", args...)
	if err != nil {
		return nil, fault.Wrap(err, "read titles of "+t.Name)
	}
	return collect(rows, func(rows *sql.Rows) (record.Title, error) {
		title := record.Title{Type: t.No}
		var name sql.NullString
		err := rows.Scan(store.ID(&title.ID), &name, &title.Cell, &title.Author)
		title.Name = name.String
		return title, err
	})
}
