package importer_test

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/importer"
	"kontora/backend/locale"
	"kontora/backend/notify"
	"kontora/backend/record"
	"kontora/backend/testkit/postgres"
)

// people is a plan that takes employees, each under his superior.
const people = `{"version": 1, "steps": [
  {"entry": "profile", "key": ["name"], "fields": {"name": {"value": "Agent"}, "matrix": {"value": {"deal": {"view": "own", "create": "own", "edit": "own"}}}}},
  {"entry": "role", "key": ["name"], "fields": {"name": {"value": "Agent"}, "profiles": {"value": ["Agent"], "find": {"entry": "profile"}}}},
  {"file": "people.csv", "entry": "employee", "key": ["login"], "existing": "leave", "fields": {
    "login": {"column": "name", "as": "login"}, "first_name": {"column": "name", "as": "first_word"}, "last_name": {"column": "name", "as": "other_words"},
    "role_id": {"value": "Agent", "find": {"entry": "role"}}
  }},
  {"file": "people.csv", "entry": "employee", "key": ["login"], "existing": "fill", "fields": {
    "login": {"column": "name", "as": "login"}, "reports_to": {"column": "boss", "find": {"entry": "employee"}}
  }}
]}`

// table reads a file that the importer wrote.
func table(t *testing.T, content string) [][]string {
	t.Helper()
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(content, "\xef\xbb\xbf")))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestEveryEncodingAndDelimiterIsFoundOut(t *testing.T) {
	cyrillic := "no;title;stage;sum;closed\n1;Кран «Север»;won;5;\n"
	legacy, err := charmap.Windows1251.NewEncoder().String(cyrillic)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		about, content string
		encoding       importer.Encoding
	}{
		{"UTF-8", cyrillic, importer.UTF8},
		{"UTF-8 with a mark", "\xef\xbb\xbf" + cyrillic, importer.UTF8},
		{"windows-1251", legacy, importer.Windows1251},
		{"tabs and carriage returns", strings.NewReplacer(";", "\t", "\n", "\r\n").Replace(cyrillic), importer.UTF8},
		{"commas", strings.ReplaceAll(cyrillic, ";", ","), importer.UTF8},
		{"a last line without an end", strings.TrimSpace(cyrillic), importer.UTF8},
	} {
		o := open(t, locale.English)
		report := o.must(deals, files("deals.csv", test.content))
		if got := report.Steps[0].Encoding; got != test.encoding || report.Steps[0].Made != 1 {
			t.Errorf("%s: %+v", test.about, report.Steps[0])
		}
		if got := plain(o.all("deal", "name")[0].Fields["name"]); got != "Кран «Север»" {
			t.Errorf("%s: the name became %q", test.about, got)
		}
	}
}

func TestAPlanMayTellEncodingAndDelimiter(t *testing.T) {
	plan := strings.Replace(deals, `"steps"`, `"format": {"deals.csv": {"delimiter": "|", "encoding": "windows-1251"}}, "steps"`, 1)
	o := open(t, locale.English)
	report := o.must(plan, files("deals.csv", "no|title|stage|sum|closed\n1|Stra\xdfe, \xd1|won|5|\n"))
	if got := plain(o.all("deal", "name")[0].Fields["name"]); report.Steps[0].Made != 1 || got != "StraЯe, С" {
		t.Errorf("%q: %+v", got, report.Steps[0])
	}
}

func TestImportingTwiceChangesNothingAndAChangedFileOnlyWhatItSays(t *testing.T) {
	o := open(t, locale.English)
	content := header + "1,Crane,won,5,21.11.2026\n2,Winch,Proposal,,\n"
	if first := o.must(deals, files("deals.csv", content)); first.Written() != 2 {
		t.Errorf("first: %+v", first)
	}
	before := o.all("deal")
	if again := o.must(deals, files("deals.csv", content)); again.Written() != 0 || again.Steps[0].Same != 2 {
		t.Errorf("again: %+v", again)
	}
	after := o.all("deal")
	for i := range before {
		if before[i].Version != after[i].Version || before[i].UpdatedAt != after[i].UpdatedAt {
			t.Errorf("importing again has written %+v", after[i])
		}
	}
	changed := o.must(deals, files("deals.csv", strings.Replace(content, "Winch,Proposal,,", "Winch,lost,7,", 1)))
	if changed.Steps[0].Changed != 1 || changed.Steps[0].Same != 1 || len(o.all("deal")) != 2 {
		t.Errorf("changed: %+v", changed)
	}
	// An empty cell leaves what is there.
	if emptied := o.must(deals, files("deals.csv", header+"1,Crane,,,\n")); emptied.Written() != 0 {
		t.Errorf("emptied: %+v", emptied)
	}
}

