package record_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"kontora/app"
	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/testkit/office"
	"kontora/backend/testkit/postgres"
)

// company is a whole office with one company, as one test sees it. Tests share the office and make people and types of their own.
type company struct {
	*testing.T
	*app.Office
	admin access.Actor
	made  *atomic.Int64 // people and types so far, for their names
}

// tests are run in one office on each kind of database.
func tests() map[string]func(*company) {
	all := make(map[string]func(*company))
	for _, some := range []map[string]func(*company){
		editTests(), fieldTests(), linkTests(), binTests(), transferTests(), shareTests(), commentTests(), timelineTests(), activityTests(), indexTests(), refillTests(), removeTests(), listTests(), conditionTests(), eventTests(), parentTests(), atOnceTests(), followTests(), calculateTests(), lineTests(), lateTests(), stirTests(), nextStepTests(), dependTests(), nameOrderTests(),
	} {
		maps.Copy(all, some)
	}
	return all
}

func TestRecordsOfAWholeOffice(t *testing.T) {
	for kind, database := range map[string]string{"sqlite": "", "postgres": postgres.Start(t)} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			whole := open(t, database)
			for _, about := range slices.Sorted(maps.Keys(tests())) {
				t.Run(about, func(t *testing.T) {
					c := *whole
					c.T = t
					tests()[about](&c)
				})
			}
			whole.T = t
			whole.check()
		})
	}
}

// open founds a company whose office is closed after the test, on a PostgreSQL server when an address of one is given.
func open(t *testing.T, database string) *company {
	t.Helper()
	opened, admin := office.Found(t, office.Founding(locale.English), database)
	return &company{T: t, Office: opened, admin: admin, made: new(atomic.Int64)}
}

// must fails the test when something that has to work does not.
func (c *company) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

func (c *company) raw(v any) json.RawMessage {
	c.Helper()
	out, err := json.Marshal(v)
	c.must(err)
	return out
}

type object = map[string]any

// fields are those that somebody sends.
func (c *company) fields(sent object) map[string]json.RawMessage {
	out := make(map[string]json.RawMessage, len(sent))
	for name, value := range sent {
		out[name] = c.raw(value)
	}
	return out
}

// name is one that nothing else in the office has.
func (c *company) name(of string) string { return fmt.Sprintf("%s%d", of, c.made.Add(1)) }

// matrix says what a profile gives: type → action → reach.
type matrix map[string]map[string]string

// all gives the actions on everything.
func all(actions ...string) map[string]string { return reaching("all", actions...) }

func reaching(reach string, actions ...string) map[string]string {
	out := make(map[string]string)
	for _, a := range actions {
		out[a] = reach
	}
	return out
}

// person employs somebody with a role and a profile of his own.
func (c *company) person(gives matrix, fields map[string]map[string]string, more ...object) access.Actor {
	c.Helper()
	name := c.name("Person ")
	profile, err := c.Administration.Profiles().Create(c.Context(), c.admin, c.raw(object{"name": name, "matrix": gives, "fields": fields}))
	c.must(err)
	role, err := c.Administration.Roles().Create(c.Context(), c.admin, c.raw(object{"name": name, "profiles": []ident.ID{profile.ID}}))
	c.must(err)
	sent := object{"last_name": name, "first_name": "X", "role_id": role.ID}
	for _, m := range more {
		maps.Copy(sent, m)
	}
	made, err := c.Administration.Employees().Create(c.Context(), c.admin, c.raw(sent))
	c.must(err)
	no, err := c.Administration.State().No(made.ID, administration.EmployeeKind)
	c.must(err)
	return c.Actor(no)
}

func (c *company) idOf(a access.Actor) ident.ID {
	return c.Administration.Model().Directory.Employees[a.Employee].ID
}

// typeOf makes an element type with fields: a name, what it is, what it is about.
func (c *company) typeOf(ground string, more object, fields ...object) string {
	c.Helper()
	name := strings.ReplaceAll(c.name("thing "), " ", "_")
	labels := object{"en": name}
	for _, f := range fields {
		if f["labels"] == nil {
			f["labels"] = object{"en": f["name"]}
		}
	}
	sent := object{"name": name, "labels": object{"one": labels, "many": labels}, "default": ground, "fields": fields}
	maps.Copy(sent, more)
	_, err := c.Administration.CreateType(c.Context(), c.admin, c.raw(sent))
	c.must(err)
	return name
}

