package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"kontora/app"
	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/store"
)

// settle lets the office test its records against the conditions of the company, as a running office does in the background.
func settle(ctx context.Context, office *app.Office) error {
	running, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- office.Administration.Serve(running) }()
	const look = 20 * time.Millisecond
	for !ready(office.Administration.Model()) {
		time.Sleep(look)
	}
	stop()
	return <-ended
}

func ready(m *access.Model) bool {
	for _, rule := range m.Policy.Rules {
		if rule.Condition != nil && rule.Condition.State != access.Ready {
			return false
		}
	}
	for _, restriction := range m.Policy.Restrictions {
		if restriction.Condition != nil && restriction.Condition.State != access.Ready {
			return false
		}
	}
	return true
}

// change measures a change of role, and a new condition on the deals.
func (t *trial) change(ctx context.Context) ([]figure, error) {
	role, err := t.changeRole(ctx)
	if err != nil {
		return nil, fmt.Errorf("change a role: %w", err)
	}
	condition, err := t.newCondition(ctx)
	return append(role, condition...), err
}

func (t *trial) changeRole(ctx context.Context) ([]figure, error) {
	admin := t.office.Actor(find(t.office, "admin").No)
	model := t.office.Administration.Model()
	representative := find(t.office, t.logins["representative"])
	before, err := t.written(ctx, 0)
	if err != nil {
		return nil, err
	}
	took := time.Duration(0)
	for no, role := range model.Directory.Roles {
		if no == representative.Role {
			continue
		}
		started := time.Now()
		change := json.RawMessage(fmt.Sprintf(`{"role_id": %q, "role_source": "manual"}`, role.ID))
		if _, err := t.office.Administration.Employees().Change(ctx, admin, representative.ID, "", change); err != nil {
			return nil, err
		}
		t.office.Actor(representative.No).Rights.Reading(dealNo(model), access.View)
		took = time.Since(started)
		break
	}
	rows, err := t.written(ctx, before)
	if err != nil {
		return nil, err
	}
	back := json.RawMessage(fmt.Sprintf(`{"role_id": %q}`, model.Directory.Roles[representative.Role].ID))
	if _, err := t.office.Administration.Employees().Change(ctx, admin, representative.ID, "", back); err != nil {
		return nil, err
	}
	return []figure{{Query: "change of role, rights anew", Person: "administrator", Median: ms(took), P95: ms(took), Note: fmt.Sprintf("%d record rows", rows)}}, nil
}

func dealNo(m *access.Model) ident.No {
	t, _ := m.Schema.Type("deal")
	return t.No
}

// written is the highest commit that wrote a deal when since is 0, else how many deals were written after it.
func (t *trial) written(ctx context.Context, since int64) (n int64, err error) {
	statement := "SELECT max(seq) FROM rec_deal WHERE seq > ?"
	if since > 0 {
		statement = "SELECT count(*) FROM rec_deal WHERE seq > ?"
	}
	err = t.office.Company.Read(ctx, func(tx *store.Tx) error { return tx.QueryRow(ctx, statement, since).Scan(&n) })
	return n, err
}

// newCondition adds a sharing rule by condition and gives every deal its cell anew, in the chunks of a running office.
func (t *trial) newCondition(ctx context.Context) ([]figure, error) {
	admin := t.office.Actor(find(t.office, "admin").No)
	rule := json.RawMessage(`{"name": "Benchmark", "type": "deal", "level": "view", "active": true, "target": {"kind": "everyone"},
		"source": {"kind": "condition", "filter": {"and": [{"field": "stage", "op": "=", "value": "proposal"}]}}}`)
	if _, err := t.office.Administration.Rules().Create(ctx, admin, rule); err != nil {
		return nil, fmt.Errorf("add a rule: %w", err)
	}
	const chunk = 500
	f := figure{Query: "new condition, one chunk", Person: "office"}
	var all time.Duration
	chunks, longest := 0, time.Duration(0)
	for after := int64(0); ; chunks++ {
		started := time.Now()
		last, err := t.office.Records.Reevaluate(ctx, "deal", after, chunk)
		if err != nil {
			return nil, fmt.Errorf("evaluate the rule: %w", err)
		}
		took := time.Since(started)
		all, longest = all+took, max(longest, took)
		if last == 0 {
			break
		}
		after = last
	}
	f.Median, f.P95 = ms(all)/float64(chunks+1), ms(longest)
	f.Note = fmt.Sprintf("%d chunks of at most %d records in %s; the second figure is the longest", chunks+1, chunk, all.Round(time.Second))
	return []figure{f}, nil
}
