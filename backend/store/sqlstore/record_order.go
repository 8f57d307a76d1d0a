package sqlstore

import (
	"strings"

	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/store"
)

// Lists are ordered by their keys and, after them, by the record's number in the direction of the last key. Empty values come first
// upwards and last downwards. A page goes on behind the last record of the one before.

// segment is one part of a list by a single key: the records whose key is empty, or the others. Each part is served by the key's index.
type segment struct {
	empty bool
	after bool // the page before ended in this part
}

// segments are the parts of a list that are still to come, in order.
func segments(q *record.Query) []segment {
	descending := q.Order[0].Descending
	parts := []segment{{empty: true}, {empty: false}}
	if descending {
		parts = []segment{{empty: false}, {empty: true}}
	}
	if q.After == nil {
		return parts
	}
	if parts[0].empty != q.After[0].IsEmpty() {
		parts = parts[1:]
	}
	parts[0].after = true
	return parts
}

// single is the condition and order of one part of a list by one key. Where the empty values go is said although there are none among the
// others: a server takes an index only for the very order it was made in.
func (s segment) single(d store.Dialect, q *record.Query) (condition clause, order string) {
	column, descending := q.Order[0].Field.Compared(), q.Order[0].Descending
	key, direction, beyond := d.NullsFirst(column), "", " > "
	if descending {
		key, direction, beyond = d.NullsLast(column), " DESC", " < "
	}
	if s.empty {
		condition = clause{sql: column + " IS NULL"}
		if s.after {
			condition = clause{sql: condition.sql + " AND id" + beyond + "?", args: []any{q.AfterNo}}
		}
		return condition, "id" + direction
	}
	condition = clause{sql: column + " IS NOT NULL"}
	if s.after {
		condition = clause{sql: "(" + column + ", id)" + beyond + "(?, ?)", args: []any{argument(q.After[0]), q.AfterNo}}
	}
	return condition, key + ", id" + direction
}

// several is the condition and order of a list by more than one key, which no index serves.
func several(d store.Dialect, q *record.Query) (condition clause, order string) {
	var keys []string
	for _, o := range q.Order {
		if o.Descending {
			keys = append(keys, d.NullsLast(o.Field.Compared()))
		} else {
			keys = append(keys, d.NullsFirst(o.Field.Compared()))
		}
	}
	last := q.Order[len(q.Order)-1]
	number, beyond := "id", " > "
	if last.Descending {
		number, beyond = "id DESC", " < "
	}
	order = strings.Join(append(keys, number), ", ")
	if q.After == nil {
		return clause{}, order
	}
	return behind(q, 0, beyond), order
}

// behind takes what comes after the last page by the keys from i on.
func behind(q *record.Query, i int, beyond string) clause {
	if i == len(q.Order) {
		return clause{sql: "id" + beyond + "?", args: []any{q.AfterNo}}
	}
	column := q.Order[i].Field.Compared()
	further, same := past(column, q.Order[i].Descending, q.After[i]), equal(column, q.After[i])
	rest := behind(q, i+1, beyond)
	return clause{
		sql:  "(" + further.sql + " OR (" + same.sql + " AND " + rest.sql + "))",
		args: append(append(append([]any{}, further.args...), same.args...), rest.args...),
	}
}

func past(column string, descending bool, value query.Scalar) clause {
	switch {
	case value.IsEmpty() && descending:
		return clause{sql: "1 = 0"}
	case value.IsEmpty():
		return clause{sql: column + " IS NOT NULL"}
	case descending:
		return clause{sql: "(" + column + " < ? OR " + column + " IS NULL)", args: []any{argument(value)}}
	}
	return clause{sql: column + " > ?", args: []any{argument(value)}}
}

func equal(column string, value query.Scalar) clause {
	if value.IsEmpty() {
		return clause{sql: column + " IS NULL"}
	}
	return clause{sql: column + " = ?", args: []any{argument(value)}}
}
