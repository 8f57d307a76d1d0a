package schema

import (
	"time"

	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/query"
)

// Starts that are known only when a record is made, as the JSON of Field.Start.
const (
	startToday = `"today"` // of a date: the maker's present day
	startNow   = `"now"`   // of a date and time
	startMe    = `"me"`    // of an employee: the maker
)

// StartValue is what the field holds in a new record before anybody fills it in; nil for nothing.
func (f *Field) StartValue(c Context) (Value, *locale.Text) {
	switch raw := string(f.Start); {
	case isNull(f.Start), f.Kind == KindCalculated:
		return nil, nil
	case f.Kind == KindDate && raw == startToday:
		year, month, day := c.Now.Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).UnixMilli() / dayMillis, nil
	case f.Kind == KindDateTime && raw == startNow:
		return c.Now.UnixMilli(), nil
	case f.Kind == KindEmployee && raw == startMe:
		if c.Viewer == 0 {
			return nil, nil
		}
		return c.Viewer, nil
	case f.Kind == KindLink:
		return nil, say("schema.start_link") // not everybody who makes a record may see the other one
	}
	return f.Parse(c, f.Start)
}

// checkStart is what is wrong with the start of the field.
func (f *Field) checkStart(c Context, problems fault.Fields) {
	if _, problem := f.StartValue(c); problem != nil {
		problems["default"] = *problem
	}
}

// Shown reports whether the card and the form of a record show the field: those without a condition always. A condition that does not fit
// the type any more hides nothing.
func (t *ElementType) Shown(c Context, f *Field, row query.Row) bool {
	if f.ShowIf.IsZero() {
		return true
	}
	node, err := t.bindShowIf(c, f)
	return err != nil || node.Match(row)
}

// bindShowIf binds the condition to the other fields of the type, links left out, for where they lead is another record, and calculated ones,
// which come last of all.
func (t *ElementType) bindShowIf(c Context, f *Field) (query.Node, error) {
	c.Viewer, c.Now = 0, time.Time{} // the same for everybody at any time
	return t.Bind(c, f.ShowIf, func(other *Field) bool {
		return !other.inherent && other.Name != f.Name && other.Kind != KindLink && other.Kind != KindCalculated
	})
}

// ValidateUse checks what of the fields depends on people and on other fields: the values they start with, formulas and the conditions of showing.
func (t *ElementType) ValidateUse(c Context) error {
	problems := fault.Fields{}
	for _, f := range t.Fields {
		f.checkStart(c, problems)
		if problem := t.checkFormula(f); problem != nil {
			problems["formula"] = *problem
		}
		if f.ShowIf.IsZero() {
			continue
		}
		if _, err := t.bindShowIf(c, f); err != nil {
			refusal := fault.Of(err)
			if refusal.Kind != fault.Invalid {
				return err
			}
			problems.Add("show_if", "schema.show_if", "field", f.Labels)
		}
	}
	return problems.Err()
}
