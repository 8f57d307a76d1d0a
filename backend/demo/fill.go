package demo

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// fillBatch is how many deals one transaction writes; from manyDeals on, indexes are made afterwards.
const (
	fillBatch = 20_000
	manyDeals = 30_000
)

// Shares of the deals that the two people chosen see, in millionths.
const (
	representativeShare = 500
	managerShare        = 42_000
	whole               = 1_000_000
)

// FillOptions say what deals to add to a company.
type FillOptions struct {
	Seed  uint64
	Deals int
	Cells int // in exactly how many cells they stand, when the deals suffice; 0: as it comes
	// Representative and Manager, when set, see 0.05 % and 4.2 % of the deals and no others: 500 and 42,000 of a million. The manager heads
	// the representative's department, which has others. Each deal of the department counts for the manager.
	Representative, Manager ident.No
}

// Filled says what was added.
type Filled struct {
	Deals int
	Cells int
}

// Fill adds deals in large transactions. Those who are responsible, who made them and whom they are shared with are the people of the
// company as it is.
func Fill(ctx context.Context, parts Parts, options FillOptions) (Filled, error) {
	f, err := newFilling(ctx, parts, options)
	if err != nil {
		return Filled{}, err
	}
	fill := f.all
	if options.Deals >= manyDeals {
		fill = func(ctx context.Context) error { return parts.Target.WithoutIndexes(ctx, f.trade.t, f.all) }
	}
	if err := fill(ctx); err != nil {
		return Filled{}, err
	}
	return Filled{Deals: options.Deals, Cells: len(f.causes)}, nil
}

// all writes the deals.
func (f *filling) all(ctx context.Context) error {
	for done := 0; done < f.options.Deals; {
		batch := min(fillBatch, f.options.Deals-done)
		var made []record.Filling
		err := f.parts.Target.Fill(ctx, f.trade.t, func(w record.Writer) (_ []record.Filling, err error) {
			made, err = f.batch(ctx, w, done, batch)
			return made, err
		})
		if err != nil {
			return err
		}
		if err := f.lines(ctx, made); err != nil {
			return err
		}
		done += batch
	}
	return nil
}

// filling is one Fill under way.
type filling struct {
	parts     Parts
	options   FillOptions
	rng       *rand.Rand
	model     *access.Model
	trade     *trade
	casts     []*cast // everybody responsible, in turns of quotas
	creators  []ident.No
	engineers []ident.No
	sharing   [][]access.Share
	causes    map[access.Cause]bool
}

// cast is some of those responsible, with how many deals are still theirs.
type cast struct {
	people []ident.No
	left   int
	roles  map[ident.No][]*template
}

// template is who has to do with a deal, and the values of one that stands where it stands.
type template struct {
	creator, engineer ident.No
	shares            int // place in sharing; -1: none
	sample            map[string]schema.Value
}

func newFilling(ctx context.Context, parts Parts, options FillOptions) (*filling, error) {
	f := &filling{
		parts: parts, options: options, rng: rand.New(rand.NewPCG(options.Seed, 2)), model: parts.Model(), causes: make(map[access.Cause]bool),
	}
	t, ok := f.model.Schema.Type(schema.TypeDeal)
	if !ok {
		return nil, fmt.Errorf("there is no type %q", schema.TypeDeal)
	}
	f.trade = &trade{rng: f.rng, ids: parts.IDs, t: t, now: parts.Clock.Now().UTC().Truncate(time.Hour), currency: f.model.Directory.Company.Currency, goods: goods()}
	language := f.model.Directory.Company.Language
	f.trade.say = func(t two) string { return t.in(language) }
	if err := f.trade.link(ctx, parts); err != nil {
		return nil, err
	}
	f.assign()
	return f, nil
}

// link finds the records that deals link to.
func (d *trade) link(ctx context.Context, parts Parts) error {
	var err error
	if d.companies, err = everything(ctx, parts, schema.TypeCompany); err != nil {
		return err
	}
	products, err := everything(ctx, parts, "product")
	if err != nil {
		return err
	}
	contacts, err := everything(ctx, parts, schema.TypeContact, "company")
	if err != nil {
		return err
	}
	d.products, d.contacts = make(map[string]schema.Ref), make(map[schema.Ref]schema.Ref)
	for _, product := range products {
		d.products[product.name] = product.ref
	}
	for _, contact := range contacts {
		d.contacts[contact.company] = contact.ref
	}
	return nil
}

