package record

import (
	"context"
	"slices"

	"kontora/backend/ident"
	"kontora/backend/schema"
)

// What a transaction writes it locks before it writes at all: whoever writes takes his place among the commits, and nobody may then wait
// for a record of somebody who waits for his. What it merely tells of it looks at without a lock.

// lock keeps records of one type locked, with all that they control. Records that are not there are passed over.
func (w *writing) lock(ctx context.Context, t *schema.ElementType, ids []ident.ID) error {
	for _, id := range sorted(ids) {
		if _, err := w.Get(ctx, t, id, nil); err != nil {
			return err
		}
	}
	return w.lockBelow(ctx, t, ids...)
}

// lockBelow keeps locked what records of one type control, at any depth: it goes where they go.
func (w *writing) lockBelow(ctx context.Context, above *schema.ElementType, ids ...ident.ID) error {
	for _, t := range w.model.Schema.Types() {
		if !controls(above, t) {
			continue
		}
		for some := range slices.Chunk(ids, chunk) {
			below, err := w.Below(ctx, t, some)
			if err != nil {
				return err
			}
			if err := w.lockBelow(ctx, t, below...); err != nil {
				return err
			}
		}
	}
	return nil
}

// controls reports whether records of a type may be controlled by such of another.
func controls(above, t *schema.ElementType) bool {
	f, ok := t.Field(t.ParentField)
	if t.Default != schema.Parent || !ok {
		return false
	}
	return f.Target == above.Name || f.Target == "" && !hangsAnywhere(above)
}

// sorted is the order in which everybody locks records.
func sorted(ids []ident.ID) []ident.ID {
	return slices.SortedFunc(slices.Values(ids), func(a, b ident.ID) int { return slices.Compare(a[:], b[:]) })
}
