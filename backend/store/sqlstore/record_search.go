package sqlstore

import (
	"context"
	"strings"

	"kontora/backend/fault"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// The search index holds one text for each record: the compared forms of its searched fields, one a line. It finds candidates by parts of
// three letters; the query tests every candidate again on the fields that its reader may see.

// gramLetters is the shortest part of a word that the index finds.
const gramLetters = 3

func searchTable(d store.Dialect, t *schema.ElementType) []string {
	table := recordTable(t)
	if d.Name() == "postgres" {
		return []string{
			"CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public",
			"ALTER TABLE " + table + " ADD COLUMN search {text}",
			"CREATE INDEX " + table + "_search ON " + table + " USING gin (search public.gin_trgm_ops)",
		}
	}
	return []string{"CREATE VIRTUAL TABLE " + table + "_search USING fts5(search, content='', contentless_delete=1, tokenize='trigram', detail=none)"}
}

// searchText is what the index holds of a record.
func searchText(t *schema.ElementType, r *record.Record) string {
	var lines []string
	for _, f := range t.Fields {
		if !f.InSearch || r.Values[f.Name] == nil {
			continue
		}
		for i, c := range f.Columns() {
			if c.Name == f.Compared() {
				lines = append(lines, f.Split(r.Values[f.Name])[i].Str)
			}
		}
	}
	return strings.Join(lines, "\n")
}

// putSearch makes the index hold the record as it is now, or nothing of one in the bin.
func putSearch(ctx context.Context, w *store.WriteTx, t *schema.ElementType, r *record.Record) error {
	text := searchText(t, r)
	if r.Deleted != nil {
		text = ""
	}
	if w.Dialect().Name() == "postgres" {
		_, err := w.Exec(ctx, "UPDATE "+recordTable(t)+" SET search = ? WHERE id = ? AND search IS DISTINCT FROM ?", text, r.No, text)
		return err
	}
	if _, err := w.Exec(ctx, "DELETE FROM "+recordTable(t)+"_search WHERE rowid = ?", r.No); err != nil {
		return err
	}
	if text == "" {
		return nil
	}
	_, err := w.Exec(ctx, "INSERT INTO "+recordTable(t)+"_search(rowid, search) VALUES (?, ?)", r.No, text)
	return err
}

// Reindex makes the index hold the record as it is stored.
func (w *recordWriter) Reindex(ctx context.Context, t *schema.ElementType, r *record.Record) error {
	return fault.Wrap(putSearch(ctx, w.w, t, r), "index a "+t.Name)
}

// searchCondition takes the records whose text holds every word of one of the lists, as the index knows them.
func searchCondition(d store.Dialect, t *schema.ElementType, lists ...[]string) (string, []any) {
	var some []string
	var args []any
	for _, words := range lists {
		if d.Name() != "postgres" {
			some = append(some, "("+matchGrams(words)+")")
			continue
		}
		var all []string
		for _, word := range words {
			all = append(all, "search LIKE ?")
			args = append(args, "%"+strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(word)+"%")
		}
		some = append(some, strings.Join(all, " AND "))
	}
	if d.Name() == "postgres" {
		return "(" + strings.Join(some, " OR ") + ")", args
	}
	return "id IN (SELECT rowid FROM " + recordTable(t) + "_search WHERE " + recordTable(t) + "_search MATCH ?)", []any{strings.Join(some, " OR ")}
}

// searchCandidates is what searchCondition takes, as a FROM clause with its conditions.
func searchCandidates(d store.Dialect, t *schema.ElementType, lists ...[]string) clause {
	sql, args := searchCondition(d, t, lists...)
	if d.Name() == "sqlite" {
		return clause{sql: recordTable(t) + "_search WHERE " + recordTable(t) + "_search MATCH ?", args: args}
	}
	return clause{sql: recordTable(t) + " WHERE " + sql, args: args}
}

// matchGrams asks for all parts of three letters of all words: without positions in the index there are no phrases.
func matchGrams(words []string) string {
	var grams []string
	for _, word := range words {
		letters := []rune(word)
		for i := 0; i+gramLetters <= len(letters); i++ {
			grams = append(grams, `"`+strings.ReplaceAll(string(letters[i:i+gramLetters]), `"`, `""`)+`"`)
		}
	}
	return strings.Join(grams, " AND ")
}
