package locale_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kontora/backend/locale"
)

func load(t *testing.T) *locale.Catalogue {
	t.Helper()
	catalogue, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

var isKey = regexp.MustCompile(`^[a-z]+(\.[a-z0-9_]+)+$`)

// keyPlace is which argument of a function that speaks is the key; -1 for functions that do not speak.
func keyPlace(call *ast.CallExpr) int {
	name := ""
	switch fn := call.Fun.(type) {
	case *ast.Ident:
		name = fn.Name
	case *ast.SelectorExpr:
		name = fn.Sel.Name
		if pkg, ok := fn.X.(*ast.Ident); ok {
			name = pkg.Name + "." + name
		}
	}
	switch {
	case name == "say", name == "locale.Say":
		return 0
	case name == "fault.New", name == "fault.Field", strings.HasSuffix(name, ".Add"):
		return 1
	}
	return -1
}

// spoken finds the keys that stand in calls, with one place for each.
func spoken(t *testing.T, root string) map[string]string {
	t.Helper()
	keys := make(map[string]string)
	files := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok {
				return true
			}
			if at := keyPlace(call); at >= 0 && at < len(call.Args) {
				literal, ok := call.Args[at].(*ast.BasicLit)
				if !ok || literal.Kind != token.STRING {
					return true
				}
				if key, err := strconv.Unquote(literal.Value); err == nil && isKey.MatchString(key) {
					keys[key] = files.Position(call.Pos()).String()
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestEveryKeyThatIsSaidHasWordsInEveryLanguage(t *testing.T) {
	catalogue := load(t)
	found := 0
	for _, root := range []string{"..", filepath.Join("..", "..", "app")} {
		if _, err := os.Stat(root); err != nil {
			t.Fatal(err)
		}
		for key, place := range spoken(t, root) {
			found++
			for _, language := range locale.Languages() {
				if !catalogue.Has(language, key) {
					t.Errorf("%s says %q, which has no words in %q", place, key, language)
				}
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d keys were found: the test looks in the wrong places", found)
	}
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

func TestBothLanguagesSayTheSame(t *testing.T) {
	catalogue := load(t)
	keys := catalogue.Keys(locale.English)
	keys = append(keys, catalogue.Keys(locale.Russian)...)
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		var holes []string
		for _, language := range locale.Languages() {
			if !catalogue.Has(language, key) {
				t.Errorf("%q has no words in %q", key, language)
				continue
			}
			words := catalogue.Render(language, locale.Say(key))
			if strings.TrimSpace(words) == "" {
				t.Errorf("%q is empty in %q", key, language)
			}
			names := placeholder.FindAllString(words, -1)
			slices.Sort(names)
			holes = append(holes, strings.Join(slices.Compact(names), " "))
		}
		if len(holes) == 2 && holes[0] != holes[1] {
			t.Errorf("%q is filled with %s in English and %s in Russian", key, holes[0], holes[1])
		}
	}
}

func TestRender(t *testing.T) {
	catalogue := load(t)
	labels := locale.Labels{locale.English: "Value", locale.Russian: "Сумма"}
	for _, test := range []struct {
		about    string
		language locale.Language
		text     locale.Text
		want     string
	}{
		{"words without arguments", locale.English, locale.Say("field.required"), "Fill in this field."},
		{"a name in the reader's language", locale.Russian, locale.Say("field.read_only", "field", labels), catalogue.Render(locale.Russian, locale.Say("field.read_only", "field", "Сумма"))},
		{"a text within a text", locale.English, locale.Say("field.read_only", "field", locale.Say("field.required")), "You may not change “Fill in this field.”."},
		{"an argument that looks like a hole", locale.English, locale.Say("field.too_long", "max", "{count}", "count", 7), "At most {count} characters; this has 7."},
		{"a key that is not there", locale.Russian, locale.Say("nothing.at_all"), "nothing.at_all"},
		{"a language that is not there", "de", locale.Say("field.required"), "Fill in this field."},
	} {
		if got := catalogue.Render(test.language, test.text); got != test.want {
			t.Errorf("%s: %q, want %q", test.about, got, test.want)
		}
	}
}

func TestLabelsAndTags(t *testing.T) {
	for about, test := range map[string]struct {
		labels   locale.Labels
		language locale.Language
		want     string
	}{
		"in the language":         {locale.Labels{locale.English: "a", locale.Russian: "б"}, locale.Russian, "б"},
		"in English for want of":  {locale.Labels{locale.English: "a"}, locale.Russian, "a"},
		"in any for want of both": {locale.Labels{locale.Russian: "б"}, locale.English, "б"},
		"in none":                 {nil, locale.English, ""},
	} {
		if got := test.labels.In(test.language); got != test.want {
			t.Errorf("%s: %q", about, got)
		}
	}
	for tag, want := range map[string]locale.Language{"ru": locale.Russian, "ru-RU": locale.Russian, "RU_ru.UTF-8": locale.Russian, "en-GB": locale.English, "de": locale.English, "": locale.English} {
		if got := locale.Match(tag); got != want {
			t.Errorf("%q is %q", tag, got)
		}
	}
}
