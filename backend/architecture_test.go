package backend

import (
	"os"
	"sync"
	"testing"

	"kontora/backend/testkit/architecture"
)

// module is the import path of everything here.
const module = "kontora"

// rows are the layers, lowest first.
var rows = []architecture.Row{
	{
		Elements: []string{"backend/fault", "backend/ident", "backend/clock", "backend/locale", "backend/markup"},
		Reason:   "everything stands on the kernel, so it stands on nothing",
	},
	{
		Elements: []string{"backend/query", "backend/event", "backend/dial", "backend/picture"},
		Reason:   "conditions, news, phone numbers and pictures know no company: features agree on them without knowing each other",
	},
	{
		Elements: []string{"backend/directory"},
		Reason:   "who belongs where is true whatever types of records a company has",
	},
	{
		Elements: []string{"backend/schema"},
		Reason:   "types and fields are described before anybody has rights on them",
	},
	{
		Elements: []string{"backend/access"},
		Reason:   "rights are compiled from descriptions alone, so that office and desk decide alike and a test needs no database",
	},
	{
		Elements: []string{"backend/audit", "backend/record"},
		Reason:   "the one way in which records are written and read must not depend on what is done with them",
	},
	{
		Elements: []string{
			"backend/administration", "backend/campaign", "backend/company", "backend/demo", "backend/document", "backend/duplicates", "backend/exporter", "backend/file", "backend/identity", "backend/importer", "backend/job", "backend/lockbox",
			"backend/mail", "backend/notify", "backend/organizer", "backend/outbox", "backend/phone", "backend/portal", "backend/preference", "backend/replica", "backend/report", "backend/savedview", "backend/script", "backend/search",
			"backend/workflow",
		},
		Reason: "features meet through events or an interface that the consumer declares and app fills: each can be read, tested and removed alone",
	},
	{
		Elements: []string{"backend/store", "backend/protocol"},
		Reason:   "adapters serve the domain and never each other or those who call it",
	},
	{
		Elements: []string{"backend/httpapi"},
		Reason:   "the HTTP interface serves whatever app hands it",
	},
	{
		Elements: []string{"app"},
		Reason:   "only main may know the composition",
	},
}

// outside are packages that stand in no row: the map, what only tests import, the window's files, the program's entrance, tools beside it.
var outside = []string{module, module + "/backend", module + "/backend/testkit/...", module + "/frontend/...", module + "/build/..."}

// meetings are the neighbours who may know each other.
var meetings = []architecture.Meeting{
	{From: "backend/fault", To: "backend/locale", Reason: "an error says what happened in the language of whoever reads it"},
	{From: "backend/markup", To: "backend/ident", Reason: "a text mentions people by their identifiers"},
}

var bans = []architecture.Ban{
	{
		From:   []string{"kontora/backend/fault", "kontora/backend/ident", "kontora/backend/clock", "kontora/backend/markup", "kontora/backend/query", "kontora/backend/event"},
		To:     []string{architecture.ThirdParty},
		Reason: "what everything stands on needs the standard library only",
	},
	{
		From:   []string{"kontora/..."},
		Except: []string{"kontora/backend/store/...", "kontora/build/..."},
		To:     []string{"database/sql/...", "github.com/jackc/pgx/v5/...", "modernc.org/sqlite/...", "github.com/pressly/goose/v3/..."},
		Reason: "SQL lives in the store: elsewhere it would pass by rights, audit and the commit sequence",
	},
	{
		From:   []string{"kontora/..."},
		Except: []string{"kontora/app/desktop/..."},
		To:     []string{"github.com/wailsapp/wails/v2/..."},
		Reason: "the plain build has no window toolkit in it",
	},
	{
		From:   []string{"kontora/backend/httpapi/..."},
		To:     []string{"kontora/backend/store/..."},
		Reason: "an HTTP answer is made by a domain service that checks rights, never from a table",
	},
	{
		From: []string{"kontora/backend/protocol/..."},
		To: []string{
			"kontora/backend/query/...", "kontora/backend/event/...", "kontora/backend/directory/...", "kontora/backend/schema/...",
			"kontora/backend/access/...", "kontora/backend/audit/...", "kontora/backend/record/...",
		},
		Reason: "wire protocols know no word of a CRM, so that they can be tested against the RFC and a real peer",
	},
	{
		From:   []string{"kontora/..."},
		Except: []string{"kontora/backend/testkit/...", "kontora/build/postgres"},
		To:     []string{"kontora/backend/testkit/..."},
		Reason: "what tests need is no part of the program",
	},
	{
		From:   []string{"kontora/..."},
		Except: []string{"kontora/app/...", "kontora/backend/httpapi/..."},
		To:     []string{"kontora/frontend/..."},
		Reason: "the window's files are served by the HTTP interface, nothing else knows there is a window",
	},
	{
		From:   []string{"kontora/frontend/..."},
		To:     []string{"kontora/backend/...", "kontora/app/..."},
		Reason: "the window talks HTTP",
	},
	{
		From:   []string{"kontora"},
		To:     []string{"kontora/backend/...", "kontora/frontend/...", "kontora/app/desktop/...", architecture.ThirdParty},
		Reason: "main hands over to app and does nothing else",
	},
}

