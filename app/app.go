// Package app is the composition root: it builds the services of an office or a desk and is the only package that may import all others.
package app

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"kontora/app/cli"
)

// Main runs the command named by the arguments and returns the program's exit status.
func Main(arguments []string) int {
	keepPrivate()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p, err := newProgram(os.Stdout, os.Stderr, slog.New(slog.NewTextHandler(os.Stderr, nil)), consoleLanguage())
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "kontora: "+err.Error())
		return 1
	}
	return cli.Run(ctx, p, arguments[1:], p.console())
}

// Version prints the version this program was built from.
func (p *program) Version(context.Context) error {
	_, err := fmt.Fprintln(p.out, "kontora "+version())
	return err
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "development"
}

// config is how the office of a command is run.
func (p *program) config(where cli.Storage) (Config, error) {
	config := Config{Data: where.Data, Company: where.Company, Database: where.Database}
	if config.Data != "" {
		return config, nil
	}
	var err error
	config.Data, err = DefaultData()
	return config, err
}
