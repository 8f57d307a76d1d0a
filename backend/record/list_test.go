package record_test

import (
	"fmt"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/query"
	"kontora/backend/record"
)

func listTests() map[string]func(*company) {
	return map[string]func(*company){
		"lists ask within bounds":                  boundsOfLists,
		"pages of a list":                          pagesOfLists,
		"a type one may not view is empty":         emptyTypes,
		"searching for numbers as people write":    searchNumbers,
		"sums of amounts":                          sumsOfAmounts,
		"sums by periods of the calendar":          sumsByPeriods,
		"totals without counting":                  totals,
		"lists of what one may do more with":       listsForActions,
		"names of those who occur":                 namesInLists,
		"texts of any script are found":            scripts,
		"a search finds what one sees and no more": searchEverything,
	}
}

func boundsOfLists(c *company) {
	for about, test := range map[string]struct {
		request record.ListRequest
		key     string
	}{
		"too many":                      {record.ListRequest{Limit: record.MaxLimit + 1}, "error.limit"},
		"fewer than none":               {record.ListRequest{Limit: -1}, "error.limit"},
		"too many keys":                 {record.ListRequest{Sort: []string{"name", "stage", "value", "number"}}, "error.too_many_orders"},
		"an unknown key":                {record.ListRequest{Sort: []string{"nonsense"}}, "field.unknown"},
		"an empty key":                  {record.ListRequest{Sort: []string{""}}, "field.unknown"},
		"a key twice turned around":     {record.ListRequest{Sort: []string{"--name"}}, "field.unknown"},
		"an unknown field":              {record.ListRequest{Fields: []string{"name", "nonsense"}}, "field.unknown"},
		"a cursor made up":              {record.ListRequest{Cursor: "AAAA"}, "error.cursor"},
		"a filter by what is not there": {record.ListRequest{Filter: query.Expr{Field: "nonsense", Op: query.Empty}}, "field.unknown"},
		"a filter of the wrong kind":    {record.ListRequest{Filter: c.where("value", query.Greater, "much")}, "field.money"},
	} {
		test.request.Type = "deal"
		_, err := c.Records.List(c.Context(), c.admin, test.request)
		c.wantFault(about, err, fault.Invalid, test.key)
	}
}

func pagesOfLists(c *company) {
	name := c.typeOf("view", nil, field("size", "number", object{"fast": true}), field("weight", "number"))
	for i := range 9 {
		fields := object{"name": fmt.Sprintf("T%d", i), "weight": i / 3}
		if i%2 == 0 {
			fields["size"] = i % 4
		}
		c.create(c.admin, name, fields)
	}
	for _, test := range []struct {
		sort []string
		want string
	}{
		{[]string{"size"}, "[T1 T3 T5 T7 T0 T4 T8 T2 T6]"},
		{[]string{"-size"}, "[T6 T2 T8 T4 T0 T7 T5 T3 T1]"},
		{[]string{"weight", "-size"}, "[T2 T0 T1 T4 T5 T3 T6 T8 T7]"},
		{[]string{"-weight", "name"}, "[T6 T7 T8 T3 T4 T5 T0 T1 T2]"},
		{nil, "[T8 T7 T6 T5 T4 T3 T2 T1 T0]"},
		{[]string{"created_by", "responsible", "name"}, "[T0 T1 T2 T3 T4 T5 T6 T7 T8]"},
	} {
		for limit := 1; limit <= 10; limit += 3 {
			got := fmt.Sprint(c.listed(c.admin, record.ListRequest{Type: name, Sort: test.sort, Limit: limit, Fields: []string{"name"}}))
			if got != test.want {
				c.Errorf("by %v in pages of %d: %s, want %s", test.sort, limit, got, test.want)
			}
		}
	}
	page, err := c.Records.List(c.Context(), c.admin, record.ListRequest{Type: name, Sort: []string{"size"}, Limit: 2})
	c.must(err)
	for about, request := range map[string]record.ListRequest{
		"of another order": {Type: name, Sort: []string{"-size"}}, "of another key": {Type: name, Sort: []string{"weight"}}, "of another type": {Type: "deal", Sort: []string{"created_at"}},
	} {
		request.Cursor = page.Next
		_, err := c.Records.List(c.Context(), c.admin, request)
		c.wantFault("the next page "+about, err, fault.Invalid, "error.cursor")
	}
}