func field(name, kind string, more ...object) object {
	f := object{"name": name, "kind": kind}
	for _, m := range more {
		maps.Copy(f, m)
	}
	return f
}

// create makes a record that must be possible.
func (c *company) create(by access.Actor, typeName string, fields object) record.View {
	c.Helper()
	view, _, err := c.Records.Create(c.Context(), by, typeName, record.Input{Fields: c.fields(fields)})
	c.must(err)
	return view
}

// edit changes a record, over whatever is there.
func (c *company) edit(by access.Actor, v record.View, fields object) (record.View, error) {
	view, _, err := c.Records.Edit(c.Context(), by, v.Type, v.ID, "", c.fields(fields))
	return view, err
}

func (c *company) get(by access.Actor, v record.View) (record.View, error) {
	view, _, err := c.Records.Get(c.Context(), by, v.Type, v.ID)
	return view, err
}

// see reads a record that must be visible.
func (c *company) see(by access.Actor, v record.View) record.View {
	c.Helper()
	view, err := c.get(by, v)
	c.must(err)
	return view
}

// share gives people a level on a record, as the administrator.
func (c *company) share(v record.View, level access.Level, with ...access.Actor) {
	c.Helper()
	var shares []record.ShareInput
	for _, a := range with {
		shares = append(shares, record.ShareInput{Principal: oneself(a), Level: level})
	}
	_, err := c.Records.SetShares(c.Context(), c.admin, v.Type, v.ID, shares)
	c.must(err)
}

func oneself(a access.Actor) access.Principal {
	return access.Principal{Kind: access.OneEmployee, No: a.Employee}
}

// wantFault fails unless the error is of the kind; the key of the text or of the field may be given as well.
func (c *company) wantFault(about string, err error, kind fault.Kind, keys ...string) {
	c.Helper()
	if !fault.Is(err, kind) {
		c.Errorf("%s: %v, want %s", about, err, kind)
		return
	}
	said := fault.Of(err)
	for _, key := range keys {
		found := said.Text.Key == key
		for _, text := range said.Fields {
			found = found || text.Key == key
		}
		if !found {
			c.Errorf("%s: %v, want %s", about, err, key)
		}
	}
}

// listed are the titles of a list, page by page.
func (c *company) listed(by access.Actor, request record.ListRequest) []string {
	c.Helper()
	titles := []string{}
	for {
		page, err := c.Records.List(c.Context(), by, request)
		c.must(err)
		for _, item := range page.Items {
			titles = append(titles, fmt.Sprint(item.Fields["name"]))
		}
		if request.Cursor = page.Next; page.Next == "" {
			return titles
		}
	}
}

func (c *company) wantListed(about string, by access.Actor, request record.ListRequest, want ...string) {
	c.Helper()
	got := c.listed(by, request)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		c.Errorf("%s: %q, want %q", about, got, want)
	}
	count, err := c.Records.Count(c.Context(), by, request)
	if err != nil || count != int64(len(want)) {
		c.Errorf("%s: counted %d, want %d: %v", about, count, len(want), err)
	}
}

// where is a filter of one test.
func (c *company) where(field string, op query.Op, value any) query.Expr {
	return query.Expr{Field: field, Op: op, Value: c.raw(value)}
}

// heard are the changes published while fn ran, in order.
func (c *company) heard(fn func()) []event.Change {
	c.Helper()
	s := c.Hub.Subscribe()
	defer s.Close()
	var changes []event.Change
	take := func() {
		commits, lost := s.Take()
		if lost {
			c.Error("news was lost")
		}
		for _, commit := range commits {
			changes = append(changes, commit.Changes...)
		}
	}
	done, taken := make(chan struct{}), make(chan struct{})
	go func() { // while fn works: on a slow machine it may commit more often than a subscription keeps
		defer close(taken)
		for {
			select {
			case <-s.Ready():
				take()
			case <-done:
				return
			}
		}
	}()
	fn()
	close(done)
	<-taken
	take()
	return changes
}
