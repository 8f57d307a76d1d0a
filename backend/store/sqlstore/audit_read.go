package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"kontora/backend/audit"
	"kontora/backend/store"
)

// Bounds of one reading of the log: how many entries it looks at, shown or not, and how many it fetches at once.
const (
	maxAuditLooked = 20_000
	auditBatch     = 200
)

// ReadAudit returns entries, the newest first, as show lets the reader see them. next is where the following page begins, 0 at the end.
// A page can be short, even empty, and have a next one when little is to be seen.
func ReadAudit(ctx context.Context, t *store.Tx, filter audit.Filter, show audit.Show) (entries []audit.Entry, next audit.Number, err error) {
	for looked := 0; looked < maxAuditLooked; looked += auditBatch {
		batch, err := auditPage(ctx, t, filter)
		if err != nil {
			return nil, 0, err
		}
		for _, e := range batch {
			filter.Before = e.No
			if !show(&e) {
				continue
			}
			entries = append(entries, e)
			if len(entries) == filter.Limit {
				return entries, filter.Before, nil
			}
		}
		if len(batch) < auditBatch {
			return entries, 0, nil
		}
	}
	return entries, filter.Before, nil
}

func auditPage(ctx context.Context, t *store.Tx, filter audit.Filter) ([]audit.Entry, error) {
	condition, args := auditCondition(filter)
	rows, err := t.Query(ctx, "SELECT "+entryColumns+" FROM audit WHERE "+condition+" ORDER BY no DESC LIMIT ?", append(args, auditBatch)...)
	if err != nil {
		return nil, fmt.Errorf("read the audit log: %w", err)
	}
	stored, err := collect(rows, scanEntry)
	if err != nil {
		return nil, err
	}
	return reveal(ctx, t, stored)
}

func auditCondition(filter audit.Filter) (string, []any) {
	var parts []string
	var args []any
	and := func(condition string, arg any) {
		parts, args = append(parts, condition), append(args, arg)
	}
	before := filter.Before
	if before == 0 {
		before = 1<<63 - 1
	}
	and("no < ?", uint64(before))
	if !filter.Employee.IsZero() {
		and("employee = ?", filter.Employee)
	}
	if !filter.ID.IsZero() {
		and("id = ?", filter.ID)
	}
	if filter.Subject != "" {
		and("subject = ?", filter.Subject)
	}
	if filter.Kind != "" {
		and("kind = ?", filter.Kind)
	}
	if !filter.From.IsZero() {
		and("at_ms >= ?", filter.From.UnixMilli())
	}
	if !filter.To.IsZero() {
		and("at_ms < ?", filter.To.UnixMilli())
	}
	return strings.Join(parts, " AND "), args
}

// reveal gives stored entries the values that have not been erased.
func reveal(ctx context.Context, t *store.Tx, stored []storedEntry) ([]audit.Entry, error) {
	values, err := auditValues(ctx, t, stored)
	if err != nil {
		return nil, err
	}
	entries := make([]audit.Entry, len(stored))
	for i, e := range stored {
		commitments, err := audit.Decode(e.encoded)
		if err != nil {
			return nil, fmt.Errorf("entry %d of the audit log: %w", e.No, err)
		}
		audit.Reveal(&e.Entry, commitments, values[e.No])
		entries[i] = e.Entry
	}
	return entries, nil
}

// auditValues reads the values of the entries, by entry and field.
func auditValues(ctx context.Context, t *store.Tx, stored []storedEntry) (map[audit.Number]map[string]audit.Value, error) {
	numbers := make([]int64, len(stored))
	for i, e := range stored {
		numbers[i] = int64(e.No)
	}
	condition, argument := t.Dialect().In("entry", numbers)
	rows, err := t.Query(ctx, "SELECT entry, field, salt, before, after FROM audit_value WHERE "+condition, argument)
	if err != nil {
		return nil, fmt.Errorf("read values of the audit log: %w", err)
	}
	values := make(map[audit.Number]map[string]audit.Value)
	_, err = collect(rows, func(rows *sql.Rows) (struct{}, error) {
		var number audit.Number
		v, err := scanValue(rows, &number)
		if values[number] == nil {
			values[number] = make(map[string]audit.Value)
		}
		values[number][v.Field] = v
		return struct{}{}, err
	})
	return values, err
}

func scanValue(rows *sql.Rows, entry *audit.Number) (v audit.Value, err error) {
	var before, after sql.NullString
	err = rows.Scan(entry, &v.Field, store.ID(&v.Salt), &before, &after)
	if before.Valid {
		v.Before = []byte(before.String)
	}
	if after.Valid {
		v.After = []byte(after.String)
	}
	return v, err
}
