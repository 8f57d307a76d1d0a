package app

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/job"
	"kontora/backend/notify"
	"kontora/backend/record"
	"kontora/backend/store/sqlstore"
)

// toldAbove is up to how many items a job is over before one would look elsewhere: its end is no news.
const toldAbove = 200

// notices lets what happens on records and with jobs become notices. Its service is set before anything happens.
type notices struct {
	store   *sqlstore.Notices
	records *record.Service
	service *notify.Service
}

var (
	_ record.Witness = (*notices)(nil)
	_ job.Herald     = (*notices)(nil)
	_ notify.Records = (*notices)(nil)
)

// Happened writes notices for whom something concerns.
func (n *notices) Happened(ctx context.Context, w record.Writer, h record.Happening) error {
	tx, err := n.store.WithRecords(w)
	if err != nil {
		return err
	}
	return n.service.Tell(ctx, tx, notify.Notice{Kind: notify.Kind(h.Concern), By: h.By, Type: h.Type, Record: h.Record, Batch: h.Batch}, h.To)
}

// Finished tells the owner of a job that ended by itself.
func (n *notices) Finished(ctx context.Context, tx job.Tx, j job.Job) error {
	if j.State == job.Cancelled || j.State != job.Failed && j.Kind != exportKind && j.Total <= toldAbove {
		return nil
	}
	within, err := n.store.WithJob(tx)
	if err != nil {
		return err
	}
	return n.service.Tell(ctx, within, notify.Notice{Kind: notify.Job, By: j.Acting(), Type: j.About.Type, Job: j.ID}, []ident.No{j.Acting()})
}

// Names are those of the records that the actor may see.
func (n *notices) Names(ctx context.Context, actor access.Actor, typeName string, ids []ident.ID) (map[ident.ID]string, error) {
	named, err := n.records.NamesOf(ctx, actor, typeName, ids, nil)
	names := make(map[ident.ID]string, len(named))
	for _, id := range ids {
		if name, ok := named[id.String()]; ok {
			names[id] = name
		}
	}
	return names, err
}
