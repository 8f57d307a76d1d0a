package administration

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// FieldFields is what is filled in for a field of an element type.
type FieldFields struct {
	Name         string            `json:"name"`
	Kind         string            `json:"kind"`
	Labels       locale.Labels     `json:"labels"`
	Required     bool              `json:"required"`
	Unique       bool              `json:"unique"`
	DefaultRight schema.FieldRight `json:"default_right" enum:"hidden,masked,read,edit"`
	Cap          schema.FieldRight `json:"cap" enum:",hidden,masked,read,edit"`
	Choices      []schema.Choice   `json:"choices"`
	DependsOn    string            `json:"depends_on" doc:"kind choice: another choice of the type, whose value decides which choices fit"`
	Target       string            `json:"target"`
	Reverse      locale.Labels     `json:"reverse" doc:"kind link: the head under which the record stands on the card of the one it leads to, such as Supplier of; none: the name of its type"`
	Image        bool              `json:"image" doc:"kind file: a picture, which the window shows"`
	Section      string            `json:"section"`
	Order        int               `json:"order"`
	Fast         bool              `json:"fast"`
	InSearch     bool              `json:"in_search"`
	Default      json.RawMessage   `json:"default" doc:"what a new record holds; today, now and me are known when it is made"`
	ShowIf       json.RawMessage   `json:"show_if" doc:"a filter over other fields of the record: while it does not match, the card and the form leave the field out"`
	Formula      string            `json:"formula" doc:"kind calculated: over names of fields of the type, such as value * probability; + - * / ( ) and constants, 20% among them"`
	Result       string            `json:"result" enum:",number,percent,money" doc:"kind calculated: the kind of what the formula makes"`
	Archived     bool              `json:"archived" doc:"out of use, with its values kept"`
}

// AddField adds a field to a type, with its columns.
func (s *Service) AddField(ctx context.Context, actor access.Actor, typeName string, sent json.RawMessage) error {
	return s.changeType(ctx, actor, typeName, "", func(ctx context.Context, d *Draft, old, t *schema.ElementType) error {
		in, err := overlay(FieldFields{DefaultRight: schema.Edit}, sent)
		if err != nil {
			return err
		}
		if old.Reserved(in.Fields.Name) {
			return fault.Field("name", "schema.name_taken", "name", in.Fields.Name)
		}
		field, err := newField(ctx, d, in.Fields, len(old.Fields)+1)
		if err != nil {
			return err
		}
		t.Fields = append(slices.Clone(old.Fields), field)
		if err := field.Validate(); err != nil {
			return err
		}
		d.recalculate(t, field.Name)
		if err := d.awaitIndexes(ctx, s, t); err != nil {
			return err
		}
		d.alter(s, old, t)
		return nil
	})
}

// ChangeField lays what was sent over a field, takes it out of use or back into it. Its name, kind, target and result stay.
func (s *Service) ChangeField(ctx context.Context, actor access.Actor, typeName, fieldName string, sent json.RawMessage) error {
	if err := mayWrite(actor, access.AdministrationTypes); err != nil {
		return err
	}
	if err := s.unrepeated(ctx, actor, typeName, fieldName, sent); err != nil {
		return err
	}
	return s.changeType(ctx, actor, typeName, "", func(ctx context.Context, d *Draft, old, t *schema.ElementType) error {
		before, ok := old.Known(fieldName)
		if !ok {
			return fault.Missing()
		}
		in, err := overlay(fieldFields(old, before), sent)
		if err != nil {
			return err
		}
		problems := fault.Fields{}
		for field, same := range map[string]bool{
			"name": in.Fields.Name == before.Name, "kind": in.Fields.Kind == before.Kind, "target": in.Fields.Target == before.Target,
			"result": in.Fields.Result == before.Result,
		} {
			if !same {
				problems.Add(field, "administration.name_stays")
			}
		}
		changed := *before
		changed.NotUnique = false
		if err := problems.Merge(in.Fields.applyTo(&changed)); err != nil {
			return err
		}
		t.Put(&changed)
		if err := s.retie(ctx, d, old, t, &changed); err != nil {
			return err
		}
		if in.Fields.Archived != old.IsArchived(fieldName) {
			if err := d.archiveField(t, &changed, in.Fields.Archived); err != nil {
				return err
			}
		}
		if changed.Formula != before.Formula || old.IsArchived(fieldName) {
			d.recalculate(t, fieldName)
		}
		if changed.InSearch != before.InSearch || changed.InSearch && old.IsArchived(fieldName) {
			d.refill(t, fieldName)
		}
		if err := checked(problems, changed.Validate()); err != nil {
			return err
		}
		if err := d.awaitIndexes(ctx, s, t); err != nil {
			return err
		}
		d.alter(s, old, t)
		return nil
	})
}

