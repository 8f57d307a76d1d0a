package architecture

import (
	"strings"
	"testing"
	"testing/fstest"
)

// read parses a module "m" made of the given files.
func read(t *testing.T, files map[string]string) *Tree {
	t.Helper()
	root := fstest.MapFS{}
	for name, text := range files {
		root[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := Read("m", root)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// expect compares offences with what each must say, in order.
func expect(t *testing.T, found []Offence, wanted ...string) {
	t.Helper()
	if len(found) != len(wanted) {
		t.Fatalf("found %d offences, expected %d: %v", len(found), len(wanted), found)
	}
	for i, offence := range found {
		if !strings.Contains(offence.String(), wanted[i]) {
			t.Errorf("offence %q does not say %q", offence, wanted[i])
		}
		if offence.Reason == "" {
			t.Errorf("offence %q gives no reason", offence)
		}
	}
}

func TestReadLeavesOutWhatIsNoPartOfTheModule(t *testing.T) {
	tree := read(t, map[string]string{
		"a/a.go":                     "package a",
		"a/testdata/broken.go":       "not Go at all",
		"frontend/node_modules/x.go": "not Go at all",
		"tools/go.mod":               "module tools",
		"tools/x.go":                 "not Go at all",
		".cache/x.go":                "not Go at all",
	})
	if len(tree.Packages) != 1 || tree.Packages[0].Path != "m/a" {
		t.Fatalf("got %v", tree.Packages)
	}
}

func TestReadNamesTheFileThatDoesNotParse(t *testing.T) {
	_, err := Read("m", fstest.MapFS{"a/a.go": {Data: []byte("package")}})
	if err == nil || !strings.Contains(err.Error(), "a/a.go") {
		t.Fatalf("got %v", err)
	}
}

func TestRows(t *testing.T) {
	rows := []Row{
		{Elements: []string{"low"}, Reason: "stands below"},
		{Elements: []string{"left", "right"}, Reason: "are neighbours"},
		{Elements: []string{"right/inner"}, Reason: "stands above"},
	}
	tests := map[string]struct {
		path, imports string
		meetings      []Meeting
		wanted        []string
	}{
		"down is free":                               {path: "left", imports: "m/low"},
		"within an element is free":                  {path: "left/deep", imports: "m/left"},
		"outside the table is free":                  {path: "low", imports: "fmt"},
		"up is refused":                              {path: "low", imports: "m/left", wanted: []string{"low (row 1) imports left (row 2): stands below"}},
		"up from deep inside is refused":             {path: "low/deep", imports: "m/left/deep", wanted: []string{"low/deep/x.go:3"}},
		"sideways is refused":                        {path: "left", imports: "m/right", wanted: []string{"are neighbours"}},
		"sideways is allowed where they meet":        {path: "left", imports: "m/right", meetings: []Meeting{{From: "left", To: "right"}}},
		"a meeting holds in one direction":           {path: "right", imports: "m/left", meetings: []Meeting{{From: "left", To: "right"}}, wanted: []string{"are neighbours"}},
		"the longest element decides":                {path: "left", imports: "m/right/inner/deep", wanted: []string{"right/inner (row 3)"}},
		"a name that only begins alike is another's": {path: "low", imports: "m/leftover"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			tree := read(t, map[string]string{test.path + "/x.go": "package x\n\nimport \"" + test.imports + "\"\n"})
			expect(t, Rows(tree, rows, test.meetings), test.wanted...)
		})
	}
	t.Run("tests are free", func(t *testing.T) {
		expect(t, Rows(read(t, map[string]string{"low/x_test.go": "package x\nimport \"m/left\""}), rows, nil))
	})
	t.Run("a package without a row is homeless", func(t *testing.T) {
		tree := read(t, map[string]string{"low/x.go": "package x", "new/x.go": "package x", "out/x.go": "package x"})
		expect(t, Homeless(tree, rows, []string{"m/out/..."}), "m/new: belongs to no row")
	})
}

func TestBans(t *testing.T) {
	bans := []Ban{
		{From: []string{"m/..."}, Except: []string{"m/store/..."}, To: []string{"database/sql/..."}, Reason: "SQL lives in the store"},
		{From: []string{"m/kernel"}, To: []string{ThirdParty}, Reason: "the kernel is plain"},
	}
	tests := map[string]struct {
		file, imports string
		wanted        []string
	}{
		"SQL in a feature":                 {"feature/x.go", "database/sql", []string{"m/feature imports database/sql: SQL lives in the store"}},
		"a driver in a feature":            {"feature/x.go", "database/sql/driver", []string{"database/sql/driver"}},
		"SQL in the store":                 {"store/lite/x.go", "database/sql", nil},
		"SQL in a test":                    {"feature/x_test.go", "database/sql", nil},
		"SQL in what only tests import":    {"testkit/x.go", "database/sql", nil},
		"another's package in the kernel":  {"kernel/x.go", "github.com/other/thing", []string{"the kernel is plain"}},
		"an own package in the kernel":     {"kernel/x.go", "m/other", nil},
		"the standard library in a kernel": {"kernel/x.go", "net/http", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			expect(t, Bans(read(t, map[string]string{test.file: "package x\nimport \"" + test.imports + "\""}), bans), test.wanted...)
		})
	}
}

func TestUses(t *testing.T) {
	rules := []Names{{Package: "os", Names: []string{"Getenv"}, Except: []string{"app/config.go"}, Reason: "settings are read once"}}
	tree := read(t, map[string]string{
		"app/config.go":  "package app\nimport \"os\"\nfunc f() { os.Getenv(\"A\") }",
		"app/app.go":     "package app\nimport \"os\"\nfunc g() { os.Getenv(\"A\"); os.Exit(1) }",
		"app/alias.go":   "package app\nimport system \"os\"\nvar getenv = system.Getenv",
		"app/own.go":     "package app\nfunc h(os struct{ Getenv func() }) { os.Getenv() }",
		"app/shadow.go":  "package app\nimport _ \"os\"\nfunc i() { os := box{}; os.Getenv() }",
		"app/x_test.go":  "package app\nimport \"os\"\nfunc k() { os.Getenv(\"A\") }",
		"app/imports.go": "package app\nimport \"os\"\nvar _ = os.Args",
	})
	expect(t, Uses(tree, rules), "app/alias.go:3: uses os.Getenv: settings are read once", "app/app.go:3")
}

func TestVariables(t *testing.T) {
	constructors := []string{"errors.New", "regexp.MustCompile", "sync.OnceValue"}
	tests := map[string]struct{ text, wanted string }{
		"an error":                             {text: `var errGone = errors.New("gone")`},
		"a compiled expression":                {text: `var digits = regexp.MustCompile("[0-9]")`},
		"a constructor with a type parameter":  {text: `var once = sync.OnceValue[int](f)`},
		"an embedded file":                     {text: "//go:embed a.txt\nvar text string"},
		"an embedded file in a group":          {text: "var (\n//go:embed a.txt\ntext string\n)"},
		"an assertion":                         {text: `var _ I = (*T)(nil)`},
		"a table":                              {text: `var table = map[string]int{"a": 1}`},
		"a table made on the spot":             {text: `var table = func() map[int]int { return nil }()`},
		"a table made on the spot and changed": {text: "var table = func() map[int]int { return nil }()\nfunc f() { table[1] = 2 }", wanted: "table"},
		"a table behind a pointer":             {text: `var table = &T{1}`},
		"a table hidden by a local name":       {text: "var table = []int{1}\nfunc f() { table := []int{2}; table[0] = 3 }"},
		"a table hidden by a local variable":   {text: "var table = []int{1}\nfunc f() { var table []int; table = nil }"},
		"an allowed one":                       {text: `var allowed int`},
		"a counter":                            {text: `var counter int`, wanted: "counter"},
		"a lock":                               {text: `var lock = sync.Mutex{}`, wanted: "lock"},
		"a flag with a value":                  {text: `var debug = false`, wanted: "debug"},
		"the result of any call":               {text: `var value = compute()`, wanted: "value"},
		"an exported table":                    {text: `var Table = []int{1}`, wanted: "Table"},
		"a table that is replaced":             {text: "var table = []int{1}\nfunc f() { table = nil }", wanted: "table"},
		"a table that gets an entry":           {text: "var table = map[int]int{}\nfunc f() { table[1] = 2 }", wanted: "table"},
		"a table that is counted in":           {text: "var table = map[int]int{}\nfunc f() { table[1]++ }", wanted: "table"},
		"a table that loses an entry":          {text: "var table = map[int]int{}\nfunc f() { delete(table, 1) }", wanted: "table"},
		"a table whose address gets out":       {text: "var table = [1]int{}\nfunc f() *int { return &table[0] }", wanted: "table"},
		"a table used as a loop's variable":    {text: "var table = [1]int{}\nfunc f() { for table[0] = range 3 {} }", wanted: "table"},
		"a field of a value":                   {text: "var value = T{}\nfunc f() { value.x = 1 }", wanted: "value"},
		"an error that is replaced":            {text: "var errGone = errors.New(\"\")\nfunc f() { errGone = nil }", wanted: "errGone"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			found := Variables(read(t, map[string]string{"a/x.go": "package a\n" + test.text}), constructors, map[string]string{"m/a.allowed": "a reason"})
			if test.wanted == "" {
				expect(t, found)
			} else {
				expect(t, found, "package variable "+test.wanted)
			}
		})
	}
	t.Run("a table that another file of the package changes", func(t *testing.T) {
		tree := read(t, map[string]string{"a/x.go": "package a\nvar table = []int{1}", "a/y.go": "package a\nfunc f() { table[0] = 2 }"})
		expect(t, Variables(tree, constructors, nil), "package variable table")
	})
}

