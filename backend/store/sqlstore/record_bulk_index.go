package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"kontora/backend/fault"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// largeCache is the memory for the writer's pages, in KiB, while much is written at once.
const largeCache = 256 * 1024

// WithoutIndexes runs fill while a type has none of the indexes by which lists are walked, and makes them anew afterwards: for a million
// records that takes a fraction of keeping them up with each. Nobody may use the company meanwhile, and a program that is ended then
// leaves a company without them, so this is for companies that are being made up.
func (s *Records) WithoutIndexes(ctx context.Context, t *schema.ElementType, fill func(context.Context) error) error {
	var restore func(*store.WriteTx) error
	_, err := s.db.Write(ctx, func(w *store.WriteTx) (err error) {
		w.Kind("index")
		if restore, err = muchMemory(ctx, w); err != nil {
			return err
		}
		for _, name := range walkedIndexes(t) {
			if err := dropIndex(ctx, w, t, name); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fault.Wrap(err, "drop the indexes of "+t.Name)
	}
	err = fill(ctx)
	_, indexing := s.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("index")
		return errors.Join(ensureIndexes(ctx, w, t), restore(w))
	})
	return errors.Join(err, fault.Wrap(indexing, "index "+t.Name))
}

// muchMemory has SQLite keep more pages in the writer's memory than usual, until what it returns is called.
func muchMemory(ctx context.Context, w *store.WriteTx) (restore func(*store.WriteTx) error, err error) {
	if w.Dialect().Name() != "sqlite" {
		return func(*store.WriteTx) error { return nil }, nil
	}
	var usual int64
	if err := w.QueryRow(ctx, "PRAGMA cache_size").Scan(&usual); err != nil {
		return nil, err
	}
	return func(w *store.WriteTx) error { return setting(ctx, w, "cache_size", usual) }, setting(ctx, w, "cache_size", -largeCache)
}

// inMuchMemory runs fn with much memory.
func inMuchMemory(ctx context.Context, w *store.WriteTx, fn func() error) error {
	restore, err := muchMemory(ctx, w)
	if err != nil {
		return err
	}
	return errors.Join(fn(), restore(w))
}

// setting sets one of the writer's settings of SQLite.
func setting(ctx context.Context, w *store.WriteTx, name string, value int64) error {
	_, err := w.Exec(ctx, fmt.Sprintf("PRAGMA %s(%d)", name, value))
	return err
}
