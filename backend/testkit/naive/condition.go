package naive

import (
	"encoding/json"
	"strings"

	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/testkit/world"
)

// Matches evaluates a condition on the values of a record. An empty field matches empty, != and not, nothing else.
func Matches(e query.Expr, r *world.Record) bool {
	switch {
	case e.Field != "":
		return test(e, value(r, e.Field))
	case e.And != nil:
		for _, child := range e.And {
			if !Matches(child, r) {
				return false
			}
		}
		return true
	case e.Or != nil:
		for _, child := range e.Or {
			if Matches(child, r) {
				return true
			}
		}
		return false
	}
	return true
}

// value is what a field holds, as people send it; nil when it is empty.
func value(r *world.Record, field string) any {
	held := r.Values[field]
	if field == "responsible" {
		held = r.Responsible
	}
	if no, ok := held.(ident.No); ok {
		if no == 0 {
			return nil
		}
		return world.IDOf(no).String()
	}
	return held
}

func test(e query.Expr, held any) bool {
	switch e.Op {
	case query.Empty:
		var wanted bool
		read(e.Value, &wanted)
		return (held == nil) == wanted
	case query.In, query.NotIn:
		var list []any
		read(e.Value, &list)
		found := false
		for _, one := range list {
			found = found || held != nil && compare(held, one) == 0
		}
		return found == (e.Op == query.In)
	case query.Between:
		var list []any
		read(e.Value, &list)
		return held != nil && compare(held, list[0]) >= 0 && compare(held, list[1]) <= 0
	}
	var constant any
	read(e.Value, &constant)
	if held == nil {
		return e.Op == query.NotEqual
	}
	switch e.Op {
	case query.Equal:
		return compare(held, constant) == 0
	case query.NotEqual:
		return compare(held, constant) != 0
	case query.Less:
		return compare(held, constant) < 0
	case query.LessEqual:
		return compare(held, constant) <= 0
	case query.Greater:
		return compare(held, constant) > 0
	case query.GreaterEqual:
		return compare(held, constant) >= 0
	case query.Contains:
		return strings.Contains(lower(held), lower(constant))
	case query.Starts:
		return strings.HasPrefix(lower(held), lower(constant))
	}
	panic("no condition is made with the operator " + string(e.Op))
}

// compare orders two values of one kind; texts without regard to case, no before yes.
func compare(a, b any) int {
	switch a := a.(type) {
	case float64:
		switch b := b.(float64); {
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return 0
	case bool:
		if b, ok := b.(bool); ok && a == b {
			return 0
		}
		return 1
	}
	return strings.Compare(lower(a), lower(b))
}

func lower(text any) string { return strings.ToLower(text.(string)) }

func read(raw json.RawMessage, into any) {
	if err := json.Unmarshal(raw, into); err != nil {
		panic("a made-up condition holds no JSON: " + err.Error())
	}
}
