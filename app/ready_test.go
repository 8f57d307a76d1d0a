package app_test

import (
	"context"
	"log/slog"
	"maps"
	"testing"

	"kontora/app"
	"kontora/backend/access"
	"kontora/backend/locale"
	"kontora/backend/schema"
	"kontora/backend/store"
	kit "kontora/backend/testkit/office"
)

// TestACompanyThatExistsGetsReadyTypes takes types out of a company, as if it had been founded before there were such, gives one of its own the
// name of another, and leaves the table of a third as if it had removed one that was called so.
func TestACompanyThatExistsGetsReadyTypes(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	config := app.Config{Data: t.TempDir(), Listen: "127.0.0.1:0", Passwords: kit.Passwords()}
	profile := map[string]any{"name": "Clerk", "matrix": map[string]any{
		"task": map[string]string{"view": "all", "create": "own"}, "lead": map[string]string{"view": "department"}, "deal": map[string]string{"view": "own"},
	}, "fields": map[string]any{"task": map[string]string{"comment": "hidden"}}}
	closed := map[string]any{
		"supervision":   map[string]any{"role_below": "none", "reports": "none", "department_head": "none", "group_manager": "none"},
		"creator_keeps": "nothing", "comments": false,
	}
	opened := reopened(t, config, func(first *app.Office) {
		if err := first.Administration.Found(t.Context(), kit.Founding(locale.English)); err != nil {
			t.Fatal(err)
		}
		admin := kit.Actor(t, first, "admin")
		if _, err := first.Administration.Profiles().Create(t.Context(), admin, raw(t, profile)); err != nil {
			t.Fatal(err)
		}
		if err := first.Administration.ChangeType(t.Context(), admin, "lead", "", raw(t, map[string]any{"default": "private"})); err != nil {
			t.Fatal(err)
		}
		if err := first.Administration.ChangeType(t.Context(), admin, "task", "", raw(t, closed)); err != nil {
			t.Fatal(err)
		}
		named := map[string]any{"en": "Call-out"}
		own := map[string]any{"name": "call_out", "labels": map[string]any{"one": named, "many": named}, "default": "view"}
		if _, err := first.Administration.CreateType(t.Context(), admin, raw(t, own)); err != nil {
			t.Fatal(err)
		}
		_, err := first.Company.Write(t.Context(), func(tx *store.WriteTx) error {
			for _, name := range []string{"meeting", "call", "campaign", "project"} {
				if _, err := tx.Exec(t.Context(), `DELETE FROM config WHERE kind = 'type' AND body LIKE ?`, `%"name":"`+name+`"%"fields":%`); err != nil {
					return err
				}
			}
			for _, name := range []string{"meeting", "campaign"} { // of a project there was a table before
				for _, statement := range []string{
					"DROP TABLE rec_" + name, "DROP TABLE rec_" + name + "_search", "DELETE FROM record_column WHERE type = '" + name + "'", "DELETE FROM record_index WHERE type = '" + name + "'",
				} {
					if _, err := tx.Exec(t.Context(), statement); err != nil {
						return err
					}
				}
			}
			_, err := tx.Exec(t.Context(), `UPDATE config SET body = replace(body, '"name":"call_out"', '"name":"call"')`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	model := opened.Administration.Model()
	types := make(map[string]*schema.ElementType)
	for _, each := range model.Schema.Types() {
		types[each.Name] = each
	}
	for _, name := range []string{"meeting", "campaign"} {
		if types[name] == nil || types[name].Default != schema.Private {
			t.Errorf("the type %s is %+v", name, types[name])
		}
	}
	if like, is := types["task"], types["meeting"]; is.Supervision != like.Supervision || is.CreatorKeeps != like.CreatorKeeps || is.Comments {
		t.Errorf("meetings stand more open than tasks: %+v", is)
	}
	if call := types["call"]; call == nil || len(call.Fields) != 1 || call.IsActivity() {
		t.Errorf("the company's own type is %+v", call)
	}
	for _, each := range model.Policy.Profiles {
		if each.Name == "Clerk" {
			wantSame(t, each, "meeting", "task")
			if each.Fields["meeting"]["comment"] != schema.Hidden {
				t.Errorf("a field hidden on tasks is shown on meetings: %v", each.Fields["meeting"])
			}
			wantSame(t, each, "campaign", "lead")
		}
	}
	if types["project"] != nil {
		t.Error("a ready type uses the table of a type that was removed")
	}
	again := reopened(t, config, func(*app.Office) {})
	if got := len(again.Administration.Model().Schema.Types()); got != len(types) {
		t.Errorf("opened once more, there are %d types instead of %d", got, len(types))
	}
}

// reopened opens an office, lets something be done in it, closes it and opens it anew.
func reopened(t *testing.T, config app.Config, do func(*app.Office)) *app.Office {
	t.Helper()
	open := func() *app.Office {
		opened, err := app.OpenOffice(context.WithoutCancel(t.Context()), config, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		return opened
	}
	first := open()
	do(first)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := open()
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	return second
}

func wantSame(t *testing.T, p *access.Profile, typeName, like string) {
	t.Helper()
	if !maps.Equal(p.Matrix[typeName], p.Matrix[like]) || len(p.Matrix[like]) == 0 {
		t.Errorf("on %s the profile says %v, on %s %v", typeName, p.Matrix[typeName], like, p.Matrix[like])
	}
}
