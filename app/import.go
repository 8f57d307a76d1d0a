package app

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"kontora/app/cli"
	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/importer"
	"kontora/backend/locale"
)

// Import imports files by a plan and prints what became of their rows.
func (p *program) Import(ctx context.Context, flags cli.Import) error {
	o, err := p.open(ctx, flags.Storage)
	if err != nil {
		return err
	}
	defer p.close(o)
	notice, err := p.foundIfEmpty(ctx, o)
	if err != nil {
		return err
	}
	if notice != "" {
		_, _ = fmt.Fprintln(p.errs, notice)
	}
	actor, err := o.importing(flags.As)
	if err != nil {
		return err
	}
	texts, err := locale.Load()
	if err != nil {
		return err
	}
	parts := o.importParts(texts)
	if flags.From != "" {
		parts.Files = importer.Folder(flags.From)
	}
	report, err := importer.Run(ctx, parts, actor, flags.Plan, p.importProgress())
	for _, step := range report.Steps {
		line := texts.Render(p.language, locale.Say("app.imported", "file", step.File, "into", step.Into, "rows", step.Rows,
			"made", step.Made, "changed", step.Changed, "same", step.Same, "rejected", step.Rejected))
		if step.Reasons != "" {
			line += " → " + step.Reasons
		}
		_, _ = fmt.Fprintln(p.out, line)
	}
	return err
}

// importing is who imports: the employee with the login, or the first administrator when none is named.
func (o *Office) importing(login string) (access.Actor, error) {
	if login != "" {
		e, err := o.byLogin(login)
		if err != nil {
			return access.Actor{}, err
		}
		return o.Actor(e.No), nil
	}
	employees := o.Administration.Model().Directory.Employees
	for _, no := range slices.Sorted(maps.Keys(employees)) {
		if e := employees[no]; e.Administrator && e.Status == directory.Active {
			return o.Actor(no), nil
		}
	}
	return access.Actor{}, fault.New(fault.NotFound, "app.no_such_login", "login", login)
}

func (o *Office) importParts(texts *locale.Catalogue) importer.Parts {
	return importer.Parts{Records: o.Records, Model: o.Administration.Model, Texts: texts, Directory: o.entries()}
}

// importProgress tells on standard error how far an import has come, now and then.
func (p *program) importProgress() func(importer.Progress) {
	const every = 1000
	told := -1
	return func(now importer.Progress) {
		if now.Rows/every == told && now.Rows != now.Total {
			return
		}
		told = now.Rows / every
		_, _ = fmt.Fprintf(p.errs, "%d/%d %s: %d/%d\n", now.Step, now.Steps, now.File, now.Rows, now.Total)
	}
}
