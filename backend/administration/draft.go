package administration

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// Draft is a copy of the configuration that a change works on, inside its transaction.
type Draft struct {
	*content
	before  *State
	tx      Tx
	actor   access.Actor
	bounded bool             // whether the actor's own rights bound the change
	quiet   bool             // the change concerns nobody's rights: nobody has to read anything anew
	ids     map[ident.No]key // of what is new
	changed map[ident.No]Kind
	removed map[ident.No]key
	ready   []func(context.Context, *access.Model) error // run in the transaction, once the whole has been found good
	after   []func(context.Context)                      // run after the commit
}

// key names a document.
type key struct {
	kind Kind
	id   ident.ID
}

func newDraft(before *State, tx Tx, actor access.Actor) *Draft {
	now := before.content()
	return &Draft{
		content: &content{
			directory: now.directory.Draft(), profiles: maps.Clone(now.profiles), rules: maps.Clone(now.rules),
			restrictions: maps.Clone(now.restrictions), types: now.types, rebuild: maps.Clone(now.rebuild),
		},
		before: before, tx: tx, actor: actor,
		ids: make(map[ident.No]key), changed: make(map[ident.No]Kind), removed: make(map[ident.No]key),
	}
}

// add gives out a number and an identifier for something new.
func (d *Draft) add(ctx context.Context, kind Kind, source ident.Source) (ident.No, ident.ID, error) {
	no, err := d.tx.NextNo(ctx)
	if err != nil {
		return 0, ident.ID{}, fmt.Errorf("number a %s: %w", kind, err)
	}
	d.ids[no] = key{kind: kind, id: source.New()}
	return no, d.ids[no].id, nil
}

// touch marks a document to be written.
func (d *Draft) touch(kind Kind, no ident.No) { d.changed[no] = kind }

// remove takes a document out of the content and marks it to be deleted.
func (d *Draft) remove(kind Kind, no ident.No) {
	d.cut(kind, no)
	d.removed[no] = key{kind: kind, id: d.before.ID(no)}
	delete(d.changed, no)
}

// No finds the number of an identifier of one of the kinds, among what the draft has.
func (d *Draft) No(id ident.ID, kinds ...Kind) (ident.No, bool) {
	for no, k := range d.ids {
		if k.id == id && slices.Contains(kinds, k.kind) {
			return no, true
		}
	}
	no, err := d.before.No(id, kinds...)
	if _, gone := d.removed[no]; err != nil || gone {
		return 0, false
	}
	return no, true
}

// PersonNo implements schema.People on what the draft has.
func (d *Draft) PersonNo(id ident.ID, groups bool) (ident.No, bool) {
	if groups {
		return d.No(id, EmployeeKind, GroupKind)
	}
	return d.No(id, EmployeeKind)
}

// PersonID implements schema.People.
func (d *Draft) PersonID(no ident.No) (ident.ID, bool) {
	if k, ok := d.ids[no]; ok {
		return k.id, k.kind == EmployeeKind || k.kind == GroupKind
	}
	return d.before.PersonID(no)
}

// TypeNo implements schema.People.
func (d *Draft) TypeNo(name string) (ident.No, bool) {
	for no, t := range d.types {
		if t.Name == name {
			return no, true
		}
	}
	return 0, false
}

// TypeName implements schema.People.
func (d *Draft) TypeName(no ident.No) (string, bool) {
	t, ok := d.types[no]
	if !ok {
		return "", false
	}
	return t.Name, true
}

// ref turns an outward reference into a number. One that leads nowhere is a problem of the field, in the words for a thing one may not see.
func (d *Draft) ref(problems fault.Fields, field string, id *ident.ID, kinds ...Kind) ident.No {
	if id == nil || id.IsZero() {
		return 0
	}
	no, ok := d.No(*id, kinds...)
	if !ok {
		problems.Add(field, "administration.unknown_reference")
	}
	return no
}

// refs turns outward references into sorted numbers without repetition.
func (d *Draft) refs(problems fault.Fields, field string, ids []ident.ID, kinds ...Kind) []ident.No {
	var numbers []ident.No
	for i := range ids {
		if no := d.ref(problems, field, &ids[i], kinds...); no != 0 {
			numbers = append(numbers, no)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// documents are what the draft writes, in the order of their numbers, and the numbers of what it deletes.
func (d *Draft) documents() (put []Document, gone []ident.No, err error) {
	for _, no := range slices.Sorted(maps.Keys(d.changed)) {
		body, err := json.Marshal(d.entry(d.changed[no], no))
		if err != nil {
			return nil, nil, fmt.Errorf("write %s: %w", d.changed[no], err)
		}
		id := d.before.ID(no)
		if k, ok := d.ids[no]; ok {
			id = k.id
		}
		put = append(put, Document{Kind: d.changed[no], No: no, ID: id, Version: d.tx.Seq(), Body: body})
	}
	return put, slices.Sorted(maps.Keys(d.removed)), nil
}

// state is the configuration as it will be after the commit.
func (d *Draft) state(put []Document, gone []ident.No) *State {
	s := &State{Seq: d.tx.Seq(), known: maps.Clone(d.before.known), byID: maps.Clone(d.before.byID)}
	for _, no := range gone {
		delete(s.byID, s.known[no].id)
		delete(s.known, no)
	}
	for _, p := range put {
		s.known[p.No] = known{kind: p.Kind, id: p.ID, version: p.Version}
		s.byID[p.ID] = p.No
	}
	s.Model, s.rebuild = d.model(), d.rebuild
	return s
}

// setEmployee and its like put a changed entry in the place of the old one.
func (d *Draft) setEmployee(e *directory.Employee) {
	d.directory.Employees[e.No] = e
	d.touch(EmployeeKind, e.No)
}

func (d *Draft) setGroup(g *directory.Group) {
	d.directory.Groups[g.No] = g
	d.touch(GroupKind, g.No)
}

func (d *Draft) setType(t *schema.ElementType) {
	d.types[t.No] = t
	d.touch(TypeKind, t.No)
}

// values is what values of fields are read with.
func (d *Draft) values() schema.Context {
	company := d.directory.Company
	return schema.Context{People: d, Dialling: company.Dialling(), Currency: company.Currency}
}

// bound binds a condition against the draft's own types and people.
func (d *Draft) bound(typeNo ident.No, filter query.Expr) (query.Node, error) {
	return d.bind(d, typeNo, filter)
}