func TestPackageComments(t *testing.T) {
	tree := read(t, map[string]string{
		"a/doc.go":     "// Package a does.\npackage a",
		"a/other.go":   "package a",
		"b/x.go":       "package b",
		"c/x_test.go":  "package c",
		"testkit/x.go": "package testkit",
	})
	expect(t, PackageComments(tree), "m/b: has no package comment", "m/testkit")
}

func TestExported(t *testing.T) {
	tree := read(t, map[string]string{
		"a/x.go": `package a
// T is.
type T struct{}
func (t *T) Silent() {}
func (t T) inner() {}
type hidden struct{}
func (h hidden) Free() {}
type List[E any] []E
// Len counts.
func (l List[E]) Len() int { return 0 }
// The limits.
const (
	Most = 1
	Least = 2
)
var Loose, lost = 1, 2
`,
		"a/x_test.go": "package a\nfunc TestX() {}",
		"main.go":     "package main\nfunc Any() {}",
	})
	total, undocumented := Exported(tree)
	if total != 7 {
		t.Errorf("counted %d exported names", total)
	}
	expect(t, undocumented, "Silent has no comment", "List has no comment", "Loose has no comment")
}

func TestVagueNames(t *testing.T) {
	tree := read(t, map[string]string{
		"a/x.go":     "package a\ntype SessionManager struct{}\ntype Database struct{}\ntype managerCount int",
		"utils/x.go": "package utils",
	})
	expect(t, VagueNames(tree), "SessionManager", "utils")
}

