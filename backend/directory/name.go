package directory

import (
	"strings"

	"kontora/backend/locale"
)

// NameOrder is the order in which the parts of a person's name are written. An empty one, as documents have it from before there was a
// choice, means LastFirst.
type NameOrder string

// The orders: Belova Anna Sergeevna, and Anna Sergeevna Belova.
const (
	LastFirst NameOrder = "last_first"
	FirstLast NameOrder = "first_last"
)

// NameOrderOf is the order that is usual in a language.
func NameOrderOf(language locale.Language) NameOrder {
	if language == locale.Russian {
		return LastFirst
	}
	return FirstLast
}

// Known reports whether it is one of the orders.
func (o NameOrder) Known() bool { return o == LastFirst || o == FirstLast }

// Usual is the order with the one filled in that holds where nobody has chosen.
func (o NameOrder) Usual() NameOrder {
	if o == "" {
		return LastFirst
	}
	return o
}

// PersonName is the name of a person in its parts.
type PersonName struct {
	Last       string `json:"last"`
	First      string `json:"first"`
	Patronymic string `json:"patronymic,omitempty"`
}

// Full is the whole name in the order. The patronymic follows the first name in both; parts that are missing leave no gap.
func (n PersonName) Full(order NameOrder) string {
	parts := []string{n.Last, n.First, n.Patronymic}
	if order == FirstLast {
		parts = []string{n.First, n.Patronymic, n.Last}
	}
	written := parts[:0]
	for _, part := range parts {
		if part != "" {
			written = append(written, part)
		}
	}
	return strings.Join(written, " ")
}

// Sorted is the name by which people are sorted, whichever order is shown: whoever looks for somebody in a list looks for the last name.
func (n PersonName) Sorted() string { return n.Full(LastFirst) }

// FullName is the name of an employee as this company writes it.
func (d *Directory) FullName(e *Employee) string { return e.Name.Full(d.Company.NameOrder) }
