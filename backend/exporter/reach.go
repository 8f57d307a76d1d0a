package exporter

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"iter"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Reach is what the rights took when rows were written, kept with the file to be asked of it later: which records were exported, and which
// linked ones were named in them.
type Reach []Taken

// Taken is what one right took of one type.
type Taken struct {
	Type   ident.No      `json:"type"`
	Action access.Action `json:"action"`
	All    bool          `json:"all,omitempty"`   // every record of it; nothing more is kept then
	UpTo   access.CellNo `json:"up_to,omitempty"` // the last cell it took; those given out since are not asked about
	Of     string        `json:"of,omitempty"`    // a digest of the cells it took, and of what is shared and restricted by
}

// reachOf is what the actor's rights take now, of the type and of those its written columns link to.
func reachOf(model *access.Model, rights *access.Rights, t *schema.ElementType, columns []Column) (Reach, error) {
	of, err := taken(model, rights, Taken{Type: t.No, Action: access.Export})
	if err != nil {
		return nil, err
	}
	reach := Reach{of}
	for _, column := range columns {
		f, ok := t.Queryable(column.Name)
		if !ok || f.Target == "" {
			continue
		}
		target, ok := model.Schema.Type(f.Target)
		if !ok || slices.ContainsFunc(reach, func(of Taken) bool { return of.Type == target.No && of.Action == access.View }) {
			continue
		}
		named, err := taken(model, rights, Taken{Type: target.No, Action: access.View})
		if err != nil {
			return nil, err
		}
		reach = append(reach, named)
	}
	return reach, nil
}

// taken fills in what is taken, up to its last cell where that is known.
func taken(model *access.Model, rights *access.Rights, of Taken) (Taken, error) {
	reading := rights.Reading(of.Type, of.Action)
	of.All, of.Of = reading.All, ""
	if of.All {
		of.UpTo = 0
		return of, nil
	}
	cells := reading.Cells
	if of.UpTo == 0 && len(cells) > 0 {
		of.UpTo = cells[len(cells)-1]
	}
	end, _ := slices.BinarySearch(cells, of.UpTo+1)
	raw, err := json.Marshal([]any{cells[:end], decidedOf(model, of.Type)})
	if err != nil {
		return of, fault.Wrap(err, "note what an export reaches")
	}
	digest := sha256.Sum256(raw)
	of.Of = hex.EncodeToString(digest[:16])
	return of, nil
}

// decidedOf are the rules and restrictions of a type, without how far their building is: a record that one of them newly binds leaves its
// cell, and the cell tells nothing of that.
func decidedOf(model *access.Model, t ident.No) []any {
	var all []any
	filter := func(c *access.Condition) any {
		if c == nil {
			return nil
		}
		return c.Filter
	}
	for no, x := range sorted(model.Policy.Rules) {
		if x.Type == t && x.Active {
			all = append(all, []any{no, x.Source, x.Principal, x.Target, x.Level, filter(x.Condition)})
		}
	}
	for no, x := range sorted(model.Policy.Restrictions) {
		if x.Type == t && x.Active {
			all = append(all, []any{no, x.Who, x.Except, x.Level, filter(x.Condition)})
		}
	}
	return all
}

func sorted[Of any](all map[ident.No]Of) iter.Seq2[ident.No, Of] {
	return func(yield func(ident.No, Of) bool) {
		for _, no := range slices.Sorted(maps.Keys(all)) {
			if !yield(no, all[no]) {
				return
			}
		}
	}
}

// within reports whether the rights still take what they took. A single record that has changed hands since is not told apart: the file
// shows it as it was. Rights that take other cells than those are not within, though they be more.
func (r Reach) within(model *access.Model, rights *access.Rights) (bool, error) {
	for _, then := range r {
		now, err := taken(model, rights, then)
		if err != nil {
			return false, err
		}
		if !now.All && now != then {
			return false, nil
		}
	}
	return true, nil
}
