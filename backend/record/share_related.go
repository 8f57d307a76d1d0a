package record

import (
	"context"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Related is a record that another one links to by a field.
type Related struct {
	Type string   `json:"type"`
	ID   ident.ID `json:"id"`
	Name string   `json:"name" doc:"empty when one may not view it"`
	Can  bool     `json:"can" doc:"whether one may share it"`
}

// related lists what the fields of a record that the actor reads lead to, in the order of the fields, each once.
func (c *scene) related(ctx context.Context, rows Rows, t *schema.ElementType, r *Record) ([]Related, error) {
	var list []Related
	for _, ref := range c.refs(t, r) {
		of, found, err := c.linked(ctx, rows, ref)
		if err != nil {
			return nil, err
		}
		one := Related{ID: ref.ID}
		if found != nil {
			one.Can = of.Default != schema.Parent && c.rights.Allows(access.Authorize, subject(of, found))
			if name, ok := found.Values[schema.FieldName].(string); ok && c.named(of) {
				one.Name = name
			}
		}
		if known, ok := c.model.Schema.TypeByNo(ref.Type); ok {
			one.Type = known.Name
			list = append(list, one)
		}
	}
	return list, nil
}

// refs are the links in the fields that the actor reads.
func (c *scene) refs(t *schema.ElementType, r *Record) []schema.Ref {
	var refs []schema.Ref
	for _, f := range t.Fields {
		ref, ok := r.Values[f.Name].(schema.Ref)
		if ok && c.right(t, f).Rank() >= schema.Read.Rank() && !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	return refs
}

// linked reads a record that a link leads to, when the actor may view it and it is not in the bin.
func (c *scene) linked(ctx context.Context, rows Rows, ref schema.Ref) (*schema.ElementType, *Record, error) {
	t, ok := c.model.Schema.TypeByNo(ref.Type)
	if !ok || !c.rights.May(access.View, t.No) {
		return nil, nil, nil
	}
	found, err := rows.Get(ctx, t, ref.ID, t.Fields)
	if err != nil || found == nil || found.Deleted != nil || !c.rights.Allows(access.View, subject(t, found)) {
		return nil, nil, err
	}
	return t, found, nil
}

// relatedToShare locks what a record links to, of the types named, as far as the actor may share it.
func (w *writing) relatedToShare(ctx context.Context, t *schema.ElementType, r *Record, with []string) ([]*Record, error) {
	if len(with) == 0 {
		return nil, nil
	}
	var along []*Record
	for _, ref := range w.refs(t, r) {
		of, found, err := w.linked(ctx, w, ref)
		if err != nil {
			return nil, err
		}
		if found == nil || !slices.Contains(with, of.Name) || of.Default == schema.Parent || !w.rights.Allows(access.Authorize, subject(of, found)) {
			continue
		}
		if err := w.lockBelow(ctx, of, found.ID); err != nil {
			return nil, err
		}
		along = append(along, found)
	}
	return along, nil
}

// shareRelated lets those who were added to a record view what it links to. A share that somebody has there already stays as it is.
func (w *writing) shareRelated(ctx context.Context, along []*Record, added []ShareInput) error {
	for _, each := range along {
		if t, ok := w.model.Schema.TypeByNo(each.Type); ok && len(added) > 0 {
			if err := w.letView(ctx, t, each, added); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writing) letView(ctx context.Context, t *schema.ElementType, r *Record, added []ShareInput) error {
	given, err := w.Shares(ctx, r.ID)
	if err != nil {
		return err
	}
	wanted := make([]ShareInput, 0, len(given)+len(added))
	for _, share := range given {
		if share.Holds(w.Now()) {
			wanted = append(wanted, ShareInput{Principal: share.Principal, Level: share.Level, Expires: share.Expires, Reason: share.Reason})
		}
	}
	before := len(wanted)
	for _, each := range added {
		if !slices.ContainsFunc(wanted, func(there ShareInput) bool { return there.Principal == each.Principal }) {
			each.Level = access.ViewLevel
			wanted = append(wanted, each)
		}
	}
	if len(wanted) == before {
		return nil
	}
	return w.share(ctx, t, r, wanted)
}

// checkWith refuses types that no link of the type leads to.
func (c *scene) checkWith(t *schema.ElementType, with []string) error {
	for _, name := range with {
		if !slices.ContainsFunc(t.Fields, func(f *schema.Field) bool {
			return f.Kind == schema.KindLink && (f.Target == name || f.Target == "") && c.right(t, f).Rank() >= schema.Read.Rank()
		}) {
			return fault.Field("with", "error.not_related")
		}
	}
	return nil
}