var names = []architecture.Names{
	{
		Package: "os",
		Names:   []string{"Getenv", "LookupEnv", "Environ", "ExpandEnv"},
		Except:  []string{"app/config.go"},
		Reason:  "settings are read once, checked once and passed by value",
	},
	{
		Package: "os",
		Names:   []string{"Exit"},
		Except:  []string{"main.go", "kontora/build/..."},
		Reason:  "an exit in the middle skips every deferred clean-up: return an error",
	},
	{
		Package: "net/http",
		Names: []string{
			"Server", "ServeMux", "NewServeMux", "ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS", "Handle", "HandleFunc",
			"Handler", "HandlerFunc", "ResponseWriter",
		},
		Except: []string{"kontora/backend/httpapi/...", "kontora/app/...", "kontora/backend/replica/...", "kontora/frontend/..."},
		Reason: "requests are answered where sessions, guards and limits are: backend/httpapi",
	},
	{
		Package: "net/http",
		Names:   []string{"DefaultServeMux", "DefaultClient", "Get", "Post", "PostForm", "Head"},
		Reason:  "these use state of the whole process and know no time limit: pass a client in",
	},
	{
		Package: "fmt",
		Names:   []string{"Print", "Printf", "Println"},
		Except:  []string{"kontora/app/...", "kontora/build/..."},
		Reason:  "standard output is for the ready line and the answers of commands: log through the *slog.Logger that was passed in",
	},
	{
		Package: "time",
		Names:   []string{"Now", "Since", "Until", "Sleep"},
		Except: []string{
			"kontora/backend/clock/...", "kontora/app/...", "kontora/build/...",
			"backend/httpapi/patient_writer.go", // the deadline of a socket is the operating system's time
		},
		Reason: "time comes from a clock that was passed in, so that tests decide what time it is",
	},
}

// constructors make values that nothing can change any more.
var constructors = []string{
	"errors.New", "fmt.Errorf", "fault.New", "fault.Internal", "fault.Invalid", "fault.Denied", "fault.NotFound", "fault.Conflict", "fault.Unavailable", "fault.Unauthenticated",
	"regexp.MustCompile", "strings.NewReplacer", "language.MustParse", "sync.OnceValue", "sync.OnceValues", "time.FixedZone", "big.NewInt", "big.NewRat",
	"netip.MustParsePrefix", "netip.MustParseAddr", "reflect.TypeFor",
}

// variables are the package variables that are allowed although they might change, each with its reason.
var variables = map[string]string{}

// budget is set by what the best projects in Go keep to in the middle and let go of in the tail.
var budget = architecture.Budget{
	File:     architecture.Spread{Median: 120, Tenth: 350, Max: 600},
	Function: architecture.Spread{Median: 12, Tenth: 40, Max: 100},
	Reason:   "small parts with names are read and tested, large ones are scrolled",
}

// parsed is the whole module, read once for all rules.
var parsed = sync.OnceValues(func() (*architecture.Tree, error) { return architecture.Read(module, os.DirFS("..")) })

func source(t *testing.T) *architecture.Tree {
	t.Helper()
	tree, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// none fails with one line for every offence.
func none(t *testing.T, found []architecture.Offence) {
	t.Helper()
	for _, offence := range found {
		t.Error(offence)
	}
}

func TestLayersImportDownwardsOnly(t *testing.T) {
	none(t, architecture.Rows(source(t), rows, meetings))
}

func TestEveryPackageHasARow(t *testing.T) {
	none(t, architecture.Homeless(source(t), rows, outside))
}

func TestBannedImports(t *testing.T) {
	none(t, architecture.Bans(source(t), bans))
}

func TestBannedNames(t *testing.T) {
	none(t, architecture.Uses(source(t), names))
}

func TestNoPackageVariableChanges(t *testing.T) {
	none(t, architecture.Variables(source(t), constructors, variables))
}

func TestEveryPackageHasAComment(t *testing.T) {
	none(t, architecture.PackageComments(source(t)))
}

func TestExportedNamesAreDocumented(t *testing.T) {
	const enough = 0.95
	total, undocumented := architecture.Exported(source(t))
	if share := 1 - float64(len(undocumented))/float64(max(total, 1)); share < enough {
		t.Errorf("%.1f %% of %d exported names have a comment, %.0f %% is the least", 100*share, total, 100*enough)
		none(t, undocumented)
	}
}

func TestNamesSaySomething(t *testing.T) {
	none(t, architecture.VagueNames(source(t)))
}

func TestNoTestSleeps(t *testing.T) {
	none(t, architecture.Sleeps(source(t)))
}

func TestNoTestIsSkipped(t *testing.T) {
	none(t, architecture.Skips(source(t)))
}

func TestEveryTestCanFail(t *testing.T) {
	none(t, architecture.Toothless(source(t)))
}

// TestSizeBudget prints the sizes with -v: make test shows them at its end.
func TestSizeBudget(t *testing.T) {
	tree := source(t)
	none(t, architecture.Oversized(tree, budget))
	sizes := architecture.Measure(tree)
	t.Logf("%d packages, %d files, %d functions, %d lines, %d lines of tests (%.2f per line)", sizes.Packages, sizes.Files, sizes.Functions,
		sizes.CodeLines, sizes.TestLines, float64(sizes.TestLines)/float64(max(sizes.CodeLines, 1)))
	t.Logf("lines of a file: median %d, nine in ten %d, longest %d", sizes.File.Median, sizes.File.Tenth, sizes.File.Max)
	t.Logf("lines of a function: median %d, nine in ten %d, longest %d", sizes.Function.Median, sizes.Function.Tenth, sizes.Function.Max)
}
