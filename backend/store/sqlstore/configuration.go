package sqlstore

import (
	"context"
	"fmt"

	"kontora/backend/administration"
	"kontora/backend/audit"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/store"
)

// Configuration keeps the people, types and policy of a company; it is an administration.Store.
type Configuration struct{ db *store.DB }

var _ administration.Store = (*Configuration)(nil)

// NewConfiguration returns the configuration kept in the database.
func NewConfiguration(db *store.DB) *Configuration { return &Configuration{db: db} }

// Load reads every document and the number of the last configuration commit.
func (c *Configuration) Load(ctx context.Context) (documents []administration.Document, seq uint64, err error) {
	err = c.db.Read(ctx, func(t *store.Tx) error {
		seq = t.Config()
		documents, err = Documents(ctx, t)
		return err
	})
	return documents, seq, fault.Wrap(err, "load the configuration")
}

// Change runs fn in the write transaction. Changes of the configuration happen one after another: each sees what the one before did.
func (c *Configuration) Change(ctx context.Context, fn func(administration.Tx) error) (uint64, error) {
	seq, err := c.db.Write(ctx, func(w *store.WriteTx) error {
		if _, err := w.Seq(ctx); err != nil {
			return err
		}
		return fn(&configurationTx{WriteTx: w})
	})
	return seq, fault.Wrap(err, "change the configuration")
}

// configurationTx is the write transaction in the words of package administration.
type configurationTx struct {
	*store.WriteTx
	marked bool
}

var _ administration.Tx = (*configurationTx)(nil)

// Seq returns the number that Change took.
func (t *configurationTx) Seq() uint64 {
	seq, _ := t.WriteTx.Seq(context.Background()) // taken already, so nothing can fail
	return seq
}

// Documents reads every document.
func (t *configurationTx) Documents(ctx context.Context) ([]administration.Document, error) {
	return Documents(ctx, t.Tx)
}

// NextNo gives out a number.
func (t *configurationTx) NextNo(ctx context.Context) (ident.No, error) {
	return NextNo(ctx, t.WriteTx)
}

// Put makes or replaces a document.
func (t *configurationTx) Put(ctx context.Context, d administration.Document) error {
	t.mark()
	return PutDocument(ctx, t.WriteTx, d)
}

// Delete removes a document.
func (t *configurationTx) Delete(ctx context.Context, no ident.No) error {
	t.mark()
	return DeleteDocument(ctx, t.WriteTx, no)
}

// mark makes this commit one of the configuration.
func (t *configurationTx) mark() {
	if t.marked {
		return
	}
	t.marked = true
	t.Kind("configuration")
	t.Configuration()
}

// Record adds an entry to the audit log.
func (t *configurationTx) Record(ctx context.Context, e administration.Entry) error {
	changes, err := audit.Differences(e.Before, e.After)
	if err != nil {
		return fmt.Errorf("log a change of the configuration: %w", err)
	}
	return AppendAudit(ctx, t.WriteTx, audit.Entry{
		Employee: e.Employee, Device: e.Device, Kind: e.Action, Subject: e.Kind.Subject(), ID: e.ID, Name: e.Name, Changes: changes,
	})
}
