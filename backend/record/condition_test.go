package record_test

import (
	"context"
	"fmt"
	"slices"
	"time"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store/sqlstore"
)

func conditionTests() map[string]func(*company) {
	return map[string]func(*company){
		"a sharing condition acts when all records are tested": sharingCondition,
		"a restriction acts at once":                           restrictionAtOnce,
		"records changed while a condition is built":           changedWhileBuilding,
		"a record changed while it is tested":                  editedMeanwhile,
		"a chunk ends when others have waited":                 chunkEndsWhenOthersWait,
	}
}

// build tests all records against new conditions and lets these act.
func (c *company) build() {
	c.Helper()
	c.serveUntil(func() bool { return !c.building() })
}

// serveUntil lets the office work on its records until done, which is asked after every commit.
func (c *company) serveUntil(done func() bool) {
	c.Helper()
	news := c.Hub.Subscribe()
	defer news.Close()
	ctx, stop := context.WithCancel(c.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.Administration.Serve(ctx) }()
	for !done() {
		select {
		case <-news.Ready():
			news.Take()
		case <-ctx.Done():
		}
	}
	stop()
	c.must(<-ended)
}

func (c *company) building() bool {
	for _, t := range c.Administration.Model().Schema.Types() {
		if len(t.Removing) > 0 {
			return true
		}
		if slices.ContainsFunc(t.Fields, func(f *schema.Field) bool { return f.Building || f.Indexing || f.Refilling }) {
			return true
		}
	}
	policy := c.Administration.Model().Policy
	for _, r := range policy.Rules {
		if r.Condition != nil && r.Condition.State != access.Ready {
			return true
		}
	}
	for _, r := range policy.Restrictions {
		if r.Condition != nil && r.Condition.State != access.Ready {
			return true
		}
	}
	return false
}

// check fails when what is kept of records besides their fields is not what it should be.
func (c *company) check() {
	c.Helper()
	findings, err := sqlstore.Check(c.Context(), c.Company, c.Store.Checker(c.Administration.Model()))
	c.must(err)
	for _, finding := range findings {
		c.Errorf("the check finds %s: %v", finding.Key, finding.Args)
	}
}

// stages is a type with a stage, and many records of it, every third of them won.
func stages(c *company, ground string, many int) string {
	c.Helper()
	name := c.typeOf(ground, nil, field("stage", "choice", object{"choices": []object{{"value": "open"}, {"value": "won"}}}), field("value", "number"))
	var rows []record.ImportRow
	for i := range many {
		stage := "open"
		if i%3 == 0 {
			stage = "won"
		}
		rows = append(rows, record.ImportRow{Input: record.Input{Fields: c.fields(object{"name": fmt.Sprintf("%s %d", stage, i), "stage": stage, "value": 1})}})
	}
	for len(rows) > 0 {
		part := rows[:min(len(rows), 1000)]
		done, err := c.Records.Import(c.Context(), c.admin, record.ImportRequest{Type: name, Rows: part})
		c.must(err)
		for _, row := range done {
			c.must(row.Problem)
		}
		rows = rows[len(part):]
	}
	return name
}

// wantSeen fails unless somebody sees so many records in every way of asking.
func (c *company) wantSeen(about string, by access.Actor, name string, want int64) {
	c.Helper()
	count, err := c.Records.Count(c.Context(), by, record.ListRequest{Type: name})
	if err != nil || count != want {
		c.Errorf("%s: counted %d, want %d: %v", about, count, want, err)
	}
	sums, err := c.Records.Sums(c.Context(), by, record.SumRequest{Type: name, Sum: "value"})
	total := "0"
	if lines := sums.Lines; len(lines) == 1 && lines[0].Count > 0 {
		total = fmt.Sprint(lines[0].Total)
	}
	if err != nil || total != fmt.Sprint(want) {
		c.Errorf("%s: summed %s, want %d: %v", about, total, want, err)
	}
	page, err := c.Records.List(c.Context(), by, record.ListRequest{Type: name, Limit: 10})
	if err != nil || int64(len(page.Items)) != min(want, 10) || page.Total.Exact && page.Total.Count != want {
		c.Errorf("%s: listed %d of %+v, want %d: %v", about, len(page.Items), page.Total, want, err)
	}
}

func (c *company) rule(typeName string, filter query.Expr, target access.Actor, level string) ident.ID {
	c.Helper()
	made, err := c.Administration.Rules().Create(c.Context(), c.admin, c.raw(object{
		"name": c.name("Rule "), "type": typeName, "source": object{"kind": "condition", "filter": filter}, "target": object{"kind": "employee", "id": c.idOf(target)}, "level": level,
	}))
	c.must(err)
	return made.ID
}

