package record

import (
	"context"
	"slices"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// View is a record as one person sees it: fields hidden from him are absent, masked ones shortened.
type View struct {
	ID          ident.ID        `json:"id"`
	Type        string          `json:"type"`
	Responsible ident.ID        `json:"responsible"`
	CreatedBy   ident.ID        `json:"created_by"`
	CreatedAt   string          `json:"created_at"`
	UpdatedAt   string          `json:"updated_at"`
	DeletedAt   string          `json:"deleted_at,omitempty"`
	DeletedBy   ident.ID        `json:"deleted_by,omitzero"`
	Fields      map[string]any  `json:"fields"`
	Version     string          `json:"version"`
	Can         map[string]bool `json:"can"`
	Locked      []string        `json:"locked,omitempty" doc:"fields of this record that nobody changes here: the e-mail address of somebody who is invited"`
	NextStep    any             `json:"next_step,omitempty" doc:"in lists that ask for it: {id, title, due} of the open task or meeting due first that one may view, or null"`
}

// Names tells what the employees, groups and records in an answer are called. What the reader may not see has no entry.
type Names map[string]string

// abilities are the actions that every answer tells of each record.
func abilities() []access.Action {
	return []access.Action{access.View, access.Edit, access.Delete, access.Authorize, access.Transfer, access.Export, access.Print, access.MassEdit, access.Merge, access.Comment}
}

// projection is what one person sees of the records of one type.
type projection struct {
	*scene
	t       *schema.ElementType
	fields  []*schema.Field // not hidden, and asked for
	rights  map[*schema.Field]schema.FieldRight
	visible map[ident.No]bool // by field number, those he reads in full
	refs    map[ident.No]map[ident.ID]bool
	persons map[ident.No]bool
	shares  bool // whether the history tells with whom it was shared
}

// project prepares the fields of t that are not hidden, or those of them that are named. Unknown and hidden names are refused alike.
func (c *scene) project(t *schema.ElementType, names []string) (*projection, error) {
	p := &projection{
		scene: c, t: t, rights: make(map[*schema.Field]schema.FieldRight), visible: map[ident.No]bool{0: true},
		refs: make(map[ident.No]map[ident.ID]bool), persons: make(map[ident.No]bool),
	}
	wanted := make(map[string]bool, len(names))
	for _, name := range names {
		f, ok := t.Queryable(name)
		if !ok || c.right(t, f) == schema.Hidden {
			return nil, schema.UnknownField(name)
		}
		wanted[name] = true
	}
	for _, f := range t.Fields {
		right := c.right(t, f)
		if right == schema.Hidden {
			continue
		}
		p.rights[f] = right
		p.visible[f.No] = right.Rank() >= schema.Read.Rank()
		if names == nil || wanted[f.Name] {
			p.fields = append(p.fields, f)
		}
	}
	return p, nil
}

// read lists the fields to read for a view.
func (p *projection) read() []*schema.Field { return p.fields }

// view shows one record and remembers whom and what it names.
func (p *projection) view(s *Service, r *Record) View {
	v := View{
		ID: r.ID, Type: p.t.Name, Fields: make(map[string]any, len(p.fields)),
		CreatedAt: schema.FormatTime(r.CreatedAt), UpdatedAt: schema.FormatTime(r.UpdatedAt),
		Version: s.Seal.Version(r.ID, r.Versions.Latest(func(no ident.No) bool { return p.visible[no] })),
		Can:     p.can(r), Locked: p.lockedFrom(r),
	}
	v.Responsible, _ = p.people.PersonID(r.Responsible)
	v.CreatedBy, _ = p.people.PersonID(r.CreatedBy)
	p.persons[r.Responsible], p.persons[r.CreatedBy] = true, true
	for _, f := range p.fields {
		v.Fields[f.Name] = p.value(f, r)
	}
	if r.Deleted != nil {
		v.DeletedAt, v.DeletedBy = schema.FormatTime(r.Deleted.At), p.person(r.Deleted.By)
	}
	return v
}

func (p *projection) value(f *schema.Field, r *Record) any {
	v := r.Values[f.Name]
	if p.rights[f] == schema.Masked {
		return f.Mask(v)
	}
	p.mention(v)
	shown := p.values.Of(r.ID)
	if p.rights[f] != schema.Edit {
		shown.Uploads = nil // who may not edit it has nothing to put back
	}
	return f.Encode(shown, v)
}

// mention remembers a person or record that a value names.
func (p *projection) mention(v schema.Value) {
	switch v := v.(type) {
	case ident.No:
		p.persons[v] = true
	case schema.Ref:
		if p.refs[v.Type] == nil {
			p.refs[v.Type] = make(map[ident.ID]bool)
		}
		p.refs[v.Type][v.ID] = true
	}
}

func (p *projection) can(r *Record) map[string]bool {
	can := make(map[string]bool, len(abilities()))
	of := subject(p.t, r)
	for _, a := range abilities() {
		can[a.String()] = r.Cell != 0 && p.scene.rights.Allows(a, of) && (!changes(a) || !p.guarded(p.t, r))
	}
	return can
}

// names looks up what the persons and records mentioned are called, those the reader may view.
func (p *projection) names(ctx context.Context, rows Rows) (Names, error) {
	names := make(Names, len(p.persons))
	for no := range p.persons {
		id, known := p.people.PersonID(no)
		if name, ok := p.people.PersonName(no); ok && known {
			names[id.String()] = name
		}
	}
	for typeNo, ids := range p.refs {
		titles, err := p.titles(ctx, rows, typeNo, ids)
		if err != nil {
			return nil, err
		}
		for _, title := range titles {
			names[title.ID.String()] = title.Name
		}
	}
	return names, nil
}

// titles are those of the records that the reader may view.
func (c *scene) titles(ctx context.Context, rows Rows, typeNo ident.No, ids map[ident.ID]bool) ([]Title, error) {
	t, ok := c.model.Schema.TypeByNo(typeNo)
	if !ok || !c.rights.May(access.View, typeNo) {
		return nil, nil
	}
	list := make([]ident.ID, 0, len(ids))
	for id := range ids {
		list = append(list, id)
	}
	found, err := rows.Titles(ctx, t, list)
	if err != nil {
		return nil, err
	}
	kept := found[:0]
	for _, title := range found {
		if c.rights.Allows(access.View, access.Subject{Cell: title.Cell, Author: title.Author}) && c.named(t) {
			kept = append(kept, title)
		}
	}
	return kept, nil
}

// named reports whether the reader may know what records of the type are called.
func (c *scene) named(t *schema.ElementType) bool {
	f, ok := t.Field(schema.FieldName)
	return ok && c.right(t, f).Rank() >= schema.Read.Rank()
}

// lockedFrom are the locked fields that the reader could change else: of others it would tell what is kept from him.
func (p *projection) lockedFrom(r *Record) []string {
	return slices.DeleteFunc(p.locked(p.t, r), func(name string) bool {
		f, ok := p.t.Field(name)
		return !ok || p.rights[f] != schema.Edit || !p.can(r)[access.Edit.String()]
	})
}
