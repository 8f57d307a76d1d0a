package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"

	"kontora/app/cli"
	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
	"kontora/backend/store"
	"kontora/backend/store/folder"
	"kontora/backend/store/sqlstore"
)

// Migrate moves an office from SQLite files to PostgreSQL or back, and prints what was copied with a digest of each table. The place it was
// in stays as it is.
func (p *program) Migrate(ctx context.Context, flags cli.Migrate) error {
	from, to := placeOf(flags.From), placeOf(flags.To)
	if from.URL == "" && !folder.Holds(from.Path) {
		return fault.New(fault.NotFound, "app.no_office", "folder", from.Path)
	}
	if to.URL == "" && folder.Holds(to.Path) {
		return fault.New(fault.Conflict, "app.migrate_not_empty", "to", to.Path)
	}
	m := &migration{p: p}
	err := within(ctx, from, p.logger, func(source *folder.Folder) error {
		return within(ctx, to, p.logger, func(target *folder.Folder) error { return m.copy(ctx, source, target, shown(flags.To)) })
	})
	if err != nil {
		return err
	}
	return p.say("app.migrated", "from", shown(flags.From), "to", shown(flags.To), "rows", m.rows)
}

// placeOf is where a URL or the path of a data folder leads.
func placeOf(text string) folder.Config {
	if strings.HasPrefix(text, "postgres://") || strings.HasPrefix(text, "postgresql://") {
		return folder.Config{URL: text}
	}
	return folder.Config{Path: strings.TrimPrefix(text, "sqlite://")}
}

// shown is a place without the password in its address.
func shown(text string) string {
	scheme, rest, ok := strings.Cut(text, "://")
	who, where, signed := strings.Cut(rest, "@")
	if !ok || !signed {
		return text
	}
	name, _, _ := strings.Cut(who, ":")
	return scheme + "://" + name + "@" + where
}

// within opens a place for fn, alone.
func within(ctx context.Context, place folder.Config, logger *slog.Logger, fn func(*folder.Folder) error) (err error) {
	if place.URL != "" { // the folder of its lock is nobody's
		if place.Path, err = os.MkdirTemp("", "kontora-migrate-"); err != nil {
			return fmt.Errorf("make a folder: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(place.Path)) }()
	}
	place.Who, place.Idents, place.Logger = "kontora migrate", ident.Random{}, logger
	opened, err := folder.Open(ctx, place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	return fn(opened)
}

// migration is what was copied so far.
type migration struct {
	p    *program
	rows int64
}

func (m *migration) copy(ctx context.Context, source, target *folder.Folder, to string) error {
	companies, err := source.Companies(ctx)
	if err != nil {
		return err
	}
	if there, err := target.Companies(ctx); err != nil || len(there) > 0 {
		return errors.Join(err, fault.New(fault.Conflict, "app.migrate_not_empty", "to", to))
	}
	if err := sqlstore.BeginCopy(ctx, target.Identities()); err != nil {
		return err
	}
	if err := m.database(ctx, source.Identities(), target.Identities(), "identities", nil); err != nil {
		return err
	}
	for _, company := range companies {
		if err := m.company(ctx, source, target, company); err != nil {
			return err
		}
	}
	return sqlstore.EndCopy(ctx, target.Identities())
}

func (m *migration) company(ctx context.Context, source, target *folder.Folder, company ident.ID) error {
	from, err := source.Company(ctx, company)
	if err != nil {
		return err
	}
	to, err := target.Company(ctx, company)
	if err != nil {
		return err
	}
	settings, err := administration.Open(ctx, administration.Parts{Store: sqlstore.NewConfiguration(from), Logger: m.p.logger})
	if err != nil {
		return fmt.Errorf("read the types of the company: %w", err)
	}
	return m.database(ctx, from, to, company.String(), slices.Collect(slices.Values(settings.Model().Schema.Types())))
}

func (m *migration) database(ctx context.Context, from, to *store.DB, place string, types []*schema.ElementType) error {
	copied, err := sqlstore.Copy(ctx, from, to, types, func(table string) {
		_, _ = fmt.Fprintln(m.p.errs, m.p.text("app.migrating", "place", place, "table", table))
	})
	if err != nil {
		return fmt.Errorf("copy %s: %w", place, err)
	}
	for _, one := range copied {
		m.rows += one.Rows
		if err := m.p.say("app.migrated_table", "place", place, "table", one.Table, "rows", one.Rows, "digest", one.Digest); err != nil {
			return err
		}
	}
	return nil
}