func sharingCondition(c *company) {
	many := 3000
	if c.Company.Dialect().Name() == "postgres" {
		many = 1500 // each record costs several ways to the server
	}
	name := stages(c, "private", many)
	clerk := c.person(matrix{name: reaching("own", "view", "edit")}, nil)
	c.wantSeen("before there is a rule", clerk, name, 0)
	c.rule(name, c.where("stage", query.Equal, "won"), clerk, "edit")
	c.wantSeen("while nothing is tested", clerk, name, 0)
	var last int64
	var chunks int
	changes := c.heard(func() {
		for {
			next, err := c.Records.Reevaluate(c.Context(), name, last, 500)
			c.must(err)
			if next == 0 {
				return
			}
			if last, chunks = next, chunks+1; chunks == 3 {
				c.wantSeen("while half is tested", clerk, name, 0)
			}
		}
	})
	if chunks < many/500 || len(changes) != many/3 {
		c.Errorf("%d chunks moved %d records", chunks, len(changes))
	}
	c.build()
	won := int64(many / 3)
	c.wantSeen("when all is tested", clerk, name, won)
	c.wantListed("of those that are open", clerk, record.ListRequest{Type: name, Filter: c.where("stage", query.Equal, "open")})
	found, err := c.Records.List(c.Context(), clerk, record.ListRequest{Type: name, Limit: 1})
	c.must(err)
	one := found.Items[0]
	if view, err := c.edit(clerk, one, object{"stage": "open"}); err != nil || len(view.Fields) != 0 {
		c.Errorf("after he opened it again he sees %+v, %v", view.Fields, err)
	}
	c.wantSeen("after one was opened again", clerk, name, won-1)
	if _, err := c.edit(c.admin, one, object{"stage": "won"}); err != nil {
		c.Error(err)
	}
	c.wantSeen("after it was won again", clerk, name, won)
}

func restrictionAtOnce(c *company) {
	name := stages(c, "edit", 60)
	clerk := c.person(matrix{name: all("view", "edit")}, nil)
	c.wantSeen("before", clerk, name, 60)
	won, err := c.Records.List(c.Context(), clerk, record.ListRequest{Type: name, Filter: c.where("stage", query.Equal, "won"), Limit: 1})
	c.must(err)
	lock := func(stage, level string) {
		_, err := c.Administration.Restrictions().Create(c.Context(), c.admin, c.raw(object{
			"name": c.name("Lock "), "type": name, "filter": c.where("stage", query.Equal, stage), "who": []object{{"kind": "employee", "id": c.idOf(clerk)}}, "level": level,
		}))
		c.must(err)
	}
	lock("won", "none")
	lock("open", "view")
	for _, when := range []string{"while it is built", "once it is built"} {
		c.wantSeen(when, clerk, name, 40)
		_, err := c.get(clerk, won.Items[0])
		c.wantFault("one that is won, "+when, err, fault.NotFound)
		c.wantListed("the won ones "+when, clerk, record.ListRequest{Type: name, Filter: c.where("stage", query.Equal, "won")})
		c.wantListed("those found "+when, clerk, record.ListRequest{Type: name, Search: "won 3"})
		if hits, _, err := c.Records.Search(c.Context(), clerk, "won 3"); err != nil || len(hits) != 0 {
			c.Errorf("the search finds %+v %s: %v", hits, when, err)
		}
		open, err := c.Records.List(c.Context(), clerk, record.ListRequest{Type: name, Limit: 1})
		c.must(err)
		_, err = c.edit(clerk, open.Items[0], object{"value": 2})
		c.wantFault("editing one that is open, "+when, err, fault.Denied)
		c.wantListed("those he may edit, "+when, clerk, record.ListRequest{Type: name, Action: access.Edit})
		pages := c.listed(clerk, record.ListRequest{Type: name, Sort: []string{"-name"}, Limit: 7})
		if len(pages) != 40 {
			c.Errorf("%d on pages %s", len(pages), when)
		}
		c.wantSeen("by the administrator "+when, c.admin, name, 60)
		c.build()
	}
}

func changedWhileBuilding(c *company) {
	name := stages(c, "private", 12)
	clerk := c.person(matrix{name: reaching("own", "view")}, nil)
	all, err := c.Records.List(c.Context(), c.admin, record.ListRequest{Type: name, Sort: []string{"created_at"}})
	c.must(err)
	c.rule(name, c.where("stage", query.Equal, "won"), clerk, "view")
	last, err := c.Records.Reevaluate(c.Context(), name, 0, 5)
	c.must(err)
	tested, untested := all.Items[1], all.Items[10] // both open
	for _, thing := range []record.View{tested, untested} {
		_, err := c.edit(c.admin, thing, object{"stage": "won"})
		c.must(err)
	}
	gone := all.Items[0] // won
	c.must(c.Records.Delete(c.Context(), c.admin, name, gone.ID))
	fresh := c.create(c.admin, name, object{"name": "Fresh", "stage": "won", "value": 1})
	_, err = c.Records.Reevaluate(c.Context(), name, last, 5)
	c.must(err)
	c.build()
	c.wantSeen("when all is tested", clerk, name, 4+2-1+1)
	c.see(clerk, fresh)
	c.must(restoreIt(c, c.admin, gone))
	c.wantSeen("after one was restored", clerk, name, 7)
}

// ticking is a clock on which every look takes longer than a chunk may.
type ticking struct{ now time.Time }

func (c *ticking) Now() time.Time {
	c.now = c.now.Add(time.Second)
	return c.now
}

func chunkEndsWhenOthersWait(c *company) {
	name := stages(c, "private", 4)
	clerk := c.person(matrix{name: reaching("own", "view")}, nil)
	c.rule(name, c.where("stage", query.Equal, "won"), clerk, "view")
	parts := c.Records.Parts
	parts.Clock = &ticking{now: parts.Clock.Now()}
	slow := record.New(parts)
	chunks := 0
	for last := int64(0); ; chunks++ {
		next, err := slow.Reevaluate(c.Context(), name, last, 100)
		c.must(err)
		if next == 0 {
			break
		}
		last = next
	}
	if chunks != 4 {
		c.Errorf("4 records were tested in %d chunks", chunks)
	}
	c.build()
	c.wantSeen("when all is tested", clerk, name, 2)
}
