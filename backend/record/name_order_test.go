package record_test

import (
	"slices"
	"strings"

	"kontora/backend/administration"
	"kontora/backend/directory"
	"kontora/backend/event"
	"kontora/backend/record"
	"kontora/backend/schema"
)

func nameOrderTests() map[string]func(*company) {
	return map[string]func(*company){
		"the cards of all are called anew when the order of names changes": calledAnew,
		"a name is found in both orders whichever is shown":                foundInBothOrders,
		"people are sorted by their last name whichever order is shown":    sortedByLastName,
	}
}

// order has the company write names in an order, and waits until the last card follows.
func (c *company) order(order directory.NameOrder) {
	c.Helper()
	if c.Administration.Model().Directory.Company.NameOrder == order {
		return
	}
	_, err := c.Administration.ChangeCompany(c.Context(), c.admin, "", c.raw(object{"name_order": order}))
	c.must(err)
	version := func() string {
		state := c.Administration.State()
		no, _ := state.TypeNo(schema.TypeEmployee)
		return state.Version(no)
	}
	begun := version()
	c.serveUntil(func() bool { return version() != begun })
}

// employ employs people of a last name that nobody else has: "Anna", "Boris Petrovich" are the first names and patronymics.
func (c *company) employ(last string, given ...string) []record.View {
	c.Helper()
	var cards []record.View
	for _, names := range given {
		first, patronymic, _ := strings.Cut(names, " ")
		actor := c.person(nil, nil, object{"last_name": last, "first_name": first, "patronymic": patronymic})
		cards = append(cards, c.see(c.admin, record.View{Type: schema.TypeEmployee, ID: c.idOf(actor)}))
	}
	return cards
}

func (c *company) wantCalled(about string, card record.View, want string) record.View {
	c.Helper()
	card = c.see(c.admin, card)
	if card.Fields["name"] != want {
		c.Errorf("%s the card is called %q, want %q", about, card.Fields["name"], want)
	}
	employee, err := c.Administration.Employees().Get(c.Context(), c.admin, card.ID)
	if err != nil || employee.Name != want {
		c.Errorf("%s the employee is called %q, %v, want %q", about, employee.Name, err, want)
	}
	return card
}

func calledAnew(c *company) {
	defer c.order(directory.LastFirst)
	last := c.name("Belova")
	cards := c.employ(last, "Anna", "Boris Petrovich", "")
	before := c.wantCalled("at first", cards[1], last+" Boris Petrovich")
	heard := c.heard(func() { c.order(directory.FirstLast) })
	c.wantCalled("turned round", cards[0], "Anna "+last)
	after := c.wantCalled("turned round", cards[1], "Boris Petrovich "+last)
	c.wantCalled("turned round", cards[2], last)
	if after.UpdatedAt != before.UpdatedAt {
		c.Error("the card was changed by nobody and says otherwise")
	}
	for i, card := range cards[:2] {
		if !slices.ContainsFunc(heard, func(h event.Change) bool { return h.Record == card.ID }) {
			c.Errorf("nobody is told of card %d", i)
		}
	}
	c.wantCalled("hired now", c.employ(last, "Dina Olegovna")[0], "Dina Olegovna "+last)
	c.order(directory.LastFirst)
	c.wantCalled("and back", cards[1], last+" Boris Petrovich")
	c.check()
}

func foundInBothOrders(c *company) {
	defer c.order(directory.LastFirst)
	last := c.name("Ёлкина")
	c.employ(last, "Анна Сергеевна")
	for _, order := range []directory.NameOrder{directory.FirstLast, directory.LastFirst} {
		c.order(order)
		for _, typed := range []string{"анна " + last, strings.ToUpper(last) + " АННА", "елкина" + strings.TrimPrefix(last, "Ёлкина") + " анна сергеевна", "Анна Сергеевна " + last} {
			c.wantFound(string(order), schema.TypeEmployee, typed, 1)
			picked := c.Administration.Principals(c.Context(), c.admin, typed, []administration.Kind{administration.EmployeeKind}, 5)
			if len(picked) != 1 {
				c.Errorf("%s: by %q the picker finds %+v", order, typed, picked)
			}
		}
	}
}

func sortedByLastName(c *company) {
	defer c.order(directory.LastFirst)
	first, second := c.name("Aab"), c.name("Aac")
	c.employ(second, "Anna", "Clara")
	c.employ(first, "Dora", "Boris")
	c.order(directory.FirstLast)
	want := []string{"Boris " + first, "Dora " + first, "Anna " + second, "Clara " + second}
	ours := func(names []string) []string {
		return slices.DeleteFunc(names, func(name string) bool { return !strings.HasSuffix(name, first) && !strings.HasSuffix(name, second) })
	}
	backwards := slices.Clone(want)
	slices.Reverse(backwards)
	for sort, want := range map[string][]string{"name": want, "-name": backwards} {
		got := ours(c.listed(c.admin, record.ListRequest{Type: schema.TypeEmployee, Sort: []string{sort}, Limit: 3}))
		if !slices.Equal(got, want) {
			c.Errorf("the list by %s is %q, want %q", sort, got, want)
		}
	}
	var offered []string
	for _, each := range c.Administration.Principals(c.Context(), c.admin, "Aa", []administration.Kind{administration.EmployeeKind}, 50) {
		offered = append(offered, each.Name)
	}
	if got := ours(offered); !slices.Equal(got, want) {
		c.Errorf("the picker offers %q, want %q", got, want)
	}
	all, err := c.Administration.Employees().List(c.Context(), c.admin)
	c.must(err)
	var listed []string
	for _, each := range all {
		listed = append(listed, each.Name)
	}
	if got := ours(listed); !slices.Equal(got, want) {
		c.Errorf("the employees are %q, want %q", got, want)
	}
}
