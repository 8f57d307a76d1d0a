package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// checked is how many records are looked at at a time.
const checked = 1000

// maxFindings is how many findings of one kind are told for one type.
const maxFindings = 20

// Checker works out anew what is kept of every record besides what people put in, under the model: the cell it stands in, the number of
// records in each cell, calculated fields, what the search index holds, and that unique fields are unique.
func (s *Records) Checker(m *access.Model) Checker {
	return func(ctx context.Context, t *store.Tx, report func(locale.Text)) error {
		r := &recordReader{Tx: t, store: s}
		counts := make(map[access.CellNo]int64)
		for _, each := range m.Schema.Types() {
			if err := r.checkType(ctx, m, each, counts, report); err != nil {
				return fmt.Errorf("check %s: %w", each.Name, err)
			}
		}
		return r.checkCounts(ctx, counts, report)
	}
}

func (r *recordReader) checkType(ctx context.Context, m *access.Model, t *schema.ElementType, counts map[access.CellNo]int64, report func(locale.Text)) error {
	q := &record.Query{Type: t, Reading: access.Reading{All: true}, Fields: t.Fields, Limit: checked, ByNumber: true}
	wrong, miscalculated := 0, 0
	for {
		found, err := r.List(ctx, q)
		if err != nil {
			return err
		}
		shares, err := r.sharesOf(ctx, found)
		if err != nil {
			return err
		}
		for _, each := range found {
			counts[each.Cell]++
			right, err := r.standsRight(ctx, m, t, each, shares[each.ID])
			if err != nil {
				return err
			}
			if !right && wrong < maxFindings {
				wrong++
				report(locale.Say("store.check.record_cell", "type", t.Name, "record", each.ID.String()))
			}
			if names := record.Miscalculated(t, each); len(names) > 0 && miscalculated < maxFindings {
				miscalculated++
				report(locale.Say("store.check.calculated", "type", t.Name, "record", each.ID.String(), "field", strings.Join(names, ", ")))
			}
		}
		if len(found) < checked {
			break
		}
		q.AfterNo = found[len(found)-1].No
	}
	if err := r.checkIndexes(ctx, t, report); err != nil {
		return err
	}
	if err := r.checkUnique(ctx, t, report); err != nil {
		return err
	}
	return r.checkSearch(ctx, t, report)
}

// standsRight reports whether the cell of a record is the one its cause names now.
func (r *recordReader) standsRight(ctx context.Context, m *access.Model, t *schema.ElementType, each *record.Record, shares []access.Share) (bool, error) {
	kept, ok := r.store.cells.Cause(each.Cell)
	if !ok {
		return false, nil
	}
	var parent access.CellNo
	if ref, isRef := each.Values[t.ParentField].(schema.Ref); t.Default == schema.Parent && isRef {
		above, ok := m.Schema.TypeByNo(ref.Type)
		if !ok {
			return false, nil
		}
		found, err := r.Get(ctx, above, ref.ID, nil)
		if err != nil || found == nil {
			return false, err
		}
		parent = found.Cell
	}
	if !sameShares(shares, r.store.cells.Shares(kept.Shares)) {
		return false, nil
	}
	now := record.CauseOf(m, t, each, kept.Shares, parent)
	pending := record.Pending(m, t.No)
	now.Conditions, kept.Conditions = now.Conditions&^pending, kept.Conditions&^pending
	return now == kept, nil
}

// sameShares reports whether an interned set holds exactly the given shares.
func sameShares(given, interned []access.Share) bool {
	if len(given) != len(interned) {
		return false
	}
	for _, share := range interned {
		matched := false
		for _, g := range given {
			matched = matched || g.Principal == share.Principal && g.Level == share.Level && g.Expires.Equal(share.Expires)
		}
		if !matched {
			return false
		}
	}
	return true
}

