package administration

import (
	"context"
	"encoding/json"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// Dependence is the choices of a field together with the field that decides which of them fit: neither could be changed without the other
// where every pipeline must have a stage, and every stage a pipeline.
type Dependence struct {
	On      Deciding        `json:"depends_on"`
	Choices []schema.Choice `json:"choices"`
}

// Deciding is a field on which another one depends.
type Deciding struct {
	Name    string          `json:"name" doc:"of a field of the kind choice; it is made where there is none of that name"`
	Labels  locale.Labels   `json:"labels" doc:"of a field that is made"`
	Choices []schema.Choice `json:"choices"`
}

// ArrangeChoices has a field of the kind choice depend on another one, and sets the choices of both at once. Records that hold a choice
// which belongs to another value from now on get that value. A choice that a record holds is not taken out.
func (s *Service) ArrangeChoices(ctx context.Context, actor access.Actor, typeName, fieldName, version string, sent json.RawMessage) error {
	return s.changeType(ctx, actor, typeName, version, func(ctx context.Context, d *Draft, old, t *schema.ElementType) error {
		f, ok := old.Field(fieldName)
		if !ok {
			return fault.Missing()
		}
		if f.Kind != schema.KindChoice {
			return fault.Field("depends_on", "administration.not_a_choice")
		}
		in, err := overlay(Dependence{}, sent)
		if err != nil {
			return err
		}
		on, err := d.deciding(ctx, old, f, in.Fields.On)
		if err != nil {
			return err
		}
		changed := *f
		changed.DependsOn, changed.Choices = on.Name, inLines(in.Fields.Choices)
		t.Fields = slices.Clone(t.Fields)
		if _, there := old.Field(on.Name); !there {
			t.Fields = append(t.Fields, on)
			behind(t, f, on)
			changed.Order++
		}
		for _, each := range []*schema.Field{on, &changed} {
			t.Put(each)
			if err := s.retie(ctx, d, old, t, each); err != nil {
				return err
			}
			if err := each.Validate(); err != nil {
				return err
			}
		}
		d.alter(s, old, t)
		return t.Validate()
	})
}

// deciding is the field on which another one is to depend, with its choices as they were sent. New records begin with the first of them
// where nothing else is set.
func (d *Draft) deciding(ctx context.Context, t *schema.ElementType, f *schema.Field, sent Deciding) (*schema.Field, error) {
	on := &schema.Field{}
	if known, ok := t.Field(sent.Name); ok {
		*on = *known
	} else {
		if t.Reserved(sent.Name) {
			return nil, fault.Field("name", "schema.name_taken", "name", shorten(sent.Name))
		}
		made, err := newField(ctx, d, FieldFields{
			Name: sent.Name, Kind: schema.KindChoice, Labels: sent.Labels, Section: f.Section, Order: f.Order, Fast: true, DefaultRight: f.DefaultRight,
		}, f.Order)
		if err != nil {
			return nil, err
		}
		on = made
	}
	on.Choices = inLines(sent.Choices)
	if _, problem := on.StartValue(d.values()); len(on.Choices) > 0 && (problem != nil || f.DependsOn != on.Name && on.Start == nil) {
		first, err := json.Marshal(on.Choices[0].Value)
		if err != nil {
			return nil, fault.Wrap(err, "write the first choice")
		}
		on.Start = first
	}
	return on, nil
}

// behind makes room in the order of the card for a new field before the one that depends on it.
func behind(t *schema.ElementType, f, on *schema.Field) {
	for _, each := range t.Fields {
		if each.Order >= f.Order && each != on {
			moved := *each
			moved.Order++
			t.Put(&moved)
		}
	}
}

// inLines are choices each of whose labels is one line.
func inLines(choices []schema.Choice) []schema.Choice {
	clean := slices.Clone(choices)
	for i := range clean {
		clean[i].Labels = lines(clean[i].Labels)
	}
	return clean
}

// retie has other fields and the stored records follow changed choices: values that are gone decide about nothing any more, and records are
// brought together anew where other choices belong together now. What a record holds is not taken from fields that depend on each other.
func (s *Service) retie(ctx context.Context, d *Draft, old, t *schema.ElementType, changed *schema.Field) error {
	before, _ := old.Known(changed.Name)
	decides := slices.ContainsFunc(slices.Concat(t.Fields, t.Archived), func(f *schema.Field) bool { return f.DependsOn == changed.Name })
	if !decides && changed.DependsOn == "" {
		return nil
	}
	if before != nil {
		for _, c := range before.Choices {
			if _, stays := changed.Choice(c.Value); stays {
				continue
			}
			held, err := s.parts.Records.Holds(ctx, d.tx, old, before, c.Value)
			if err != nil {
				return fault.Wrap(err, "look for records with a choice")
			}
			if held {
				return fault.Field("choices", "administration.choice_held", "choice", c.Labels)
			}
		}
	}
	t.Untie(changed)
	d.rebuild[t.No] = d.rebuild[t.No] || !sameTies(before, changed)
	return nil
}

// sameTies reports whether the choices of a field belong to the same values as before.
func sameTies(before, after *schema.Field) bool {
	if before == nil || before.DependsOn != after.DependsOn {
		return after.DependsOn == ""
	}
	return !slices.ContainsFunc(after.Choices, func(c schema.Choice) bool {
		was, ok := before.Choice(c.Value)
		return ok && !slices.Equal(was.For, c.For)
	})
}
