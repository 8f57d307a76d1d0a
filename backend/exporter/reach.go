package exporter

import (
	"slices"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// Reach is which records the right to export took when rows were written, kept with the file to be asked of it later.
type Reach struct {
	All   bool            `json:"all,omitempty"`
	Cells []access.CellNo `json:"cells,omitempty"` // sorted
	Bound []ident.No      `json:"bound,omitempty"` // restrictions that were asked row by row
}

func reachOf(r access.Reading) Reach {
	return Reach{All: r.All, Cells: r.Cells, Bound: restrictions(r)}
}

// within reports whether the right still takes what it took. A single record that has changed hands since is not told apart: the file shows
// it as it was.
func (r Reach) within(now access.Reading) bool {
	if now.All {
		return true
	}
	if r.All || slices.ContainsFunc(restrictions(now), func(no ident.No) bool { return !slices.Contains(r.Bound, no) }) {
		return false
	}
	rest := now.Cells
	for _, cell := range r.Cells {
		i, ok := slices.BinarySearch(rest, cell)
		if !ok {
			return false
		}
		rest = rest[i+1:]
	}
	return true
}

func restrictions(r access.Reading) (numbers []ident.No) {
	for _, x := range r.Pending {
		numbers = append(numbers, x.No)
	}
	return numbers
}
