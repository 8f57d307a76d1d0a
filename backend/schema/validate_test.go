package schema_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/schema"
)

func TestBuiltinTypesAreValid(t *testing.T) {
	names := make(map[string]bool)
	types := schema.Builtin()
	for _, each := range types {
		names[each.Name] = true
	}
	for _, each := range types {
		if err := each.Validate(); err != nil {
			t.Errorf("%s: %v", each.Name, err)
		}
		for _, f := range each.Fields {
			if f.Target != "" && !names[f.Target] {
				t.Errorf("%s.%s leads to a type that is not there: %s", each.Name, f.Name, f.Target)
			}
			for _, language := range locale.Languages() {
				if f.Labels[language] == "" {
					t.Errorf("%s.%s has no name in %s", each.Name, f.Name, language)
				}
			}
		}
	}
}

func TestNotesAndFilesAreComments(t *testing.T) {
	for _, each := range schema.Builtin() {
		if each.IsComment != (each.Name == schema.TypeNote || each.Name == schema.TypeFile) {
			t.Errorf("records of %s are comments: %v", each.Name, each.IsComment)
		}
		if each.IsComment && each.Default != schema.Parent {
			t.Errorf("%s does not go with what it is about", each.Name)
		}
	}
}

func TestTasksMeetingsAndCallsAreActivities(t *testing.T) {
	for _, each := range schema.Builtin() {
		want := each.Name == schema.TypeTask || each.Name == schema.TypeMeeting || each.Name == schema.TypeCall
		if each.IsActivity() != want {
			t.Errorf("%s is an activity: %v", each.Name, !want)
		}
		if !want {
			continue
		}
		for _, f := range each.Fields {
			f.System = false // as those of a type that the company made itself
		}
		if each.IsActivity() {
			t.Errorf("a type of the company's own called %s is an activity", each.Name)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]bool{
		"a": true, "deal": true, "deal_2": true, "a_b_c": true, strings.Repeat("a", 40): true, "": false, "Deal": false, "2deal": false, "_a": false, "a_": false, "a__b": false,
		"a-b": false, "a b": false, "сделка": false, "a;drop": false, "a\n": false, strings.Repeat("a", 41): false, "a'b": false,
	} {
		if schema.ValidName(name) != want {
			t.Errorf("%q can be a name: %v", name, !want)
		}
	}
}

func problems(err error) map[string]string {
	keys := make(map[string]string)
	var refusal *fault.Error
	if errors.As(err, &refusal) {
		for field, text := range refusal.Fields {
			keys[field] = text.Key
		}
	}
	return keys
}

func TestFieldsThatCannotBe(t *testing.T) {
	var many []schema.Choice
	for i := range schema.MaxChoices + 1 {
		many = append(many, schema.Choice{Value: fmt.Sprint(i)})
	}
	staying := func(kind, outcome string, days int) func(*schema.Field) {
		return func(f *schema.Field) {
			f.Kind, f.Choices = kind, []schema.Choice{{Value: "a", Outcome: outcome, RotsAfter: &days}}
		}
	}
	for _, test := range []struct {
		about, field, key string
		change            func(*schema.Field)
	}{
		{"a name with blanks", "name", "schema.name", func(f *schema.Field) { f.Name = "my field" }},
		{"the name of an inherent field", "name", "schema.name_taken", func(f *schema.Field) { f.Name = schema.FieldCreatedAt }},
		{"an unknown kind", "kind", "schema.kind", func(f *schema.Field) { f.Kind = "formula" }},
		{"no kind", "kind", "schema.kind", func(f *schema.Field) { f.Kind = "" }},
		{"the kind of the responsible", "kind", "schema.kind", func(f *schema.Field) { f.Kind = "responsible" }},
		{"no right", "default_right", "schema.field_right", func(f *schema.Field) { f.DefaultRight = "" }},
		{"an unknown right", "default_right", "schema.field_right", func(f *schema.Field) { f.DefaultRight = "own" }},
		{"an unknown cap", "cap", "schema.field_right", func(f *schema.Field) { f.Cap = "none" }},
		{"no English name", "labels", "schema.label_missing", func(f *schema.Field) { f.Labels = nil }},
		{"a name of blanks", "labels", "schema.label_missing", func(f *schema.Field) { f.Labels = locale.Labels{locale.English: " "} }},
		{"a name of ten megabytes", "labels", "field.too_long", func(f *schema.Field) { f.Labels = locale.Labels{locale.English: strings.Repeat("a", 10<<20)} }},
		{"a choice without choices", "choices", "schema.choices", func(f *schema.Field) { f.Kind = "choice" }},
		{"too many choices", "choices", "schema.choices", func(f *schema.Field) { f.Kind, f.Choices = "choice", many }},
		{"a choice twice", "choices", "schema.choice_value", func(f *schema.Field) { f.Kind, f.Choices = "choice", []schema.Choice{{Value: "a"}, {Value: "a"}} }},
		{"a choice without a value", "choices", "schema.choice_value", func(f *schema.Field) { f.Kind, f.Choices = "choice", []schema.Choice{{}} }},
		{"a stage that rots before it begins", "choices", "schema.choice_rots_after", staying("choice", "", -1)},
		{"a stage that rots after eleven years", "choices", "schema.choice_rots_after", staying("choice", "", 4000)},
		{"what is won and rots", "choices", "schema.choice_rots_after", staying("choice", schema.Won, 5)},
		{"one of several that rots", "choices", "schema.choice_rots_after", staying("choices", "", 5)},
		{"a search for numbers", "in_search", "schema.not_searchable", func(f *schema.Field) { f.Kind, f.InSearch = "number", true }},
		{"a search for people", "in_search", "schema.not_searchable", func(f *schema.Field) { f.Kind, f.InSearch = "employee", true }},
	} {
		f := fieldOf("text")
		test.change(f)
		if keys := problems(f.Validate()); keys[test.field] != test.key {
			t.Errorf("%s: %v, want %s", test.about, keys, test.key)
		}
	}
}

func TestEveryKindCanBeAFieldAndTextsCanBeSearched(t *testing.T) {
	for _, f := range fields() {
		searchable := false
		for _, op := range f.Ops() {
			searchable = searchable || op == query.Contains && f.Kind != schema.KindChoices // whose words are those of its labels
		}
		if err := f.Validate(); err != nil {
			t.Errorf("kind %s: %v", f.Kind, err)
		}
		f.InSearch = true
		if err := f.Validate(); (err == nil) != searchable {
			t.Errorf("kind %s in the search: %v", f.Kind, err)
		}
	}
}

func TestTypesThatCannotBe(t *testing.T) {
	for _, test := range []struct {
		about, field, key string
		change            func(*schema.ElementType)
	}{
		{"a name with blanks", "name", "schema.name", func(e *schema.ElementType) { e.Name = "my type" }},
		{"no title", "fields", "schema.title_missing", func(e *schema.ElementType) { e.Fields = e.Fields[1:] }},
		{"a title that is a number", "fields", "schema.title_missing", func(e *schema.ElementType) { e.Fields[0].Kind = "number"; e.Fields[0].InSearch = false }},
		{"a field twice", "fields", "schema.name_taken", func(e *schema.ElementType) { e.Fields = append(e.Fields, e.Fields[0]) }},
		{"too many fields", "fields", "schema.too_many_fields", func(e *schema.ElementType) {
			for len(e.Fields) <= schema.MaxFields {
				f := *e.Fields[1]
				f.Name = fmt.Sprintf("f%d", len(e.Fields))
				e.Fields = append(e.Fields, &f)
			}
		}},
		{"an unknown default", "default", "schema.default", func(e *schema.ElementType) { e.Default = "open" }},
		{"an unknown rest for the creator", "creator_keeps", "schema.creator_keeps", func(e *schema.ElementType) { e.CreatorKeeps = "delete" }},
		{"an unknown supervision", "supervision", "schema.supervision", func(e *schema.ElementType) { e.Supervision.Reports = "all" }},
		{"a parent without a link", "parent_field", "schema.parent_field", func(e *schema.ElementType) { e.Default = schema.Parent }},
		{"a parent by a text", "parent_field", "schema.parent_field", func(e *schema.ElementType) { e.Default, e.ParentField = schema.Parent, "name" }},
		{"a link to a parent that does not control", "parent_field", "schema.parent_field", func(e *schema.ElementType) { e.ParentField = "company" }},
		{"access by a text", "access_fields", "schema.access_fields", func(e *schema.ElementType) { e.AccessFields = []string{"name"} }},
		{"access by a field that is not there", "access_fields", "schema.access_fields", func(e *schema.ElementType) { e.AccessFields = []string{"nobody"} }},
		{"access by three", "access_fields", "schema.access_fields", func(e *schema.ElementType) { e.AccessFields = []string{"a", "b", "c"} }},
		{"no name for one", "labels", "schema.label_missing", func(e *schema.ElementType) { e.Labels.One = nil }},
		{"no name for many", "labels", "schema.label_missing", func(e *schema.ElementType) { e.Labels.Many = nil }},
		{"a field that cannot be", "kind", "schema.kind", func(e *schema.ElementType) { e.Fields[1].Kind = "formula" }},
	} {
		var deal *schema.ElementType
		for _, each := range schema.Builtin() {
			if each.Name == schema.TypeDeal {
				deal = each
			}
		}
		test.change(deal)
		if keys := problems(deal.Validate()); keys[test.field] != test.key {
			t.Errorf("%s: %v, want %s", test.about, keys, test.key)
		}
	}
}

func TestASchemaFindsItsTypes(t *testing.T) {
	types := []*schema.ElementType{{No: 5, Name: "b"}, {No: 2, Name: "a"}}
	s := schema.New(types)
	if got := s.Types(); len(got) != 2 || got[0].Name != "a" {
		t.Errorf("the types come as %v", got)
	}
	if found, ok := s.Type("b"); !ok || found.No != 5 {
		t.Error("a type is not found by its name")
	}
	if found, ok := s.TypeByNo(2); !ok || found.Name != "a" {
		t.Error("a type is not found by its number")
	}
	if _, ok := s.Type("c"); ok {
		t.Error("a type is there that is not")
	}
}
