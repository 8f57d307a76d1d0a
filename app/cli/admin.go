package cli

import "context"

// Admin groups what helps people back in.
type Admin struct {
	ResetPassword     ResetPassword     `cmd:"" help:"Give an employee a new password and print it."`
	MakeAdministrator MakeAdministrator `cmd:"" help:"Make an employee an active administrator."`
}

// ResetPassword gives an employee a new password.
type ResetPassword struct {
	Folder
	Login string `arg:"" help:"Whose."`
}

// MakeAdministrator makes an employee an administrator.
type MakeAdministrator struct {
	Folder
	Login string `arg:"" help:"Whom."`
}

// Run prints the new password.
func (r ResetPassword) Run(ctx context.Context, p Program) error { return p.ResetPassword(ctx, r) }

// Run makes him one.
func (m MakeAdministrator) Run(ctx context.Context, p Program) error {
	return p.MakeAdministrator(ctx, m)
}
