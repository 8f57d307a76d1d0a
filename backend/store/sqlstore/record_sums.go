package sqlstore

import (
	"database/sql"
	"fmt"
	"strings"

	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// sumStatement adds up a field by group and, for money, by currency.
type sumStatement struct {
	groups []string
	sum    string
}

func newSumStatement(group, sum *schema.Field) sumStatement {
	s := sumStatement{sum: "0"}
	if group != nil {
		for _, c := range group.Columns() {
			s.groups = append(s.groups, c.Suffix)
		}
	}
	if sum != nil {
		columns := sum.Columns()
		s.sum = "CAST(coalesce(sum(" + columns[0].Suffix + "), 0) AS BIGINT)"
		for _, c := range columns[1:] {
			s.groups = append(s.groups, c.Suffix)
		}
	}
	return s
}

func (s sumStatement) over(from string) string {
	statement := "SELECT " + strings.Join(append(append([]string{}, s.groups...), "count(*)", s.sum), ", ") + " FROM " + from
	if len(s.groups) > 0 {
		by := strings.Join(s.groups, ", ")
		statement += " GROUP BY " + by + " ORDER BY " + by
	}
	return statement
}

// sumRow is one line of the statement: a group in one currency.
type sumRow struct {
	key      string
	group    schema.Value
	currency string
	count    int64
	total    int64
}

func scanSum(rows *sql.Rows, group, sum *schema.Field) (sumRow, error) {
	var row sumRow
	var types []schema.ColumnType
	for _, f := range []*schema.Field{group, sum} {
		if f == nil {
			continue
		}
		for i, c := range f.Columns() {
			if f == group || i > 0 {
				types = append(types, c.Type)
			}
		}
	}
	values := make([]cellValue, len(types))
	into := make([]any, 0, len(types)+2)
	for i := range values {
		into = append(into, values[i].into(types[i]))
	}
	if err := rows.Scan(append(into, &row.count, &row.total)...); err != nil {
		return row, fmt.Errorf("read a sum: %w", err)
	}
	scalars := make([]query.Scalar, len(values))
	for i := range values {
		scalars[i] = values[i].scalar(types[i])
	}
	width := 0
	if group != nil {
		width = len(group.Columns())
		row.group = group.Join(scalars[:width])
		row.key = fmt.Sprint(scalars[:width])
	}
	if width < len(scalars) {
		row.currency = scalars[width].Str
	}
	return row, nil
}

// mergeSums makes one line of the currencies of each group.
func mergeSums(rows []sumRow) []record.Sum {
	var sums []record.Sum
	at := make(map[string]int)
	for _, row := range rows {
		i, ok := at[row.key]
		if !ok {
			i = len(sums)
			at[row.key] = i
			sums = append(sums, record.Sum{Group: row.group, Totals: make(map[string]int64)})
		}
		sums[i].Count += row.count
		if row.currency != "" || row.total != 0 {
			sums[i].Totals[row.currency] += row.total
		}
	}
	return sums
}
