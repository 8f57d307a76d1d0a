package app

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"kontora/backend/clock"
	"kontora/backend/demo"
	"kontora/backend/httpapi"
	"kontora/backend/ident"
	"kontora/backend/record"
)

// given makes a deal for somebody at the office.
func (c *cable) given(t *testing.T, name, login string) ident.ID {
	t.Helper()
	text, err := json.Marshal(name)
	if err != nil {
		t.Fatal(err)
	}
	fields := map[string]json.RawMessage{"name": text}
	view, _, err := c.office.Records.Create(t.Context(), c.administrator(t), "deal", record.Input{Fields: fields, Responsible: c.employee(t, login)})
	if err != nil {
		t.Fatal(err)
	}
	return view.ID
}

// TestADeskHoldsAsMuchAsIsChosen has a head of sales hold what is his alone, see everything all the same while the office is there, and then hold
// everything again.
func TestADeskHoldsAsMuchAsIsChosen(t *testing.T) {
	c := layCable(t)
	data := t.TempDir()
	s := takeSeat(t, data, c)
	defer func() { _ = s.Close() }()
	if status := s.signIn(t, "orlov", demo.Password); status != http.StatusOK {
		t.Fatal(status)
	}
	const mine, others = "canary of mine 1e44 ѯѫѣ", "canary of others 5d1e ѱѵѳ"
	c.given(t, mine, "orlov")
	c.given(t, others, "petrov")
	s.bring(t)
	all := s.do(t, http.MethodGet, "/sync/held", nil, http.StatusOK)
	if !inFiles(t, data, mine) || !inFiles(t, data, others) || all["records"].(float64) == 0 || all["bytes"].(float64) == 0 {
		t.Fatalf("before anything is chosen: %v", all)
	}
	s.do(t, http.MethodPut, "/sync/scope", map[string]any{"mine": true, "years": 51}, http.StatusUnprocessableEntity)
	s.do(t, http.MethodPut, "/sync/scope", map[string]any{"mine": true, "years": 0}, http.StatusOK)
	s.bring(t)
	if !inFiles(t, data, mine) || inFiles(t, data, others) || inFiles(t, data, "ѵѳ") || s.finds(t, "5d1") != 0 {
		t.Error("something of others is still in a file, or what is his is not")
	}
	some := s.do(t, http.MethodGet, "/sync/held", nil, http.StatusOK)
	if some["records"].(float64) >= all["records"].(float64) || some["scope"].(map[string]any)["mine"] != true {
		t.Errorf("held are %v, before %v", some, all)
	}
	if there := s.names(t); !strings.Contains(there, mine) || !strings.Contains(there, others) {
		t.Error("while the office is there less is seen than he may see")
	}
	made := s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "For petrov"}, "responsible": c.employee(t, "petrov")}, http.StatusCreated)
	if there := s.names(t); !strings.Contains(there, others) {
		t.Error("while something waits less is seen than he may see")
	}
	s.bring(t)
	c.cut.Store(true)
	if away := s.names(t); !strings.Contains(away, mine) || strings.Contains(away, others) || strings.Contains(away, "For petrov") {
		t.Errorf("without the office:\n%s", away)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	c.cut.Store(false)
	s = takeSeat(t, data, c)
	if status := s.signIn(t, "orlov", demo.Password); status != http.StatusOK {
		t.Fatal(status)
	}
	s.bring(t)
	if inFiles(t, data, others) {
		t.Error("the choice is forgotten when the program starts again")
	}
	s.do(t, http.MethodPut, "/sync/scope", map[string]any{"mine": false, "years": 0}, http.StatusOK)
	s.bring(t)
	c.cut.Store(true)
	if away := s.names(t); !strings.Contains(away, mine) || !strings.Contains(away, others) || s.fields(t, "/records/deal/"+made["id"].(string))["name"] != "For petrov" {
		t.Errorf("everything is held again:\n%s", away)
	}
}

// TestWhatIsNotHeldIsChangedAllTheSame has somebody change a deal and make another while the office is there, neither of which his desk is to hold.
func TestWhatIsNotHeldIsChangedAllTheSame(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "orlov")
	theirs := c.given(t, "Of another", "petrov")
	s.do(t, http.MethodPut, "/sync/scope", map[string]any{"mine": true, "years": 0}, http.StatusOK)
	s.bring(t)
	s.follow(t)
	const said = "of a record that is not here"
	changed := s.do(t, http.MethodPatch, "/records/deal/"+theirs.String(), map[string]any{"fields": map[string]any{"comment": said}}, http.StatusOK)
	if changed["fields"].(map[string]any)["comment"] != said || c.at(t, "deal", theirs.String()).Fields["comment"] != said {
		t.Errorf("answered with %v", changed)
	}
	body := map[string]any{"fields": map[string]any{"name": "For petrov"}, "responsible": c.employee(t, "petrov")}
	made := s.do(t, http.MethodPost, "/records/deal", body, http.StatusCreated)
	mine := s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Handed over"}}, http.StatusCreated)
	given := s.do(t, http.MethodPost, "/records/deal/"+mine["id"].(string)+"/transfer", map[string]any{"to": c.employee(t, "petrov")}, http.StatusOK)
	if shown, _ := given["record"].(map[string]any); shown == nil || shown["fields"].(map[string]any)["name"] != "Handed over" {
		t.Errorf("what he has handed over and may still see is answered with %v", given)
	}
	if made["fields"].(map[string]any)["name"] != "For petrov" || c.at(t, "deal", made["id"].(string)).Fields["name"] != "For petrov" {
		t.Errorf("answered with %v", made)
	}
}

// TestWhatIsOldLeavesADesk has a desk hold the deals of the last year, beside all companies.
func TestWhatIsOldLeavesADesk(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "orlov")
	count := func(typeName string) int {
		t.Helper()
		page := s.do(t, http.MethodGet, "/records/"+typeName+"?limit=200", nil, http.StatusOK)
		return len(page["items"].([]any))
	}
	s.bring(t)
	c.cut.Store(true)
	deals, companies := count("deal"), count("company")
	c.cut.Store(false)
	s.exchange(t)
	young := c.given(t, "Made today", "orlov")
	s.do(t, http.MethodPut, "/sync/scope", map[string]any{"mine": false, "years": 1}, http.StatusOK)
	s.bring(t)
	s.Clock = ahead{s.Clock} // then most of what is made up is more than a year old
	s.bring(t)
	c.cut.Store(true)
	if len(s.fields(t, "/records/deal/"+young.String())) == 0 || count("deal") >= deals || count("company") != companies {
		t.Errorf("of %d deals and %d companies %d and %d are held", deals, companies, count("deal"), count("company"))
	}
}

// ahead is a clock that goes ten months ahead.
type ahead struct{ clock.Clock }

func (a ahead) Now() time.Time { return a.Clock.Now().AddDate(0, 10, 0) }

func TestYearsBeginWithAMonth(t *testing.T) {
	now := time.Date(2026, time.March, 31, 23, 0, 0, 0, time.UTC)
	for years, want := range map[int]string{1: "2025-03-01", 2: "2024-03-01"} {
		if got := time.UnixMilli(scopeAt(httpapi.SyncScope{Years: years}, now).Since).UTC().Format(time.DateOnly); got != want {
			t.Errorf("%d years: since %s, want %s", years, got, want)
		}
	}
	if got := scopeAt(httpapi.SyncScope{}, now); got.Since != 0 || got.Mine {
		t.Errorf("nothing chosen: %+v", got)
	}
}