func emptyTypes(c *company) {
	name := c.typeOf("edit", nil)
	blind := c.person(matrix{"deal": all("view")}, nil)
	thing := c.create(c.admin, name, object{"name": "Thing"})
	for _, typeName := range []string{name, "nothing_like_it"} {
		page, err := c.Records.List(c.Context(), blind, record.ListRequest{Type: typeName, Filter: c.where("whatever", "=", 1), Sort: []string{"nonsense"}})
		if err != nil || len(page.Items) != 0 || page.Total != (record.Total{Exact: true}) {
			c.Errorf("a list of %s: %+v, %v", typeName, page, err)
		}
		sums, err := c.Records.Sums(c.Context(), blind, record.SumRequest{Type: typeName, Sum: "nonsense"})
		if err != nil || len(sums.Lines) != 0 {
			c.Errorf("sums of %s: %+v, %v", typeName, sums, err)
		}
		count, err := c.Records.Count(c.Context(), blind, record.ListRequest{Type: typeName})
		if err != nil || count != 0 {
			c.Errorf("%d of %s: %v", count, typeName, err)
		}
		_, err = c.get(blind, record.View{Type: typeName, ID: thing.ID})
		c.wantFault("one of "+typeName, err, fault.NotFound, "error.not_found")
		_, _, err = c.Records.Create(c.Context(), blind, typeName, record.Input{Fields: c.fields(object{"name": "x"})})
		c.wantFault("making one of "+typeName, err, fault.NotFound, "error.not_found")
		_, err = c.Records.Explain(c.Context(), blind, record.Question{Type: typeName, Action: "view"})
		c.wantFault("why one of "+typeName, err, fault.NotFound)
	}
}

func searchNumbers(c *company) {
	name := c.typeOf("view", nil, field("phone", "phone", object{"in_search": true}), field("number", "text", object{"in_search": true}))
	for title, fields := range map[string]object{
		"Caller": {"phone": "+49 30 901820"}, "Moscow": {"phone": "+7 495 123-45-67"}, "Dated": {"number": "2024-0117"}, "Plain": {"number": "20240118"}, "Tax": {"number": "500100732259"}, "Dotted 12.05.2024": {},
	} {
		fields["name"] = title
		c.create(c.admin, name, fields)
	}
	for words, want := range map[string][]string{
		"030 901820": {"Caller"}, "+49 (30) 90-18-20": {"Caller"}, "0049 30 901820": {"Caller"}, "8 (495) 123-45-67": {"Moscow"}, "84951234567": {"Moscow"}, "+74951234567": {"Moscow"}, "123-45-67": {"Moscow"}, "901820": {"Caller"}, "2024-0117": {"Dated"}, "2024 0118": {"Plain"}, "20240118": {"Plain"},
		"500100732259": {"Tax"}, "12.05.2024": {"Dotted 12.05.2024"}, "00": {"Tax"}, "2024": {"Dated", "Plain", "Dotted 12.05.2024"}, "99999": nil,
	} {
		got := c.listed(c.admin, record.ListRequest{Type: name, Search: words})
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			c.Errorf("%q finds %q, want %q", words, got, want)
		}
	}
}