// everything lists up to some thousands of records of a type, as the administrator sees them.
func everything(ctx context.Context, parts Parts, typeName string, more ...string) ([]linked, error) {
	var actor access.Actor
	for no, e := range parts.Model().Directory.Employees {
		if e.Administrator && e.Status == directory.Active {
			actor = parts.Actor(no)
		}
	}
	t, ok := parts.Model().Schema.Type(typeName)
	if !ok {
		return nil, nil
	}
	const most = 5000
	var all []linked
	request := record.ListRequest{Type: typeName, Fields: append([]string{schema.FieldName}, more...), Sort: []string{schema.FieldName}, Limit: record.MaxLimit}
	for len(all) < most {
		page, err := parts.Records.List(ctx, actor, request)
		if err != nil {
			return nil, err
		}
		for _, item := range page.Items {
			name, _ := item.Fields[schema.FieldName].(string)
			all = append(all, linked{schema.Ref{Type: t.No, ID: item.ID}, name, companyOf(parts.Model(), item)})
		}
		if request.Cursor = page.Next; request.Cursor == "" {
			break
		}
	}
	return all, nil
}

// companyOf is the company that a contact belongs to; zero for other records.
func companyOf(model *access.Model, contact record.View) schema.Ref {
	named, _ := contact.Fields["company"].(string)
	id, err := ident.Parse(named)
	companies, ok := model.Schema.Type(schema.TypeCompany)
	if err != nil || !ok {
		return schema.Ref{}
	}
	return schema.Ref{Type: companies.No, ID: id}
}

// assign decides how many deals are whose, who makes them and whom they can be shared with.
func (f *filling) assign() {
	d := f.model.Directory
	var team, others []ident.No
	home := departmentOf(d, f.options.Manager)
	for _, no := range numbers(d.Employees) {
		switch e := d.Employees[no]; {
		case no == f.options.Representative:
		case home != 0 && e.Department == home:
			team = append(team, no)
		case f.sells(e):
			others = append(others, no)
		}
		if no != f.options.Representative && no != f.options.Manager {
			f.creators = append(f.creators, no)
		}
	}
	f.engineers = others
	if f.options.Representative != 0 {
		f.cast([]ident.No{f.options.Representative}, f.options.Deals*representativeShare/whole)
		f.cast(team, f.options.Deals*managerShare/whole-f.options.Deals*representativeShare/whole)
	} else {
		others = append(others, team...)
	}
	for _, no := range numbers(d.Groups) {
		if !d.InGroup(f.options.Manager, no) && !d.InGroup(f.options.Representative, no) {
			others = append(others, no)
		}
	}
	taken := 0
	for _, c := range f.casts {
		taken += c.left
	}
	f.cast(others, f.options.Deals-taken)
	f.offerShares(others)
}

func (f *filling) cast(people []ident.No, deals int) {
	f.casts = append(f.casts, &cast{people: people, left: deals, roles: make(map[ident.No][]*template)})
}

// sells reports whether an employee has deals of his own.
func (f *filling) sells(e *directory.Employee) bool {
	rights := f.parts.Actor(e.No).Rights
	return e.Status == directory.Dismissed || rights.May(access.Create, f.trade.t.No)
}

func departmentOf(d *directory.Directory, no ident.No) ident.No {
	if e, ok := d.Employees[no]; ok {
		return e.Department
	}
	return 0
}

func numbers[V any](m map[ident.No]V) []ident.No {
	all := make([]ident.No, 0, len(m))
	for no := range m {
		all = append(all, no)
	}
	slices.Sort(all)
	return all
}

// offerShares makes the sets of shares that deals will have. None of them is for the two people chosen.
func (f *filling) offerShares(people []ident.No) {
	d := f.model.Directory
	expiry := f.trade.now.Add(90 * day)
	sets := max(40, f.options.Cells/20)
	for range sets {
		var set []access.Share
		for range 1 + f.rng.IntN(2) {
			share := access.Share{Principal: access.Principal{Kind: access.OneEmployee, No: pick(f.rng, people)}, Level: access.ViewLevel}
			if _, group := d.Groups[share.Principal.No]; group {
				share.Principal.Kind = access.InGroup
			}
			if f.rng.IntN(3) == 0 {
				share.Level = access.EditLevel
			}
			if f.rng.IntN(4) == 0 {
				share.Expires = expiry.Add(time.Duration(f.rng.IntN(60)) * day)
			}
			if !slices.ContainsFunc(set, func(other access.Share) bool { return other.Principal == share.Principal }) {
				set = append(set, share)
			}
		}
		f.sharing = append(f.sharing, set)
	}
}

func (f *filling) batch(ctx context.Context, w record.Writer, done, count int) ([]record.Filling, error) {
	made := make([]record.Filling, 0, count)
	for i := range count {
		each, err := f.next(ctx, w, f.options.Deals-done-i)
		if err != nil {
			return nil, err
		}
		made = append(made, each)
	}
	return made, nil
}

