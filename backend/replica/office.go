package replica

import (
	"bytes"
	"context"
	"crypto/sha256"
	"io"
	"time"

	"kontora/backend/access"
	"kontora/backend/clock"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// WireVersion is of the messages between office and desk, as this program sends them, and oldestWire the oldest that it takes.
const (
	WireVersion = 1
	oldestWire  = 1
)

// chunk is how many records one transaction of a filling desk takes in, and patience how long one answer goes on filling: it reads one
// snapshot, which an office does not keep for ever.
const (
	chunk    = 5000
	patience = 20 * time.Second
)

// Archive opens snapshots of a company.
type Archive interface {
	// Read runs fn on one snapshot. The model is that of the snapshot or a later one.
	Read(ctx context.Context, model func(ctx context.Context, cfg uint64) (*access.Model, error), fn func(Opened) error) error
}

// Opened is a snapshot with what tells it from those of another history.
type Opened struct {
	Snapshot
	Model *access.Model
	Epoch ident.ID
	Chain [32]byte // of the head
	// ChainAt is the chain of an earlier commit; false when that is not known, or no longer.
	ChainAt func(ctx context.Context, seq uint64) ([32]byte, bool, error)
	// Floor is the commit from which on moves are kept.
	Floor uint64
}

// Parts are what an Office is made of.
type Parts struct {
	Archive Archive
	Model   func(ctx context.Context, cfg uint64) (*access.Model, error) // of the configuration commit or a later one
	Cells   access.Cells
	Clock   clock.Clock
	Secret  []byte
}

// Office answers desks. It is safe for concurrent use and keeps nothing of any of them but what makes the next answer quicker.
type Office struct {
	Parts
	stands *stands
	recall *recall
}

// NewOffice makes an Office.
func NewOffice(parts Parts) (*Office, error) {
	stands, err := newStands(parts.Secret)
	if err != nil {
		return nil, err
	}
	return &Office{Parts: parts, stands: stands, recall: newRecall(recalledCells)}, nil
}

// Recalls reports whether the office still knows what the desk holds that says no more than its seal. The claim is full from then on.
func (o *Office) Recalls(claim *Claim) bool {
	claim.recalled = o.recall.under(claim.Stand)
	return claim.recalled != nil
}

// Pull answers the desk on the actor's device, which claims to hold something: with all that has changed for him since, and with as much of what has
// still to be filled as patience allows: a desk that is not whole then comes again.
func (o *Office) Pull(ctx context.Context, actor access.Actor, claim *Claim, out io.Writer) error {
	aliases, err := NewAliases(o.Secret, actor.Device)
	if err != nil {
		return err
	}
	began := o.Clock.Now()
	return o.Archive.Read(ctx, o.Model, func(s Opened) error {
		rights := access.Ordinary(s.Model, o.Cells, actor.Employee, began)
		if !rights.Active() {
			return fault.New(fault.Unauthenticated, "error.not_active")
		}
		a := &answer{office: o, opened: s, aliases: aliases, writer: newWriter(out), owner: owner(s.Model, actor)}
		holding, err := a.known(ctx, claim)
		if err != nil {
			return err
		}
		if a.same = holding == claim.recalled.holds() && claim.recalled.same(s.Model, o.Cells, began, claim); a.same {
			return a.again(ctx, claim)
		}
		last := o.Cells.Last() // before the view is worked out: what comes meanwhile is looked at next time
		a.Pull = Pull{Snapshot: s, View: viewOf(s.Model, o.Cells, rights, claim.Scope), Holding: holding.Clone(), Emit: a.send}
		a.Holding.Head = a.head
		known, err := a.all(ctx, companyFor(s.Model, rights, aliases), claim.Company, began.Add(patience))
		if err == nil && a.Holding.Whole() {
			o.recall.keep(claim.Stand, a.given, &recalled{
				holding: a.Holding, digest: a.digest, types: a.View.Types, known: known, scope: claim.Scope, model: s.Model, last: last, until: rights.Until(),
			})
		}
		return err
	})
}

// again answers a desk for which nothing but records can have changed.
func (a *answer) again(ctx context.Context, claim *Claim) error {
	was := claim.recalled
	holding := *was.holding
	holding.Head = a.head
	a.digest = was.digest
	a.Pull = Pull{Snapshot: a.opened, View: View{Types: was.types}, Holding: &holding, Emit: a.send, Same: true}
	if err := a.Delta(ctx); err != nil {
		return err
	}
	now := *was
	now.holding = &holding
	a.office.recall.keep(claim.Stand, a.given, &now)
	return nil
}

// Knows reports whether a seal that a desk was given is of this history: not if the office was restored from a backup since. None is of any.
func (o *Office) Knows(ctx context.Context, actor access.Actor, stand []byte) (known bool, err error) {
	if len(stand) == 0 {
		return true, nil
	}
	err = o.Archive.Read(ctx, o.Model, func(s Opened) error {
		at, err := o.stands.open(owner(s.Model, actor), stand)
		if err != nil {
			return nil //nolint:nilerr // what is no seal of this office is of no history
		}
		known, err = s.holds(ctx, at)
		return err
	})
	return known, err
}

// holds reports whether the history has passed through a stand, as far as it remembers.
func (s Opened) holds(ctx context.Context, at stand) (bool, error) {
	if at.epoch != s.Epoch || at.head < s.Floor || at.head > s.Head() {
		return false, nil
	}
	chain, there, err := s.ChainAt(ctx, at.head)
	return there && chain == at.chain, err
}

// owner is to whom and to which of his desks a seal is given.
func owner(m *access.Model, actor access.Actor) []byte {
	var who ident.ID
	if e, ok := m.Directory.Employees[actor.Employee]; ok {
		who = e.ID
	}
	return append(who[:], actor.Device[:]...)
}

// answer is one Pull under way.
type answer struct {
	Pull
	office  *Office
	opened  Opened
	aliases *Aliases
	writer  *writer
	owner   []byte
	head    uint64                     // at which the desk has come
	same    bool                       // see Pull.Same
	digest  [sha256.Size]byte          // of what was sealed last
	given   []byte                     // the last seal
	ordered map[ident.No][]Field       // the fields of a type in the order in which their values are sent
	named   map[ident.No]*schema.Field // fields by their numbers
}

// known is what the desk holds, as far as it is proved and stands in this history. Else the desk is to begin anew. It must not be changed.
func (a *answer) known(ctx context.Context, claim *Claim) (*Holding, error) {
	if len(claim.Stand) == 0 {
		return &Holding{}, a.writer.message(Reset)
	}
	at, err := a.office.stands.open(a.owner, claim.Stand)
	if err != nil {
		return &Holding{}, a.writer.message(Reset)
	}
	holding, err := claim.proved(a.aliases, at)
	if err != nil {
		return &Holding{}, a.writer.message(Reset)
	}
	held, err := a.opened.holds(ctx, at)
	if err != nil {
		return nil, err
	}
	if !held {
		return &Holding{}, a.writer.message(Reset)
	}
	a.head = at.head
	return holding, nil
}

// proved is what a desk holds, as the office has left it there.
func (c *Claim) proved(a *Aliases, at stand) (*Holding, error) {
	if c.recalled != nil {
		if c.recalled.digest != at.holding {
			return nil, errStand
		}
		return c.recalled.holding, nil
	}
	holding, err := c.held(a)
	if err != nil || holding.digest() != at.holding {
		return nil, errStand
	}
	return holding, nil
}

// all answers with everything, and returns by what the desk knows the company then.
func (a *answer) all(ctx context.Context, company *Company, told []byte, until time.Time) (known []byte, err error) {
	body, known, err := company.encode()
	if err == nil && !bytes.Equal(known, told) {
		err = a.writer.message(Told, body)
	}
	if err == nil {
		err = a.Delta(ctx)
	}
	for more := true; err == nil && more && !a.office.Clock.Now().After(until); {
		more, err = a.Fill(ctx, chunk)
	}
	return known, err
}

// send writes a frame in the words of the wire.
func (a *answer) send(f *Frame) error {
	t, cell := a.aliases.out(typeRealm, uint32(f.Type)), a.aliases.out(cellRealm, uint32(f.Cell))
	switch f.Kind {
	case Drop, Complete:
		return a.writer.message(f.Kind, cell)
	case Add:
		others, mine, ends := f.Grant.Numbers()
		return a.writer.message(f.Kind, cell, t, others, mine, ends, a.person(f.Ground.Responsible), a.aliases.out(cellRealm, uint32(f.Ground.Parent)))
	case Grant:
		others, mine, ends := f.Grant.Numbers()
		return a.writer.message(f.Kind, cell, others, mine, ends)
	case Hide, Show:
		whole, shortened := a.fieldAliases(f.Fields)
		return a.writer.message(f.Kind, t, whole, shortened)
	case Remove:
		return a.writer.message(f.Kind, t, f.Record[:])
	case Put, Patch, Fill:
		return a.sendRecord(f, t, cell)
	case Filled, FieldsFilled:
		return a.writer.message(f.Kind, t, bytesOf(f.Record), a.seal())
	case End:
		return a.writer.message(f.Kind, a.seal())
	case Since:
		return a.writer.message(f.Kind, t, f.At)
	case Told, Reset:
	}
	return ErrFrame
}

// seal proves what the desk holds once it has taken this in.
func (a *answer) seal() []byte {
	if !a.same {
		a.digest = a.Holding.digest()
	}
	a.given = a.office.stands.seal(a.owner, stand{epoch: a.opened.Epoch, head: a.opened.Head(), chain: a.opened.Chain, holding: a.digest})
	return a.given
}

func (a *answer) fieldAliases(fields []Field) (whole, shortened []uint32) {
	whole, shortened = []uint32{}, []uint32{}
	for _, f := range byAlias(a.aliases, fields) {
		alias := a.aliases.out(fieldRealm, uint32(f.No))
		if f.Shortened {
			shortened = append(shortened, alias)
		} else {
			whole = append(whole, alias)
		}
	}
	return whole, shortened
}

func (a *answer) sendRecord(f *Frame, t, cell uint32) error {
	r, ok := f.Row.Content.(*record.Record)
	element, known := a.opened.Model.Schema.TypeByNo(f.Type)
	if !ok || !known {
		return ErrFrame
	}
	switch f.Kind {
	case Put:
		return a.writer.message(f.Kind, t, cell, f.Record[:], a.person(r.Responsible), a.person(r.CreatedBy), uint64(r.CreatedAt), uint64(r.UpdatedAt),
			a.values(element, r, a.order(f.Type, f.Fields)))
	case Fill:
		return a.writer.message(f.Kind, t, f.Record[:], a.values(element, r, byAlias(a.aliases, f.Fields)))
	}
	pairs := make([]any, 0, 2*len(f.Fields))
	for _, field := range f.Fields {
		if field.No == 0 {
			pairs = append(pairs, uint32(0), a.person(r.Responsible))
			continue
		}
		pairs = append(pairs, a.aliases.out(fieldRealm, uint32(field.No)), a.value(element, r, field))
	}
	return a.writer.message(f.Kind, t, cell, f.Record[:], uint64(r.UpdatedAt), pairs)
}

// order is byAlias of all fields that he reads of a type, remembered.
func (a *answer) order(t ident.No, fields []Field) []Field {
	if sorted, ok := a.ordered[t]; ok {
		return sorted
	}
	if a.ordered == nil {
		a.ordered = make(map[ident.No][]Field)
	}
	a.ordered[t] = byAlias(a.aliases, fields)
	return a.ordered[t]
}

func (a *answer) values(t *schema.ElementType, r *record.Record, fields []Field) []any {
	values := make([]any, len(fields))
	for i, f := range fields {
		values[i] = a.value(t, r, f)
	}
	return values
}

// value is what the employee reads in a field: shortened before it leaves, where he sees only the end of it.
func (a *answer) value(t *schema.ElementType, r *record.Record, which Field) any {
	f := a.field(t, which.No)
	if f == nil {
		return nil
	}
	v := r.Values[f.Name]
	switch {
	case v == nil:
		return nil
	case which.Shortened:
		return f.Mask(v)
	}
	return a.wire(v)
}

func (a *answer) field(t *schema.ElementType, no ident.No) *schema.Field {
	if f, ok := a.named[no]; ok {
		return f
	}
	if a.named == nil {
		a.named = make(map[ident.No]*schema.Field)
	}
	for _, f := range t.Fields {
		a.named[f.No] = f
	}
	return a.named[no]
}

// wire turns a value into what CBOR knows. Whom and what it names, it names by outward identifiers and aliases; the digest of a file stays.
func (a *answer) wire(v schema.Value) any {
	switch v := v.(type) {
	case schema.Money:
		return []any{v.Amount, v.Currency}
	case schema.Choices:
		return string(v)
	case schema.Address:
		return []any{v.Street, v.City, v.Region, v.Postcode, v.Country}
	case schema.File:
		return []any{v.Name, v.Size, v.MediaType}
	case schema.Ref:
		return []any{a.aliases.out(typeRealm, uint32(v.Type)), v.ID[:]}
	case ident.No:
		return a.person(v)
	}
	return v
}

// person is the outward identifier of an employee or a group; no bytes of nobody.
func (a *answer) person(no ident.No) []byte {
	d := a.opened.Model.Directory
	if e, ok := d.Employees[no]; ok {
		return e.ID[:]
	}
	if g, ok := d.Groups[no]; ok {
		return g.ID[:]
	}
	return []byte{}
}

func bytesOf(id ident.ID) []byte {
	if id.IsZero() {
		return []byte{}
	}
	return id[:]
}
