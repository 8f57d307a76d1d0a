package cli

import "context"

// Admin groups what helps people back in. Where the data is may be said before or after what is to be done.
type Admin struct {
	Storage
	ResetPassword     ResetPassword     `cmd:"" help:"Give an employee a new password, print it, and end his sessions and tokens."`
	MakeAdministrator MakeAdministrator `cmd:"" help:"Make an employee an active administrator."`
}

// ResetPassword gives an employee a new password.
type ResetPassword struct {
	Login string `arg:"" help:"Login of the employee."`
}

// MakeAdministrator makes an employee an administrator.
type MakeAdministrator struct {
	Login string `arg:"" help:"Login of the employee."`
}

// Run prints the new password.
func (r ResetPassword) Run(ctx context.Context, p Program, admin *Admin) error {
	return p.ResetPassword(ctx, admin.Storage, r.Login)
}

// Run makes him one.
func (m MakeAdministrator) Run(ctx context.Context, p Program, admin *Admin) error {
	return p.MakeAdministrator(ctx, admin.Storage, m.Login)
}
