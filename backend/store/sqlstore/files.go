package sqlstore

import (
	"context"
	"database/sql"

	"kontora/backend/fault"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// FileContent is what a file of the company contains, for checks.
type FileContent struct{ Name, Digest string }

// FileContents lists what the files of the company contain, those in the bin included, each content once.
func FileContents(ctx context.Context, db *store.DB, files *schema.ElementType) (all []FileContent, err error) {
	err = db.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, "SELECT min(f_name), f_"+schema.FieldDigest+" FROM "+recordTable(files)+
			" WHERE f_"+schema.FieldDigest+" IS NOT NULL GROUP BY f_"+schema.FieldDigest+" ORDER BY 2")
		if err != nil {
			return err
		}
		all, err = collect(rows, func(rows *sql.Rows) (f FileContent, err error) {
			var name sql.NullString
			err = rows.Scan(&name, &f.Digest)
			f.Name = name.String
			return f, err
		})
		return err
	})
	return all, fault.Wrap(err, "list contents of files")
}