func sumsOfAmounts(c *company) {
	name := c.typeOf("private", nil, field("stage", "choice", object{"choices": []object{{"value": "open"}, {"value": "won"}}}), field("value", "money"), field("size", "number"))
	clerk := c.person(matrix{name: reaching("own", "view", "create")}, nil)
	for _, fields := range []object{
		{"stage": "won", "value": object{"amount": "10.50", "currency": "EUR"}, "size": 1.5}, {"stage": "won", "value": object{"amount": 2, "currency": "JPY"}}, {"stage": "open", "value": 5, "size": -2}, {"value": 0}, {},
	} {
		fields["name"] = "Thing"
		c.create(clerk, name, fields)
		c.create(c.admin, name, fields)
	}
	for about, test := range map[string]struct {
		request record.SumRequest
		want    string
	}{
		"by stage": {record.SumRequest{Group: "stage", Sum: "value"}, `[{"group":null,"count":2,"totals":[{"amount":"0.00","currency":"EUR"}]},{"group":"open","count":1,"totals":[{"amount":"5.00","currency":"EUR"}]},` +
			`{"group":"won","count":2,"totals":[{"amount":"10.50","currency":"EUR"},{"amount":"2","currency":"JPY"}]}]`},
		"of the largest groups":   {record.SumRequest{Group: "stage", Limit: 2}, `[{"group":null,"count":2},{"group":"won","count":2}]`},
		"of numbers":              {record.SumRequest{Sum: "size"}, `[{"group":null,"count":5,"total":-0.5}]`},
		"of all":                  {record.SumRequest{}, `[{"group":null,"count":5}]`},
		"of none":                 {record.SumRequest{Filter: query.Expr{Or: []query.Expr{}}}, `[]`},
		"by what is added up":     {record.SumRequest{Group: "value", Sum: "value", Filter: c.where("stage", "=", "open")}, `[{"group":{"amount":"5.00","currency":"EUR"},"count":1,"totals":[{"amount":"5.00","currency":"EUR"}]}]`},
		"of those that match":     {record.SumRequest{Sum: "size", Filter: c.where("stage", "=", "won")}, `[{"group":null,"count":2,"total":1.5}]`},
		"of those that are found": {record.SumRequest{Sum: "size", Search: "thing"}, `[{"group":null,"count":5,"total":-0.5}]`},
	} {
		test.request.Type = name
		sums, err := c.Records.Sums(c.Context(), clerk, test.request)
		if got := string(c.raw(sums.Lines)); err != nil || got != test.want {
			c.Errorf("%s: %s, %v; want %s", about, got, err, test.want)
		}
	}
	for range 2 {
		c.create(clerk, name, object{"name": "Huge", "value": "900000000000000"})
	}
	_, err := c.Records.Sums(c.Context(), clerk, record.SumRequest{Type: name, Sum: "value"})
	c.wantFault("more than can be counted", err, fault.Invalid, "error.sum_too_large")
	_, err = c.Records.Sums(c.Context(), clerk, record.SumRequest{Type: name, Sum: "stage"})
	c.wantFault("what cannot be added up", err, fault.Invalid, "error.not_summable")
}

func totals(c *company) {
	name := c.typeOf("private", nil)
	clerk := c.person(matrix{name: reaching("own", "view", "create", "delete")}, nil)
	for i := range 5 {
		c.create(c.admin, name, object{"name": fmt.Sprint("Other ", i)})
	}
	var last record.View
	for i := range 3 {
		last = c.create(clerk, name, object{"name": fmt.Sprint("Own ", i)})
	}
	want := func(about string, by access.Actor, request record.ListRequest, count int64) {
		request.Type = name
		page, err := c.Records.List(c.Context(), by, request)
		if err != nil || page.Total != (record.Total{Count: count, Exact: true}) {
			c.Errorf("%s: %+v, %v; want %d", about, page.Total, err, count)
		}
	}
	want("all of one's own", clerk, record.ListRequest{Limit: 1}, 3)
	want("all", c.admin, record.ListRequest{Limit: 1}, 8)
	want("found on one page", clerk, record.ListRequest{Search: "own 1"}, 1)
	c.must(c.Records.Delete(c.Context(), clerk, name, last.ID))
	want("after one was deleted", clerk, record.ListRequest{Limit: 1}, 2)
	want("the bin", clerk, record.ListRequest{Bin: true}, 1)
	want("nothing found", clerk, record.ListRequest{Search: "nothing like it"}, 0)
}