// checkCounts compares the number of records kept for each cell with those that are there.
func (r *recordReader) checkCounts(ctx context.Context, counts map[access.CellNo]int64, report func(locale.Text)) error {
	rows, err := r.Query(ctx, "SELECT cell, nrec FROM cell")
	if err != nil {
		return err
	}
	_, err = collect(rows, func(rows *sql.Rows) (struct{}, error) {
		var cell access.CellNo
		var kept int64
		err := rows.Scan(&cell, &kept)
		if err == nil && kept != counts[cell] {
			report(locale.Say("store.check.count", "kept", kept, "found", counts[cell]))
		}
		return struct{}{}, err
	})
	return err
}

func (r *recordReader) checkUnique(ctx context.Context, t *schema.ElementType, report func(locale.Text)) error {
	for _, f := range t.Fields {
		if !f.Unique || f.Indexing {
			continue
		}
		column := f.Compared()
		var twice int64
		statement := "SELECT count(*) FROM (SELECT 1 FROM " + recordTable(t) + " WHERE deleted_at IS NULL AND " + column + " IS NOT NULL GROUP BY " + column + " HAVING count(*) > 1) AS twice"
		if err := r.QueryRow(ctx, statement).Scan(&twice); err != nil {
			return err
		}
		if twice > 0 {
			report(locale.Say("store.check.not_unique", "type", t.Name, "field", f.Name, "count", twice))
		}
	}
	return nil
}

// sharesOf reads the shares of several records.
func (r *recordReader) sharesOf(ctx context.Context, records []*record.Record) (map[ident.ID][]access.Share, error) {
	shares := make(map[ident.ID][]access.Share)
	if len(records) == 0 {
		return shares, nil
	}
	args := make([]any, len(records))
	for i, each := range records {
		args[i] = each.ID
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(args)), ", ")
	rows, err := r.Query(ctx, "SELECT record, principal_kind, principal_no, level, expires_ms FROM share WHERE record IN ("+marks+")", args...)
	if err != nil {
		return nil, err
	}
	_, err = collect(rows, func(rows *sql.Rows) (struct{}, error) {
		var id ident.ID
		var share access.Share
		var expires int64
		err := rows.Scan(store.ID(&id), &share.Principal.Kind, &share.Principal.No, &share.Level, &expires)
		share.Expires = fromMillis(expires)
		shares[id] = append(shares[id], share)
		return struct{}{}, err
	})
	return shares, err
}

// sampled is how many records of a type are looked up in the search index.
const sampled = 500

// checkSearch asks the search index for the beginning of the searched text of records spread over the whole type.
func (r *recordReader) checkSearch(ctx context.Context, t *schema.ElementType, report func(locale.Text)) error {
	if t.Refilling() {
		return nil
	}
	var last int64
	if err := r.QueryRow(ctx, "SELECT coalesce(max(id), 0) FROM "+recordTable(t)).Scan(&last); err != nil {
		return err
	}
	q := &record.Query{Type: t, Reading: access.Reading{All: true}, Fields: t.Fields, Limit: 1, ByNumber: true}
	for missing := 0; q.AfterNo < last; q.AfterNo += 1 + last/sampled {
		found, err := r.List(ctx, q)
		if err != nil || len(found) == 0 {
			return err
		}
		held, err := r.inSearch(ctx, t, found[0])
		if err != nil {
			return err
		}
		if !held && missing < maxFindings {
			missing++
			report(locale.Say("store.check.search", "type", t.Name, "record", found[0].ID.String()))
		}
	}
	return nil
}

// inSearch reports whether the index finds the record by the beginning of its text. Texts too short for the index are found without it.
func (r *recordReader) inSearch(ctx context.Context, t *schema.ElementType, each *record.Record) (bool, error) {
	letters := []rune(searchText(t, each))
	if len(letters) < gramLetters {
		return true, nil
	}
	sql, args := searchCondition(r.Dialect(), t, []string{string(letters[:gramLetters])})
	var held int64
	err := r.QueryRow(ctx, "SELECT count(*) FROM "+recordTable(t)+" WHERE id = ? AND "+sql, append([]any{each.No}, args...)...).Scan(&held)
	return held == 1, err
}
