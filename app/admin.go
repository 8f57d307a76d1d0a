package app

import (
	"context"
	"maps"
	"slices"
	"strings"

	"kontora/app/cli"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/store/folder"
)

// open opens the office for a command that works on its data and ends.
func (p *program) open(ctx context.Context, where cli.Storage) (*Office, error) {
	config, err := p.config(where)
	if err != nil {
		return nil, err
	}
	return OpenOffice(ctx, config, p.logger)
}

// openExisting opens an office that is there, where making a new one by a slip of the pen would answer the wrong question.
func (p *program) openExisting(ctx context.Context, where cli.Storage) (*Office, error) {
	return p.openWithFiles(ctx, where, "")
}

// openWithFiles does the same where contents of files may lie in another folder.
func (p *program) openWithFiles(ctx context.Context, where cli.Storage, files string) (*Office, error) {
	config, err := p.config(where)
	config.Files = files
	if err != nil {
		return nil, err
	}
	if config.Database == "" && !folder.Holds(config.Data) {
		return nil, fault.New(fault.NotFound, "app.no_office", "folder", config.Data)
	}
	return OpenOffice(ctx, config, p.logger)
}

// ResetPassword gives an employee a new password, prints it and ends all that was signed in with the old one.
func (p *program) ResetPassword(ctx context.Context, where cli.Storage, login string) error {
	return p.onEmployee(ctx, where, login, func(o *Office, e *directory.Employee) error {
		password := identity.GeneratePassword()
		if err := o.Identity.SetPassword(ctx, e.Identity, password, ident.ID{}); err != nil {
			return err
		}
		return p.say("app.new_password", "login", login, "password", password)
	})
}

// MakeAdministrator makes an employee an active administrator.
func (p *program) MakeAdministrator(ctx context.Context, where cli.Storage, login string) error {
	return p.onEmployee(ctx, where, login, func(o *Office, e *directory.Employee) error {
		if err := o.Administration.MakeAdministrator(ctx, e.ID); err != nil {
			return err
		}
		return p.say("app.administrator_now", "login", login)
	})
}

func (p *program) onEmployee(ctx context.Context, where cli.Storage, login string, fn func(*Office, *directory.Employee) error) error {
	o, err := p.openExisting(ctx, where)
	if err != nil {
		return err
	}
	defer p.close(o)
	e, err := o.byLogin(login)
	if err != nil {
		return err
	}
	return fn(o, e)
}

// byLogin finds an employee by his login, written in any case.
func (o *Office) byLogin(login string) (*directory.Employee, error) {
	key := identity.LoginKey(login)
	for _, e := range o.Administration.Model().Directory.Employees {
		if e.Login != "" && identity.LoginKey(e.Login) == key {
			return e, nil
		}
	}
	return nil, o.noSuchLogin(login)
}

// listedLogins is how many logins are listed to somebody who named one that is not there.
const listedLogins = 20

// noSuchLogin lists who could have been meant, those first who administer. Whoever is at the console has all data in reach anyway.
func (o *Office) noSuchLogin(login string) error {
	employees := o.Administration.Model().Directory.Employees
	var administrators, others []string
	for _, no := range slices.Sorted(maps.Keys(employees)) {
		switch e := employees[no]; {
		case e.Login == "":
		case e.Administrator:
			administrators = append(administrators, e.Login)
		default:
			others = append(others, e.Login)
		}
	}
	logins := append(administrators, others...)
	switch more := len(logins) - listedLogins; {
	case len(logins) == 0:
		return fault.New(fault.NotFound, "app.no_logins")
	case more > 0:
		return fault.New(fault.NotFound, "app.no_such_login_of_many", "login", login, "logins", strings.Join(logins[:listedLogins], ", "), "more", more)
	}
	return fault.New(fault.NotFound, "app.no_such_login", "login", login, "logins", strings.Join(logins, ", "))
}

func (p *program) close(o *Office) {
	if err := o.Close(); err != nil {
		p.logger.Error("close the office", "error", err)
	}
}