// next makes one deal; left counts it and all that are still to come.
func (f *filling) next(ctx context.Context, w record.Writer, left int) (record.Filling, error) {
	c := f.turn(left)
	c.left--
	r := f.trade.deal()
	r.Responsible = pick(f.rng, c.people)
	known := c.roles[r.Responsible]
	fresh := len(known) == 0 || f.options.Cells == 0
	if f.options.Cells > 0 && !fresh {
		fresh = f.rng.IntN(left) < f.options.Cells-len(f.causes)
	}
	var role *template
	if fresh {
		role = f.role(r)
		if f.options.Cells > 0 {
			c.roles[r.Responsible] = append(known, role)
		}
	} else {
		role = pick(f.rng, known)
	}
	return f.place(ctx, w, r, role, fresh)
}

// turn picks whose turn it is, so that all quotas end together.
func (f *filling) turn(left int) *cast {
	at := f.rng.IntN(left)
	for _, c := range f.casts {
		if at < c.left && len(c.people) > 0 {
			return c
		}
		at -= c.left
	}
	return slices.MaxFunc(f.casts, func(a, b *cast) int { return cmp.Compare(a.left*min(len(a.people), 1), b.left*min(len(b.people), 1)) })
}

// role makes up who else has to do with a deal.
func (f *filling) role(r *record.Record) *template {
	role := &template{creator: r.Responsible, shares: -1, sample: r.Values}
	if _, group := f.model.Directory.Groups[r.Responsible]; group || f.rng.IntN(3) == 0 || f.options.Cells > 0 {
		role.creator = pick(f.rng, f.creators)
	}
	if f.rng.IntN(20) == 0 && len(f.engineers) > 0 {
		role.engineer = pick(f.rng, f.engineers)
	}
	if often := 12; f.rng.IntN(often) == 0 || f.options.Cells > 20_000 {
		role.shares = f.rng.IntN(len(f.sharing))
	}
	return role
}

// place gives a deal the cell that follows from everything about it. When cells are counted, a deal that would stand in a new one
// without being meant to takes the stage and value of one that is there.
func (f *filling) place(ctx context.Context, w record.Writer, r *record.Record, role *template, fresh bool) (record.Filling, error) {
	r.CreatedBy = role.creator
	if len(f.trade.t.AccessFields) > 0 && role.engineer != 0 {
		r.Values[f.trade.t.AccessFields[0]] = role.engineer
	}
	out := record.Filling{Record: r}
	var set []access.Share
	if role.shares >= 0 {
		set = f.sharing[role.shares]
		for _, share := range set {
			out.Shares = append(out.Shares, record.GivenShare{Share: share, Reason: "", GivenBy: r.CreatedBy, GivenAt: r.CreatedAt})
		}
	}
	shares, err := w.ShareSet(ctx, set)
	if err != nil {
		return out, err
	}
	cause := record.CauseOf(f.model, f.trade.t, r, shares, 0)
	for _, adapt := range []func(*record.Record, map[string]schema.Value){likeInKind, likeInAll} {
		if f.options.Cells > 0 && !fresh && !f.causes[cause] {
			adapt(r, role.sample)
			cause = record.CauseOf(f.model, f.trade.t, r, shares, 0)
		}
	}
	f.causes[cause] = true
	r.Cell, err = w.Cell(ctx, cause)
	return out, err
}

// likeInKind gives a deal what conditions usually ask for: stage, value, the sort of number.
func likeInKind(r *record.Record, sample map[string]schema.Value) {
	r.Values["stage"] = sample["stage"]
	delete(r.Values, "value")
	if value, ok := sample["value"]; ok {
		r.Values["value"] = value
	}
	own, _ := r.Values["number"].(string)
	other, _ := sample["number"].(string)
	r.Values["number"] = other[:2] + own[2:]
}

// likeInAll makes a deal equal another in everything that a condition could ask for.
func likeInAll(r *record.Record, sample map[string]schema.Value) { r.Values = maps.Clone(sample) }

// Viewpoints are three people of a company with regional sales: a representative, the head of his department and a director. Given as the
// first two to Fill, they see few, many and all of the deals.
func Viewpoints(d *directory.Directory) (representative, manager, director ident.No, ok bool) {
	byLogin := make(map[string]ident.No, len(d.Employees))
	for no, e := range d.Employees {
		byLogin[e.Login] = no
	}
	representative, manager, director = byLogin["region1.4"], byLogin["region1.1"], byLogin["orlov"]
	return representative, manager, director, representative != 0 && manager != 0 && director != 0
}
