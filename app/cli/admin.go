package cli

import "context"

// Admin groups what helps people back in. Where the data is may be said before or after what is to be done.
type Admin struct {
	Storage
	ResetPassword     ResetPassword     `cmd:"" help:"cli.reset_password"`
	MakeAdministrator MakeAdministrator `cmd:"" help:"cli.make_administrator"`
}

// ResetPassword gives an employee a new password.
type ResetPassword struct {
	Login string `arg:"" help:"cli.login"`
}

// MakeAdministrator makes an employee an administrator.
type MakeAdministrator struct {
	Login string `arg:"" help:"cli.login"`
}

// Run prints the new password.
func (r ResetPassword) Run(ctx context.Context, p Program, admin *Admin) error {
	return p.ResetPassword(ctx, admin.Storage, r.Login)
}

// Run makes him one.
func (m MakeAdministrator) Run(ctx context.Context, p Program, admin *Admin) error {
	return p.MakeAdministrator(ctx, admin.Storage, m.Login)
}
