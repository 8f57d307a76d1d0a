package access

import (
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// Impersonation finds something that other would gain if he could sign in as him: an action on records, present or deleted, that one may
// do and the other may not. Unlike Exceeds it counts what each has on his own records. Cards of employees are left out: who administers
// people writes them anyway. Both are compared cell by cell. A restriction still being built is taken to bind other and not him.
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
