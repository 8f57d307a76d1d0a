package sqlstore

import (
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// sumStatement adds up a field by group and, for money, by currency.
type sumStatement struct {
	by      record.Grouping
	columns []schema.Column // by which it groups: those of the group, then the currency
	width   int             // how many of them are those of the group
	order   []string
	sums    string
	number  string // the column that is added up
	few     bool   // there are few groups, and their columns are numbers and texts
}

// sumPart is the unit in which the higher part of a sum is added up by itself, so that no sum is too large for the database: both would
// refuse the whole statement.
const sumPart = 1_000_000_000

// fewValued reports whether a field has about as many values as a company has people or words to choose from.
func fewValued(f *schema.Field) bool {
	if slices.ContainsFunc(f.Columns(), func(c schema.Column) bool { return c.Type == schema.BytesColumn }) {
		return false
	}
	return f.Kind == schema.KindChoice || f.Kind == schema.KindYesNo || f.Kind == schema.KindEmployee || f.Name == schema.FieldResponsible || f.Name == schema.FieldCreatedBy
}

func newSumStatement(d store.Dialect, by record.Grouping, sum *schema.Field) sumStatement {
	s := sumStatement{by: by, sums: "0, 0"}
	switch {
	case by.Field == nil:
		s.few = true
	case by.Period != "":
		s.few = true
		s.columns = []schema.Column{{Name: onDay, Type: schema.IntegerColumn}}
	default:
		s.few = fewValued(by.Field)
		s.columns = by.Field.Columns()
		s.order = []string{d.NullsFirst(by.Field.Compared())}
	}
	s.width = len(s.columns)
	if sum != nil {
		columns := sum.Columns()
		s.number = columns[0].Name
		part := func(by string) string {
			return fmt.Sprintf("CAST(coalesce(sum(%s %s %d), 0) AS BIGINT)", columns[0].Name, by, sumPart)
		}
		s.sums = part("/") + ", " + part("%")
		s.columns = append(s.columns, columns[1:]...)
	}
	for _, c := range s.columns {
		s.order = append(s.order, d.NullsFirst(c.Name))
	}
	return s
}

// over is the statement over the rows of a FROM clause with its conditions.
func (s sumStatement) over(d store.Dialect, from string) string {
	if s.by.Period != "" {
		from = s.dated(from)
	}
	if tally := s.tally(d); tally != "" {
		return s.unpack("SELECT " + tally + " FROM " + from)
	}
	return s.grouped(from)
}

// tally is the database's own way to add up by groups of which there are few, or nothing.
func (s sumStatement) tally(d store.Dialect) string {
	if !s.few || len(s.columns) == 0 {
		return ""
	}
	by := make([]string, len(s.columns))
	for i, c := range s.columns {
		by[i] = c.Name
	}
	return d.Tally(s.number, sumPart, by)
}

// unpack makes rows of a tally again.
func (s sumStatement) unpack(tally string) string {
	var columns, order []string
	for i := range len(s.columns) + 3 {
		columns = append(columns, fmt.Sprintf("json_extract(value, '$[%d]')", i))
	}
	for i := range s.columns {
		order = append(order, strconv.Itoa(i+1))
	}
	return "SELECT " + strings.Join(columns, ", ") + " FROM json_each((" + tally + ")) ORDER BY " + strings.Join(order, ", ")
}

func (s sumStatement) grouped(from string) string {
	names := make([]string, len(s.columns))
	for i, c := range s.columns {
		names[i] = c.Name
	}
	statement := "SELECT " + strings.Join(append(slices.Clone(names), "count(*)", s.sums), ", ") + " FROM " + from
	if len(names) > 0 {
		statement += " GROUP BY " + strings.Join(names, ", ") + " ORDER BY " + strings.Join(s.order, ", ")
	}
	return statement
}

// sumRow is one line of the statement: a group in one currency.
type sumRow struct {
	key         string
	group       schema.Value
	currency    string
	count       int64
	parts, rest int64 // the total in sumPart, and what is left
}

func (s sumStatement) scan(rows *sql.Rows) (sumRow, error) {
	var row sumRow
	values := make([]cellValue, len(s.columns))
	into := make([]any, 0, len(values)+3)
	for i := range values {
		into = append(into, values[i].into(s.columns[i].Type))
	}
	if err := rows.Scan(append(into, &row.count, &row.parts, &row.rest)...); err != nil {
		return row, fmt.Errorf("read a sum: %w", err)
	}
	scalars := make([]query.Scalar, len(values))
	for i := range values {
		scalars[i] = values[i].scalar(s.columns[i].Type)
	}
	row.group = s.group(scalars)
	row.key = fmt.Sprint(scalars[:s.width])
	if s.width < len(scalars) {
		row.currency = scalars[s.width].Str
	}
	return row, nil
}

// group is the group of a row. Days become the first day of their period, so that all of one period have the same key.
func (s sumStatement) group(scalars []query.Scalar) schema.Value {
	switch {
	case s.by.Field == nil:
		return nil
	case s.by.Period == "":
		return s.by.Field.Join(scalars[:s.width])
	case scalars[0].IsEmpty():
		return nil
	}
	scalars[0].Int = s.by.Period.First(scalars[0].Int)
	return scalars[0].Int
}

// mergeSums makes one line of the currencies of each group.
func mergeSums(rows []sumRow, sum *schema.Field) ([]record.Sum, error) {
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
		if row.currency == "" && row.parts == 0 && row.rest == 0 {
			continue
		}
		for _, part := range [][2]int64{{row.parts, sumPart}, {row.rest, 1}} {
			if !sums[i].Add(row.currency, part[0], part[1]) {
				return nil, record.TooLarge(sum)
			}
		}
	}
	return sums, nil
}