func TestSleeps(t *testing.T) {
	text := "package a\nimport \"time\"\nfunc f() { time.Sleep(1) }"
	expect(t, Sleeps(read(t, map[string]string{"a/x_test.go": text, "a/x.go": text, "testkit/x.go": text})), "a/x_test.go:3: uses time.Sleep", "testkit/x.go:3")
}

func TestSkips(t *testing.T) {
	tests := map[string]struct{ body, wanted string }{
		"a test":                   {body: `func TestX(t *testing.T) { t.Skip("later") }`, wanted: "t.Skip"},
		"a benchmark":              {body: `func BenchmarkX(b *testing.B) { b.SkipNow() }`, wanted: "b.SkipNow"},
		"a helper":                 {body: `func help(tb testing.TB) { tb.Skipf("later") }`, wanted: "tb.Skipf"},
		"a sub-test":               {body: `func TestX(t *testing.T) { t.Run("a", func(t *testing.T) { t.Skip() }) }`, wanted: "t.Skip"},
		"a short run":              {body: `func TestX(t *testing.T) { if testing.Short() { return } }`, wanted: "testing.Short"},
		"an example of a property": {body: `func TestX(t *testing.T) { rapid.Check(t, func(t *rapid.T) { t.Skip() }) }`},
		"a method of that name":    {body: `func TestX(t *testing.T) { r := reader{}; r.Skip(1); t.Log() }`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			found := Skips(read(t, map[string]string{"a/x_test.go": "package a\nimport \"testing\"\n" + test.body}))
			if test.wanted == "" {
				expect(t, found)
			} else {
				expect(t, found, "calls "+test.wanted)
			}
		})
	}
}

func TestToothless(t *testing.T) {
	tree := read(t, map[string]string{"a/x_test.go": `package a
func TestMain(m *testing.M) { os.Exit(1) }
func TestBlind(t *testing.T) { _ = compute() }
func TestUnnamed(*testing.T) {}
func TestSeeing(t *testing.T) { check(t) }
`})
	expect(t, Toothless(tree), "TestBlind", "TestUnnamed")
}

func TestOversized(t *testing.T) {
	long := "package a\nfunc f() {" + strings.Repeat("\n", 30) + "}\n"
	tree := read(t, map[string]string{
		"a/long.go":      long,
		"a/long_test.go": long,
		"a/short.go":     "package a\n",
		"a/made.go":      "// Code generated by hand. DO NOT EDIT.\npackage a\n" + strings.Repeat("\n", 100),
	})
	wide := Spread{Median: 1000, Tenth: 1000, Max: 20}
	expect(t, Oversized(tree, Budget{File: wide, Function: wide, Reason: "no tail"}), "a/long.go: 32 lines, at most 20", "a/long_test.go", "a/long.go:2 f: 31 lines")
	tight := Spread{Max: 1000}
	expect(t, Oversized(tree, Budget{File: tight, Function: tight, Reason: "no middle"}),
		"median lines of a file: 1", "nine files in ten: 1", "median lines of a function: 31", "nine functions in ten: 31")
	if sizes := Measure(tree); sizes.Files != 2 || sizes.Functions != 1 || sizes.CodeLines != 33 || sizes.TestLines != 32 {
		t.Errorf("measured %+v", sizes)
	}
}
