package record

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// FileInput is what is known of a file whose content has been kept.
type FileInput struct {
	Name      string
	Size      int64 // bytes
	MediaType string
	Digest    string // names the content
}

// StoredFile is a file as someone who may read it fetches it.
type StoredFile struct {
	ID        ident.ID
	Name      string
	MediaType string
	Digest    string
}

// FileItem is a file as it stands on the card it is on.
type FileItem struct {
	ID        ident.ID `json:"id"`
	Name      string   `json:"name"`
	Size      any      `json:"size" doc:"bytes"`
	MediaType string   `json:"media_type"`
	CanDelete bool     `json:"can_delete"`
}

// MayComment refuses whoever may not put notes, tasks and files on a record.
func (s *Service) MayComment(ctx context.Context, actor access.Actor, typeName string, id ident.ID) error {
	if err := actor.Write(access.Comment); err != nil {
		return err
	}
	return s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, found, err := c.find(ctx, r, typeName, id)
		if err != nil {
			return err
		}
		return c.mayComment(t, found)
	})
}

// AddFile puts a file on a record that the actor may view. Its content must have been kept.
func (s *Service) AddFile(ctx context.Context, actor access.Actor, typeName string, id ident.ID, f FileInput) (Item, error) {
	return s.comment(ctx, actor, typeName, id, schema.TypeFile, map[string]any{
		schema.FieldName: f.Name, schema.FieldFileSize: f.Size, schema.FieldMediaType: f.MediaType, schema.FieldDigest: f.Digest,
	}, ident.ID{})
}

// File finds a file that the actor may read. One in the bin is not fetched.
func (s *Service) File(ctx context.Context, actor access.Actor, id ident.ID) (StoredFile, error) {
	stored := StoredFile{ID: id}
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, found, err := c.find(ctx, r, schema.TypeFile, id)
		if err != nil {
			return err
		}
		for name, into := range map[string]*string{
			schema.FieldName: &stored.Name, schema.FieldMediaType: &stored.MediaType, schema.FieldDigest: &stored.Digest,
		} {
			if f, ok := t.Field(name); ok && c.clear(t)(f) {
				*into, _ = found.Values[name].(string)
			}
		}
		if found.Deleted != nil || stored.Digest == "" {
			return fault.Missing()
		}
		return nil
	})
	return stored, err
}

// FieldFile finds the file in a field that the actor reads in full. Of a record in the bin there is none. The photo of an employee is seen
// wherever he is named, also by those who may not view his card.
func (s *Service) FieldFile(ctx context.Context, actor access.Actor, typeName string, id ident.ID, field string) (StoredFile, error) {
	stored := StoredFile{ID: id}
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, found, err := c.find(ctx, r, typeName, id)
		if fault.Is(err, fault.NotFound) && typeName == schema.TypeEmployee && field == schema.FieldPhoto {
			t, found, err = c.portrayed(ctx, r, id)
		}
		if err != nil {
			return err
		}
		f, ok := t.Field(field)
		if !ok || !c.clear(t)(f) || found.Deleted != nil {
			return fault.Missing()
		}
		file, ok := found.Values[field].(schema.File)
		if !ok {
			return fault.Missing()
		}
		stored.Name, stored.MediaType, stored.Digest = file.Name, file.MediaType, file.Digest
		return nil
	})
	return stored, err
}

// portrayed reads the card of an employee for the sake of his photo.
func (c *scene) portrayed(ctx context.Context, rows Rows, id ident.ID) (*schema.ElementType, *Record, error) {
	t, ok := c.model.Schema.Type(schema.TypeEmployee)
	_, named := c.people.PersonNo(id, false)
	photo, has := (*schema.Field)(nil), false
	if ok {
		photo, has = t.Field(schema.FieldPhoto)
	}
	if !named || !has {
		return nil, nil, fault.Missing()
	}
	found, err := rows.Get(ctx, t, id, []*schema.Field{photo})
	if err == nil && found == nil {
		err = fault.Missing()
	}
	return t, found, err
}

// Uploaded is a file of which the content has been kept, as the one who sent it can put it into a field.
func (s *Service) Uploaded(actor access.Actor, f FileInput) schema.FileJSON {
	file := schema.File(f)
	return schema.FileJSON{
		Name: f.Name, Size: f.Size, MediaType: f.MediaType, Upload: s.Seal.SealUpload(file, schema.Place{}, actor.Employee, s.Clock.Now()),
	}
}

func (p *projection) fileItem(t *schema.ElementType, r *Record) *FileItem {
	item := &FileItem{ID: r.ID, Size: p.said(t, r, schema.FieldFileSize), CanDelete: p.scene.rights.Allows(access.Delete, subject(t, r))}
	item.Name, _ = p.said(t, r, schema.FieldName).(string)
	item.MediaType, _ = p.said(t, r, schema.FieldMediaType).(string)
	return item
}
