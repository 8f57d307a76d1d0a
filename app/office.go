package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/clock"
	"kontora/backend/directory"
	"kontora/backend/event"
	"kontora/backend/exporter"
	"kontora/backend/fault"
	"kontora/backend/file"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/job"
	"kontora/backend/mail"
	"kontora/backend/notify"
	"kontora/backend/preference"
	"kontora/backend/record"
	"kontora/backend/replica"
	"kontora/backend/savedview"
	"kontora/backend/store"
	"kontora/backend/store/blobs"
	"kontora/backend/store/folder"
	"kontora/backend/store/sqlstore"
)

// Office is one company's authoritative node with its services. Close it when it is no longer needed.
type Office struct {
	Company        *store.DB
	Cells          *sqlstore.Cells
	Store          *sqlstore.Records
	Hub            *event.Hub
	Identity       *identity.Service
	Administration *administration.Service
	Records        *record.Service
	Views          *savedview.Service
	Files          *file.Service
	Exports        *exporter.Service
	Jobs           *job.Service
	Mail           *mail.Service
	Notices        *notify.Service
	Preferences    *preference.Service
	Replicas       *replica.Office
	Commands       *sqlstore.Outbox
	Clock          clock.Clock
	Logger         *slog.Logger
	Audit          auditLog

	hosts    []string // names by which it is reached
	signIns  *signIns
	contents file.Contents
	ownFiles *blobs.Folder // the contents, where they lie in the office's own folder
	spool    *sqlstore.Exports
	folder   *folder.Folder

	neighbours *neighbours // nil where one process has the data to itself
}

// OpenOffice opens the databases of a data folder and builds the services on them, in the order in which they need each other.
func OpenOffice(ctx context.Context, config Config, logger *slog.Logger) (*Office, error) {
	o := &Office{Clock: clock.System{}, Logger: logger, hosts: config.names()}
	if err := o.build(ctx, config); err != nil {
		return nil, errors.Join(err, o.Close())
	}
	return o, nil
}

func (o *Office) build(ctx context.Context, config Config) error {
	var err error
	o.folder, err = folder.Open(ctx, folder.Config{
		Path: config.Data, URL: config.Database, Shared: config.Shared, Who: "kontora " + config.Listen, Clock: o.Clock, Idents: ident.Random{}, Logger: o.Logger,
	})
	if err != nil {
		return err
	}
	if o.Company, err = openCompany(ctx, o.folder, config.Company); err != nil {
		return err
	}
	if o.Cells, err = sqlstore.LoadCells(ctx, o.Company); err != nil {
		return fmt.Errorf("open the company: %w", err)
	}
	o.Store = sqlstore.NewRecords(o.Company, o.Cells)
	secret, err := officeSecret(config.Data)
	if err != nil {
		return err
	}
	if err := o.checkKey(ctx, sqlstore.NewIdentities(o.folder.Identities()), secret, config.Data); err != nil {
		return err
	}
	seal, err := record.NewSeal(secret)
	if err != nil {
		return fmt.Errorf("use the office's secret: %w", err)
	}
	kept, err := newVault(secret)
	if err != nil {
		return fmt.Errorf("use the office's secret: %w", err)
	}
	contents, err := blobs.Open(config.files(), o.Clock.Now())
	if err != nil {
		return err
	}
	o.contents = contents
	if config.Files == "" {
		o.ownFiles = contents
	}
	if err := o.buildServices(ctx, secret, seal, kept, config.passwords()); err != nil {
		return err
	}
	if err := o.Administration.AddReadyTypes(ctx); err != nil {
		return fmt.Errorf("bring the types up to date: %w", err)
	}
	if config.Shared && o.Company.Shared() {
		o.neighbours = newNeighbours(o)
	}
	return nil
}

// buildFiles builds what keeps files, on the contents that are open.
func (o *Office) buildFiles() {
	o.Files = file.New(file.Parts{
		Contents: o.contents, Records: o.Records, Sent: sqlstore.NewSent(o.Company), Clock: o.Clock,
		Room: func() directory.Room { return o.Administration.Model().Directory.Company.Room.Usual() },
		Zone: func() *time.Location { return o.Administration.Model().Directory.Company.Location() },
	})
}

