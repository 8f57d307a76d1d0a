package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/job"
	"kontora/backend/record"
	"kontora/backend/store"
)

// Jobs keeps the jobs of one company. It is a job.Store, safe for concurrent use.
type Jobs struct{ db *store.DB }

// NewJobs returns the jobs of a company.
func NewJobs(db *store.DB) *Jobs { return &Jobs{db} }

var _ job.Store = (*Jobs)(nil)

const jobColumns = "SELECT no, id, owner, state, finished_at, body FROM job"

func scanJob(row interface{ Scan(into ...any) error }) (job.Job, error) {
	var j job.Job
	var body string
	if err := row.Scan(&j.No, store.ID(&j.ID), &j.Owner, &j.State, &j.FinishedAt, &body); err != nil {
		return j, err
	}
	if err := json.Unmarshal([]byte(body), &j.Body); err != nil {
		return j, fmt.Errorf("read the job %s: %w", j.ID, err)
	}
	return j, nil
}

func (s *Jobs) list(ctx context.Context, rest string, args ...any) (jobs []job.Job, err error) {
	err = s.db.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, jobColumns+rest, args...)
		if err != nil {
			return err
		}
		jobs, err = collect(rows, func(rows *sql.Rows) (job.Job, error) { return scanJob(rows) })
		return err
	})
	return jobs, fault.Wrap(err, "list jobs")
}

// Jobs lists those of some people.
func (s *Jobs) Jobs(ctx context.Context, owners []ident.No, limit int) ([]job.Job, error) {
	numbers := make([]int64, len(owners))
	for i, owner := range owners {
		numbers[i] = int64(owner)
	}
	of, argument := s.db.Dialect().In("owner", numbers)
	return s.list(ctx, " WHERE "+of+" ORDER BY no DESC LIMIT ?", argument, limit)
}

// Open lists what waits or works.
func (s *Jobs) Open(ctx context.Context) ([]job.Job, error) {
	return s.list(ctx, " WHERE state IN (?, ?) ORDER BY no", string(job.Waiting), string(job.Running))
}

// Job reads one.
func (s *Jobs) Job(ctx context.Context, id ident.ID) (j job.Job, err error) {
	err = s.db.Read(ctx, func(t *store.Tx) error {
		j, err = scanJob(t.QueryRow(ctx, jobColumns+" WHERE id = ?", id))
		return fault.Wrap(found(err), "read a job")
	})
	return j, err
}

// Changed lists what a job changed and has not taken back.
func (s *Jobs) Changed(ctx context.Context, no int64, limit int) (done []job.Done, err error) {
	err = s.db.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, "SELECT place, record, prior, seq FROM job_change WHERE job = ? ORDER BY place DESC LIMIT ?", no, limit)
		if err != nil {
			return err
		}
		done, err = collect(rows, func(rows *sql.Rows) (job.Done, error) {
			var d job.Done
			var before string
			err := rows.Scan(&d.Place, store.ID(&d.Record), &before, &d.Seq)
			d.Before = json.RawMessage(before)
			return d, err
		})
		return err
	})
	return done, fault.Wrap(err, "list what a job changed")
}

// Change runs fn in one write transaction.
func (s *Jobs) Change(ctx context.Context, fn func(job.Tx) error) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error { return fn(jobTx{w}) })
	return fault.Wrap(err, "change a job")
}

// OfJob is the records' side of a transaction in which a job works.
func (s *Records) OfJob(tx job.Tx) (record.Writer, error) {
	t, ok := tx.(jobTx)
	if !ok {
		return nil, errTransaction
	}
	return s.In(t.WriteTx), nil
}

// jobTx is the write transaction in the words of package job.
type jobTx struct{ *store.WriteTx }

// Job reads one and keeps it locked.
func (t jobTx) Job(ctx context.Context, id ident.ID) (job.Job, error) {
	j, err := scanJob(t.QueryRow(ctx, jobColumns+" WHERE id = ?"+t.Dialect().ForUpdate(), id))
	return j, fault.Wrap(found(err), "read a job")
}

// OpenKinds lists the kinds of the unfinished jobs of a person.
func (t jobTx) OpenKinds(ctx context.Context, owner ident.No) (kinds []string, err error) {
	rows, err := t.Query(ctx, jobColumns+" WHERE owner = ? AND finished_at = 0", owner)
	if err != nil {
		return nil, fault.Wrap(err, "count jobs")
	}
	open, err := collect(rows, func(rows *sql.Rows) (job.Job, error) { return scanJob(rows) })
	for _, j := range open {
		kinds = append(kinds, j.Kind)
	}
	return kinds, fault.Wrap(err, "count jobs")
}

// Add writes a new job.
func (t jobTx) Add(ctx context.Context, j job.Job) error {
	body, err := json.Marshal(j.Body)
	if err != nil {
		return fault.Wrap(err, "write a job")
	}
	_, err = t.Exec(ctx, "INSERT INTO job(id, owner, state, finished_at, body) VALUES (?, ?, ?, ?, ?)", j.ID, j.Owner, string(j.State), j.FinishedAt, string(body))
	return fault.Wrap(err, "write a job")
}

// Put writes a job as it is now.
func (t jobTx) Put(ctx context.Context, j job.Job) error {
	body, err := json.Marshal(j.Body)
	if err != nil {
		return fault.Wrap(err, "write a job")
	}
	_, err = t.Exec(ctx, "UPDATE job SET state = ?, finished_at = ?, body = ? WHERE no = ?", string(j.State), j.FinishedAt, string(body), j.No)
	return fault.Wrap(err, "write a job")
}

// Keep notes what was changed.
func (t jobTx) Keep(ctx context.Context, no int64, done []job.Done) error {
	if len(done) == 0 {
		return nil
	}
	seq, err := t.Seq(ctx)
	if err != nil {
		return err
	}
	for _, d := range done {
		_, err := t.Exec(ctx, "INSERT INTO job_change(job, place, record, prior, seq) VALUES (?, ?, ?, ?, ?)", no, d.Place, d.Record, string(d.Before), seq)
		if err != nil {
			return fault.Wrap(err, "note what a job changed")
		}
	}
	return nil
}

// Drop forgets the items at the places.
func (t jobTx) Drop(ctx context.Context, no int64, items []job.Item) error {
	for _, item := range items {
		if _, err := t.Exec(ctx, "DELETE FROM job_change WHERE job = ? AND place = ?", no, item.Place); err != nil {
			return fault.Wrap(err, "forget what a job changed")
		}
	}
	return nil
}

// Expire removes what was finished before the time.
func (t jobTx) Expire(ctx context.Context, before time.Time) error {
	const old = "finished_at > 0 AND finished_at < ?"
	if _, err := t.Exec(ctx, "DELETE FROM job_change WHERE job IN (SELECT no FROM job WHERE "+old+")", before.UnixMilli()); err != nil {
		return fault.Wrap(err, "remove old jobs")
	}
	_, err := t.Exec(ctx, "DELETE FROM job WHERE "+old, before.UnixMilli())
	return fault.Wrap(err, "remove old jobs")
}
