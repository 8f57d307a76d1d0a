package importer_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// said is an error in the words of the language, with what it says of fields.
func said(texts *locale.Catalogue, err error, language locale.Language) string {
	if err == nil {
		return ""
	}
	e := fault.Of(err)
	words := []string{texts.Render(language, e.Text)}
	for _, name := range slices.Sorted(maps.Keys(e.Fields)) {
		words = append(words, texts.Render(language, e.Fields[name]))
	}
	return strings.Join(words, " ")
}

// units is an amount without decimals.
func units(t *testing.T, value any) int {
	t.Helper()
	money, ok := value.(schema.MoneyJSON)
	if !ok {
		t.Fatalf("%T is no amount", value)
	}
	whole, _, _ := strings.Cut(money.Amount, ".")
	n, err := strconv.Atoi(whole)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
