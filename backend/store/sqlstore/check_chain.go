package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"kontora/backend/audit"
	"kontora/backend/locale"
	"kontora/backend/store"
)

// chainBatch is how many commits are checked at a time.
const chainBatch = 1000

// checkChain follows the commits from the first to the last: each must link to the one before and vouch for exactly the entries of the
// audit log that stand under its number, and every value still there must be the one committed to.
func checkChain(ctx context.Context, t *store.Tx, report func(locale.Text)) error {
	v := &chainCheck{t: t, report: report}
	for {
		commits, err := v.commits(ctx)
		if err != nil {
			return fmt.Errorf("check the chain of commits: %w", err)
		}
		if len(commits) == 0 {
			break
		}
		if err := v.batch(ctx, commits); err != nil {
			return fmt.Errorf("check the chain of commits: %w", err)
		}
	}
	if head := t.Head(); v.seq != head.Seq || v.chain != head.Chain {
		report(locale.Say("store.check.chain_end", "found", v.seq, "counted", head.Seq))
	}
	return v.strays(ctx)
}

type chainCheck struct {
	t      *store.Tx
	report func(locale.Text)
	seq    uint64 // of the commit before
	chain  store.Hash
	broken bool // reported already: all links after a broken one differ too
}

type commitRow struct {
	seq           uint64
	at            int64
	kind          string
	digest, chain []byte
}

func (v *chainCheck) commits(ctx context.Context) ([]commitRow, error) {
	rows, err := v.t.Query(ctx, "SELECT seq, at_ms, kind, digest, chain FROM commit_log WHERE seq > ? ORDER BY seq LIMIT ?", v.seq, chainBatch)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (c commitRow, err error) {
		err = rows.Scan(&c.seq, &c.at, &c.kind, &c.digest, &c.chain)
		return c, err
	})
}

func (v *chainCheck) batch(ctx context.Context, commits []commitRow) error {
	declared, err := v.declared(ctx, audit.NumberOf(v.seq+1, 0), audit.NumberOf(commits[len(commits)-1].seq+1, 0))
	if err != nil {
		return err
	}
	for _, c := range commits {
		digest := store.Digest(declared[c.seq]...)
		if string(c.digest) != text32(digest) {
			v.report(locale.Say("store.check.audit", "commit", c.seq))
		}
		link := store.Link(v.chain, c.seq, time.UnixMilli(c.at), c.kind, digest)
		if !v.broken && (c.seq != v.seq+1 || string(c.chain) != text32(link)) {
			v.broken = true
			v.report(locale.Say("store.check.chain", "commit", c.seq))
		}
		v.seq = c.seq
		copy(v.chain[:], c.chain)
	}
	return nil
}

// declared is the hashes of the entries from one number to below another, by commit.
func (v *chainCheck) declared(ctx context.Context, from, to audit.Number) (map[uint64][][]byte, error) {
	rows, err := v.t.Query(ctx, "SELECT "+entryColumns+" FROM audit WHERE no >= ? AND no < ? ORDER BY no", uint64(from), uint64(to))
	if err != nil {
		return nil, err
	}
	entries, err := collect(rows, scanEntry)
	if err != nil {
		return nil, err
	}
	declared := make(map[uint64][][]byte)
	for _, e := range entries {
		hash := audit.HashOf(e.Entry, e.encoded)
		declared[e.No.Seq()] = append(declared[e.No.Seq()], hash[:])
	}
	return declared, v.values(ctx, entries, from, to)
}

// values compares the values that are still there with what the entries commit to.
func (v *chainCheck) values(ctx context.Context, entries []storedEntry, from, to audit.Number) error {
	commitments := make(map[audit.Number]map[string]audit.Commitment, len(entries))
	for _, e := range entries {
		decoded, err := audit.Decode(e.encoded)
		if err != nil {
			v.report(locale.Say("store.check.audit", "commit", e.No.Seq()))
		}
		byField := make(map[string]audit.Commitment, len(decoded))
		for _, c := range decoded {
			byField[c.Field] = c
		}
		commitments[e.No] = byField
	}
	rows, err := v.t.Query(ctx, "SELECT entry, field, salt, before, after FROM audit_value WHERE entry >= ? AND entry < ?", uint64(from), uint64(to))
	if err != nil {
		return err
	}
	_, err = collect(rows, func(rows *sql.Rows) (struct{}, error) {
		var entry audit.Number
		value, err := scanValue(rows, &entry)
		if c, ok := commitments[entry][value.Field]; err == nil && (!ok || !c.Matches(value)) {
			v.report(locale.Say("store.check.audit_value", "commit", entry.Seq()))
		}
		return struct{}{}, err
	})
	return err
}

// strays finds entries under numbers that no commit has.
func (v *chainCheck) strays(ctx context.Context) error {
	var n int64
	err := v.t.QueryRow(ctx, "SELECT count(*) FROM audit WHERE no >= ?", uint64(audit.NumberOf(v.seq+1, 0))).Scan(&n)
	if err == nil && n > 0 {
		v.report(locale.Say("store.check.audit", "commit", v.seq+1))
	}
	return err
}
