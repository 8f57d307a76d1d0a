package replica

import (
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Scope is how much of what its employee may see a desk is to hold: his own choice, which gives him nothing and takes none of his rights. The
// zero Scope is all of it.
type Scope struct {
	_     struct{} `cbor:",toarray"`
	Mine  bool     // only records for which he is responsible, or a group that he is in, with what stands on them
	Since int64    // of types that pile up only what was made at that moment or later, in milliseconds since 1970; 0: all
}

// PilesUp reports whether there is always more of a type: what goes forward by stages, and what stands on the cards of others. Records of all
// other types, such as companies and people, are named by new ones however old they are.
func PilesUp(t *schema.ElementType) bool {
	_, staged := t.Stage()
	return staged || t.IsComment || t.IsActivity() || t.IsPart()
}

// since is from when on records of a type are to come; 0: all.
func (s Scope) since(t *schema.ElementType) int64 {
	if PilesUp(t) {
		return s.Since
	}
	return 0
}

// holds reports whether records of a cell are to come.
func (s Scope) holds(d *directory.Directory, cells access.Cells, cause access.Cause, employee ident.No) bool {
	if !s.Mine {
		return true
	}
	for cause.Parent != 0 {
		above, ok := cells.Cause(cause.Parent)
		if !ok {
			return false
		}
		cause = above
	}
	return cause.Responsible == employee || d.InGroup(employee, cause.Responsible)
}

// claimedSince is that of a type only what was made at a moment or later is held.
type claimedSince struct {
	_    struct{} `cbor:",toarray"`
	Type uint32
	At   int64
}

func (h *Holding) claimSince() []claimedSince {
	var claimed []claimedSince
	for _, t := range slices.Sorted(maps.Keys(h.Since)) {
		claimed = append(claimed, claimedSince{Type: uint32(t), At: h.Since[t]})
	}
	return claimed
}
