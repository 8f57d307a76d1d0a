package replica_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kontora/app"
	"kontora/backend/access"
	"kontora/backend/demo"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/replica"
	"kontora/backend/schema"
	"kontora/backend/store/sqlstore"
	"kontora/backend/testkit/office"
	"kontora/backend/testkit/postgres"
)

// world is a whole office with the made-up company and the desk of everybody who can sign in.
type world struct {
	*testing.T
	*app.Office
	*rand.Rand
	replicas  *replica.Office
	desks     []*mirror
	travelled int         // texts of the test
	others    int         // records that a scope has left out as they are others'
	older     int         // and as they are too old
	recalled  int         // answers to desks of which the office remembered what they held
	done      map[int]int // changes by their kind
}

// mirror is a desk in memory, which takes in whatever the office sends.
type mirror struct {
	employee ident.No
	device   ident.ID
	scope    replica.Scope
	holding  *replica.Holding
	stand    []byte
	known    []byte // of the company it was told
	company  *replica.Company
	data     string
	kept     *app.Desk // the same in a database
	rows     map[ident.ID]mirrored
}

type mirrored struct {
	Type   ident.No
	Made   int64
	Cell   access.CellNo
	Values map[ident.No]any
}

func TestDesksHoldWhatTheApiShows(t *testing.T) {
	for kind, database := range map[string]string{"sqlite": "", "postgres": postgres.Start(t)} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			w := openWorld(t, database)
			for round := range 6 {
				for i, d := range w.desks {
					d.scope = w.scopes()[max(0, i+round-1)%len(w.scopes())] // round 1 as round 0: all of it to the first
					w.pull(d)
					w.compare(d)
					w.close(d)
					w.open(d) // what it holds outlives the program
					w.compareKept(d)
				}
				if round == 1 {
					w.quiet()
				}
				for range 25 {
					if round == 3 { // rights alone
						w.turn(w.administrator())
					} else {
						w.change()
					}
				}
			}
			if w.others == 0 || w.older == 0 {
				t.Errorf("scopes left out %d records of others and %d that are old", w.others, w.older)
			}
			if len(w.done) != 6 || w.travelled == 0 || w.recalled == 0 {
				t.Errorf("changed %v, %d texts travelled, %d answers to those who were remembered", w.done, w.travelled, w.recalled)
			}
		})
	}
}

