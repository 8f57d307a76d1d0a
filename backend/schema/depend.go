package schema

import (
	"slices"

	"kontora/backend/fault"
)

// Fits reports whether the choice can stand beside that value of the field on which its own depends. Beside none every choice can.
func (c Choice) Fits(beside Value) bool {
	value, ok := beside.(string)
	return !ok || len(c.For) == 0 || slices.Contains(c.For, value)
}

// Fitting are the choices of the field that can stand beside that value of the field on which it depends, in their order.
func (f *Field) Fitting(beside Value) []Choice {
	return slices.DeleteFunc(slices.Clone(f.Choices), func(c Choice) bool { return !c.Fits(beside) })
}

// fits reports whether a value is a choice of the field that can stand beside that value.
func (f *Field) fits(value, beside Value) bool {
	text, _ := value.(string)
	c, ok := f.Choice(text)
	return ok && c.Fits(beside)
}

// isStage reports whether some choice of the field closes the record.
func (f *Field) isStage() bool {
	return slices.ContainsFunc(f.Choices, func(c Choice) bool { return c.Outcome != "" })
}

// isFilled reports whether the program chooses where nobody has: a record stands at some stage of its pipeline, and has what is required.
// Elsewhere the first choice would be a guess.
func (f *Field) isFilled() bool { return f.Required || f.isStage() }

// firstFor is what the field holds beside that value where nobody has chosen; nil for nothing.
func (f *Field) firstFor(beside Value) Value {
	if fitting := f.Fitting(beside); f.isFilled() && len(fitting) > 0 {
		return fitting[0].Value
	}
	return nil
}

// controls returns the field that decides which choices of f fit.
func (t *ElementType) controls(f *Field) (*Field, bool) {
	if f.DependsOn == "" {
		return nil, false
	}
	return t.Field(f.DependsOn)
}

// depth is how many fields stand above f, each deciding about the next; -1 in a circle.
func (t *ElementType) depth(f *Field) int {
	depth := 0
	for above, ok := t.controls(f); ok; above, ok = t.controls(above) {
		if depth++; depth > len(t.Fields) {
			return -1
		}
	}
	return depth
}

// dependents are the fields that depend on others, each behind the one that it depends on.
func (t *ElementType) dependents() []*Field {
	fields := slices.DeleteFunc(slices.Clone(t.Fields), func(f *Field) bool {
		_, ok := t.controls(f)
		return !ok
	})
	slices.SortStableFunc(fields, func(a, b *Field) int { return t.depth(a) - t.depth(b) })
	return fields
}

// Misfit is a choice that somebody has sent and that cannot stand beside the value of the field on which its own depends.
type Misfit struct {
	Field  *Field
	Choice Choice
	On     *Field
	Beside Choice
}

// Edited are the values of a record in the middle of being written.
type Edited struct {
	Before map[string]Value // as they were; of a new record what it started with
	Values map[string]Value // as they are to be
	New    bool
	Sent   func(field string) bool       // whether the writer has named the field
	Right  func(field string) FieldRight // what the writer may do with the field
}

// Depend has the fields that depend on others follow them: whoever names a choice alone means the value it belongs to where there is none
// yet, and what no longer fits beside another value gives way to the first choice that does. It sets values, and returns the names of the
// fields it has set and the choices that were sent and cannot stay. What the writer may not edit is not emptied for him: it cannot stay
// either where he reads it, and where he does not it stays as it is, as a refusal would tell him of it.
func (t *ElementType) Depend(e Edited) (set []string, misfits []Misfit) {
	dependents := t.dependents()
	// What gives way at one end of a chain may be implied from the other end only then.
	for range len(dependents) + 1 {
		var more []string
		more, misfits = t.dependOnce(dependents, e)
		if len(more) == 0 {
			break
		}
		set = append(set, more...)
	}
	return set, misfits
}

func (t *ElementType) dependOnce(dependents []*Field, e Edited) (set []string, misfits []Misfit) {
	put := func(name string, v Value) {
		if v == nil {
			delete(e.Values, name)
		} else {
			e.Values[name] = v
		}
		set = append(set, name)
	}
	for _, f := range slices.Backward(dependents) {
		if above, ok := t.implied(f, e); ok {
			put(f.DependsOn, above)
		}
	}
	for _, f := range dependents {
		on, _ := t.controls(f)
		beside, value := e.Values[on.Name], e.Values[f.Name]
		moved := e.New || e.Before[on.Name] != beside
		switch {
		case value == nil && e.New && !e.Sent(f.Name) && beside != nil:
			if first := f.firstFor(beside); first != nil {
				put(f.Name, first)
			}
		case value == nil, f.fits(value, beside):
		case !e.Sent(f.Name) && moved:
			first := f.firstFor(beside)
			switch right := e.Right(f.Name); {
			case first != nil || e.New || right == Edit:
				put(f.Name, first)
			case right == Read && e.Right(on.Name).Rank() >= Read.Rank():
				misfits = append(misfits, misfit(f, value, on, beside))
			}
		case e.Sent(f.Name) && (moved || e.Before[f.Name] != value):
			misfits = append(misfits, misfit(f, value, on, beside))
		}
	}
	return set, misfits
}

