package administration

import (
	"slices"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// maxName bounds names of what the directory does not check itself, in characters.
const maxName = 200

// validate checks the whole of the draft. What a person can have got wrong was named while it was put in; this finds what only the whole
// shows: cycles, a condition that another change has made meaningless, a reference to what the same change removed.
func (d *Draft) validate() error {
	if err := d.directory.Draft().Validate(); err != nil {
		return err
	}
	if err := d.dangling(); err != nil {
		return err
	}
	if err := d.validateTypes(); err != nil {
		return err
	}
	for no, problem := range d.bindConditions(d) {
		kind := RuleKind
		if _, ok := d.restrictions[no]; ok {
			kind = RestrictionKind
		}
		if _, own := d.changed[no]; own {
			return conditionProblem(problem)
		}
		return fault.New(fault.Conflict, "administration.condition_broken",
			"kind", locale.Say("administration.kind."+string(kind)), "name", d.nameOf(kind, no)).Because(problem)
	}
	return nil
}

// conditionProblem says what is wrong with a condition on the field that holds it.
func conditionProblem(problem error) error {
	e := fault.Of(problem)
	if e.Kind != fault.Invalid {
		return problem
	}
	for field, text := range e.Fields {
		return fault.Field("filter", "administration.condition_field", "field", shorten(field), "problem", text)
	}
	return fault.Field("filter", e.Text.Key, pairs(e.Text)...)
}

func pairs(text locale.Text) []any {
	flat := make([]any, 0, 2*len(text.Args))
	for name, value := range text.Args {
		flat = append(flat, name, value)
	}
	return flat
}

// dangling finds a reference to what is not there.
func (d *Draft) dangling() error {
	there := make(map[ident.No]bool)
	for no := range d.before.known {
		there[no] = true
	}
	for no := range d.ids {
		there[no] = true
	}
	for no := range d.removed {
		delete(there, no)
	}
	for _, t := range d.types {
		for _, f := range slices.Concat(t.Fields, t.Archived) {
			there[f.No] = true
		}
	}
	var broken error
	d.references(func(by use, named ident.No) {
		if !there[named] && broken == nil {
			broken = fault.New(fault.Conflict, "administration.dangling",
				"kind", locale.Say("administration.kind."+string(by.kind)), "name", d.nameOf(by.kind, by.no))
		}
	})
	return broken
}

func (d *Draft) validateTypes() error {
	for no, kind := range d.changed {
		if kind != TypeKind {
			continue
		}
		t := d.types[no]
		if err := t.Validate(); err != nil {
			return err
		}
		if err := d.validateLinks(t); err != nil {
			return err
		}
		if err := t.ValidateUse(d.values()); err != nil {
			return err
		}
	}
	return d.validateParents()
}

func (d *Draft) validateLinks(t *schema.ElementType) error {
	problems := fault.Fields{}
	for _, f := range t.Fields {
		no, ok := d.TypeNo(f.Target)
		if f.Target != "" && (f.Kind != schema.KindLink || !ok || d.types[no].InArchive) {
			problems.Add("target", "administration.unknown_type")
		}
	}
	for no, other := range d.types {
		if no != t.No && other.Name == t.Name {
			problems.Add("name", "schema.name_taken", "name", t.Name)
		}
	}
	return problems.Err()
}

// validateParents holds types controlled by their parent to a bounded depth, so that no cycle stands. A parent link that may lead to any
// type leads to those that are not themselves controlled by a parent.
func (d *Draft) validateParents() error {
	for _, t := range d.types {
		at := t
		for depth := 0; at != nil && at.Default == schema.Parent; depth++ {
			if depth == schema.MaxParentDepth {
				return fault.Field("parent_field", "administration.parent_depth", "max", schema.MaxParentDepth, "type", t.Labels.Many)
			}
			link, ok := at.Field(at.ParentField)
			if !ok {
				break
			}
			no, _ := d.TypeNo(link.Target)
			at = d.types[no]
		}
	}
	return nil
}

// checkName refuses an empty or endless name.
func checkName(problems fault.Fields, name string) {
	switch count := len([]rune(name)); {
	case count == 0:
		problems.Add("name", "directory.name_required")
	case count > maxName:
		problems.Add("name", "directory.too_long", "max", maxName)
	}
}
