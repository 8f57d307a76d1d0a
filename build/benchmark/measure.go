package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"kontora/backend/access"
	"kontora/backend/store"
)

// question is one call that a list of people asks, and the bare SQL that answers the same without rights.
type question struct {
	name  string
	path  string
	query url.Values
	bare  string
}

const deals = "/api/records/deal"

// questions are what is asked; on a server the search index is written otherwise.
func questions(server bool) []question {
	newest, byName := "created_at DESC, id DESC", "f_name__key, id"
	found := `id IN (SELECT rowid FROM rec_deal_search WHERE rec_deal_search MATCH '"pum" AND "ump"')`
	if server {
		found = "search LIKE '%pump%'"
		newest, byName = "created_at DESC NULLS LAST, id DESC", "f_name__key NULLS FIRST, id"
	}
	filter := func(tests ...map[string]any) string { return raw(map[string]any{"and": tests}) }
	test := func(field, op string, value any) map[string]any {
		return map[string]any{"field": field, "op": op, "value": value}
	}
	const columns = "SELECT rid, cell, responsible, created_by, created_at, updated_at, fver, f_name, f_stage, f_value, f_company, f_close_date FROM rec_deal "
	return []question{
		{"newest 50", deals, url.Values{}, columns + "WHERE cell <> 0 ORDER BY " + newest + " LIMIT 50"},
		{"by name 50", deals, url.Values{"sort": {"name"}}, columns + "WHERE cell <> 0 ORDER BY " + byName + " LIMIT 50"},
		{
			"two filters", deals,
			url.Values{"filter": {filter(test("stage", "=", "won"), test("value", ">", 40000))}, "sort": {"-created_at"}},
			columns + "WHERE f_stage = 'won' AND f_value > 400000000 AND cell <> 0 ORDER BY " + newest + " LIMIT 50",
		},
		{
			"unindexed field", deals,
			url.Values{"filter": {filter(test("probability", "=", 70))}},
			columns + "WHERE f_probability = 70000000 AND cell <> 0 ORDER BY " + newest + " LIMIT 50",
		},
		{
			"search in list", deals,
			url.Values{"q": {"pump"}},
			columns + "WHERE " + found + " ORDER BY " + newest + " LIMIT 50",
		},
		{"search everywhere", "/api/search", url.Values{"q": {"harb"}}, ""},
		{
			"sums by stage", deals + "/sums",
			url.Values{"group": {"stage"}, "sum": {"value"}},
			"SELECT f_stage, f_value__currency, count(*), sum(f_value) FROM rec_deal WHERE cell <> 0 GROUP BY f_stage, f_value__currency",
		},
	}
}

func order() []string { return []string{"administrator", "director", "manager", "representative"} }

func (t *trial) measure(ctx context.Context) ([]figure, error) {
	var figures []figure
	for _, q := range questions(t.database != "") {
		if !strings.Contains(q.name, t.only) {
			continue
		}
		bare, err := t.bare(ctx, q.bare)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", q.name, err)
		}
		for _, role := range order() {
			f := figure{Query: q.name, Person: role, Bare: bare}
			p := t.people[role]
			f.Median, f.P95, err = timed(t.runs, func() error { return p.get(ctx, q.path, q.query, nil) })
			if err != nil {
				return nil, fmt.Errorf("%s for %s: %w", q.name, role, err)
			}
			f.Note, err = t.note(ctx, p, q)
			if err != nil {
				return nil, err
			}
			figures = append(figures, f)
		}
	}
	more, err := t.cards(ctx)
	figures = append(figures, more...)
	if err != nil {
		return figures, err
	}
	figures = append(figures, t.compile()...)
	heard, err := t.live(ctx)
	figures = append(figures, heard...)
	if err != nil {
		return figures, err
	}
	if !t.options.changes {
		return figures, nil
	}
	changes, err := t.change(ctx)
	return append(figures, changes...), err
}

// note says how many records a list holds for the person.
func (t *trial) note(ctx context.Context, p *person, q question) (string, error) {
	if q.path != deals {
		return "", nil
	}
	var answer struct {
		Total struct {
			Count int64 `json:"count"`
			Exact bool  `json:"exact"`
		} `json:"total"`
	}
	if err := p.get(ctx, q.path, q.query, &answer); err != nil {
		return "", err
	}
	if !answer.Total.Exact {
		return fmt.Sprintf("%d+", answer.Total.Count), nil
	}
	return strconv.FormatInt(answer.Total.Count, 10), nil
}

// bare times a statement by itself, reading all its rows.
func (t *trial) bare(ctx context.Context, statement string) (float64, error) {
	if statement == "" {
		return 0, nil
	}
	median, _, err := timed(t.runs, func() error {
		return t.office.Company.Read(ctx, func(tx *store.Tx) error {
			rows, err := tx.Query(ctx, statement)
			if err != nil {
				return err
			}
			defer rows.Close()
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			into := make([]any, len(columns))
			for i := range into {
				into[i] = new(any)
			}
			for rows.Next() {
				if err := rows.Scan(into...); err != nil {
					return err
				}
			}
			return rows.Err()
		})
	})
	return median, err
}

// bareWrite times the change of one column, committed.
func (t *trial) bareWrite(ctx context.Context) (float64, error) {
	n := 0
	median, _, err := timed(t.runs, func() error {
		n++
		_, err := t.office.Company.Write(ctx, func(w *store.WriteTx) error {
			_, err := w.Exec(ctx, "UPDATE rec_deal SET f_comment = ? WHERE id = 4711", strings.Repeat("z", n))
			return err
		})
		return err
	})
	return median, err
}

// cards measures reading and editing one record.
func (t *trial) cards(ctx context.Context) ([]figure, error) {
	var figures []figure
	for _, role := range order() {
		p := t.people[role]
		var list struct {
			Items []struct {
				ID  string          `json:"id"`
				Can map[string]bool `json:"can"`
			} `json:"items"`
		}
		if err := p.get(ctx, deals, url.Values{}, &list); err != nil || len(list.Items) == 0 {
			return figures, err
		}
		path := deals + "/" + list.Items[0].ID
		card := figure{Query: "card", Person: role}
		var err error
		card.Bare, err = t.bare(ctx, "SELECT * FROM rec_deal WHERE id = 4711")
		if err != nil {
			return figures, err
		}
		if card.Median, card.P95, err = timed(t.runs, func() error { return p.get(ctx, path, nil, nil) }); err != nil {
			return figures, err
		}
		figures = append(figures, card)
		if !list.Items[0].Can["edit"] {
			continue
		}
		edit, n := figure{Query: "edit", Person: role}, 0
		if edit.Bare, err = t.bareWrite(ctx); err != nil {
			return figures, err
		}
		edit.Median, edit.P95, err = timed(t.runs, func() error {
			n++
			return p.send(ctx, http.MethodPatch, path, map[string]any{"fields": map[string]any{"comment": strings.Repeat("x", n)}}, nil)
		})
		if err != nil {
			return figures, err
		}
		figures = append(figures, edit)
	}
	return figures, nil
}

// compile measures working out the rights of a person from nothing, with all cells of the deals.
func (t *trial) compile() []figure {
	model := t.office.Administration.Model()
	deal, _ := model.Schema.Type("deal")
	var figures []figure
	for _, role := range order() {
		e := find(t.office, t.logins[role])
		f := figure{Query: "compile rights", Person: role}
		f.Median, f.P95, _ = timed(min(t.runs, 10), func() error {
			access.Compile(model, t.office.Cells, e.No, time.Now()).Reading(deal.No, access.View)
			return nil
		})
		figures = append(figures, f)
	}
	return figures
}
