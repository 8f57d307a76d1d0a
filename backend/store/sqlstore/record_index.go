package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// indexedAtOnce is how many records a type may have for its indexes to be made within the change that wants them: some 20 ms.
const indexedAtOnce = 10_000

// IndexAtOnce sets how many records a type may have for its indexes to be made within the change that wants them. It is called before the
// records are used.
func (s *Records) IndexAtOnce(records int64) { s.atOnce = records }

// Unindexed are the names of the fields of a type that are to have an index and have none yet. Of a type with few records there are none:
// their indexes are made at once.
func (s *Records) Unindexed(ctx context.Context, tx administration.Tx, t *schema.ElementType) (fields []string, err error) {
	within, ok := tx.(*configurationTx)
	if !ok {
		return nil, errTransaction
	}
	if s.Total(t.No) <= s.atOnce {
		return nil, nil
	}
	there, err := names(ctx, within.Tx, "SELECT name FROM record_index WHERE type = ?", t.Name)
	for _, f := range t.Fields {
		if slices.ContainsFunc(wantedIndexes(t, f), func(name string) bool { return !there[name] }) {
			fields = append(fields, f.Name)
		}
	}
	return fields, fault.Wrap(err, "look for indexes of "+t.Name)
}

// wantedIndexes are the names of the indexes that a field is to have.
func wantedIndexes(t *schema.ElementType, f *schema.Field) []string {
	switch {
	case f.Unique:
		return []string{sortIndex(t, f), uniqueIndex(t, f)}
	case f.Fast:
		return []string{sortIndex(t, f)}
	}
	return nil
}

// Present gives the configuration as of a commit or a later one.
type Present func(ctx context.Context, cfg uint64) (*access.Model, error)

// BuildIndexes makes the indexes for which fields of the type wait, each in a transaction of its own, and returns the names of the fields
// that were to be unique and are not: their values repeat. On PostgreSQL everybody goes on writing meanwhile; SQLite knows no such way.
func (s *Records) BuildIndexes(ctx context.Context, present Present, typeName string) (repeated []string, err error) {
	var t *schema.ElementType
	var there map[string]bool
	err = s.db.Read(ctx, func(tx *store.Tx) error {
		if t, err = typeAt(ctx, present, tx, typeName); err != nil || t == nil {
			return err
		}
		there, err = names(ctx, tx, "SELECT name FROM record_index WHERE type = ?", t.Name)
		return err
	})
	if err != nil || t == nil {
		return nil, err
	}
	for _, f := range t.Fields {
		if !f.Indexing {
			continue
		}
		for _, name := range wantedIndexes(t, f) {
			if there[name] {
				continue
			}
			b := &indexBuild{s: s, present: present, t: t, f: f, name: name}
			err := b.build(ctx)
			if store.UniqueOn(err, f.Compared()) {
				repeated = append(repeated, f.Name)
			} else if err != nil {
				return nil, fault.Wrap(err, "index "+t.Name+"."+f.Name)
			}
		}
	}
	return repeated, nil
}

// typeAt is the type as the transaction sees it, or nil when it is out of use.
func typeAt(ctx context.Context, present Present, tx *store.Tx, name string) (*schema.ElementType, error) {
	model, err := present(ctx, tx.Config())
	if err != nil {
		return nil, err
	}
	t, _ := model.Schema.Type(name)
	return t, nil
}

// indexBuild is the making of one index.
type indexBuild struct {
	s       *Records
	present Present
	t       *schema.ElementType
	f       *schema.Field
	name    string
}

func (b *indexBuild) build(ctx context.Context) error {
	beside := b.s.db.Dialect().Beside()
	if beside != "" {
		if err := b.buildBeside(ctx, beside); err != nil {
			return err
		}
	}
	_, err := b.s.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("index")
		if wanted, err := b.stillWanted(ctx, w.Tx); err != nil || !wanted {
			return errors.Join(err, b.drop(ctx, w))
		}
		if beside == "" {
			if err := b.buildWithin(ctx, w); err != nil {
				return err
			}
		}
		return remember(ctx, w, "record_index", b.t, b.name)
	})
	return err
}

