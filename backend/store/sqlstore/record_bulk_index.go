package sqlstore

import (
	"context"
	"errors"

	"kontora/backend/fault"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// Memory for the writer's pages, in KiB: usually, and while a large index is being made.
const (
	usualCache = "PRAGMA cache_size(-16384)"
	largeCache = "PRAGMA cache_size(-262144)"
)

// WithoutIndexes runs fill while a type has none of the indexes by which lists are walked, and makes them anew afterwards: for a million
// records that takes a fraction of keeping them up with each. Nobody may use the company meanwhile, and a program that is ended then
// leaves a company without them, so this is for companies that are being made up.
func (s *Records) WithoutIndexes(ctx context.Context, t *schema.ElementType, fill func(context.Context) error) error {
	if err := s.dropIndexes(ctx, t); err != nil {
		return fault.Wrap(err, "drop the indexes of "+t.Name)
	}
	err := fill(ctx)
	return errors.Join(err, fault.Wrap(s.makeIndexes(ctx, t), "index "+t.Name))
}

func (s *Records) dropIndexes(ctx context.Context, t *schema.ElementType) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("index")
		if err := memory(ctx, w, largeCache); err != nil {
			return err
		}
		names := []string{cellIndex(t)}
		for _, f := range indexedFields(t) {
			if !f.Unique { // which guards what is written
				names = append(names, sortIndex(t, f))
			}
		}
		for _, name := range names {
			if _, err := w.Exec(ctx, "DROP INDEX IF EXISTS "+name); err != nil {
				return err
			}
			if _, err := w.Exec(ctx, "DELETE FROM record_index WHERE type = ? AND name = ?", t.Name, name); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

func (s *Records) makeIndexes(ctx context.Context, t *schema.ElementType) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("index")
		if err := ensureIndexes(ctx, w, t); err != nil {
			return err
		}
		return memory(ctx, w, usualCache)
	})
	return err
}

// memory sets how many pages SQLite keeps.
func memory(ctx context.Context, w *store.WriteTx, pragma string) error {
	if w.Dialect().Name() != "sqlite" {
		return nil
	}
	_, err := w.Exec(ctx, pragma)
	return err
}
