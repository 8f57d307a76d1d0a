package directory

import (
	"testing"

	"kontora/backend/ident"
	"kontora/backend/locale"
)

func TestNamesInBothOrders(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name                 string
		person               PersonName
		lastFirst, firstLast string
	}{
		{"a whole name", PersonName{Last: "Belova", First: "Anna"}, "Belova Anna", "Anna Belova"},
		{"with a patronymic", PersonName{Last: "Белова", First: "Анна", Patronymic: "Сергеевна"}, "Белова Анна Сергеевна", "Анна Сергеевна Белова"},
		{"no first name", PersonName{Last: "Administrator"}, "Administrator", "Administrator"},
		{"a patronymic alone beside the last name", PersonName{Last: "Belova", Patronymic: "Sergeevna"}, "Belova Sergeevna", "Sergeevna Belova"},
		{"no last name", PersonName{First: "Anna", Patronymic: "Sergeevna"}, "Anna Sergeevna", "Anna Sergeevna"},
		{"a last name of several words", PersonName{Last: "van der Berg", First: "Jan"}, "van der Berg Jan", "Jan van der Berg"},
		{"nothing", PersonName{}, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for order, want := range map[NameOrder]string{LastFirst: tt.lastFirst, FirstLast: tt.firstLast, "": tt.lastFirst} {
				if got := tt.person.Full(order); got != want {
					t.Errorf("in the order %q it is %q, want %q", order, got, want)
				}
				d := &Directory{Company: Company{NameOrder: order}, Employees: map[ident.No]*Employee{1: {No: 1, Name: tt.person}}}
				if got := d.NameOf(1); got != want {
					t.Errorf("a company with the order %q calls him %q, want %q", order, got, want)
				}
			}
			if got := tt.person.Sorted(); got != tt.lastFirst {
				t.Errorf("it is sorted as %q, want %q", got, tt.lastFirst)
			}
		})
	}
}

func TestTheOrderOfNamesThatIsUsual(t *testing.T) {
	t.Parallel()
	for language, want := range map[locale.Language]NameOrder{locale.English: FirstLast, locale.Russian: LastFirst} {
		if got := NameOrderOf(language); got != want {
			t.Errorf("in %s it is %s, want %s", language, got, want)
		}
	}
	if got := NameOrder("").Usual(); got != LastFirst {
		t.Errorf("where nobody has chosen it is %s", got)
	}
}
