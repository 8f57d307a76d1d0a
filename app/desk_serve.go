package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"kontora/app/cli"
	"kontora/backend/fault"
	"kontora/backend/httpapi"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/locale"
	"kontora/backend/notify"
	"kontora/backend/preference"
	"kontora/backend/store/sqlstore"
	"kontora/frontend"
)

// Desk runs the desks of a computer until ctx ends: for each of its people a replica of what he may see of the office, which a browser uses.
func (p *program) Desk(ctx context.Context, flags cli.Desk) error {
	config, err := p.config(cli.Storage{Folder: cli.Folder{Data: flags.Data}})
	if err != nil {
		return err
	}
	config.Listen = flags.Listen
	err = p.serveDesk(ctx, config, flags.Office)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

func (p *program) serveDesk(ctx context.Context, config Config, office string) error {
	f, err := listen(ctx, config, time.Now(), p.logger)
	if err != nil {
		return err
	}
	desks, err := openReception(ctx, config, office, usualKeyring(), p.logger)
	if err != nil {
		return p.abandon(ctx, f, err)
	}
	defer func() {
		if err := desks.Close(); err != nil {
			p.logger.ErrorContext(ctx, "close the desks", "error", err)
		}
	}()
	f.ready(desks)
	if _, err := fmt.Fprintln(p.out, "kontora ready "+f.url); err != nil {
		return p.abandon(ctx, f, err)
	}
	return f.wait(ctx)
}

// handler is the HTTP interface of the desk, and its way to the office.
func (d *Desk) handler(ctx context.Context, config Config, office string) (http.Handler, *uplink, error) {
	catalogue, err := locale.Load()
	if err != nil {
		return nil, nil, fmt.Errorf("load the texts: %w", err)
	}
	secret, err := config.secret()
	if err != nil {
		return nil, nil, err
	}
	sealed, err := newVault(secret)
	if err != nil {
		return nil, nil, err
	}
	accounts := sqlstore.NewIdentities(d.folder.Identities())
	people := identity.New(identity.Parts{
		Accounts: accounts, Sessions: accounts, Devices: accounts, Invitations: accounts, Members: deskMembers{d},
		Clock: d.Clock, IDs: ident.Random{}, Logger: d.logger, Cost: config.passwords(), Times: identity.UsualTimes(),
	})
	link, err := newUplink(ctx, d, office, people, sealed, d.logger)
	if err != nil {
		return nil, nil, err
	}
	kinds := make([]string, 0, len(notify.Kinds()))
	for _, kind := range notify.Kinds() {
		kinds = append(kinds, string(kind))
	}
	handler, err := httpapi.New(httpapi.Parts{
		Identity: people, Administration: d.Administration, Records: d.Records, Preferences: preference.New(sqlstore.NewPreferences(d.company), kinds),
		Uplink: link, Writes: &deskRecords{desk: d, link: link}, Outbox: deskOutbox{link}, Rights: d.Records.Office.Rights, Hub: d.Hub, Catalogue: catalogue, Clock: d.Clock, Logger: d.logger,
		Window: frontend.Assets(), Version: version(),
	})
	return handler, link, err
}

// deskMembers knows the one employee of a desk.
type deskMembers struct{ desk *Desk }

// Member is the desk's employee, for his own account.
func (m deskMembers) Member(ctx context.Context, account ident.ID) (identity.Member, error) {
	company := m.desk.Replica.Company()
	kept, err := m.desk.Replica.Recall(ctx, keptAccount)
	if err != nil {
		return identity.Member{}, err
	}
	if id, err := ident.FromBytes(kept); company == nil || err != nil || id != account {
		return identity.Member{}, fault.Missing()
	}
	return identity.Member{Employee: company.Employee, Company: company.Company.ID, Active: company.Rights.Active}, nil
}

// Awaited is false: nobody is invited by a desk.
func (deskMembers) Awaited(_, _ ident.ID) bool { return false }

// Admit refuses: nobody is invited by a desk.
func (deskMembers) Admit(context.Context, ident.ID, ident.ID) error { return fault.Missing() }

var _ identity.Members = deskMembers{}
