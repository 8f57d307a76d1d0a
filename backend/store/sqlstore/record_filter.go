package sqlstore

import (
	"strings"
	"unicode"

	"kontora/backend/query"
	"kontora/backend/store"
)

// clause is a piece of SQL with its arguments.
type clause struct {
	sql  string
	args []any
}

// where joins clauses that must all hold; empty ones are left out.
func where(clauses ...clause) clause {
	var parts []string
	var all clause
	for _, c := range clauses {
		if c.sql != "" {
			parts = append(parts, c.sql)
			all.args = append(all.args, c.args...)
		}
	}
	if len(parts) > 0 {
		all.sql = " WHERE " + strings.Join(parts, " AND ")
	}
	return all
}

// filter turns a bound tree into a condition with the same answer as query.Node.Match for every row.
func filter(d store.Dialect, n query.Node) clause {
	switch n.Shape {
	case query.Always:
		return clause{}
	case query.Never:
		return clause{sql: "1 = 0"}
	case query.All:
		return joined(d, n.Children, " AND ")
	case query.Any:
		return joined(d, n.Children, " OR ")
	case query.Leaf:
	}
	return test(d, n)
}

func joined(d store.Dialect, nodes []query.Node, by string) clause {
	var parts []string
	var all clause
	for _, n := range nodes {
		c := filter(d, n)
		if c.sql == "" {
			c.sql = "1 = 1"
		}
		parts = append(parts, c.sql)
		all.args = append(all.args, c.args...)
	}
	all.sql = "(" + strings.Join(parts, by) + ")"
	return all
}

func test(d store.Dialect, n query.Node) clause {
	column := n.Column
	args := make([]any, 0, len(n.Args))
	for _, s := range n.Args {
		args = append(args, argument(s))
	}
	switch n.Op {
	case query.Empty:
		return clause{sql: column + " IS NULL"}
	case query.Filled:
		return clause{sql: column + " IS NOT NULL"}
	case query.In, query.NotIn:
		return list(column, n.Op == query.NotIn, args)
	case query.NotEqual:
		return clause{sql: "(" + column + " <> ? OR " + column + " IS NULL)", args: args}
	case query.Contains:
		return clause{sql: d.Within(column), args: args}
	case query.Lacks:
		return clause{sql: "(NOT (" + d.Within(column) + ") OR " + column + " IS NULL)", args: args}
	case query.Starts:
		return starts(column, n.Args[0].Str)
	}
	return clause{sql: column + " " + string(n.Op) + " ?", args: args}
}

func list(column string, none bool, args []any) clause {
	switch {
	case len(args) == 0 && none:
		return clause{}
	case len(args) == 0:
		return clause{sql: "1 = 0"}
	}
	marks := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(args)), ", ") + ")"
	if none {
		return clause{sql: "(" + column + " NOT IN " + marks + " OR " + column + " IS NULL)", args: args}
	}
	return clause{sql: column + " IN " + marks, args: args}
}

// starts is a range, which an index can serve: from the prefix up to the first text that no longer begins with it.
func starts(column, prefix string) clause {
	if prefix == "" {
		return clause{sql: column + " IS NOT NULL"}
	}
	letters := []rune(prefix)
	for i := len(letters) - 1; i >= 0; i-- {
		next := letters[i] + 1
		if next == 0xD800 { // no text holds these
			next = 0xE000
		}
		if next <= unicode.MaxRune {
			end := string(letters[:i]) + string(next)
			return clause{sql: "(" + column + " >= ? AND " + column + " < ?)", args: []any{prefix, end}}
		}
	}
	return clause{sql: column + " >= ?", args: []any{prefix}}
}

// argument is a scalar as drivers take it.
func argument(s query.Scalar) any {
	switch s.Kind {
	case query.Integer:
		return s.Int
	case query.Text:
		return s.Str
	case query.Bytes:
		return []byte(s.Str)
	case query.Null:
	}
	return nil
}
