package sqlstore

import (
	"context"
	"strings"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// A type of which a desk holds nothing yet is bare while its records come: it has neither the indexes by which its lists are walked nor what
// its search finds. Both are made once, when the type is whole, in a fraction of the time that keeping them up with each record takes, and in
// the transaction with the last of them, so that a desk that ends meanwhile goes on where it was. Until then everything is looked for by going
// through the table.

// stateBare begins the names under which a desk notes the types that are bare.
const stateBare = "bare."

// bare reports whether the type is, as the transaction sees it.
func (s *Records) bare(ctx context.Context, t *store.Tx, of *schema.ElementType) (yes bool, err error) {
	if !s.follows {
		return false, nil
	}
	err = t.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM replica_state WHERE name = ?)", stateBare+of.Name).Scan(&yes)
	return yes, fault.Wrap(err, "look whether "+of.Name+" is indexed")
}

// strip makes a type bare that is being filled from nothing.
func (x *taking) strip(ctx context.Context, t *deskType, alias ident.No) error {
	if t.bare || x.Dialect().Name() != "sqlite" || x.store.Total(t.No) > 0 || x.state.holding.WholeOf(alias) {
		return nil
	}
	there := false
	if err := x.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM "+recordTable(t.ElementType)+")").Scan(&there); err != nil || there {
		return err
	}
	for _, name := range append(walkedIndexes(t.ElementType), recordTable(t.ElementType)+"_seq") { // by commits nobody asks a desk
		if err := dropIndex(ctx, x.w, t.ElementType, name); err != nil {
			return err
		}
	}
	if _, err := x.Exec(ctx, clearSearch(t.ElementType)); err != nil {
		return err
	}
	t.bare = true
	if err := x.room(ctx); err != nil {
		return err
	}
	return x.put(ctx, stateBare+t.Name, []byte{})
}

// walkedIndexes are the names of the indexes of a type but those that guard what is written.
func walkedIndexes(t *schema.ElementType) []string {
	names := []string{cellIndex(t)}
	for _, f := range indexedFields(t) {
		if !f.Unique {
			names = append(names, sortIndex(t, f))
		}
	}
	return names
}

func dropIndex(ctx context.Context, w *store.WriteTx, t *schema.ElementType, name string) error {
	if _, err := w.Exec(ctx, "DROP INDEX IF EXISTS "+name); err != nil {
		return err
	}
	_, err := w.Exec(ctx, "DELETE FROM record_index WHERE type = ? AND name = ?", t.Name, name)
	return err
}

// room has SQLite bring the log into the file less often while a type is bare than usual, and as usual again afterwards: what comes in chunks
// of megabytes would else be written twice, and synced, with each of them.
func (x *taking) room(ctx context.Context) error {
	const pages = 8000
	bare := false
	for _, t := range x.types {
		bare = bare || t.bare
	}
	switch usual := x.desk.synced; {
	case bare && usual == 0:
		if err := x.QueryRow(ctx, "PRAGMA wal_autocheckpoint").Scan(&usual); err != nil {
			return err
		}
		x.desk.synced = usual
		return setting(ctx, x.w, "wal_autocheckpoint", max(usual, pages))
	case !bare && usual != 0:
		x.desk.synced = 0
		return setting(ctx, x.w, "wal_autocheckpoint", usual)
	}
	return nil
}

// dress makes the indexes of the types that were bare and have become whole.
func (x *taking) dress(ctx context.Context) error {
	for alias, t := range x.types {
		if !t.bare || !x.state.holding.WholeOf(ident.No(alias)) {
			continue
		}
		if err := x.dressType(ctx, t); err != nil {
			return fault.Wrap(err, "index "+t.Name)
		}
	}
	return x.room(ctx)
}

func (x *taking) dressType(ctx context.Context, t *deskType) error {
	err := inMuchMemory(ctx, x.w, func() error {
		if err := ensureIndexes(ctx, x.w, t.ElementType); err != nil {
			return err
		}
		for _, statement := range searchWhole(t.ElementType) {
			if _, err := x.Exec(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	t.bare = false
	return x.unput(ctx, stateBare+t.Name)
}

// searchWhole are the statements that fill the search index anew with what searchText says of each record, merged as it comes.
func searchWhole(t *schema.ElementType) []string {
	table := recordTable(t)
	var lines []string
	for _, f := range t.Fields {
		if f.InSearch {
			lines = append(lines, "coalesce(char(10) || "+f.Compared()+", '')")
		}
	}
	statements := []string{clearSearch(t)}
	if len(lines) == 0 {
		return statements
	}
	return append(statements, "INSERT INTO "+table+"_search(rowid, search) SELECT id, substr(text, 2) FROM (SELECT id, "+strings.Join(lines, " || ")+
		" AS text FROM "+table+" WHERE deleted_at IS NULL) WHERE text <> ''")
}

// clearSearch empties the search index, and leaves no part of a word in it.
func clearSearch(t *schema.ElementType) string {
	index := recordTable(t) + "_search"
	return "INSERT INTO " + index + "(" + index + ") VALUES ('delete-all')"
}
