package app

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"kontora/app/cli"
	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/importer"
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
	parts := importer.Parts{Records: o.Records, Model: o.Administration.Model, Texts: p.texts, Directory: o.entries(), IDs: ident.Random{}}
	if flags.From != "" {
		parts.Files = importer.Folder(flags.From)
	}
	report, err := importer.Run(ctx, parts, actor, flags.Plan, p.importProgress())
	for _, step := range report.Steps {
		_, _ = fmt.Fprintln(p.out, p.imported(flags.Plan, step))
	}
	return err
}

// imported is what became of the rows of a step.
func (p *program) imported(plan string, step importer.StepReport) string {
	line := p.text("app.imported", "file", stepFile(plan, step.File), "into", step.Into, "rows", step.Rows,
		"made", step.Made, "changed", step.Changed, "same", step.Same, "passed", step.Passed, "rejected", step.Rejected)
	if step.Reasons != "" {
		line = p.text("app.rejects", "line", line, "reasons", step.Reasons)
	}
	return line
}

// stepFile is the file from which a step takes its rows: the plan itself, when it names none.
func stepFile(plan, file string) string {
	if file == "" {
		return filepath.Base(plan)
	}
	return file
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
	return access.Actor{}, fault.New(fault.NotFound, "app.no_administrator")
}

// importProgress tells on standard error how far an import has come, now and then.
func (p *program) importProgress() func(importer.Progress) {
	const every = 1000
	told := -1
	return func(now importer.Progress) {
		if now.Total == 0 || now.Rows/every == told && now.Rows != now.Total {
			return
		}
		told = now.Rows / every
		_, _ = fmt.Fprintf(p.errs, "%d/%d %s: %d/%d\n", now.Step, now.Steps, now.File, now.Rows, now.Total)
	}
}