// implied is the value of the field above that a choice of f belongs to, where the record has none, or a new one has it only because it
// started with it. It can stand beside what the field above depends on itself.
func (t *ElementType) implied(f *Field, e Edited) (Value, bool) {
	text, _ := e.Values[f.Name].(string)
	c, ok := f.Choice(text)
	if !ok || len(c.For) == 0 {
		return nil, false
	}
	above := e.Values[f.DependsOn]
	started := e.New && !e.Sent(f.DependsOn) && e.Sent(f.Name) && !c.Fits(above)
	if above != nil && !started || e.Right(f.DependsOn) != Edit {
		return nil, false
	}
	on, _ := t.controls(f)
	for _, value := range c.For {
		if on.DependsOn == "" || on.fits(value, e.Values[on.DependsOn]) {
			return value, true
		}
	}
	return nil, false
}

func misfit(f *Field, value Value, on *Field, beside Value) Misfit {
	text, _ := value.(string)
	above, _ := beside.(string)
	m := Misfit{Field: f, On: on}
	m.Choice, _ = f.Choice(text)
	m.Beside, _ = on.Choice(above)
	return m
}

// Reconcile brings the choices of a stored record together after the type has changed: the one that depends on another decides, for it
// says more. It returns the names of the fields it has set.
func (t *ElementType) Reconcile(values map[string]Value) (set []string) {
	for _, f := range slices.Backward(t.dependents()) {
		text, _ := values[f.Name].(string)
		c, ok := f.Choice(text)
		if !ok || len(c.For) == 0 || slices.Contains(set, f.DependsOn) || values[f.DependsOn] != nil && c.Fits(values[f.DependsOn]) {
			continue
		}
		values[f.DependsOn] = c.For[0]
		set = append(set, f.DependsOn)
	}
	return set
}

// Untie takes values that are no choices of the field any more out of the choices that belonged to them. A choice that belonged to nothing
// else goes with them: it must not fit everywhere from then on. t must not be part of a Schema yet.
func (t *ElementType) Untie(on *Field) {
	for _, f := range slices.Concat(t.Fields, t.Archived) {
		if f.DependsOn != on.Name {
			continue
		}
		untied := *f
		untied.Choices = nil
		for _, c := range f.Choices {
			bound := len(c.For) > 0
			c.For = slices.DeleteFunc(slices.Clone(c.For), func(value string) bool { _, ok := on.Choice(value); return !ok })
			if !bound || len(c.For) > 0 {
				untied.Choices = append(untied.Choices, c)
			}
		}
		if _, problem := untied.StartValue(Context{}); problem != nil {
			untied.Start = nil
		}
		t.Put(&untied)
	}
}

// validateDependents checks which fields decide about the choices of others.
func (t *ElementType) validateDependents(problems fault.Fields) {
	for _, f := range t.Fields {
		on, ok := t.Field(f.DependsOn)
		switch bound := slices.ContainsFunc(f.Choices, func(c Choice) bool { return len(c.For) > 0 }); {
		case f.DependsOn == "" && bound:
			problems.Add("choices", "schema.choice_for_nothing", "field", f.Labels)
		case f.DependsOn == "":
		case !ok || f.Kind != KindChoice || on.Kind != KindChoice:
			problems.Add("depends_on", "schema.depends_on", "field", f.Labels)
		case t.depth(f) < 0:
			problems.Add("depends_on", "schema.depends_on_circle", "field", f.Labels)
		default:
			f.validateDependence(on, problems)
		}
	}
}

func (f *Field) validateDependence(on *Field, problems fault.Fields) {
	for _, c := range f.Choices {
		if slices.ContainsFunc(c.For, func(value string) bool { _, ok := on.Choice(value); return !ok }) {
			problems.Add("choices", "schema.choice_for", "choice", c.Labels, "field", on.Labels)
		}
	}
	for _, c := range on.Choices {
		if f.isFilled() && len(f.Fitting(c.Value)) == 0 {
			problems.Add("choices", "schema.choice_none_for", "choice", c.Labels, "field", f.Labels)
		}
	}
}
