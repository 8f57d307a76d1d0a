package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"kontora/app/cli"
	"kontora/backend/administration"
	"kontora/backend/directory"
	"kontora/backend/httpapi"
	"kontora/backend/identity"
	"kontora/backend/locale"
	"kontora/backend/outbox"
	"kontora/frontend"
)

// Serve runs an office server until ctx ends.
func (p *program) Serve(ctx context.Context, flags cli.Serve) error {
	config, err := p.config(flags.Storage)
	if err != nil {
		return err
	}
	config.Listen, config.PlainHTTP, config.Hosts = flags.Listen, flags.PlainHTTP, flags.Host
	config.Files, config.Shared = flags.Files, true
	return p.run(ctx, config, p.foundIfEmpty)
}

// prepare readies an office before it serves; what it returns is told on standard error once it does.
type prepare func(ctx context.Context, o *Office) (notice string, err error)

// run serves an office until ctx ends. To be told to stop is no failure, also before the office is ready.
func (p *program) run(ctx context.Context, config Config, ready prepare) error {
	err := p.serve(ctx, config, ready)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// serve listens, opens the office, prepares it, and answers until ctx ends.
func (p *program) serve(ctx context.Context, config Config, ready prepare) error {
	f, err := listen(ctx, config, time.Now(), p.logger)
	if err != nil {
		return err
	}
	office, err := OpenOffice(ctx, config, p.logger)
	if err != nil {
		return p.abandon(ctx, f, err)
	}
	defer p.close(office)
	notice, err := ready(ctx, office)
	if err != nil {
		return p.abandon(ctx, f, err)
	}
	if err := office.folder.Started(ctx); err != nil {
		return p.abandon(ctx, f, err)
	}
	handler, err := office.Handler()
	if err != nil {
		return p.abandon(ctx, f, err)
	}
	services, err := office.services(ctx)
	if err != nil {
		return p.abandon(ctx, f, err)
	}
	running := run(ctx, p.logger, services)
	defer running.stop()
	f.ready(handler)
	if _, err := fmt.Fprintln(p.out, "kontora ready "+f.url); err != nil {
		return p.abandon(ctx, f, err)
	}
	if notice != "" {
		_, _ = fmt.Fprintln(p.errs, notice)
	}
	return f.wait(ctx)
}

func (p *program) abandon(ctx context.Context, f *front, err error) error {
	if stopping := f.stop(ctx); stopping != nil {
		p.logger.ErrorContext(ctx, "stop listening", "error", stopping)
	}
	return err
}

// Handler is the HTTP interface of the office.
func (o *Office) Handler() (http.Handler, error) {
	catalogue, err := locale.Load()
	if err != nil {
		return nil, fmt.Errorf("load the texts: %w", err)
	}
	var others httpapi.Neighbours
	if o.neighbours != nil {
		others = o.neighbours
	}
	offers := &outbox.Office{Book: o.Commands, Records: o.Records, Catalogue: catalogue, Clock: o.Clock, Logger: o.Logger}
	return httpapi.New(httpapi.Parts{
		Outbox: offers, Offers: offers, Identity: o.Identity, Administration: o.Administration, Views: o.Views, Files: o.Files, Jobs: o.Jobs, Exports: o.Exports,
		Mail: o.Mail, Notices: o.Notices, Preferences: o.Preferences, Replicas: o.Replicas, Records: o.Records, Rights: o.Records.Office.Rights, Hub: o.Hub, Neighbours: others, Log: o.Audit,
		Catalogue: catalogue, Clock: o.Clock, Logger: o.Logger, Window: frontend.Assets(), Hosts: o.hosts, Version: version(),
	})
}

// foundIfEmpty makes the company of a new data folder, with its first administrator.
func (p *program) foundIfEmpty(ctx context.Context, o *Office) (string, error) {
	if !o.Administration.IsEmpty() {
		return "", nil
	}
	const login = "admin"
	password, notice := AdminPassword(), ""
	if password == "" {
		password = identity.GeneratePassword()
		notice = p.text("app.first_start", "login", login, "password", password)
	}
	err := o.Administration.Found(ctx, administration.Founding{
		Company: directory.Company{Name: "Kontora", Language: locale.English, TimeZone: "UTC", Currency: "EUR", Country: "DE"},
		Login:   login, Password: password, Name: directory.PersonName{Last: "Administrator"},
	})
	return notice, err
}
