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
	return p.say("app.backed_up", "file", flags.To, "took", time.Since(started).Round(time.Millisecond))
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
	return p.say("app.restored", "folder", config.Data)
}

// Check checks that a data folder is whole and prints what is not.
func (p *program) Check(ctx context.Context, flags cli.Check) error {
	o, err := p.openExisting(ctx, flags.Storage)
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
		return fault.New(fault.Invalid, "app.not_whole")
	}
	return p.say("app.whole")
}

// say prints a line to the person at the console.
func (p *program) say(key string, pairs ...any) error {
	line, err := p.text(key, pairs...)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.out, line)
	return err
}

// text is a sentence in the language of the person at the console.
func (p *program) text(key string, pairs ...any) (string, error) {
	catalogue, err := locale.Load()
	if err != nil {
		return "", err
	}
	return catalogue.Render(p.language, locale.Say(key, pairs...)), nil
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
