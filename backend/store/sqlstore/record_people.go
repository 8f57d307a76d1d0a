package sqlstore

import (
	"context"
	"errors"
	"slices"
	"strings"

	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/schema"
)

var errTransaction = errors.New("a transaction of another store")

// Within is the records' side of a transaction that changes the configuration.
func (s *Records) Within(tx administration.Tx) (record.Writer, error) {
	t, ok := tx.(*configurationTx)
	if !ok {
		return nil, errTransaction
	}
	return s.In(t.WriteTx), nil
}

// AlterType makes the table of a new type, or what the new fields of one need. before is nil for a new type, whose name no removed one may
// have had: its table is still there.
func (s *Records) AlterType(ctx context.Context, tx administration.Tx, before, after *schema.ElementType) error {
	within, ok := tx.(*configurationTx)
	if !ok {
		return errTransaction
	}
	if before == nil {
		there, err := names(ctx, within.Tx, "SELECT name FROM record_column WHERE type = ?", after.Name)
		if err != nil {
			return fault.Wrap(err, "look for the table of "+after.Name)
		}
		if len(there) > 0 {
			return fault.Field("name", "schema.name_taken", "name", after.Name)
		}
	}
	return EnsureType(ctx, within.WriteTx, after)
}

// HasRecords reports whether there is a record of the type, in the bin or out of it.
func (s *Records) HasRecords(ctx context.Context, tx administration.Tx, t *schema.ElementType) (has bool, err error) {
	within, ok := tx.(*configurationTx)
	if !ok {
		return false, errTransaction
	}
	err = within.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM "+recordTable(t)+")").Scan(&has)
	return has, fault.Wrap(err, "look for a record of "+t.Name)
}

// Holds reports whether a record of the type outside the bin holds a value in a field of the kind choice.
func (s *Records) Holds(ctx context.Context, tx administration.Tx, t *schema.ElementType, f *schema.Field, value string) (holds bool, err error) {
	within, ok := tx.(*configurationTx)
	if !ok {
		return false, errTransaction
	}
	err = within.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM "+recordTable(t)+" WHERE deleted_at IS NULL AND "+f.Compared()+" = ?)", value).Scan(&holds)
	return holds, fault.Wrap(err, "look for a record of "+t.Name+" with a choice")
}

// Mentions counts the records, those in the bin included, that name an employee or group as responsible, creator or in a field.
func (s *Records) Mentions(ctx context.Context, tx administration.Tx, types []*schema.ElementType, person ident.No) (int64, error) {
	within, ok := tx.(*configurationTx)
	if !ok {
		return 0, errTransaction
	}
	var all int64
	for _, t := range types {
		columns := []string{schema.FieldResponsible, schema.FieldCreatedBy}
		for _, f := range slices.Concat(t.Fields, t.Archived) {
			if f.Kind == schema.KindEmployee {
				columns = append(columns, f.Compared())
			}
		}
		var count int64
		args := make([]any, len(columns))
		for i := range columns {
			args[i] = person
		}
		statement := "SELECT count(*) FROM " + recordTable(t) + " WHERE " + strings.Join(columns, " = ? OR ") + " = ?"
		if err := within.QueryRow(ctx, statement, args...).Scan(&count); err != nil {
			return 0, fault.Wrap(err, "count what names a person")
		}
		all += count
	}
	return all, nil
}
