package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/clock"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/replica"
	"kontora/backend/store"
	"kontora/backend/store/folder"
	"kontora/backend/store/sqlstore"
)

// Desk is one employee's replica with the services that read it: the same as on an office, over what he may see. Close it when it is no
// longer needed.
type Desk struct {
	Replica        *sqlstore.Desk
	Administration *administration.Service
	Records        *record.Service
	Hub            *event.Hub
	Clock          clock.Clock

	logger  *slog.Logger
	company *store.DB
	folder  *folder.Folder
	told    chan struct{} // closed once the desk knows of the company
	telling sync.Once
	untidy  chan struct{} // has a value when something may have left: see Tidy
	taken   func()        // is called after each transaction that was taken in
	quiet   bool          // something was not published
	latest  atomic.Int64  // the latest time that was seen, in milliseconds since 1970
	kept    atomic.Int64  // as far as it is kept
	heard   atomic.Int64  // when the office was last heard to the end, in milliseconds since 1970; 0: never
}

// lease is how long a desk shows and takes in anything without hearing of its office: what was taken away there since is shown no longer
// than that.
const lease = 30 * 24 * time.Hour

// leased reports whether the lease holds. A clock that is set back does not lengthen it by more than a day: the latest time that was ever seen counts.
func (d *Desk) leased() bool {
	const doubt = 24 * time.Hour
	heard, now := d.heard.Load(), d.Clock.Now().UnixMilli()
	latest := max(d.latest.Load(), heard)
	if now > latest {
		d.latest.Store(now)
	}
	since := time.Duration(max(now, latest)-heard) * time.Millisecond
	return heard == 0 || since < lease && latest-now < doubt.Milliseconds()
}

// remember keeps the latest time that was seen, once an hour: a program that was ended in between has seen less.
func (d *Desk) remember(ctx context.Context) error {
	latest := d.latest.Load()
	if latest-d.kept.Load() < time.Hour.Milliseconds() {
		return nil
	}
	d.kept.Store(latest)
	return d.Replica.Remember(ctx, keptLatest, []byte(strconv.FormatInt(latest, 10)))
}

// hear notes that the office was heard to the end.
func (d *Desk) hear(ctx context.Context) error {
	const often = time.Minute
	now := d.Clock.Now().UnixMilli()
	before := d.heard.Swap(now)
	if d.latest.Swap(now) > now { // the clock was wrong, and is right
		d.kept.Store(0)
	}
	if now-before < often.Milliseconds() && now >= before {
		return nil
	}
	return errors.Join(d.Replica.Remember(ctx, keptHeard, []byte(strconv.FormatInt(now, 10))), d.remember(ctx))
}

