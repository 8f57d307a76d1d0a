// Package cli reads the command line: one file for each command, with its flags and what its help says. What a command does is the
// program's, which package app is.
package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/alecthomas/kong"
)

// Program does what the commands ask for.
type Program interface {
	Serve(ctx context.Context, flags Serve) error
	Demo(ctx context.Context, flags Demo) error
	Import(ctx context.Context, flags Import) error
	Backup(ctx context.Context, flags Backup) error
	Restore(ctx context.Context, flags Restore) error
	Check(ctx context.Context, flags Check) error
	ResetPassword(ctx context.Context, where Storage, login string) error
	MakeAdministrator(ctx context.Context, where Storage, login string) error
	Version(ctx context.Context) error
}

// commands is the command line.
type commands struct {
	Serve   Serve   `cmd:"" help:"Run an office server."`
	Demo    Demo    `cmd:"" help:"Run an office with a made-up company in a temporary folder."`
	Import  Import  `cmd:"" help:"Import files by a plan."`
	Backup  Backup  `cmd:"" help:"Copy all data into one file, also while the office runs."`
	Restore Restore `cmd:"" help:"Make a data folder of a backup."`
	Check   Check   `cmd:"" help:"Check that a data folder is whole."`
	Admin   Admin   `cmd:"" help:"Help people back in, from the office's own console."`
	Version Version `cmd:"" help:"Print the version."`
}

// Folder names the data folder of a company.
type Folder struct {
	Data    string `help:"Folder that holds the data." placeholder:"DIR"`
	Company string `help:"Which company, where the folder holds several." placeholder:"ID"`
}

// Storage says where the data of a company is kept.
type Storage struct {
	Folder
	Database string `help:"The data is in PostgreSQL instead of files in the folder." placeholder:"postgres://…"`
}

// Version prints the version.
type Version struct{}

// Run parses the arguments and runs the command; words says its error to a person. It returns the exit status: 0 only when all went well,
// also when a server was told to stop. A command that was interrupted half-way fails.
func Run(ctx context.Context, program Program, arguments []string, out, errs io.Writer, words func(error) string) int {
	var c commands
	status := -1
	parser, err := kong.New(&c,
		kong.Name("kontora"), kong.Description("A CRM for small offices: one program, on your own computers."),
		kong.Writers(out, errs), kong.Exit(func(code int) { status = code }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(program, (*Program)(nil)),
	)
	if err != nil {
		return fail(errs, err.Error())
	}
	chosen, err := parser.Parse(arguments)
	if status >= 0 {
		return status // help was asked for
	}
	if err != nil {
		return fail(errs, err.Error())
	}
	if err := chosen.Run(); err != nil {
		return fail(errs, words(err))
	}
	return 0
}

func fail(errs io.Writer, text string) int {
	fmt.Fprintln(errs, "kontora: "+text)
	return 1
}

// Run prints the version.
func (v Version) Run(ctx context.Context, p Program) error { return p.Version(ctx) }
