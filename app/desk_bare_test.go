package app

import (
	"bytes"
	"database/sql"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"kontora/backend/access"
	"kontora/backend/demo"
	"kontora/backend/event"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/replica"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// answered are the messages with which the office answers a desk that holds nothing.
func (s *seat) answered(t *testing.T, login string) (messages []*replica.Incoming) {
	t.Helper()
	granted, err := s.link.askToLetIn(t.Context(), login, demo.Password)
	if err != nil {
		t.Fatal(err)
	}
	s.link.token = granted.Token
	claim, err := replica.EncodeClaim(s.Replica.Claim(replica.Scope{}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.link.request(t.Context(), http.MethodPost, "/api/replica/pull", bytes.NewReader(claim))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := s.link.send(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	for in := replica.NewReader(answer.Body); ; {
		m, err := in.Next()
		if errors.Is(err, io.EOF) {
			return messages
		}
		if err != nil {
			t.Fatal(err)
		}
		messages = append(messages, m)
	}
}

// take takes messages in, each transaction by itself.
func (s *seat) take(t *testing.T, messages []*replica.Incoming) {
	t.Helper()
	for at := 0; at < len(messages); {
		end := at + 1
		for len(messages[end-1].Stand) == 0 {
			end++
		}
		if err := s.Replica.Take(t.Context(), messages[at:end], func(c event.Commit) error { return s.settle(t.Context(), c) }); err != nil {
			t.Fatal(err)
		}
		at = end
	}
}

// halved are the messages up to the middle of the first chunk of a type, which ends there, and the rest.
func halved(t *testing.T, messages []*replica.Incoming, alias ident.No) (first, second []*replica.Incoming) {
	t.Helper()
	of := func(kind replica.Kind) func(*replica.Incoming) bool {
		return func(m *replica.Incoming) bool { return m.Kind == kind && m.Type == alias }
	}
	begin, end := slices.IndexFunc(messages, of(replica.Put)), slices.IndexFunc(messages, of(replica.Filled))
	if begin < 0 || end < begin+4 {
		t.Fatalf("a chunk from %d to %d", begin, end)
	}
	half := begin + (end-begin)/2
	part := *messages[end]
	part.Record, part.Done = messages[half-1].Record, false
	return append(slices.Clone(messages[:half]), &part), messages[half:]
}

// indexes are the names of the indexes of deals that are walked, as the database has them.
func (s *seat) indexes(t *testing.T) (names []string) {
	t.Helper()
	err := s.company.Read(t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Query(t.Context(), "SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'rec_deal_by_%' OR name = 'rec_deal_cell'")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			names = append(names, name)
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// finds is how many deals the index of the search finds by a part of their names.
func (s *seat) finds(t *testing.T, part string) (count int) {
	t.Helper()
	err := s.company.Read(t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), "SELECT count(*) FROM rec_deal_search WHERE rec_deal_search MATCH ?", `"`+part+`"`).Scan(&count)
	})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		t.Fatal(err)
	}
	return count
}

// lists holds that deals are listed in every order, filtered and found, as many as there are.
func (s *seat) lists(t *testing.T, names []string) {
	t.Helper()
	actor, err := s.Actor()
	if err != nil {
		t.Fatal(err)
	}
	deal, _ := s.Administration.Model().Schema.Type("deal")
	orders := []string{"", schema.FieldCreatedAt, "-" + schema.FieldUpdatedAt, schema.FieldResponsible}
	for _, f := range deal.Fields {
		if f.Indexed() {
			orders = append(orders, "-"+f.Name)
		}
	}
	for _, order := range orders {
		request := record.ListRequest{Type: "deal", Limit: record.MaxLimit, Action: access.View}
		if order != "" {
			request.Sort = []string{order}
		}
		page, err := s.Records.List(t.Context(), actor, request)
		if err != nil || len(page.Items) != len(names) {
			t.Errorf("by %q %d of %d deals are listed, %v", order, len(page.Items), len(names), err)
		}
	}
	for _, name := range names {
		page, err := s.Records.List(t.Context(), actor, record.ListRequest{Type: "deal", Limit: record.MaxLimit, Action: access.View, Search: name})
		if err != nil || len(page.Items) == 0 {
			t.Errorf("%q is not found, %v", name, err)
		}
	}
}

func claimed(t *testing.T, c *replica.Claim) []byte {
	t.Helper()
	raw, err := replica.EncodeClaim(c)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func namesOf(s *seat, messages []*replica.Incoming, alias ident.No) (names []string) {
	for _, told := range s.Replica.Company().Types {
		if ident.No(told.Alias) != alias {
			continue
		}
		numbers := make([]ident.No, len(told.Element.Fields))
		name := ident.No(0)
		for i, f := range told.Element.Fields {
			numbers[i] = f.No
			if f.Name == schema.FieldName {
				name = f.No
			}
		}
		slices.Sort(numbers)
		at := slices.Index(numbers, name)
		for _, m := range messages {
			if m.Kind == replica.Put && m.Type == alias {
				names = append(names, m.Content.Values[at].(string))
			}
		}
	}
	return names
}

// A type whose records are coming has no indexes until it is whole, and is read all the same: also by a program that was started meanwhile.
func TestATypeIsIndexedOnceItIsWhole(t *testing.T) {
	c := layCable(t)
	data := t.TempDir()
	s := takeSeat(t, data, c)
	messages := s.answered(t, "admin")
	begins := slices.IndexFunc(messages, func(m *replica.Incoming) bool { return len(m.Stand) > 0 }) + 1
	s.take(t, messages[:begins])
	alias := ident.No(0)
	for _, told := range s.Replica.Company().Types {
		if told.Element.Name == "deal" {
			alias = ident.No(told.Alias)
		}
	}
	first, second := halved(t, messages, alias)
	s.take(t, first[begins:])
	half, all := namesOf(s, first, alias), namesOf(s, messages, alias)
	if here := s.indexes(t); len(here) > 0 {
		t.Errorf("indexed while it comes: %v", here)
	}
	s.lists(t, half)
	asked := claimed(t, s.Replica.Claim(replica.Scope{}))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = takeSeat(t, data, c)
	defer s.Close()
	if filled := s.Replica.Claim(replica.Scope{}); !bytes.Equal(asked, claimed(t, filled)) {
		t.Error("after a start the desk claims something else")
	}
	s.lists(t, half)
	s.take(t, second)
	s.lists(t, all)
	deal, _ := s.Administration.Model().Schema.Type("deal")
	if here := s.indexes(t); len(here) < 4 || len(here) < len(deal.Fields)/8 {
		t.Errorf("indexes of a whole type: %v", here)
	}
	for _, name := range all {
		if part := string([]rune(strings.ToLower(name))[:3]); s.finds(t, part) == 0 {
			t.Errorf("the search does not know %q", part)
		}
	}
	if found := s.finds(t, "zqx"); found != 0 {
		t.Errorf("the search finds %d of nothing", found)
	}
}
