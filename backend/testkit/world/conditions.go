package world

import (
	"encoding/json"
	"slices"

	"kontora/backend/access"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// condition makes a test on the records of a type; nil when the type has as many as it can have.
func (m *maker) condition(t *schema.ElementType) *access.Condition {
	slot := m.slots[t.No]
	if slot == schema.MaxConditions {
		return nil
	}
	m.slots[t.No]++
	c := &access.Condition{Filter: m.filter(t, 2), Slot: slot, State: access.Ready}
	if m.once(4) {
		c.State = access.Building
	}
	return c
}

func (m *maker) filter(t *schema.ElementType, depth int) query.Expr {
	if depth == 0 || m.mostly(3) {
		return m.test(t)
	}
	var children []query.Expr
	for range m.some(1, 3) {
		children = append(children, m.filter(t, depth-1))
	}
	if m.once(2) {
		return query.Expr{Or: children}
	}
	return query.Expr{And: children}
}

func (m *maker) test(t *schema.ElementType) query.Expr {
	fields := []string{"amount", "stage", "urgent", "name", "due", "assistant"}
	if !Controlled(t) {
		fields = append(fields, schema.FieldResponsible)
	}
	field := pick(m, fields...)
	e := query.Expr{Field: field, Op: m.op(field)}
	switch e.Op {
	case query.In, query.NotIn:
		values := []any{}
		for range m.some(1, 2) {
			values = append(values, m.constant(field))
		}
		e.Value = encode(values)
	case query.Between:
		e.Value = encode([]any{m.constant(field), m.constant(field)})
	case query.Empty:
		e.Value = encode(m.mostly(2))
	case query.Contains, query.Starts:
		e.Value = encode(pick(m, "a", "AL", "et", "ta"))
	default:
		e.Value = encode(m.constant(field))
	}
	return e
}

func (m *maker) op(field string) query.Op {
	ops := []query.Op{query.Equal, query.NotEqual, query.In, query.NotIn, query.Empty}
	switch field {
	case "amount", "due":
		ops = append(ops, query.Less, query.LessEqual, query.Greater, query.GreaterEqual, query.Between)
	case "name":
		ops = append(ops, query.Less, query.GreaterEqual, query.Between, query.Contains, query.Starts)
	}
	return pick(m, ops...)
}

// constant is a value as people send it.
func (m *maker) constant(field string) any {
	switch field {
	case "assistant":
		return IDOf(anyOf(m, m.nos.employees)).String()
	case "responsible":
		return IDOf(pick(m, slices.Concat(m.nos.employees, m.nos.groups)...)).String()
	}
	return m.value(field)
}

// value is one of the few values that a plain field takes here, so that conditions often match.
func (m *maker) value(field string) any {
	switch field {
	case "amount":
		return pick(m, 1.0, 2.0, 2.5, 10.0)
	case "stage":
		return pick(m, stages()...)
	case "urgent":
		return m.once(2)
	case "due":
		return pick(m, "2026-03-01", "2026-03-02", "2026-12-31")
	}
	return pick(m, "Alpha", "beta", "BETA", "Gamma")
}

func encode(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		panic("a constant of a made-up condition cannot be written: " + err.Error())
	}
	return text
}
