package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/clock"
	"kontora/backend/event"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/record"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
)

// Office is one company's authoritative node with its services. Close it when it is no longer needed.
type Office struct {
	Company        *store.DB
	Identities     *store.DB
	Cells          *sqlstore.Cells
	Store          *sqlstore.Records
	Hub            *event.Hub
	Identity       *identity.Service
	Administration *administration.Service
	Records        *record.Service
	Clock          clock.Clock
	Logger         *slog.Logger

	closers []func() error
}

// OpenOffice opens the databases of a data folder and builds the services on them, in the order in which they need each other.
func OpenOffice(ctx context.Context, config Config, logger *slog.Logger) (*Office, error) {
	o := &Office{Clock: clock.System{}, Logger: logger}
	if err := o.build(ctx, config); err != nil {
		return nil, errors.Join(err, o.Close())
	}
	return o, nil
}

func (o *Office) build(ctx context.Context, config Config) error {
	data, err := openFolder(config.Data)
	if err != nil {
		return err
	}
	if err := o.openStores(ctx, config, data); err != nil {
		return err
	}
	secret, err := data.secret()
	if err != nil {
		return err
	}
	seal, err := record.NewSeal(secret)
	if err != nil {
		return fmt.Errorf("use the office's secret: %w", err)
	}
	return o.buildServices(ctx, seal)
}

func (o *Office) openStores(ctx context.Context, config Config, data folder) error {
	path, err := data.company(config.Company)
	if err != nil {
		return err
	}
	identities := store.Config{Content: store.Identities, Clock: o.Clock, Logger: o.Logger, Path: data.identities()}
	company := store.Config{Content: store.Company, Clock: o.Clock, Logger: o.Logger, Path: path}
	if config.Database != "" {
		identities.Path, identities.URL, identities.Schema = "", config.Database, "kontora_identities"
		company.Path, company.URL, company.Schema = "", config.Database, "kontora_company"
	}
	if o.Identities, err = store.Open(ctx, identities); err != nil {
		return fmt.Errorf("open identities: %w", err)
	}
	o.closers = append(o.closers, o.Identities.Close)
	if o.Company, err = store.Open(ctx, company); err != nil {
		return fmt.Errorf("open the company: %w", err)
	}
	o.closers = append(o.closers, o.Company.Close)
	if o.Cells, err = sqlstore.LoadCells(ctx, o.Company); err != nil {
		return fmt.Errorf("open the company: %w", err)
	}
	o.Store = sqlstore.NewRecords(o.Company, o.Cells)
	return nil
}

func (o *Office) buildServices(ctx context.Context, seal *record.Seal) error {
	var last uint64
	err := o.Company.Read(ctx, func(t *store.Tx) error {
		last = t.Head().Seq
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the last commit: %w", err)
	}
	o.Hub = event.NewHub(last)
	accounts := sqlstore.NewIdentities(o.Identities)
	members := &members{}
	o.Identity = identity.New(identity.Parts{
		Accounts: accounts, Sessions: accounts, Devices: accounts, Members: members,
		Clock: o.Clock, IDs: ident.Random{}, Logger: o.Logger, Cost: identity.UsualCost(), Times: identity.UsualTimes(),
	})
	cards := &cards{store: o.Store}
	o.Administration, err = administration.Open(ctx, administration.Parts{
		Store: sqlstore.NewConfiguration(o.Company, nil), Accounts: o.Identity, Records: cards, Publisher: o.Hub,
		Cells: o.Cells, Clock: o.Clock, IDs: ident.Random{}, Logger: o.Logger,
	})
	if err != nil {
		return fmt.Errorf("open the administration: %w", err)
	}
	members.administration = o.Administration
	o.Records = record.New(record.Parts{
		Store: o.Store, Office: &judge{administration: o.Administration, cells: o.Cells, clock: o.Clock, cache: access.NewCache(o.Cells, o.Clock)},
		Publisher: o.Hub, Seal: seal, IDs: ident.Random{}, Clock: o.Clock, Logger: o.Logger,
	})
	cards.records = o.Records
	return nil
}

// Actor is an employee of the company as one who acts now.
func (o *Office) Actor(employee ident.No) access.Actor {
	actor := access.Actor{Employee: employee, Rights: o.Records.Office.Rights(employee)}
	if e, ok := o.Administration.Model().Directory.Employees[employee]; ok {
		actor.Language = e.Language
	}
	return actor
}

// Close closes what was opened, the last first.
func (o *Office) Close() error {
	var all []error
	for i := len(o.closers) - 1; i >= 0; i-- {
		all = append(all, o.closers[i]())
	}
	o.closers = nil
	return errors.Join(all...)
}