func openWorld(t *testing.T, database string) *world {
	t.Helper()
	config := app.Config{Data: t.TempDir(), Listen: "127.0.0.1:0", Database: database, Passwords: office.Passwords()}
	opened, err := app.OpenOffice(t.Context(), config, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
	w := &world{T: t, Office: opened, Rand: rand.New(rand.NewPCG(3, 4)), done: make(map[int]int)}
	w.must(opened.MakeUp(t.Context(), locale.English, demo.Options{Seed: 5, Deals: 60}))
	w.build()
	w.replicas, err = replica.NewOffice(replica.Parts{
		Archive: sqlstore.NewArchive(opened.Store), Model: opened.Administration.At, Cells: opened.Cells, Clock: opened.Clock, Secret: []byte("of this office"),
	})
	w.must(err)
	signsIn := make(map[string]bool)
	for _, each := range demo.SignIns() {
		signsIn[each.Login] = true
	}
	for no, e := range opened.Administration.Model().Directory.Employees {
		if signsIn[e.Login] && e.Status == directory.Active && !e.Administrator { // who has more on the office than on a desk
			d := &mirror{data: t.TempDir(), employee: no, device: ident.Random{}.New(), holding: &replica.Holding{}}
			w.open(d)
			t.Cleanup(func() { w.close(d) })
			w.desks = append(w.desks, d)
		}
	}
	slices.SortFunc(w.desks, func(a, b *mirror) int { return int(a.employee) - int(b.employee) })
	return w
}

func (w *world) open(d *mirror) {
	w.Helper()
	var err error
	d.kept, err = app.OpenDesk(w.Context(), app.Config{Data: d.data}, slog.New(slog.DiscardHandler))
	w.must(err)
}

func (w *world) close(d *mirror) {
	w.Helper()
	w.must(d.kept.Close())
}

// build lets the office test all records against new conditions: until then a restriction keeps more from a desk than from its office.
func (w *world) build() {
	w.Helper()
	news := w.Hub.Subscribe()
	defer news.Close()
	ctx, stop := context.WithCancel(w.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.Administration.Serve(ctx) }()
	for w.building() {
		<-news.Ready()
		news.Take()
	}
	stop()
	w.must(<-ended)
}

func (w *world) building() bool {
	policy := w.Administration.Model().Policy
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

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// pull brings a desk up to date and returns what travelled.
func (w *world) pull(d *mirror) []byte {
	w.Helper()
	var out bytes.Buffer
	actor := w.Actor(d.employee)
	actor.Device = d.device
	// Whether the office remembers what the desk holds makes no difference to what it says.
	var brief bytes.Buffer
	claim := replica.BriefClaim(d.scope, d.stand, d.known)
	recalled := w.replicas.Recalls(claim)
	if recalled {
		w.recalled++
		w.must(w.replicas.Pull(w.Context(), actor, claim, &brief))
	}
	w.must(w.replicas.Pull(w.Context(), actor, replica.NewClaim(d.holding, d.scope, d.stand, d.known), &out))
	travelled := bytes.Clone(out.Bytes())
	if recalled && !bytes.Equal(brief.Bytes(), travelled) {
		w.Fatalf("%d is told something else when the office remembers what he holds", d.employee)
	}
	in := replica.NewReader(&out)
	latest := make(map[ident.No]ident.ID)
	for {
		m, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		w.must(err)
		switch m.Kind {
		case replica.Put, replica.Patch: // in that of their changes it would tell of those that he may not see
			if before := latest[m.Type]; bytes.Compare(before[:], m.Record[:]) > 0 {
				w.Fatal("records are not told in the order of their identifiers")
			}
			latest[m.Type] = m.Record
		case replica.End: // what is still to be filled comes in an order of its own
			clear(latest)
		}
		w.must(d.take(m))
	}
	if !d.holding.Whole() {
		w.Fatal("the desk is not whole")
	}
	w.noOther(d, travelled)
	w.must(d.kept.Receive(w.Context(), bytes.NewReader(travelled)))
	return travelled
}

// canaries are what the test has written into fields and notes, each once.
var canaries = regexp.MustCompile(`(Written|Said) \d+\.`)

// noOther holds that whatever of the test's texts travelled is there to be read on the desk: nothing hidden left the office.
func (w *world) noOther(d *mirror, travelled []byte) {
	w.Helper()
	found := canaries.FindAllString(string(travelled), -1)
	if len(found) == 0 {
		return
	}
	read := make(map[string]bool)
	for _, r := range d.rows {
		for _, v := range r.Values {
			if text, ok := v.(string); ok {
				read[text] = true
			}
		}
	}
	for _, text := range found {
		if !read[text] {
			w.Fatalf("%q travelled to %d, who does not read it", text, d.employee)
		}
	}
	w.travelled += len(found)
}

func (d *mirror) take(m *replica.Incoming) error {
	if len(m.Stand) > 0 {
		d.stand = m.Stand
	}
	switch m.Kind {
	case replica.Reset:
		d.holding, d.rows, d.known = &replica.Holding{}, make(map[ident.ID]mirrored), nil
		return nil
	case replica.Told:
		d.known, d.company = replica.Known(m.Company), &replica.Company{}
		return json.Unmarshal(m.Company, d.company)
	case replica.Drop:
		for id, r := range d.rows {
			if r.Cell == m.Cell {
				delete(d.rows, id)
			}
		}
	case replica.Remove:
		delete(d.rows, m.Record)
	case replica.Since:
		for id, r := range d.rows {
			if r.Type == m.Type && r.Made < m.At {
				delete(d.rows, id)
			}
		}
	case replica.Put:
		r := mirrored{m.Type, m.Content.CreatedAt, m.Cell, map[ident.No]any{0: m.Content.Responsible[:]}}
		d.rows[m.Record] = r
		d.fill(r, d.fields(m.Type, false), m.Content.Values)
	case replica.Patch:
		r, ok := d.rows[m.Record]
		if !ok {
			return fmt.Errorf("a change of %v, which is not there", m.Record)
		}
		r.Cell = m.Cell
		d.rows[m.Record] = r
		d.fill(r, m.Fields, m.Content.Values)
	case replica.Fill:
		if r, ok := d.rows[m.Record]; ok {
			d.fill(r, d.fields(m.Type, true), m.Content.Values)
		}
	case replica.Hide:
		for _, r := range d.rows {
			if r.Type == m.Type {
				d.fill(r, m.Fields, make([]any, len(m.Fields)))
			}
		}
	}
	return d.holding.Follow(&m.Frame)
}

func (d *mirror) fill(r mirrored, fields []replica.Field, values []any) {
	for i, f := range fields {
		if values[i] == nil {
			delete(r.Values, f.No)
		} else {
			r.Values[f.No] = values[i]
		}
	}
}

// fields are those of a type in the order of their numbers; waiting, only those that are being filled.
func (d *mirror) fields(t ident.No, waiting bool) []replica.Field {
	var fields []replica.Field
	for no, f := range d.holding.Types[t].Fields {
		if !waiting || !f.Place.Done {
			fields = append(fields, replica.Field{No: no})
		}
	}
	slices.SortFunc(fields, func(a, b replica.Field) int { return int(int64(a.No) - int64(b.No)) })
	return fields
}

// compare holds a desk against every list that its employee could read on the office.
func (w *world) compare(d *mirror) {
	w.Helper()
	actor := w.Actor(d.employee)
	left := len(d.rows)
	for _, t := range w.Administration.Model().Schema.Types() {
		told, alias := d.told(t.Name)
		if may := actor.Rights.May(access.View, t.No); may != (told != nil) {
			w.Fatalf("%s: may view %v, told of %v", t.Name, may, told != nil)
		} else if !may {
			continue
		}
		for _, item := range w.within(d, t, w.all(w.Records, actor, t.Name)) {
			left--
			w.compareRecord(d, t, told, alias, item)
		}
	}
	if left != 0 {
		w.Fatalf("%d records more on the desk than on the office", left)
	}
}

func (d *mirror) told(name string) (*schema.ElementType, ident.No) {
	for _, t := range d.company.Types {
		if t.Element.Name == name {
			return t.Element, ident.No(t.Alias)
		}
	}
	return nil, 0
}

func (w *world) compareRecord(d *mirror, t, told *schema.ElementType, alias ident.No, item record.View) {
	w.Helper()
	row, ok := d.rows[item.ID]
	if !ok || row.Type != alias {
		w.Fatalf("%s %s is not on the desk of %d: %v %v, %d rows, %d cells, %v", t.Name, item.ID, d.employee, ok, row.Type == alias, len(d.rows), len(d.holding.Cells), alias)
	}
	if id, _ := row.Values[0].([]byte); !bytes.Equal(id, item.Responsible[:]) {
		w.Fatalf("%s %s: responsible %x on the desk, %v on the office", t.Name, item.ID, id, item.Responsible)
	}
	shows := 0
	for _, f := range told.Fields {
		if item.Fields[f.Name] == nil {
			continue
		}
		shows++
		held, ok := row.Values[f.No]
		if text, plain := item.Fields[f.Name].(string); !ok || plain && comparable(f) && fmt.Sprint(held) != text {
			w.Fatalf("%s %s, %s: %v on the desk, %v on the office", t.Name, item.ID, f.Name, held, item.Fields[f.Name])
		}
	}
	if len(row.Values)-1 != shows {
		w.Fatalf("%s %s: %d fields on the desk, %d on the office", t.Name, item.ID, len(row.Values)-1, shows)
	}
}

// comparable reports whether the desk keeps values of the field as the API writes them.
func comparable(f *schema.Field) bool {
	switch f.ValueKind() {
	case schema.KindText, schema.KindLongText, schema.KindPhone, schema.KindEmail, schema.KindURL, schema.KindChoice:
		return true
	}
	return false
}

// change does something that some employee does.
func (w *world) change() {
	w.Helper()
	admin := w.administrator()
	types := []string{"deal", "contact", "company", "lead", "task"}
	name := types[w.IntN(len(types))]
	page, err := w.Records.List(w.Context(), admin, record.ListRequest{Type: name, Limit: record.MaxLimit, Action: access.View})
	w.must(err)
	item := page.Items[w.IntN(len(page.Items))]
	someone := w.Administration.Model().Directory.Employees[w.desks[w.IntN(len(w.desks))].employee]
	kind := max(w.IntN(8)-2, 0)
	switch kind {
	case 0:
		w.edit(admin, item)
	case 1:
		_, _, err = w.Records.Transfer(w.Context(), admin, name, item.ID, record.TransferRequest{To: someone.ID})
	case 2:
		err = w.Records.Delete(w.Context(), admin, name, item.ID)
	case 3:
		shares := []record.ShareInput{{Principal: access.Principal{Kind: access.OneEmployee, No: someone.No}, Level: access.EditLevel}}
		_, err = w.Records.SetShares(w.Context(), admin, name, item.ID, shares)
	case 4:
		_, err = w.Records.AddNote(w.Context(), admin, name, item.ID, fmt.Sprintf("Said %d.", w.Uint64()))
	case 5:
		w.turn(admin)
	}
	if err == nil {
		w.done[kind]++
	} else if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Denied) {
		w.Fatal(err)
	}
}

func (w *world) administrator() access.Actor {
	w.Helper()
	return office.Actor(w.T, w.Office, "admin")
}

// edit writes some text into some field of a record.
func (w *world) edit(actor access.Actor, item record.View) {
	w.Helper()
	t, _ := w.Administration.Model().Schema.Type(item.Type)
	var texts []string
	for _, f := range t.Fields {
		if f.Kind == schema.KindText || f.Kind == schema.KindLongText {
			texts = append(texts, f.Name)
		}
	}
	sent := map[string]json.RawMessage{texts[w.IntN(len(texts))]: json.RawMessage(fmt.Sprintf(`"Written %d."`, w.Uint64()))}
	if _, _, err := w.Records.Edit(w.Context(), actor, item.Type, item.ID, "", sent); err != nil && !fault.Is(err, fault.Invalid) {
		w.Fatal(err)
	}
}

// turn changes what some profile says of a field.
func (w *world) turn(admin access.Actor) {
	w.Helper()
	profiles, err := w.Administration.Profiles().List(w.Context(), admin)
	w.must(err)
	p := profiles[w.IntN(len(profiles))]
	right := []string{"hidden", "masked", "read", "edit"}[w.IntN(4)]
	field := []string{"phone", "email", "name", "value", "source"}[w.IntN(5)]
	body := fmt.Sprintf(`{"fields":{"deal":{%q:%q},"contact":{%q:%q}}}`, field, right, field, right)
	_, err = w.Administration.Profiles().Change(w.Context(), admin, p.ID, "", json.RawMessage(body))
	if err != nil && !fault.Is(err, fault.Invalid) {
		w.Fatal(err)
	}
}

// quiet holds that a desk which is up to date is told nothing, and always in as many bytes.
func (w *world) quiet() {
	w.Helper()
	for _, d := range w.desks {
		first, second := w.pull(d), w.pull(d)
		if len(first) != len(second) || len(first) > 200 || strings.Contains(string(first), "name") {
			w.Fatalf("%d and %d bytes of nothing new", len(first), len(second))
		}
		chosen := d.scope
		for _, scope := range append(w.scopes(), chosen) { // with nothing new but that
			d.scope = scope
			w.pull(d)
			w.compare(d)
		}
	}
}

// compareKept holds the database of a desk, read through the desk's own services under the rights it was told of, against the office.
func (w *world) compareKept(d *mirror) {
	w.Helper()
	mine, err := d.kept.Actor()
	w.must(err)
	actor := w.Actor(d.employee)
	for _, t := range w.Administration.Model().Schema.Types() {
		if !actor.Rights.May(access.View, t.No) {
			if _, ok := d.kept.Administration.Model().Schema.Type(t.Name); ok {
				w.Fatalf("the desk of %d knows of %s", d.employee, t.Name)
			}
			continue
		}
		office, desk := w.written(w.within(d, t, w.all(w.Records, actor, t.Name))), w.written(w.all(d.kept.Records, mine, t.Name))
		for id, want := range office {
			if got := desk[id]; got != want {
				w.Fatalf("%s on the desk of %d:\n%s\non the office:\n%s", t.Name, d.employee, got, want)
			}
		}
		if len(desk) != len(office) {
			w.Fatalf("%d of %s on the desk of %d, %d on the office", len(desk), t.Name, d.employee, len(office))
		}
	}
	mirrored, err := replica.EncodeClaim(replica.NewClaim(d.holding, d.scope, d.stand, d.known))
	w.must(err)
	if kept, err := replica.EncodeClaim(d.kept.Replica.Claim(d.scope)); err != nil || !bytes.Equal(kept, mirrored) {
		w.Fatalf("the desk of %d claims something else than it was sent: %v", d.employee, err)
	}
}

// all reads all records of a type.
func (w *world) all(records *record.Service, actor access.Actor, typeName string) []record.View {
	w.Helper()
	var all []record.View
	request := record.ListRequest{Type: typeName, Limit: record.MaxLimit, Action: access.View}
	for {
		page, err := records.List(w.Context(), actor, request)
		w.must(err)
		all = append(all, page.Items...)
		if request.Cursor = page.Next; request.Cursor == "" {
			return all
		}
	}
}

// written are records as the API writes them but for their versions, which every node counts for itself.
func (w *world) written(items []record.View) map[ident.ID]string {
	w.Helper()
	all := make(map[ident.ID]string)
	for _, item := range items {
		// The moment of the last change is that of a field which was open when it was written: on the office it stays, though a profile has hidden
		// the field since, and a desk has never heard of it.
		item.Version, item.Locked, item.UpdatedAt = "", nil, ""
		raw, err := json.Marshal(item)
		w.must(err)
		all[item.ID] = uploads.ReplaceAllString(string(raw), "")
	}
	return all
}

// uploads are the tokens by which a file can be put back, which each node makes for itself.
var uploads = regexp.MustCompile(`,"upload":"[^"]*"`)
