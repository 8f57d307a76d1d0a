package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kontora/app/cli"
	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/store/folder"
	"kontora/backend/store/sqlstore"
)

// Backup copies all data into one file.
func (p *program) Backup(ctx context.Context, flags cli.Backup) error {
	config, err := p.config(cli.Storage{Folder: flags.Folder})
	if err != nil {
		return err
	}
	started := time.Now()
	if err := folder.Backup(ctx, folder.Config{Path: config.Data, Logger: p.logger}, flags.To); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "Backed up to %s in %s.\n", flags.To, time.Since(started).Round(time.Millisecond))
	return err
}

// Restore makes a data folder of a backup.
func (p *program) Restore(ctx context.Context, flags cli.Restore) error {
	config, err := p.config(cli.Storage{Folder: flags.Folder})
	if err != nil {
		return err
	}
	if err := folder.Restore(ctx, folder.Config{Path: config.Data, Logger: p.logger}, flags.From); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.out, "Restored into %s.\n", config.Data)
	return err
}

// errFindings is what check ends with when something is wrong.
var errFindings = errors.New("the data is not whole; keep a copy of the folder before you go on")

// Check checks that a data folder is whole and prints what is not.
func (p *program) Check(ctx context.Context, flags cli.Check) error {
	o, err := p.open(ctx, flags.Storage)
	if err != nil {
		return err
	}
	defer p.close(o)
	catalogue, err := locale.Load()
	if err != nil {
		return err
	}
	findings, err := sqlstore.CheckIdentities(ctx, o.folder.Identities())
	if err != nil {
		return err
	}
	ofCompany, err := sqlstore.Check(ctx, o.Company, o.Store.Checker(o.Administration.Model()))
	if err != nil {
		return err
	}
	findings = append(findings, ofCompany...)
	for _, finding := range findings {
		if _, err := fmt.Fprintln(p.out, catalogue.Render(p.language, finding)); err != nil {
			return err
		}
	}
	if len(findings) > 0 {
		return errFindings
	}
	_, err = fmt.Fprintln(p.out, "All is well.")
	return err
}

// words says an error to the person at the console.
func words(err error, language locale.Language) string {
	var worded *fault.Error
	catalogue, loading := locale.Load()
	if !errors.As(err, &worded) || loading != nil {
		return err.Error()
	}
	var text strings.Builder
	text.WriteString(catalogue.Render(language, worded.Text))
	for _, field := range slices.Sorted(maps.Keys(worded.Fields)) {
		text.WriteString("\n  " + field + ": " + catalogue.Render(language, worded.Fields[field]))
	}
	if cause := worded.Unwrap(); cause != nil {
		text.WriteString(" (" + cause.Error() + ")")
	}
	return text.String()
}
