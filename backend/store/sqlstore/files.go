package sqlstore

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"kontora/backend/fault"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// FileContent is what a file of the company contains, for checks.
type FileContent struct{ Name, Digest string }

// FileContents lists what the files of the company contain, on records and in fields, those in the bin and out of use included, each content
// once.
func FileContents(ctx context.Context, db *store.DB, known *schema.Schema) (all []FileContent, err error) {
	names := make(map[string]string)
	err = db.Read(ctx, func(tx *store.Tx) error {
		for _, t := range slices.Concat(known.Types(), known.Archived()) {
			for name, digest := range fileColumns(t) {
				if err := readContents(ctx, tx, recordTable(t), name, digest, names); err != nil {
					return err
				}
			}
		}
		return nil
	})
	for _, digest := range slices.Sorted(maps.Keys(names)) {
		all = append(all, FileContent{Name: names[digest], Digest: digest})
	}
	return all, fault.Wrap(err, "list contents of files")
}

func readContents(ctx context.Context, tx *store.Tx, table, name, digest string, names map[string]string) error {
	rows, err := tx.Query(ctx, "SELECT min("+name+"), "+digest+" FROM "+table+" WHERE "+digest+" IS NOT NULL GROUP BY "+digest)
	if err != nil {
		return err
	}
	found, err := collect(rows, func(rows *sql.Rows) (f FileContent, err error) {
		var name sql.NullString
		err = rows.Scan(&name, &f.Digest)
		f.Name = name.String
		return f, err
	})
	for _, f := range found {
		names[f.Digest] = f.Name
	}
	return err
}

// fileColumns are the columns of a type that name contents, by those that name the files.
func fileColumns(t *schema.ElementType) map[string]string {
	columns := make(map[string]string)
	if t.Name == schema.TypeFile {
		columns["f_"+schema.FieldName] = "f_" + schema.FieldDigest
	}
	for _, fields := range [][]*schema.Field{t.Fields, t.Archived} {
		for _, f := range fields {
			if digest, ok := f.DigestColumn(); ok {
				columns[f.Columns()[0].Name] = digest
			}
		}
	}
	return columns
}
