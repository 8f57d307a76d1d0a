package app_test

import (
	"context"
	"encoding/json"
	"testing"

	"kontora/app"
	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/record"
	kit "kontora/backend/testkit/office"
)

// founded opens an office with a new company and its administrator.
func founded(t *testing.T) (*app.Office, access.Actor) {
	t.Helper()
	return kit.Found(t, kit.Founding(locale.English), "")
}

func raw(t *testing.T, v any) json.RawMessage {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func fields(t *testing.T, pairs ...any) map[string]json.RawMessage {
	t.Helper()
	out := make(map[string]json.RawMessage)
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i].(string)] = raw(t, pairs[i+1])
	}
	return out
}

// employ makes an employee with the role of that name and returns him as an actor.
func employ(t *testing.T, office *app.Office, admin access.Actor, last, role string) access.Actor {
	t.Helper()
	var roleID ident.ID
	for _, r := range office.Administration.Model().Directory.Roles {
		if r.Name == role {
			roleID = r.ID
		}
	}
	made, err := office.Administration.Employees().Create(t.Context(), admin, raw(t, map[string]any{"last_name": last, "first_name": "X", "role_id": roleID}))
	if err != nil {
		t.Fatal(err)
	}
	for no, e := range office.Administration.Model().Directory.Employees {
		if e.ID == made.ID {
			return office.Actor(no)
		}
	}
	t.Fatal("the employee is not there")
	return access.Actor{}
}

