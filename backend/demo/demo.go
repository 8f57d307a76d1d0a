// Package demo makes up a company, Northern Port, in which every screen shows something and every ground of rights occurs: the same
// company for the same seed. Its people, names and texts are invented.
package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"

	"kontora/backend/access"
	"kontora/backend/clock"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// Entries is one kind of entry of the directory, in the JSON of the API.
type Entries interface {
	Create(ctx context.Context, actor access.Actor, fields json.RawMessage) (json.RawMessage, error)
	Change(ctx context.Context, actor access.Actor, id ident.ID, fields json.RawMessage) (json.RawMessage, error)
}

// Types changes element types.
type Types interface {
	ChangeType(ctx context.Context, actor access.Actor, name, version string, sent json.RawMessage) error
	AddField(ctx context.Context, actor access.Actor, typeName string, sent json.RawMessage) error
}

// Records writes records one by one, as people do.
type Records interface {
	Import(ctx context.Context, actor access.Actor, request record.ImportRequest) ([]record.Imported, error)
	Create(ctx context.Context, actor access.Actor, typeName string, input record.Input) (record.View, record.Names, error)
	List(ctx context.Context, actor access.Actor, request record.ListRequest) (record.Page, error)
	Edit(ctx context.Context, actor access.Actor, typeName string, id ident.ID, version string, sent map[string]json.RawMessage) (record.View, record.Names, error)
	Delete(ctx context.Context, actor access.Actor, typeName string, id ident.ID) error
	SetShares(ctx context.Context, actor access.Actor, typeName string, id ident.ID, wanted []record.ShareInput) (record.SharesAnswer, error)
	Talk
}

// Talk is what people add to records.
type Talk interface {
	AddNote(ctx context.Context, actor access.Actor, typeName string, id ident.ID, text string) (record.Item, error)
	AddMessage(ctx context.Context, actor access.Actor, typeName string, id ident.ID, text string) (record.Item, error)
	AddTask(ctx context.Context, actor access.Actor, typeName string, id ident.ID, task record.TaskInput) (record.Item, error)
	AddLink(ctx context.Context, actor access.Actor, typeName string, id ident.ID, to schema.Ref, role string) (ident.ID, error)
}

// Target is where large numbers of records are written, past the record service but as it would have left them. Only the making of
// companies for trials and measurements goes this way.
type Target interface {
	Fill(ctx context.Context, t *schema.ElementType, next func(record.Writer) ([]record.Filling, error)) error
	// WithoutIndexes runs fill while lists of the type have no indexes, and makes them afterwards.
	WithoutIndexes(ctx context.Context, t *schema.ElementType, fill func(context.Context) error) error
}

// Parts are what a company is made with. The company has been founded and has nobody but its administrator.
type Parts struct {
	Directory func(kind string) Entries // by the word of the API: branch, employee, sharing_rule …; nil for a kind that is not there
	Types     Types
	Records   Records
	Target    Target
	Model     func() *access.Model
	Actor     func(employee ident.No) access.Actor // with the rights of this moment
	IDs       ident.Source
	Clock     clock.Clock
}

// Options say how large the company is. The zero Options make the usual one.
type Options struct {
	Seed      uint64
	Deals     int // 0: 2,000
	Cells     int // in how many cells the deals stand; 0: as it comes
	Employees int // fewer than those of the usual company are not made; more work in regional sales
	Groups    int // likewise
}

// DefaultDeals is how many deals the usual company has.
const DefaultDeals = 2000

// builder makes one company.
type builder struct {
	Parts
	options  Options
	language locale.Language
	rng      *rand.Rand
	admin    ident.No
	ids      map[string]ident.ID // of what was made, by kind and key
}

// Build makes the company. It can be built once.
func Build(ctx context.Context, parts Parts, options Options) error {
	b := &builder{Parts: parts, options: options, rng: rand.New(rand.NewPCG(options.Seed, 1)), ids: make(map[string]ident.ID)}
	b.language = b.Model().Directory.Company.Language
	for no, e := range b.Model().Directory.Employees {
		if e.Administrator {
			b.admin = no
		}
	}
	for _, step := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"types", b.types},
		{"places", b.places},
		{"roles", b.roles},
		{"people", b.people},
		{"groups", b.groups},
		{"rules", b.rules},
		{"catalogue", b.catalogue},
		{"deals", b.deals},
		{"talk", b.talk},
		{"activities", b.activities},
	} {
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("make %s: %w", step.what, err)
		}
	}
	return nil
}

// two is a name in both languages.
type two struct{ en, ru string }

func (t two) in(language locale.Language) string {
	if language == locale.Russian {
		return t.ru
	}
	return t.en
}

func (b *builder) say(t two) string { return t.in(b.language) }

// make makes an entry of the directory and remembers it by a key.
func (b *builder) make(ctx context.Context, kind, key string, fields map[string]any) error {
	raw, err := json.Marshal(fields)
	if err != nil {
		return fmt.Errorf("write %s %s: %w", kind, key, err)
	}
	answer, err := b.Directory(kind).Create(ctx, b.Actor(b.admin), raw)
	if err != nil {
		return fmt.Errorf("make %s %s: %w", kind, key, err)
	}
	var made struct {
		ID ident.ID `json:"id"`
	}
	if err := json.Unmarshal(answer, &made); err != nil {
		return fmt.Errorf("read %s %s: %w", kind, key, err)
	}
	b.ids[kind+" "+key] = made.ID
	return nil
}

// change lays fields over an entry that was made.
func (b *builder) change(ctx context.Context, kind, key string, fields map[string]any) error {
	raw, err := json.Marshal(fields)
	if err == nil {
		_, err = b.Directory(kind).Change(ctx, b.Actor(b.admin), b.ids[kind+" "+key], raw)
	}
	if err != nil {
		return fmt.Errorf("change %s %s: %w", kind, key, err)
	}
	return nil
}

// id is the identifier of what was made; nil for no key.
func (b *builder) id(kind, key string) any {
	if key == "" {
		return nil
	}
	return b.ids[kind+" "+key]
}

func (b *builder) idsOf(kind string, keys ...string) []any {
	ids := make([]any, 0, len(keys))
	for _, key := range keys {
		ids = append(ids, b.id(kind, key))
	}
	return ids
}

// principal names people for a rule; kind is a kind of principal.
func (b *builder) principal(kind access.PrincipalKind, key string) map[string]any {
	p := map[string]any{"kind": kind}
	switch kind {
	case access.OneEmployee:
		p["id"] = b.id("employee", key)
	case access.InRole, access.InRoleAndBelow:
		p["id"] = b.id("role", key)
	case access.InGroup:
		p["id"] = b.id("group", key)
	case access.InDepartment, access.InDepartmentBelow:
		p["id"] = b.id("department", key)
	case access.InBranch:
		p["id"] = b.id("branch", key)
	case access.InField:
		p["id"] = key
	case access.Everyone, access.Superior:
	}
	return p
}

// no is the inward number of an employee or group that was made.
func (b *builder) no(kind, key string) ident.No {
	id, directory := b.ids[kind+" "+key], b.Model().Directory
	if kind == "group" {
		for no, g := range directory.Groups {
			if g.ID == id {
				return no
			}
		}
	}
	for no, e := range directory.Employees {
		if e.ID == id {
			return no
		}
	}
	return 0
}