// stillWanted reports whether the field is to have the index under what holds in the transaction.
func (b *indexBuild) stillWanted(ctx context.Context, tx *store.Tx) (bool, error) {
	t, err := typeAt(ctx, b.present, tx, b.t.Name)
	if err != nil || t == nil {
		return false, err
	}
	f, ok := t.Field(b.f.Name)
	return ok && f.No == b.f.No && f.Indexing && slices.Contains(wantedIndexes(t, f), b.name), nil
}

func (b *indexBuild) drop(ctx context.Context, w *store.WriteTx) error {
	_, err := w.Exec(ctx, "DROP INDEX IF EXISTS "+b.name)
	return err
}

// buildWithin makes the index with nobody writing, in much memory, which makes it short.
func (b *indexBuild) buildWithin(ctx context.Context, w *store.WriteTx) error {
	return inMuchMemory(ctx, w, func() error {
		_, err := w.Exec(ctx, b.statement(""))
		return err
	})
}

// buildBeside makes the index outside of any transaction. One that was left unfinished, by a program that ended, is made anew.
func (b *indexBuild) buildBeside(ctx context.Context, beside string) error {
	valid := false
	err := b.s.db.Read(ctx, func(tx *store.Tx) error {
		known, err := names(ctx, tx, tx.Dialect().Indexes())
		valid = known[b.name]
		return err
	})
	if err != nil || valid {
		return err
	}
	drop := "DROP INDEX " + beside + " IF EXISTS " + b.name
	if err := b.s.db.Alone(ctx, drop); err != nil {
		return err
	}
	if err := b.s.db.Alone(ctx, b.statement(beside)); err != nil {
		return errors.Join(err, b.s.db.Alone(ctx, drop))
	}
	return nil
}

func (b *indexBuild) statement(beside string) string {
	if b.name == uniqueIndex(b.t, b.f) {
		return uniqueStatement(b.t, b.f, beside)
	}
	return indexStatement(b.s.db.Dialect(), b.t, b.f, beside)
}

// checkIndexes finds indexes that a type should have and the database has not.
func (r *recordReader) checkIndexes(ctx context.Context, t *schema.ElementType, report func(locale.Text)) error {
	if bare, err := r.store.bare(ctx, r.Tx, t); err != nil || bare {
		return err
	}
	there, err := names(ctx, r.Tx, r.Dialect().Indexes())
	if err != nil {
		return err
	}
	wanted := []string{cellIndex(t)}
	for _, f := range indexedFields(t) {
		wanted = append(wanted, sortIndex(t, f))
		if f.Unique {
			wanted = append(wanted, uniqueIndex(t, f))
		}
	}
	for _, name := range wanted {
		if !there[name] {
			report(locale.Say("store.check.index", "type", t.Name, "index", name))
		}
	}
	return nil
}

// Repeated finds values that more than one record outside the bin holds in the field, up to most of them: the first and the last record of each.
func (r *recordReader) Repeated(ctx context.Context, t *schema.ElementType, f *schema.Field, most int) (pairs [][2]ident.ID, err error) {
	column, table := f.Compared(), recordTable(t)
	rows, err := r.Query(ctx, "SELECT (SELECT rid FROM "+table+" WHERE id = lowest), (SELECT rid FROM "+table+" WHERE id = highest) FROM ("+
		"SELECT min(id) AS lowest, max(id) AS highest FROM "+table+" WHERE deleted_at IS NULL AND "+column+" IS NOT NULL GROUP BY "+column+
		" HAVING count(*) > 1 ORDER BY min(id) LIMIT ?) AS twice", most)
	if err != nil {
		return nil, fault.Wrap(err, "look for values that repeat")
	}
	return collect(rows, func(rows *sql.Rows) (pair [2]ident.ID, err error) {
		err = rows.Scan(store.ID(&pair[0]), store.ID(&pair[1]))
		return pair, err
	})
}