// fieldFields is what is filled in for a field as it is.
func fieldFields(t *schema.ElementType, f *schema.Field) FieldFields {
	return FieldFields{
		Name: f.Name, Kind: f.Kind, Labels: f.Labels, Required: f.Required, Unique: f.Unique, DefaultRight: f.DefaultRight, Cap: f.Cap,
		Choices: f.Choices, DependsOn: f.DependsOn, Target: f.Target, Reverse: f.Reverse, Image: f.Image, Section: f.Section,
		Order: f.Order, Fast: f.Fast, InSearch: f.InSearch, Default: f.Start, ShowIf: showIfOf(f), Formula: f.Formula, Result: f.Result, Archived: t.IsArchived(f.Name),
	}
}

// showIfOf is the condition of showing a field, null where it is always shown.
func showIfOf(f *schema.Field) json.RawMessage {
	if f.ShowIf.IsZero() {
		return json.RawMessage("null")
	}
	return writeFilter(f.ShowIf)
}

func newField(ctx context.Context, d *Draft, f FieldFields, order int) (*schema.Field, error) {
	no, err := d.tx.NextNo(ctx)
	if err != nil {
		return nil, fault.Wrap(err, "number a field")
	}
	field := &schema.Field{No: no, Name: f.Name, Kind: f.Kind, Target: f.Target, Result: f.Result, System: f.Name == schema.FieldName}
	if f.DefaultRight == "" {
		f.DefaultRight = schema.Edit
	}
	if f.Order == 0 {
		f.Order = order
	}
	return field, f.applyTo(field)
}

// applyTo sets everything of the field that can be changed.
func (f FieldFields) applyTo(field *schema.Field) error {
	showIf, err := readShowIf(f.ShowIf)
	if err != nil {
		return err
	}
	choices := slices.Clone(f.Choices)
	for i := range choices {
		choices[i].Labels = lines(choices[i].Labels)
	}
	field.Labels, field.Required, field.Unique, field.DefaultRight, field.Cap = lines(f.Labels), f.Required, f.Unique, f.DefaultRight, f.Cap
	field.DependsOn, field.Choices, field.Section, field.Order, field.Fast, field.InSearch = f.DependsOn, choices, f.Section, f.Order, f.Fast, f.InSearch
	field.Formula = strings.TrimSpace(f.Formula)
	field.Reverse = heads(f.Reverse)
	field.Start, field.ShowIf, field.Image = given(f.Default), showIf, f.Image && field.Kind == schema.KindFile
	return nil
}

// heads are labels without those that say nothing.
func heads(sent locale.Labels) locale.Labels {
	said := lines(sent)
	maps.DeleteFunc(said, func(_ locale.Language, text string) bool { return text == "" })
	if len(said) == 0 {
		return nil
	}
	return said
}

// readShowIf reads a condition of showing. Its problems are about the field show_if.
func readShowIf(sent json.RawMessage) (query.Expr, error) {
	filter, err := query.Parse(given(sent))
	if refusal := fault.Of(err); err != nil && refusal.Kind == fault.Invalid {
		return filter, fault.Field("show_if", refusal.Text.Key, pairs(refusal.Text)...)
	}
	return filter, err
}

// given is the JSON that was sent, none for null.
func given(sent json.RawMessage) json.RawMessage {
	if string(sent) == "null" {
		return nil
	}
	return sent
}
