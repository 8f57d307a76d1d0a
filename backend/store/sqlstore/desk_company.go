package sqlstore

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"

	"kontora/backend/administration"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/replica"
	"kontora/backend/schema"
)

// readTypes finds the types that the desk was told of, by their aliases, and the people by their identifiers, as the desk numbers them.
func (x *taking) readTypes(ctx context.Context) error {
	documents, err := Documents(ctx, x.Tx)
	if err != nil {
		return err
	}
	x.types, x.people, x.named = make(map[uint32]*deskType), make(map[ident.ID]ident.No), make(map[string]*deskType)
	byName := make(map[string]*schema.ElementType)
	for _, d := range documents {
		switch d.Kind {
		case administration.EmployeeKind, administration.GroupKind:
			x.people[d.ID] = d.No
		case administration.TypeKind:
			t := &schema.ElementType{}
			if err := json.Unmarshal(d.Body, t); err != nil {
				return err
			}
			t.No, t.ID = d.No, d.ID
			byName[t.Name], x.named[t.Name] = t, &deskType{ElementType: t}
		}
	}
	if x.state.company == nil {
		return nil
	}
	for _, told := range x.state.company.Types {
		t, ok := byName[told.Element.Name]
		if !ok {
			continue
		}
		bare, err := x.store.bare(ctx, x.Tx, t)
		if err != nil {
			return err
		}
		x.types[told.Alias] = &deskType{ElementType: t, fields: make(map[ident.No]*schema.Field), bare: bare}
		for _, f := range told.Element.Fields {
			if own, ok := t.Field(f.Name); ok {
				x.types[told.Alias].fields[f.No] = own
			}
		}
	}
	return nil
}

// told brings the desk's own documents to what the office has told of the company. Values of fields that have gone, or are kept in another
// way from now on, leave their columns at once.
func (x *taking) told(ctx context.Context, raw []byte) error {
	if err := x.state.tell(raw); err != nil {
		return replica.ErrWire
	}
	present, err := Documents(ctx, x.Tx)
	if err != nil {
		return err
	}
	job := &telling{taking: x, there: make(map[ident.ID]administration.Document, len(present)), types: make(map[string]administration.Document), kept: make(map[ident.No]bool)}
	for _, d := range present {
		job.there[d.ID] = d
		if d.Kind == administration.TypeKind {
			var named struct {
				Name string `json:"name"`
			}
			if err := json.Unmarshal(d.Body, &named); err != nil {
				return err
			}
			job.types[named.Name] = d
		}
	}
	if err := job.all(ctx, x.state.company); err != nil {
		return err
	}
	for _, d := range present {
		if !job.kept[d.No] {
			if err := x.forgetType(ctx, d); err != nil {
				return err
			}
			if err := DeleteDocument(ctx, x.w, d.No); err != nil {
				return err
			}
		}
	}
	if err := x.put(ctx, stateCompany, raw); err != nil {
		return err
	}
	x.config = true
	x.w.Configuration()
	return x.readTypes(ctx)
}

// forgetType takes out what is held of a type of which the employee may see nothing any longer.
func (x *taking) forgetType(ctx context.Context, d administration.Document) error {
	if d.Kind != administration.TypeKind {
		return nil
	}
	for _, t := range x.types {
		if t.No != d.No {
			continue
		}
		if err := x.erase(ctx, t, "id > ?", 0); err != nil || !t.bare {
			return err
		}
		return x.dressType(ctx, t)
	}
	return nil
}

// telling is the writing of the desk's documents.
type telling struct {
	*taking
	there map[ident.ID]administration.Document
	types map[string]administration.Document
	kept  map[ident.No]bool
}

func (x *telling) all(ctx context.Context, c *replica.Company) error {
	if _, err := x.document(ctx, administration.CompanyKind, c.Company.ID, c.Company); err != nil {
		return err
	}
	places := make(map[ident.ID]ident.No)
	number := func(kind administration.Kind, named []replica.Named) error {
		for _, n := range named {
			no, err := x.numberOf(ctx, n.ID)
			if err != nil {
				return err
			}
			places[n.ID] = no
		}
		for _, n := range named {
			if _, err := x.document(ctx, kind, n.ID, x.body(kind, n, places)); err != nil {
				return err
			}
		}
		return nil
	}
	if err := number(administration.DepartmentKind, c.Departments); err != nil {
		return err
	}
	if err := number(administration.BranchKind, c.Branches); err != nil {
		return err
	}
	var self ident.No
	for _, p := range c.People {
		e := &directory.Employee{
			RecordID: p.ID, Name: p.Name, Status: p.Status, Administrator: p.Guarded, RoleSource: directory.Manual, Department: places[p.Department], Branch: places[p.Branch],
			Language: c.Company.Language, TimeZone: c.Company.TimeZone,
		}
		if p.ID == c.Employee {
			e.Language, e.TimeZone, e.Theme = cmp.Or(p.Language, e.Language), cmp.Or(p.TimeZone, e.TimeZone), p.Theme
		}
		no, err := x.document(ctx, administration.EmployeeKind, p.ID, e)
		if err != nil {
			return err
		}
		if p.ID == c.Employee {
			self = no
		}
	}
	for _, g := range c.Groups {
		group := &directory.Group{Name: g.Name}
		if g.Mine {
			group.Members = []directory.Member{{Kind: directory.MemberEmployee, No: self}}
		}
		if _, err := x.document(ctx, administration.GroupKind, g.ID, group); err != nil {
			return err
		}
	}
	for _, t := range c.Types {
		if err := x.elementType(ctx, t.Element); err != nil {
			return err
		}
	}
	return nil
}