// OpenDesk opens the replica in a data folder, which may be empty.
func OpenDesk(ctx context.Context, config Config, logger *slog.Logger) (*Desk, error) {
	d := &Desk{Clock: clock.System{}, logger: logger, told: make(chan struct{}), untidy: make(chan struct{}, 1)}
	if err := d.build(ctx, config, logger); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (d *Desk) build(ctx context.Context, config Config, logger *slog.Logger) error {
	layer, err := config.layer()
	if err != nil {
		return err
	}
	d.folder, err = folder.Open(ctx, folder.Config{Path: config.Data, Layer: layer, Shrinks: true, Who: "kontora desk", Clock: d.Clock, Idents: ident.Random{}, Logger: logger})
	if err != nil {
		return err
	}
	if d.company, err = openCompany(ctx, d.folder, ""); err != nil {
		return err
	}
	cells, err := sqlstore.LoadCells(ctx, d.company)
	if err != nil {
		return fmt.Errorf("open the replica: %w", err)
	}
	records := sqlstore.NewRecords(d.company, cells)
	if d.Replica, err = sqlstore.OpenDesk(ctx, d.company, records); err != nil {
		return err
	}
	for name, into := range map[string]*atomic.Int64{keptHeard: &d.heard, keptLatest: &d.latest} {
		kept, err := d.Replica.Recall(ctx, name)
		if err != nil {
			return err
		}
		at, _ := strconv.ParseInt(string(kept), 10, 64) // 0 for what was never written
		into.Store(at)
	}
	d.kept.Store(d.latest.Load())
	secret, err := config.secret()
	if err != nil {
		return err
	}
	seal, err := record.NewSeal(secret)
	if err != nil {
		return fmt.Errorf("use the desk's secret: %w", err)
	}
	d.Hub = event.NewHub(0)
	d.company.PublishTo(d.announce)
	d.Administration, err = administration.Open(ctx, administration.Parts{
		Store: sqlstore.NewConfiguration(d.company), Cells: cells, Clock: d.Clock, IDs: ident.Random{}, Logger: logger,
	})
	if err != nil {
		return fmt.Errorf("open the company: %w", err)
	}
	d.Records = record.New(record.Parts{
		Store: d.Replica.Reading(), Office: &deskJudge{desk: d}, Seal: seal, IDs: ident.Random{}, Clock: d.Clock, Logger: logger,
	})
	return d.rebuild(ctx) // the program may have ended between taking in and doing again
}

// Receive takes in what the office has answered, each transaction as soon as it is there whole, and tells listeners of it. What breaks off
// leaves the desk where the last whole transaction has brought it.
func (d *Desk) Receive(ctx context.Context, answer io.Reader) error {
	transactions, stop := replica.Transactions(answer)
	defer stop()
	for next := range transactions {
		if next.Err != nil {
			return fault.Wrap(next.Err, "read the office's answer")
		}
		if err := d.Replica.Take(ctx, next.Messages, func(c event.Commit) error { return d.settle(ctx, c) }); err != nil {
			return err
		}
	}
	d.tidies()
	return nil
}

// tidies has Tidy look for what has left.
func (d *Desk) tidies() {
	select {
	case d.untidy <- struct{}{}:
	default:
	}
}

// How long it is until what has left is taken out of the files again: after a reader was in the way, and at least after it has been done, or so
// many times as long as that took, so that a desk of which much leaves all the time is not busy with nothing else.
const (
	tidyAgain = time.Second
	tidyRests = 500 * time.Millisecond
	tidyShare = 5
)

// Tidy takes what has left out of the files until ctx ends.
func (d *Desk) Tidy(ctx context.Context) {
	for ctx.Err() == nil {
		begun := d.Clock.Now()
		done, err := d.Replica.Tidy(ctx)
		if err != nil && ctx.Err() == nil {
			d.logger.WarnContext(ctx, "what has left is still in the files of a desk", "error", err)
		}
		again := tidyAgain
		if done {
			again = max(tidyRests, tidyShare*d.Clock.Now().Sub(begun))
		}
		select {
		case <-ctx.Done():
		case <-time.After(again):
		}
		if !done {
			continue
		}
		select {
		case <-ctx.Done():
		case <-d.untidy:
		}
	}
}

// settle takes in what a transaction has told and does again what waits in the outbox. What cannot be done any longer as things stand now
// stays there for the office to decide.
func (d *Desk) settle(ctx context.Context, commit event.Commit) error {
	ctx = context.WithoutCancel(ctx) // what has been put back is done again, whoever has gone meanwhile
	if commit.Configuration {
		if err := d.Administration.Reload(ctx); err != nil {
			return err
		}
	}
	if d.Replica.Company() != nil {
		d.telling.Do(func() { close(d.told) })
	}
	undone, err := d.Replica.Undone(ctx)
	if err != nil {
		return err
	}
	for _, c := range undone {
		actor, err := d.Actor()
		if err != nil {
			return err
		}
		if err := c.Do(ctx, d.Records.On(d.Replica.Replay(), c), actor, func([]string) {}); err != nil && fault.Of(err).Kind == fault.Internal {
			d.logger.WarnContext(ctx, "what waits for the office cannot be shown", "command", c.ID.String(), "error", err)
		}
	}
	d.publish(commit)
	return nil
}

// publish tells listeners what has come: while much is coming only how much, and at its end that all is to be read anew.
func (d *Desk) publish(commit event.Commit) {
	if !d.Replica.Whole() {
		d.quiet = true
	} else {
		commit.Configuration = commit.Configuration || d.quiet
		d.quiet = false
		d.Hub.Publish(commit)
	}
	if d.taken != nil {
		d.taken()
	}
}

// announce tells listeners of what was done at the desk itself. What it takes in of the office it tells when what waits is done again.
func (d *Desk) announce(commit event.Commit) {
	if len(commit.Changes)+len(commit.Told) > 0 || commit.Configuration {
		d.Hub.Publish(commit)
	}
}

// rebuild does again what waits in the outbox over what the office has told.
func (d *Desk) rebuild(ctx context.Context) error {
	return d.Replica.Take(ctx, nil, func(c event.Commit) error { return d.settle(ctx, c) })
}

// Actor is the desk's employee as one who acts now.
func (d *Desk) Actor() (access.Actor, error) {
	company := d.Replica.Company()
	if company == nil {
		return access.Actor{}, fault.New(fault.Unavailable, "app.desk_empty")
	}
	no, err := d.Administration.State().No(company.Employee, administration.EmployeeKind)
	if err != nil {
		return access.Actor{}, err
	}
	e := d.Administration.Model().Directory.Employees[no]
	return access.Actor{Rights: d.Records.Office.Rights(no), Employee: no, Language: e.Language}, nil
}

// Close closes the replica.
func (d *Desk) Close() error {
	if d.folder == nil {
		return nil
	}
	err := d.folder.Close()
	d.folder = nil
	return err
}

// deskJudge gives the records on a desk the model and the rights that the office has told.
type deskJudge struct {
	desk *Desk
}

// At returns the model as of a configuration commit.
func (j *deskJudge) At(ctx context.Context, cfg uint64) (*access.Model, error) {
	return j.desk.Administration.At(ctx, cfg)
}

// Rights are those of the desk's employee; everybody else has none here.
func (j *deskJudge) Rights(employee ident.No) *access.Rights {
	model := j.desk.Administration.Model()
	if !j.desk.leased() {
		return access.Restore(&access.Compiled{}, model, j.desk.Replica.Cells(), employee, j.desk.Clock.Now())
	}
	return access.Restore(compiledFor(j.desk.Replica.Company(), model, employee), model, j.desk.Replica.Cells(), employee, j.desk.Clock.Now())
}

// compiledFor is what the office has told of the employee's rights.
func compiledFor(told *replica.Company, model *access.Model, employee ident.No) *access.Compiled {
	if e, ok := model.Directory.Employees[employee]; ok && told != nil && e.ID == told.Employee {
		return told.Rights
	}
	return &access.Compiled{}
}

// WhoCan is known to the office alone.
func (j *deskJudge) WhoCan(access.Action, access.Subject) []access.Access { return nil }
