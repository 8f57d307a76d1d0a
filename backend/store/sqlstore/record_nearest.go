package sqlstore

import (
	"context"

	"kontora/backend/fault"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// Nearest reads one record for each value of a field.
func (r *recordReader) Nearest(ctx context.Context, q *record.Query, of, by *schema.Field) ([]*record.Record, error) {
	if q.Reading.None || q.Filter.Shape == query.Never {
		return nil, nil
	}
	p, err := r.store.choose(ctx, r.Tx, q)
	if err != nil {
		return nil, fault.Wrap(err, "plan the nearest of "+q.Type.Name)
	}
	columns := newColumns(q.Type, q.Fields)
	statement, args, done := r.nearest(q, p, columns, of, by)
	defer done()
	found, err := r.scan(ctx, columns, statement, args...)
	return found, fault.Wrap(err, "read the nearest of "+q.Type.Name)
}

// nearest finds by the filter, tests by the reading, places the records of each value in their order, and reads in full only those that
// come first. Materialized, as a server would else go by the cells of somebody who sees few of them, and take all that is there.
func (r *recordReader) nearest(q *record.Query, p plan, columns *columns, of, by *schema.Field) (statement string, args []any, done func()) {
	reading, done := r.readingClause(q, p)
	found, seen := where(filter(r.Dialect(), q.Filter)), where(reading)
	order := by.Compared() + " IS NULL, " + by.Compared() + ", id"
	statement = "WITH found AS MATERIALIZED (SELECT id, cell, created_by, " + of.Compared() + ", " + by.Compared() +
		" FROM " + r.from(q, p) + found.sql + ")," +
		" placed AS (SELECT id, row_number() OVER (PARTITION BY " + of.Compared() + " ORDER BY " + order + ") AS place" +
		" FROM found" + seen.sql + ")" +
		" SELECT " + columns.list() + " FROM " + recordTable(q.Type) + " WHERE id IN (SELECT id FROM placed WHERE place = 1)"
	return statement, append(found.args, seen.args...), done
}