func TestWhatIsThereCanBeLeftOrFilled(t *testing.T) {
	o := open(t, locale.English)
	o.must(deals, files("deals.csv", header+"1,Crane,won,,\n"))
	changed := files("deals.csv", header+"1,Other crane,lost,5,21.11.2026\n")
	if left := o.must(strings.Replace(deals, `"key"`, `"existing": "leave", "key"`, 1), changed); left.Steps[0].Same != 1 {
		t.Errorf("left: %+v", left)
	}
	if filled := o.must(strings.Replace(deals, `"key"`, `"existing": "fill", "key"`, 1), changed); filled.Steps[0].Changed != 1 {
		t.Errorf("filled: %+v", filled)
	}
	deal := o.all("deal")[0]
	if deal.Fields["name"] != "Crane" || deal.Fields["stage"] != "won" || deal.Fields["close_date"] != "2026-11-21" || units(t, deal.Fields["value"]) != 5 {
		t.Errorf("the deal became %v", deal.Fields)
	}
}

func TestPeopleGetTheirSuperiorsAndDealsTheirPeople(t *testing.T) {
	o := open(t, locale.English)
	report := o.must(people, files("people.csv", "name,boss\nAnna Snelling,Mei-Mei Johns\nMei-Mei Johns,\nCarl Lin,Nobody Known\n"))
	if report.Steps[2].Made != 3 || report.Steps[3].Changed != 1 || report.Rejected() != 1 {
		t.Errorf("%+v", report.Steps)
	}
	plan := strings.Replace(deals, `"fields"`, `"responsible": {"column": "who", "find": {"entry": "employee"}}, "fields"`, 1)
	content := "no,title,stage,sum,closed,who\n1,Crane,won,5,,Anna Snelling\n2,Winch,won,5,,\n3,Mast,won,5,,Snelling Anna\n4,Hull,won,5,,Zoe\n"
	taken := o.must(plan, files("deals.csv", content))
	if taken.Steps[0].Made != 3 || taken.Steps[0].Rejected != 1 {
		t.Errorf("%+v", taken.Steps[0])
	}
	d := o.Administration.Model().Directory
	counts := make(map[string]int)
	for _, deal := range o.all("deal") {
		for _, e := range d.Employees {
			if e.ID == deal.Responsible {
				counts[e.Login]++
				if e.Login == "anna.snelling" && d.Employees[e.ReportsTo].Login != "mei-mei.johns" {
					t.Errorf("Anna reports to %d", e.ReportsTo)
				}
			}
		}
	}
	if counts["anna.snelling"] != 2 || counts["admin"] != 1 {
		t.Errorf("deals are whose: %v", counts)
	}
}

func TestWhoIsGivenManyRecordsIsToldOnce(t *testing.T) {
	o := open(t, locale.English)
	o.must(people, files("people.csv", "name,boss\nAnna Snelling,\n"))
	plan := strings.Replace(deals, `"fields"`, `"responsible": {"column": "who", "find": {"entry": "employee"}}, "fields"`, 1)
	const rows = 300 // more than one transaction takes
	var content strings.Builder
	content.WriteString("no,title,stage,sum,closed,who\n")
	for i := range rows {
		fmt.Fprintf(&content, "%d,Crane,won,5,,Anna Snelling\n", i)
	}
	o.must(plan, files("deals.csv", content.String()))
	var anna access.Actor
	for no, e := range o.Administration.Model().Directory.Employees {
		if e.Login == "anna.snelling" {
			anna = o.Actor(no)
		}
	}
	told, _, err := o.Notices.List(t.Context(), anna, ident.ID{})
	if err != nil || len(told) != 1 || told[0].Kind != notify.Transfer || told[0].Count != rows {
		t.Errorf("she was told %+v, %v", told, err)
	}
}

