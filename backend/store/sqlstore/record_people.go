package sqlstore

import (
	"context"
	"errors"
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

// AlterType makes the table of a type, or what its new fields need.
func (s *Records) AlterType(ctx context.Context, tx administration.Tx, t *schema.ElementType) error {
	within, ok := tx.(*configurationTx)
	if !ok {
		return errTransaction
	}
	return EnsureType(ctx, within.WriteTx, t)
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
		for _, f := range t.Fields {
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