// openCompany opens the company named, or the only one there is; a folder without one gets its first.
func openCompany(ctx context.Context, data *folder.Folder, name string) (*store.DB, error) {
	companies, err := data.Companies(ctx)
	if err != nil {
		return nil, err
	}
	switch {
	case name != "":
		id, err := ident.Parse(name)
		if err != nil || !slices.Contains(companies, id) {
			return nil, fault.New(fault.Invalid, "app.no_such_company", "company", name)
		}
		return data.Company(ctx, id)
	case len(companies) == 0:
		return data.Company(ctx, ident.Random{}.New())
	case len(companies) > 1:
		return nil, fault.New(fault.Invalid, "app.which_company")
	}
	return data.Company(ctx, companies[0])
}

func (o *Office) buildServices(ctx context.Context, secret []byte, seal *record.Seal, kept vault, passwords identity.Cost) error {
	var last uint64
	err := o.Company.Read(ctx, func(t *store.Tx) error {
		last = t.Head().Seq
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the last commit: %w", err)
	}
	o.Hub = event.NewHub(last)
	o.Company.PublishTo(o.Hub.Publish)
	o.signIns = newSignIns(ctx, o.Company, o.Logger)
	o.Audit = auditLog{o.Company, o.signIns}
	accounts := sqlstore.NewIdentities(o.folder.Identities())
	members := &members{}
	o.Identity = identity.New(identity.Parts{
		Accounts: accounts, Sessions: accounts, Devices: accounts, Invitations: accounts, Desks: accounts, Secrets: kept, Members: members, Log: o.signIns,
		Clock: o.Clock, IDs: ident.Random{}, Logger: o.Logger, Cost: passwords, Times: identity.UsualTimes(),
	})
	cards := &cards{store: o.Store}
	o.Administration, err = administration.Open(ctx, administration.Parts{
		Store: sqlstore.NewConfiguration(o.Company), Accounts: o.Identity, Records: cards,
		Uploads: seal, Secrets: kept, Cells: o.Cells, Clock: o.Clock, IDs: ident.Random{}, Logger: o.Logger,
	})
	if err != nil {
		return fmt.Errorf("open the administration: %w", err)
	}
	members.administration = o.Administration
	told := o.buildNotices()
	o.Records = record.New(record.Parts{
		Store: o.Store, Office: &judge{administration: o.Administration, cells: o.Cells, clock: o.Clock, cache: access.NewCache(o.Cells, o.Clock)},
		Seal: seal, IDs: ident.Random{}, Clock: o.Clock, Logger: o.Logger, Oversight: newOversight(o), Witness: told,
	})
	cards.records, told.records = o.Records, o.Records
	o.Views = savedview.New(savedview.Parts{Store: sqlstore.NewViews(o.Company), Model: o.Administration.Model, IDs: ident.Random{}})
	o.Commands = sqlstore.NewOutbox(o.Store)
	if o.Replicas, err = replica.NewOffice(replica.Parts{
		Archive: sqlstore.NewArchive(o.Store), Model: o.Administration.At, Cells: o.Cells, Clock: o.Clock, Secret: secret,
	}); err != nil {
		return fmt.Errorf("answer desks: %w", err)
	}
	if o.Mail, err = o.mail(); err != nil {
		return err
	}
	o.buildFiles()
	o.buildExports()
	o.Jobs, err = o.jobs(told)
	return err
}

// buildNotices builds what people are told with, and what they choose of it.
func (o *Office) buildNotices() *notices {
	told := &notices{store: sqlstore.NewNotices(o.Company)}
	told.service = notify.New(notify.Parts{Store: told.store, Records: told, Now: o.Clock.Now, IDs: ident.Random{}})
	kinds := make([]string, 0, len(notify.Kinds()))
	for _, kind := range notify.Kinds() {
		kinds = append(kinds, string(kind))
	}
	o.Notices, o.Preferences = told.service, preference.New(sqlstore.NewPreferences(o.Company), kinds)
	return told
}

// Actor is an employee of the company as one who acts now.
func (o *Office) Actor(employee ident.No) access.Actor {
	actor := access.Actor{Employee: employee, Rights: o.Records.Office.Rights(employee)}
	if e, ok := o.Administration.Model().Directory.Employees[employee]; ok {
		actor.Language = e.Language
	}
	return actor
}

// Close closes the data folder.
func (o *Office) Close() error {
	if o.folder == nil {
		return nil
	}
	if o.signIns != nil {
		o.signIns.close()
	}
	err := o.folder.Close()
	o.folder = nil
	return err
}