func (x *telling) body(kind administration.Kind, n replica.Named, places map[ident.ID]ident.No) any {
	if kind == administration.BranchKind {
		return &directory.Branch{Name: n.Name}
	}
	return &directory.Department{Name: n.Name, Parent: places[n.Parent]}
}

// numberOf is the number of a document, which need not be there yet.
func (x *telling) numberOf(ctx context.Context, id ident.ID) (ident.No, error) {
	if d, ok := x.there[id]; ok {
		return d.No, nil
	}
	no, err := NextNo(ctx, x.w)
	x.there[id] = administration.Document{No: no, ID: id}
	return no, err
}

// document writes a document, if it says something else than before.
func (x *telling) document(ctx context.Context, kind administration.Kind, id ident.ID, says any) (ident.No, error) {
	no, err := x.numberOf(ctx, id)
	if err != nil {
		return 0, err
	}
	x.kept[no] = true
	body, err := json.Marshal(says)
	if err != nil || bytes.Equal(body, x.there[id].Body) {
		return no, err
	}
	return no, PutDocument(ctx, x.w, administration.Document{No: no, Kind: kind, ID: id, Body: body})
}

// elementType keeps a type with numbers of the desk's own.
func (x *telling) elementType(ctx context.Context, told *schema.ElementType) error {
	t := *told
	t.Fields = make([]*schema.Field, len(told.Fields))
	before := &schema.ElementType{}
	if d, ok := x.types[t.Name]; ok {
		if err := json.Unmarshal(d.Body, before); err != nil {
			return err
		}
		t.ID = d.ID
	} else {
		t.ID = x.w.Idents().New()
	}
	for i, f := range told.Fields {
		own := *f
		t.Fields[i] = &own
		if known, ok := before.Field(f.Name); ok {
			own.No = known.No
			continue
		}
		var err error
		if own.No, err = NextNo(ctx, x.w); err != nil {
			return err
		}
	}
	no, err := x.document(ctx, administration.TypeKind, t.ID, &t)
	if err != nil {
		return err
	}
	t.No = no
	bare, err := x.store.bare(ctx, x.Tx, &t)
	if err != nil {
		return err
	}
	ensure := EnsureType
	if bare { // it gets its indexes when it is whole
		ensure = ensureTable
	}
	if err := ensure(ctx, x.w, &t); err != nil {
		return err
	}
	return x.forget(ctx, before, &t)
}

// forget empties the columns of fields that the employee reads no longer, or not in the way in which they were kept.
func (x *telling) forget(ctx context.Context, before, after *schema.ElementType) error {
	searched := false
	for _, f := range before.Fields {
		now, ok := after.Field(f.Name)
		if ok && now.ValueKind() == f.ValueKind() && now.Shortened == f.Shortened {
			continue
		}
		searched = searched || f.InSearch
		x.left = true
		for _, c := range f.Columns() {
			if _, err := x.Exec(ctx, "UPDATE "+recordTable(after)+" SET "+c.Name+" = NULL WHERE "+c.Name+" IS NOT NULL"); err != nil {
				return err
			}
		}
	}
	if bare, err := x.store.bare(ctx, x.Tx, after); err != nil || bare || !searched {
		return err
	}
	if err := x.unmerged(ctx, after.Name); err != nil {
		return err
	}
	return x.searchAnew(ctx, after)
}

// searchAnew fills the search index of a type from what its records hold now.
func (x *telling) searchAnew(ctx context.Context, t *schema.ElementType) error {
	c := newColumns(t, t.Fields)
	const atOnce = 500
	for after := int64(0); ; {
		records, err := x.scan(ctx, c, "SELECT "+c.list()+" FROM "+recordTable(t)+" WHERE id > ? ORDER BY id LIMIT ?", after, atOnce)
		if err != nil || len(records) == 0 {
			return err
		}
		for _, r := range records {
			if err := putSearch(ctx, x.w, t, r); err != nil {
				return err
			}
			after = r.No
		}
	}
}