func TestLinksAreFoundReplacedAndMayBeMissing(t *testing.T) {
	o := open(t, locale.English)
	plan := `{"version": 1, "steps": [
	  {"file": "a.csv", "type": "company", "key": ["name"], "replace": {"sector": {"mediacl": "medical"}},
	   "fields": {"name": {"column": "account"}, "industry": {"column": "sector"}}},
	  {"file": "a.csv", "type": "company", "key": ["name"], "fields": {"name": {"column": "account"}, "parent_company": {"column": "of", "find": {"type": "company"}}}},
	  {"file": "d.csv", "type": "deal", "key": ["number"], "optional": true, "fields": {
	    "number": {"column": "no"}, "name": {"text": "{what}[ for {account}]"},
	    "company": {"column": "account", "find": {"type": "company", "missing": "empty"}}}}
	]}`
	folder := files(
		"a.csv", "account,sector,of\nAlfa,mediacl,Beta\nBeta,Retail,\nGamma,mining,\nDelta,,Gamma\n",
		"d.csv", "no,what,account\n1,Crane,alfa\n2,Winch,\n3,Mast,Omega\n,Ghost,Alfa\n")
	report := o.must(plan, folder)
	if got := report.Steps[0]; got.Made != 3 || got.Rejected != 1 {
		t.Errorf("%+v", got)
	}
	// The row rejected in the first step is not taken in the second, and is in the file once.
	if got := report.Steps[1]; got.Changed != 1 || got.Same != 1 || got.Rejected != 2 {
		t.Errorf("%+v", got)
	}
	if rejected := table(t, folder["a.rejected.csv"].String()); len(rejected) != 3 {
		t.Errorf("rejected: %v", rejected)
	}
	if got := report.Steps[2]; got.Made != 3 || got.Passed != 1 {
		t.Errorf("%+v", got)
	}
	names := make(map[string]bool)
	for _, deal := range o.all("deal") {
		names[plain(deal.Fields["name"])] = deal.Fields["company"] != nil
	}
	if linked, ok := names["Crane for alfa"]; !ok || !linked {
		t.Errorf("deals: %v", names)
	}
	if linked, ok := names["Winch"]; !ok || linked {
		t.Errorf("deals: %v", names)
	}
}

func TestAmbiguousNamesAreNotGuessed(t *testing.T) {
	o := open(t, locale.English)
	plan := `{"version": 1, "steps": [
	  {"file": "a.csv", "type": "company", "fields": {"name": {"column": "account"}}},
	  {"file": "d.csv", "type": "deal", "key": ["number"], "fields": {"number": {"column": "no"}, "name": {"column": "no"}, "company": {"column": "account", "find": {"type": "company"}}}}
	]}`
	folder := files("a.csv", "account\nAlfa\nAlfa\n", "d.csv", "no,account\n1,Alfa\n")
	report := o.must(plan, folder)
	if report.Steps[0].Made != 2 || report.Steps[1].Rejected != 1 || !strings.Contains(folder["d.rejected.csv"].String(), "several “Alfa”") {
		t.Errorf("%+v\n%s", report.Steps, folder["d.rejected.csv"])
	}
}

func TestValuesThatMustBeUniqueAreRejectedAlone(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { rejectsAlone(t, "") })
	t.Run("postgres", func(t *testing.T) { rejectsAlone(t, postgres.Start(t)) })
}

func rejectsAlone(t *testing.T, database string) {
	t.Helper()
	o := openOn(t, locale.English, database)
	field := `{"name": "contract", "kind": "text", "labels": {"en": "Contract", "ru": "Договор"}, "unique": true}`
	if err := o.Administration.AddField(t.Context(), o.admin, "deal", []byte(field)); err != nil {
		t.Fatal(err)
	}
	plan := strings.Replace(deals, `"fields": {`, `"fields": {"contract": {"column": "stage"}, `, 1)
	plan = strings.Replace(plan, `"stage": {"column": "stage"},`, ``, 1)
	folder := files("deals.csv", header+"1,Crane,A,5,\n2,Winch,A,5,\n3,Pump,B,5,\n")
	report := o.must(plan, folder)
	if report.Steps[0].Made != 2 || report.Steps[0].Rejected != 1 {
		t.Errorf("%+v", report.Steps[0])
	}
	if page, err := o.Records.List(t.Context(), o.admin, record.ListRequest{Type: "deal"}); err != nil || page.Total.Count != 2 {
		t.Errorf("%d deals: %v", page.Total.Count, err)
	}
	if again := o.must(plan, folder); again.Written() != 0 {
		t.Errorf("again: %+v", again)
	}
}
