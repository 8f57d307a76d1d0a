// Package cli reads the command line: one file for each command, with its flags and what its help says. What a command does is the
// program's, which package app is.
package cli

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/alecthomas/kong"
)

// Program does what the commands ask for.
type Program interface {
	Serve(ctx context.Context, flags Serve) error
	Demo(ctx context.Context, flags Demo) error
	Desk(ctx context.Context, flags Desk) error
	Import(ctx context.Context, flags Import) error
	Backup(ctx context.Context, flags Backup) error
	Restore(ctx context.Context, flags Restore) error
	Check(ctx context.Context, flags Check) error
	Migrate(ctx context.Context, flags Migrate) error
	ResetPassword(ctx context.Context, where Storage, login string) error
	MakeAdministrator(ctx context.Context, where Storage, login string) error
	Version(ctx context.Context) error
}

// commands is the command line. What help says of a command or flag is a key of the catalogue of texts.
type commands struct {
	Serve   Serve   `cmd:"" help:"cli.serve"`
	Demo    Demo    `cmd:"" help:"cli.demo"`
	Desk    Desk    `cmd:"" help:"cli.desk"`
	Import  Import  `cmd:"" help:"cli.import"`
	Backup  Backup  `cmd:"" help:"cli.backup"`
	Restore Restore `cmd:"" help:"cli.restore"`
	Check   Check   `cmd:"" help:"cli.check"`
	Migrate Migrate `cmd:"" help:"cli.migrate"`
	Admin   Admin   `cmd:"" help:"cli.admin"`
	Version Version `cmd:"" help:"cli.version"`
}

// Folder names the data folder of a company.
type Folder struct {
	Data    string `help:"cli.data" placeholder:"DIR"`
	Company string `help:"cli.company" placeholder:"ID"`
}

// Storage says where the data of a company is kept.
type Storage struct {
	Folder
	Database string `help:"cli.database" placeholder:"postgres://…"`
}

// Version prints the version.
type Version struct{}

// Run prints the version.
func (v Version) Run(ctx context.Context, p Program) error { return p.Version(ctx) }

// Console is the person at the console: where he reads, and how he is spoken to.
type Console struct {
	Out, Errs io.Writer
	Say       func(key string, pairs ...any) string // a text of the catalogue in his language
	Words     func(error) string                    // what an error of a command says to him
}

// The exit statuses. A server that was told to stop has done well; a command that was interrupted half-way has failed.
const (
	done     = 0
	failed   = 1
	mistaken = 2 // the command line cannot be understood
)

// Run parses the arguments, runs the command and returns the exit status.
func Run(ctx context.Context, program Program, arguments []string, console Console) int {
	if len(arguments) == 0 {
		return console.fail(mistaken, console.Say("cli.alone"))
	}
	var c commands
	helped := false
	parser, err := kong.New(&c,
		kong.Name("kontora"), kong.Writers(console.Out, console.Errs), kong.Exit(func(int) { helped = true }), kong.Help(help(console)),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(program, (*Program)(nil)),
	)
	if err != nil {
		return console.fail(failed, err.Error())
	}
	chosen, err := parser.Parse(asCommands(arguments))
	switch {
	case helped:
		return done
	case err != nil:
		return console.fail(mistaken, console.mistake(err))
	}
	if err := chosen.Run(); err != nil {
		return console.fail(failed, console.Words(err))
	}
	return done
}

// asCommands turns the other ways in which people ask for help and for the version into those the parser knows.
func asCommands(arguments []string) []string {
	switch arguments[0] {
	case "help":
		return append(slices.Clone(arguments[1:]), "--help")
	case "--version":
		return []string{"version"}
	}
	return arguments
}

func (c Console) fail(status int, text string) int {
	_, _ = fmt.Fprintln(c.Errs, "kontora: "+text)
	return status
}
