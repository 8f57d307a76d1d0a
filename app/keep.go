package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
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
	if !folder.Holds(config.Data) {
		return fault.New(fault.NotFound, "app.no_office", "folder", config.Data)
	}
	earlier, err := backupAt(flags.To)
	if err != nil {
		return err
	}
	started := time.Now()
	if err := folder.Backup(ctx, folder.Config{Path: config.Data, Files: flags.Files, Logger: p.logger}, flags.To); err != nil {
		return err
	}
	took := time.Since(started).Round(time.Millisecond)
	if earlier.IsZero() {
		return p.say("app.backed_up", "file", flags.To, "took", took)
	}
	return p.say("app.backed_up_again", "file", flags.To, "took", took, "made", earlier.Local().Format(time.DateTime))
}

// backupAt is when the backup was made that a new one would replace; zero when nothing is there. Any other file is refused: it may be dear
// to somebody.
func backupAt(path string) (time.Time, error) {
	made, err := folder.BackupMade(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return time.Time{}, nil
	case err != nil:
		return time.Time{}, fault.New(fault.Conflict, "app.backup_target", "file", path)
	}
	return made, nil
}

// Restore makes a data folder of a backup.
func (p *program) Restore(ctx context.Context, flags cli.Restore) error {
	config, err := p.config(cli.Storage{Folder: flags.Folder})
	if err != nil {
		return err
	}
	if _, err := os.Stat(flags.From); errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.NotFound, "app.no_backup", "file", flags.From)
	}
	if err := folder.Restore(ctx, folder.Config{Path: config.Data, Files: flags.Files, Logger: p.logger}, flags.From); err != nil {
		return err
	}
	return p.say("app.restored", "folder", config.Data)
}

// Check checks that a data folder is whole and prints what is not.
func (p *program) Check(ctx context.Context, flags cli.Check) error {
	o, err := p.openWithFiles(ctx, flags.Storage, flags.Files)
	if err != nil {
		return err
	}
	defer p.close(o)
	findings, err := sqlstore.CheckIdentities(ctx, o.folder.Identities())
	if err != nil {
		return err
	}
	ofCompany, err := sqlstore.Check(ctx, o.Company, o.Store.Checker(o.Administration.Model()))
	if err != nil {
		return err
	}
	findings = append(findings, ofCompany...)
	ofFiles, err := o.checkFiles(ctx)
	if err != nil {
		return err
	}
	findings = append(findings, ofFiles...)
	for _, finding := range findings {
		if _, err := fmt.Fprintln(p.out, p.texts.Render(p.language, finding)); err != nil {
			return err
		}
	}
	if len(findings) > 0 {
		return fault.New(fault.Invalid, "app.not_whole")
	}
	return p.say("app.whole")
}

// namedContents are all contents that something in the company names.
func (o *Office) namedContents(ctx context.Context) ([]sqlstore.FileContent, error) {
	files, err := sqlstore.FileContents(ctx, o.Company, o.Administration.Model().Schema)
	if logo := o.Administration.Model().Directory.Company.Logo; logo != nil {
		files = append(files, sqlstore.FileContent{Name: logo.Name, Digest: logo.Digest})
	}
	return files, err
}

// checkFiles says which files have lost their contents.
func (o *Office) checkFiles(ctx context.Context) ([]locale.Text, error) {
	files, err := o.namedContents(ctx)
	if err != nil {
		return nil, err
	}
	var findings []locale.Text
	for _, f := range files {
		content, err := o.contents.Open(ctx, f.Digest)
		if err == nil {
			err = content.Close()
		}
		if err != nil {
			o.Logger.WarnContext(ctx, "content of a file not read", "digest", f.Digest, "error", err)
			findings = append(findings, locale.Say("app.file_not_whole", "name", f.Name, "digest", f.Digest))
		}
	}
	return findings, nil
}
