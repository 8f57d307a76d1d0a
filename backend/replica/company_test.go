package replica

import (
	"encoding/json"
	"strings"
	"testing"

	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// Whatever of a type names a field that one does not read in full, or what stands in it, is not told to a desk.
func TestATypeIsToldWithoutWhatTellsOfHiddenFields(t *testing.T) {
	named := func(words string) locale.Labels { return locale.Labels{locale.English: words} }
	typ := &schema.ElementType{
		Name: "deal", AccessFields: []string{"secret"}, Supervision: schema.UsualSupervision(),
		Sections: []schema.Section{{Name: "open", Labels: named("Open")}, {Name: "closed", Labels: named("canary section")}},
		Archived: []*schema.Field{{Name: "canary_archived"}}, Removed: []string{"canary_removed"},
		Fields: []*schema.Field{
			{No: 1, Name: "name", Kind: schema.KindText, Section: "open", Start: json.RawMessage(`"canary start"`), ShowIf: query.Expr{Field: "secret", Op: "=", Value: json.RawMessage(`"canary value"`)}},
			{No: 2, Name: "secret", Kind: schema.KindChoice, Section: "closed", Choices: []schema.Choice{{Value: "canary_choice"}}},
			{No: 3, Name: "reason", Kind: schema.KindChoice, Section: "open", DependsOn: "secret", Choices: []schema.Choice{{Value: "price", For: []string{"canary_choice"}}}},
			{No: 4, Name: "margin", Kind: schema.KindCalculated, Result: schema.KindNumber, Section: "open", Formula: "canary * 2"},
		},
	}
	aliases, err := NewAliases([]byte("secret"), ident.ID{1})
	if err != nil {
		t.Fatal(err)
	}
	right := map[string]schema.FieldRight{"name": schema.Read, "secret": schema.Hidden, "reason": schema.Edit, "margin": schema.Masked}
	told, err := json.Marshal(openType(typ, func(f *schema.Field) schema.FieldRight { return right[f.Name] }, aliases))
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"canary", "secret", "group_manager\":\"edit"} {
		if strings.Contains(string(told), word) {
			t.Errorf("%q is told: %s", word, told)
		}
	}
	for _, word := range []string{`"reason"`, `"price"`, `"shortened":true`, `"open"`} {
		if !strings.Contains(string(told), word) {
			t.Errorf("%s is not told: %s", word, told)
		}
	}
	if typ.Fields[2].Choices[0].For == nil || typ.Fields[3].Formula == "" {
		t.Error("the type itself was changed")
	}
}
