package record

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"kontora/backend/access"
	"kontora/backend/dial"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// Bounds of a search.
const (
	maxSearch      = 200 // letters
	maxSearchWords = 8
	gram           = 3 // letters; the index finds parts of words at least this long
	searchedRows   = 50
	searchResults  = 20
)

// searchWords takes a search apart into the words to find. There are several lists of them, each good by itself, for what may be a phone
// number, written with prefixes that are not kept with it, or may be another number with such signs in it.
func searchWords(text string, dialling dial.Plan) [][]string {
	if runes := []rune(text); len(runes) > maxSearch {
		text = string(runes[:maxSearch])
	}
	words := strings.Fields(schema.Fold(text))
	if len(words) == 0 {
		return nil
	}
	if len(words) > maxSearchWords {
		words = words[:maxSearchWords]
	}
	lists := [][]string{words}
	add := func(number string) {
		list := []string{number}
		if !slices.ContainsFunc(lists, func(other []string) bool { return slices.Equal(other, list) }) {
			lists = append(lists, list)
		}
	}
	if number, ok := phoneLike(text); ok {
		add(number)
	}
	for _, part := range dialling.Parts(text) {
		add(part[max(0, len(part)-national):])
	}
	return lists
}

// national is how many digits of a number are looked for: none has more without its country code.
const national = 10

// searchGrams are the words that the index can serve, or nothing when one of the lists has none such.
func searchGrams(lists [][]string) [][]string {
	grams := make([][]string, 0, len(lists))
	for _, words := range lists {
		long := slices.DeleteFunc(slices.Clone(words), func(word string) bool { return utf8.RuneCountInString(word) < gram })
		if len(long) == 0 {
			return nil
		}
		grams = append(grams, long)
	}
	return grams
}

// phoneLike takes text that can only be a phone number, however it is written, as its digits. The country code or the prefix dialled
// before a number is left out, because the number may be kept with another one.
func phoneLike(text string) (string, bool) {
	const shortest = 5
	number := strings.TrimPrefix(schema.PhoneDigits(text), "+")
	if len(number) < shortest || strings.Trim(text, "0123456789+-(). ") != "" {
		return "", false
	}
	if local := strings.TrimLeft(number, "0"); len(local) >= gram {
		number = local
	}
	if len(number) > national {
		number = number[len(number)-national:]
	}
	return number, true
}

// searched matches records that hold every word of one of the lists somewhere in the searched fields that the actor reads in full.
func (c *scene) searched(t *schema.ElementType, lists [][]string) query.Node {
	if len(lists) == 0 {
		return query.Node{}
	}
	some := make([]query.Node, 0, len(lists))
	for _, words := range lists {
		some = append(some, c.holding(t, words))
	}
	return query.Or(some...)
}

func (c *scene) holding(t *schema.ElementType, words []string) query.Node {
	all := make([]query.Node, 0, len(words))
	for _, word := range words {
		var some []query.Node
		for _, f := range t.Fields {
			if f.InSearch && c.clear(t)(f) {
				some = append(some, query.Test(f.Compared(), query.Contains, query.Str(word)))
			}
		}
		all = append(all, query.Or(some...))
	}
	return query.And(all...)
}

// Hit is one record found by a search over everything.
type Hit struct {
	Type    string   `json:"type"`
	ID      ident.ID `json:"id"`
	Name    string   `json:"name"`
	Matched []Match  `json:"matched"`
}

// Match is a field that holds one of the words.
type Match struct {
	Field string `json:"field"`
	Text  string `json:"text"`
}

// Search finds records of every type that the actor may view, the newest first and names that begin with the words before others. more
// tells that there are further ones.
func (s *Service) Search(ctx context.Context, actor access.Actor, text string) (hits []Hit, more bool, err error) {
	hits = []Hit{}
	lists := searchWords(text, dial.Plan{})
	if len(lists) == 0 {
		return hits, false, nil
	}
	err = s.reader(ctx, actor, func(r Reader, c *scene) error {
		words := slices.Concat(searchWords(text, c.values.Dialling)...)
		for _, t := range c.model.Schema.Types() {
			if !c.rights.May(access.View, t.No) || !c.named(t) {
				continue
			}
			found, err := s.searchType(ctx, r, c, t, text, words)
			if err != nil {
				return err
			}
			hits = append(hits, found...)
		}
		return nil
	})
	rank(hits, lists[0][0])
	if len(hits) > searchResults {
		return hits[:searchResults], true, err
	}
	return hits, false, err
}

func (s *Service) searchType(ctx context.Context, r Reader, c *scene, t *schema.ElementType, text string, words []string) ([]Hit, error) {
	q, err := s.query(c, t, ListRequest{Search: text, Limit: searchedRows})
	if err != nil {
		return nil, err
	}
	if q.Filter.Shape == query.Always || q.Filter.Shape == query.Never {
		return nil, nil
	}
	q.Fields, q.Newest = searchedFields(t), true
	found, err := s.rows(ctx, r, c, q)
	if err != nil {
		return nil, err
	}
	hits := make([]Hit, 0, len(found))
	for _, each := range found {
		name, _ := each.Values[schema.FieldName].(string)
		hits = append(hits, Hit{Type: t.Name, ID: each.ID, Name: name, Matched: c.matches(t, each, words)})
	}
	return hits, nil
}

// searchedFields are those that a hit shows, and those in which it was found.
func searchedFields(t *schema.ElementType) []*schema.Field {
	var fields []*schema.Field
	for _, f := range t.Fields {
		if f.InSearch || f.Name == schema.FieldName {
			fields = append(fields, f)
		}
	}
	return fields
}

func (c *scene) matches(t *schema.ElementType, r *Record, words []string) []Match {
	matches := []Match{}
	for _, f := range t.Fields {
		if !f.InSearch || !c.clear(t)(f) {
			continue
		}
		key := r.scalar(t, f.Compared()).Str
		for _, word := range words {
			if strings.Contains(key, word) {
				matches = append(matches, Match{Field: f.Name, Text: f.Text(r.Values[f.Name])})
				break
			}
		}
	}
	return matches
}

// rank puts names that begin with the word first, then those with a word that does, and keeps the order otherwise.
func rank(hits []Hit, word string) {
	var places [3][]Hit
	for _, h := range hits {
		place := 2
		switch name := schema.Fold(h.Name); {
		case strings.HasPrefix(name, word):
			place = 0
		case strings.Contains(name, " "+word):
			place = 1
		}
		places[place] = append(places[place], h)
	}
	copy(hits, slices.Concat(places[:]...))
}
