package cli

import "context"

// Backup copies all data into one file.
type Backup struct {
	Folder
	To    string `help:"cli.backup_to" required:"" placeholder:"FILE"`
	Files string `help:"cli.files" placeholder:"DIR"`
}

// Restore makes a data folder of a backup.
type Restore struct {
	Folder
	From  string `help:"cli.restore_from" required:"" placeholder:"FILE"`
	Files string `help:"cli.files" placeholder:"DIR"`
}

// Check checks that a data folder is whole.
type Check struct {
	Storage
	Files string `help:"cli.files" placeholder:"DIR"`
}

// Migrate moves an office from one kind of database to the other.
type Migrate struct {
	From string `help:"cli.migrate_from" required:"" placeholder:"URL"`
	To   string `help:"cli.migrate_to" required:"" placeholder:"URL"`
}

// Run migrates.
func (m Migrate) Run(ctx context.Context, p Program) error { return p.Migrate(ctx, m) }

// Run writes the backup.
func (b Backup) Run(ctx context.Context, p Program) error { return p.Backup(ctx, b) }

// Run restores.
func (r Restore) Run(ctx context.Context, p Program) error { return p.Restore(ctx, r) }

// Run checks, and fails when something is wrong.
func (c Check) Run(ctx context.Context, p Program) error { return p.Check(ctx, c) }