func TestARecordLivesFromCreationToTheBinAndBack(t *testing.T) {
	office, admin := founded(t)
	ctx := t.Context()
	made, _, err := office.Records.Create(ctx, admin, "deal", record.Input{Fields: fields(t, "name", "Pumps for the dock", "value", map[string]string{"amount": "1054.00", "currency": "EUR"}, "stage", "engaging")})
	if err != nil {
		t.Fatal(err)
	}
	edited, _, err := office.Records.Edit(ctx, admin, "deal", made.ID, made.Version, fields(t, "stage", "won"))
	if err != nil {
		t.Fatal(err)
	}
	if edited.Fields["stage"] != "won" {
		t.Fatalf("stage is %v", edited.Fields["stage"])
	}
	if _, _, err := office.Records.Edit(ctx, admin, "deal", made.ID, made.Version, fields(t, "stage", "lost")); !fault.Is(err, fault.Conflict) {
		t.Fatalf("writing over a newer stage: %v", err)
	}
	if _, _, err := office.Records.Edit(ctx, admin, "deal", made.ID, made.Version, fields(t, "name", "Pumps")); err != nil {
		t.Fatalf("another field is no conflict: %v", err)
	}
	if _, err := office.Records.AddNote(ctx, admin, "deal", made.ID, "They asked for a discount."); err != nil {
		t.Fatal(err)
	}
	if err := office.Records.Delete(ctx, admin, "deal", made.ID); err != nil {
		t.Fatal(err)
	}
	if n := count(t, office, admin, "deal"); n != 0 {
		t.Fatalf("%d deals outside the bin", n)
	}
	if _, _, err := office.Records.Restore(ctx, admin, "deal", made.ID); err != nil {
		t.Fatal(err)
	}
	timeline, err := office.Records.Timeline(ctx, admin, "deal", made.ID, record.TimelineRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, item := range timeline.Items {
		kinds = append(kinds, item.Kind)
	}
	want := []string{"restore", "delete", "note", "change", "change", "created"}
	if len(kinds) != len(want) {
		t.Fatalf("timeline is %v, want %v", kinds, want)
	}
}

func count(t *testing.T, office *app.Office, actor access.Actor, typeName string) int {
	t.Helper()
	page, err := office.Records.List(t.Context(), actor, record.ListRequest{Type: typeName})
	if err != nil {
		t.Fatal(err)
	}
	if int(page.Total.Count) != len(page.Items) {
		t.Fatalf("total %d, but %d items", page.Total.Count, len(page.Items))
	}
	return len(page.Items)
}

func TestFilterSortSearchAndPages(t *testing.T) {
	office, admin := founded(t)
	ctx := t.Context()
	for i, name := range []string{"Alpha", "Ёлка", "ель", "Beta", "Gamma"} {
		input := record.Input{Fields: fields(t, "name", name, "value", map[string]any{"amount": 100 * (i + 1), "currency": "EUR"})}
		if i == 2 {
			delete(input.Fields, "value")
		}
		if _, _, err := office.Records.Create(ctx, admin, "deal", input); err != nil {
			t.Fatal(err)
		}
	}
	names := func(request record.ListRequest) string {
		request.Type = "deal"
		out := ""
		for {
			page, err := office.Records.List(ctx, admin, request)
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range page.Items {
				out += item.Fields["name"].(string) + " "
			}
			if request.Cursor = page.Next; request.Cursor == "" {
				return out
			}
		}
	}
	for _, test := range []struct {
		about   string
		request record.ListRequest
		want    string
	}{
		{"the newest first", record.ListRequest{Limit: 2}, "Gamma Beta ель Ёлка Alpha "},
		{"by name", record.ListRequest{Sort: []string{"name"}, Limit: 2}, "Alpha Beta Gamma Ёлка ель "},
		{"by value, empty first", record.ListRequest{Sort: []string{"value"}, Limit: 1}, "ель Alpha Ёлка Beta Gamma "},
		{"by value down, empty last", record.ListRequest{Sort: []string{"-value"}, Limit: 2}, "Gamma Beta Ёлка Alpha ель "},
		{"by an unindexed field and name", record.ListRequest{Sort: []string{"comment", "-name"}, Limit: 2}, "ель Ёлка Gamma Beta Alpha "},
		{"search with ё as е", record.ListRequest{Search: "елк"}, "Ёлка "},
		{"filter", record.ListRequest{Filter: query.Expr{Field: "value", Op: query.Greater, Value: raw(t, 300)}, Sort: []string{"name"}}, "Beta Gamma "},
		{"empty", record.ListRequest{Filter: query.Expr{Field: "value", Op: query.Empty}}, "ель "},
	} {
		if got := names(test.request); got != test.want {
			t.Errorf("%s: %q, want %q", test.about, got, test.want)
		}
	}
	sums, err := office.Records.Sums(ctx, admin, record.SumRequest{Type: "deal", Sum: "value"})
	if err != nil || len(sums.Lines) != 1 || sums.Lines[0].Count != 5 || sums.Lines[0].Totals[0].Amount != "1200.00" {
		t.Fatalf("sums %+v: %v", sums, err)
	}
	hits, _, err := office.Records.Search(ctx, admin, "gam")
	if err != nil || len(hits) != 1 || hits[0].Name != "Gamma" {
		t.Fatalf("hits %+v: %v", hits, err)
	}
}

func TestARepresentativeSeesWhatHeIsGiven(t *testing.T) {
	office, admin := founded(t)
	ctx := t.Context()
	rep := employ(t, office, admin, "Petrov", "Employee")
	if err := setDefault(ctx, office, admin, "deal", "private"); err != nil {
		t.Fatal(err)
	}
	rep = office.Actor(rep.Employee)
	made, _, err := office.Records.Create(ctx, admin, "deal", record.Input{Fields: fields(t, "name", "Secret deal")})
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, office, rep, "deal"); n != 0 {
		t.Fatalf("he sees %d deals", n)
	}
	if _, _, err := office.Records.Get(ctx, rep, "deal", made.ID); !fault.Is(err, fault.NotFound) {
		t.Fatalf("reading it: %v", err)
	}
	principal := access.Principal{Kind: access.OneEmployee, No: rep.Employee}
	if _, err := office.Records.SetShares(ctx, admin, "deal", made.ID, []record.ShareInput{{Principal: principal, Level: access.ViewLevel}}); err != nil {
		t.Fatal(err)
	}
	if n := count(t, office, rep, "deal"); n != 1 {
		t.Fatalf("after the share he sees %d deals", n)
	}
	if _, _, err := office.Records.Edit(ctx, rep, "deal", made.ID, "", fields(t, "name", "Mine now")); !fault.Is(err, fault.Denied) {
		t.Fatalf("editing with a share to view: %v", err)
	}
	if _, err := office.Records.AddNote(ctx, rep, "deal", made.ID, "I only look."); err != nil {
		t.Fatalf("a note where one may view: %v", err)
	}
	id := office.Administration.Model().Directory.Employees[rep.Employee]
	if _, _, err := office.Records.Transfer(ctx, admin, "deal", made.ID, record.TransferRequest{To: id.ID}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := office.Records.Edit(ctx, rep, "deal", made.ID, "", fields(t, "name", "Mine now")); err != nil {
		t.Fatalf("editing his own: %v", err)
	}
}

func setDefault(ctx context.Context, office *app.Office, admin access.Actor, typeName, value string) error {
	return office.Administration.ChangeType(ctx, admin, typeName, "", json.RawMessage(`{"default": "`+value+`"}`))
}