func listsForActions(c *company) {
	name := c.typeOf("edit", nil)
	clerk := c.person(matrix{name: {"view": "all", "create": "own", "edit": "all", "export": "own", "mass_edit": "own"}}, nil)
	c.create(c.admin, name, object{"name": "Other"})
	c.create(clerk, name, object{"name": "Own"})
	for action, want := range map[access.Action][]string{access.View: {"Own", "Other"}, access.Edit: {"Own", "Other"}, access.Export: {"Own"}, access.MassEdit: {"Own"}, access.Print: nil, access.Delete: nil} {
		c.wantListed("those he may "+action.String(), clerk, record.ListRequest{Type: name, Action: action}, want...)
	}
	author := c.person(matrix{"deal": all("view"), "note": {"view": "all", "edit": "all", "mass_edit": "all"}}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	for text, by := range map[string]access.Actor{"Theirs": c.admin, "His": author} {
		_, err := c.Records.AddNote(c.Context(), by, "deal", deal.ID, text)
		c.must(err)
	}
	about := c.where("about", "=", object{"type": "deal", "id": deal.ID})
	c.wantListed("notes he sees", author, record.ListRequest{Type: "note", Filter: about}, "His", "Theirs")
	c.wantListed("notes he may edit", author, record.ListRequest{Type: "note", Filter: about, Action: access.Edit}, "His")
	page, err := c.Records.List(c.Context(), author, record.ListRequest{Type: "note", Action: access.Edit, Limit: 100})
	if err != nil || page.Total.Count != int64(len(page.Items)) {
		c.Errorf("of %d notes he may edit %d are shown: %v", page.Total.Count, len(page.Items), err)
	}
}

func namesInLists(c *company) {
	name := c.typeOf("view", nil, field("owner", "employee"), field("deal", "link", object{"target": "deal"}))
	owner := c.person(matrix{name: all("view"), "deal": all("view")}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	thing := c.create(c.admin, name, object{"name": "Thing", "owner": c.idOf(owner), "deal": deal.ID})
	page, err := c.Records.List(c.Context(), owner, record.ListRequest{Type: name})
	c.must(err)
	_, names, err := c.Records.Get(c.Context(), owner, name, thing.ID)
	c.must(err)
	sums, err := c.Records.Sums(c.Context(), owner, record.SumRequest{Type: name, Group: "deal"})
	c.must(err)
	for about, named := range map[string]record.Names{"a list": page.Names, "a card": names} {
		if named[c.idOf(owner).String()] == "" || named[c.idOf(c.admin).String()] == "" || named[deal.ID.String()] != "Pumps" {
			c.Errorf("%s names %v", about, named)
		}
	}
	if len(sums.Lines) != 1 || sums.Names[deal.ID.String()] != "Pumps" {
		c.Errorf("sums name %v", sums.Names)
	}
	c.must(c.Records.Delete(c.Context(), c.admin, "deal", deal.ID))
	_, names, err = c.Records.Get(c.Context(), owner, name, thing.ID)
	if err != nil || names[deal.ID.String()] != "" {
		c.Errorf("what is in the bin is called %q: %v", names[deal.ID.String()], err)
	}
}

func scripts(c *company) {
	name := c.typeOf("view", nil)
	titles := []string{"Ёлочный базар", "елка", "Straße", "Zürich Süd", "日本橋", "Ελλάδα", "100% _real_ \"x\" 'y' \\z", "naïve café", "Привет 🙂 мир"}
	for _, title := range titles {
		c.create(c.admin, name, object{"name": title})
	}
	for words, want := range map[string]string{
		"ЁЛОЧНЫЙ": titles[0], "базар ёлоч": titles[0], "STRAßE": titles[2], "zürich": titles[3], "ZU\u0308R": titles[3], "本橋": titles[4], "ελλάδα": titles[5], "100% _r": titles[6], `"x" 'y`: titles[6], `\z`: titles[6],
		"CAFÉ": titles[7], "🙂": titles[8], "ивет": titles[8], "з": titles[0],
	} {
		if got := c.listed(c.admin, record.ListRequest{Type: name, Search: words}); !slices.Equal(got, []string{want}) {
			c.Errorf("%q finds %q, want %q", words, got, want)
		}
	}
	for _, nothing := range []string{"%%%", "___", "AND", "елк*", "NOT базар", "базар OR елка"} {
		if got := c.listed(c.admin, record.ListRequest{Type: name, Search: nothing}); len(got) != 0 {
			c.Errorf("%q finds %q", nothing, got)
		}
	}
	if got := c.listed(c.admin, record.ListRequest{Type: name, Search: " \t "}); len(got) != len(titles) {
		c.Errorf("blanks find %q", got)
	}
}

func searchEverything(c *company) {
	word := c.name("unheard")
	open, secret := c.typeOf("view", nil), c.typeOf("private", nil)
	clerk := c.person(matrix{open: all("view"), secret: reaching("own", "view", "create")}, nil)
	c.create(c.admin, open, object{"name": "Open, of " + word})
	c.create(c.admin, open, object{"name": word + " at the beginning"})
	c.create(c.admin, secret, object{"name": word + " in secret"})
	c.create(clerk, secret, object{"name": "Own " + word})
	deleted := c.create(c.admin, open, object{"name": word + " in the bin"})
	c.must(c.Records.Delete(c.Context(), c.admin, open, deleted.ID))
	names := func(by access.Actor) []string {
		hits, _, err := c.Records.Search(c.Context(), by, word)
		c.must(err)
		var names []string
		for _, hit := range hits {
			names = append(names, hit.Name)
		}
		return names
	}
	if got := names(clerk); len(got) != 3 || got[0] != word+" at the beginning" || slices.Contains(got, word+" in secret") {
		c.Errorf("he finds %q", got)
	}
	if got := names(c.admin); len(got) != 4 {
		c.Errorf("the administrator finds %q", got)
	}
}
