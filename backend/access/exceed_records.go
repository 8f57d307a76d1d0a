package access

import (
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// Impersonation finds something that one may do with records there are, or were, and the other may not, so that whoever could sign in as
// him would get it. Exceeds leaves out what everyone has on his own; here that is the point. Cards do not count: who administers people
// writes them anyway. Both are weighed cell by cell; a restriction that is still being built binds the other alone.
func Impersonation(other, him *Rights) (what locale.Text, exceeds bool) {
	if other.administrator {
		return locale.Text{}, false
	}
	for _, t := range him.model.Schema.Types() {
		if tr := him.typed(t.No); tr.card() {
			continue
		}
		if a, more := beyond(other, him, t.No); more {
			return locale.Say("access.exceeds.action", "doing", doing(a), "types", inSentence(t)), true
		}
	}
	return locale.Text{}, false
}

// beyond looks at every cell of a type. To make new records is not weighed: everyone makes his own.
func beyond(other, him *Rights, t ident.No) (Action, bool) {
	for _, cell := range him.cells.OfType(t, 0) {
		more := him.mask(cell) &^ setOf(Create, Import)
		if more == 0 {
			continue
		}
		had, _, _ := other.strictMask(cell)
		for _, a := range Actions() {
			if more.has(a) && !had.has(a) {
				return a, true
			}
		}
	}
	return 0, false
}
