package schema

import (
	"kontora/backend/fault"
	"kontora/backend/locale"
)

// KindCalculated is the kind of a field that holds what its formula makes of others of the same record. Nobody edits it: it is worked out
// whenever the record is written, and stored, compared and shown as a value of the kind that Field.Result names.
const KindCalculated = "calculated"

// ValueKind is the kind of the values that the field holds: its own, or that of a formula's result.
func (f *Field) ValueKind() string {
	if f.Shortened {
		return KindText
	}
	if f.Kind == KindCalculated {
		return f.Result
	}
	return f.Kind
}

// Inputs are the fields that a calculated one is made of, at any depth, other calculated ones among them. ok is false when the formula does
// not fit the type: then nobody can tell what it shows.
func (t *ElementType) Inputs(f *Field) (inputs []*Field, ok bool) {
	seen := map[string]bool{f.Name: true}
	ok = true
	var add func(of *Field)
	add = func(of *Field) {
		parsed, problem := parseFormula(of.Formula)
		ok = ok && problem == nil
		parsed.names(func(name string) {
			input, known := t.Field(name)
			ok = ok && known
			if !known || seen[name] {
				return
			}
			seen[name] = true
			inputs = append(inputs, input)
			if input.Kind == KindCalculated {
				add(input)
			}
		})
	}
	if f.Kind == KindCalculated {
		add(f)
	}
	return inputs, ok
}

// Calculate works out the calculated fields of a record of the type from its values, by name; empty ones are nil.
func (t *ElementType) Calculate(values map[string]Value) map[string]Value {
	var made map[string]Value
	for _, f := range t.Fields {
		if f.Kind == KindCalculated && !f.Shortened {
			if made == nil {
				made = make(map[string]Value)
			}
			t.calculate(f, values, made)
		}
	}
	return made
}

// calculate works out one field, with those it is made of first. Those under way count as empty, so that a circle ends.
func (t *ElementType) calculate(f *Field, values, made map[string]Value) Value {
	if v, done := made[f.Name]; done {
		return v
	}
	made[f.Name] = nil
	parsed, problem := parseFormula(f.Formula)
	if problem != nil {
		return nil
	}
	if measured, problem := parsed.measures(t); problem != nil || !measured.fits(f.Result) {
		return nil
	}
	made[f.Name] = parsed.of(func(name string) quantity {
		input, _ := t.Field(name)
		if input.Kind == KindCalculated {
			return asQuantity(input.Result, t.calculate(input, values, made))
		}
		return asQuantity(input.Kind, values[name])
	}).asValue(f.Result)
	return made[f.Name]
}

// validateCalculated checks what a calculated field says by itself.
func (f *Field) validateCalculated(problems fault.Fields) {
	if f.Kind != KindCalculated {
		if f.Formula != "" || f.Result != "" {
			problems.Add("formula", "schema.formula_needless")
		}
		return
	}
	switch f.Result {
	case KindNumber, KindMoney, KindPercent:
	default:
		problems.Add("result", "schema.formula_result")
	}
	if _, problem := parseFormula(f.Formula); problem != nil {
		problems["formula"] = *problem
	}
	for name, set := range map[string]bool{"required": f.Required, "unique": f.Unique, "default": !isNull(f.Start)} {
		if set {
			problems.Add(name, "schema.formula_only")
		}
	}
}

// checkFormula is what is wrong with the formula of a field among the others of its type; nil of a field without one.
func (t *ElementType) checkFormula(f *Field) *locale.Text {
	if f.Kind != KindCalculated {
		return nil
	}
	parsed, problem := parseFormula(f.Formula)
	if problem != nil {
		return problem
	}
	made, problem := parsed.measures(t)
	if problem != nil {
		return problem
	}
	if !made.fits(f.Result) {
		return say("schema.formula_made", "kind", locale.Say("schema.formula_measure."+made.word()))
	}
	if t.inCircle(f) {
		return say("schema.formula_circle", "field", f.Labels)
	}
	return nil
}

// inCircle reports whether the field is made of itself.
func (t *ElementType) inCircle(f *Field) bool {
	inputs, _ := t.Inputs(f)
	for _, input := range append(inputs, f) {
		parsed, problem := parseFormula(input.Formula)
		if problem != nil {
			continue
		}
		circle := false
		parsed.names(func(name string) { circle = circle || name == f.Name })
		if circle {
			return true
		}
	}
	return false
}

// word is what problems call a measure.
func (m measure) word() string {
	switch m {
	case amount:
		return "amount"
	case aDay, aMoment:
		return "day"
	case noMeasure, plain:
	}
	return "number"
}
