package app

import (
	"context"
	"fmt"
	"os"
	"strings"

	"kontora/app/cli"
	"kontora/backend/administration"
	"kontora/backend/demo"
	"kontora/backend/ident"
	"kontora/backend/importer"
	"kontora/backend/locale"
)

// Demo makes up a company in a temporary folder and serves it until ctx ends; then it is gone.
func (p *program) Demo(ctx context.Context, flags cli.Demo) error {
	data, err := os.MkdirTemp("", "kontora-demo-*")
	if err != nil {
		return fmt.Errorf("make a temporary folder: %w", err)
	}
	defer func() {
		if err := os.RemoveAll(data); err != nil {
			p.logger.ErrorContext(ctx, "remove the temporary folder", "error", err)
		}
	}()
	return p.run(ctx, Config{Data: data, Listen: flags.Listen}, func(ctx context.Context, o *Office) (string, error) {
		if err := o.MakeUp(ctx, p.language, demo.Options{Seed: flags.Seed, Deals: flags.Records, Cells: flags.Cells}); err != nil {
			return "", fmt.Errorf("make up a company: %w", err)
		}
		return p.signIns(), nil
	})
}

// MakeUp founds the made-up company in an office that has none.
func (o *Office) MakeUp(ctx context.Context, language locale.Language, options demo.Options) error {
	err := o.Administration.Found(ctx, administration.Founding{
		Company: demo.Company(language), Login: "admin", Password: demo.Password, Name: demo.Administrator(language),
	})
	if err != nil {
		return err
	}
	return demo.Build(ctx, o.DemoParts(), options)
}

// DemoParts are the office's services as the demo uses them.
func (o *Office) DemoParts() demo.Parts {
	entries := o.entries()
	return demo.Parts{
		Directory: func(kind string) demo.Entries {
			if e, ok := entries[kind]; ok {
				return e
			}
			return nil
		},
		Types: o.Administration, Records: o.Records, Target: o.Store, Model: o.Administration.Model, Actor: o.Actor, IDs: ident.Random{}, Clock: o.Clock,
	}
}

// entries are the catalogues of the directory in the JSON of the API, by their kind.
func (o *Office) entries() map[string]importer.Entries {
	a := o.Administration
	return map[string]importer.Entries{
		"branch":       importer.Of[administration.Branch](a.Branches()),
		"department":   importer.Of[administration.Department](a.Departments()),
		"position":     importer.Of[administration.Position](a.Positions()),
		"role":         importer.Of[administration.Role](a.Roles()),
		"profile":      importer.Of[administration.Profile](a.Profiles()),
		"group":        importer.Of[administration.Group](a.Groups()),
		"employee":     importer.Of[administration.Employee](a.Employees()),
		"sharing_rule": importer.Of[administration.Rule](a.Rules()),
		"restriction":  importer.Of[administration.Restriction](a.Restrictions()),
	}
}

// signIns lists whom to sign in as.
func (p *program) signIns() string {
	var b strings.Builder
	for _, s := range demo.SignIns() {
		fmt.Fprintf(&b, "  %-12s %s  %s\n", s.Login, s.Password, s.Who.In(p.language))
	}
	return strings.TrimSuffix(b.String(), "\n")
}
