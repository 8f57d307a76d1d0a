package app

import (
	"context"
	"encoding/json"
	"fmt"

	"kontora/app/cli"
	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/identity"
)

// open opens the office of a command that works on a data folder and ends.
func (p *program) open(ctx context.Context, data cli.Folder) (*Office, error) {
	config, err := p.config(data)
	if err != nil {
		return nil, err
	}
	return OpenOffice(ctx, config, p.logger)
}

// ResetPassword gives an employee a new password and prints it.
func (p *program) ResetPassword(ctx context.Context, flags cli.ResetPassword) error {
	return p.onEmployee(ctx, flags.Folder, flags.Login, func(o *Office, e *directory.Employee) error {
		password := identity.GeneratePassword()
		if err := o.Identity.SetPassword(ctx, e.Identity, password); err != nil {
			return err
		}
		_, err := fmt.Fprintf(p.out, "The new password of %s is %s\n", flags.Login, password)
		return err
	})
}

// MakeAdministrator makes an employee an active administrator.
func (p *program) MakeAdministrator(ctx context.Context, flags cli.MakeAdministrator) error {
	return p.onEmployee(ctx, flags.Folder, flags.Login, func(o *Office, e *directory.Employee) error {
		change := json.RawMessage(`{"administrator": true, "status": "active"}`)
		if _, err := o.Administration.Employees().Change(ctx, access.Actor{}, e.ID, "", change); err != nil {
			return err
		}
		_, err := fmt.Fprintf(p.out, "%s is an administrator now.\n", flags.Login)
		return err
	})
}

func (p *program) onEmployee(ctx context.Context, data cli.Folder, login string, fn func(*Office, *directory.Employee) error) error {
	o, err := p.open(ctx, data)
	if err != nil {
		return err
	}
	defer p.close(o)
	key := identity.LoginKey(login)
	for _, e := range o.Administration.Model().Directory.Employees {
		if e.Login != "" && identity.LoginKey(e.Login) == key {
			return fn(o, e)
		}
	}
	return fault.New(fault.NotFound, "error.not_found")
}

func (p *program) close(o *Office) {
	if err := o.Close(); err != nil {
		p.logger.Error("close the office", "error", err)
	}
}
