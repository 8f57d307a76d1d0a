package job_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/job"
	"kontora/backend/record"
)

func TestJobsOfAWholeOffice(t *testing.T) {
	onBoth(t, func(c *company) {
		for about, test := range map[string]func(*company){
			"what is cut off goes on, and each record is changed once": cutOff,
			"undo leaves alone what somebody else has written since":   undoAfterOthers,
			"rights withdrawn midway hold at once":                     withdrawn,
			"a job of one who is suspended stops":                      suspended,
			"what one who is suspended did can be taken back":          leftBehind,
			"an undo by an administrator is his to the end":            takenBack,
			"a job rests, goes on and is cancelled":                    rests,
			"records go to the bin and come back":                      binned,
			"responsibles change and change back":                      handedOver,
			"records that may not be changed are told by reason":       refusedRecords,
			"what can be done to no record is refused at once":         refusedWhole,
			"nobody hears of another's job":                            alone,
		} {
			c.Run(about, func(t *testing.T) {
				each := *c
				each.T = t
				test(&each)
			})
		}
	})
}

var errCut = errors.New("the power went")

// cutOff has steps fail, and the program end, at random before what they did is kept.
func cutOff(c *company) {
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 1))
		batch := fmt.Sprint("cut", seed)
		ids := c.deals(batch, 14)
		j := c.start("mass_edit", object{"filter": c.named(batch), "fields": object{"comment": "new"}})
		c.cutAtRandom(random, j.ID)
		for _, id := range ids {
			if c.comment(id) != "new" || c.edits(id) != 1 {
				c.Errorf("seed %d: a record says %q after %d edits", seed, c.comment(id), c.edits(id))
			}
		}
		if j = c.job(j.ID); j.State != job.Finished || j.Result.Changed != 14 || j.Done != 14 || j.Total != 14 {
			c.Errorf("seed %d: %+v", seed, j)
		}
		c.command(j.ID, job.Undo)
		c.cutAtRandom(random, j.ID)
		for i, id := range ids {
			if c.comment(id) != fmt.Sprint("was ", i) || c.edits(id) != 2 {
				c.Errorf("seed %d: undone, record %d says %q after %d edits", seed, i, c.comment(id), c.edits(id))
			}
		}
		if j = c.job(j.ID); j.State != job.Undone || j.Result.Restored != 14 || j.Can(job.Undo) {
			c.Errorf("seed %d: undone: %+v", seed, j)
		}
	}
}

func (c *company) cutAtRandom(random *rand.Rand, id ident.ID) {
	for !c.job(id).State.Over() {
		ctx, cut := context.WithCancel(c.Context())
		left := 1 + random.IntN(4)
		c.workUntilCut(ctx, id, interposed{few: 1 + random.IntN(5), within: func() error {
			if left--; left == 0 {
				cut()
				return errCut
			}
			return nil
		}})
		cut()
	}
}

func undoAfterOthers(c *company) {
	ids := c.deals("others", 6)
	j := c.start("mass_edit", object{"ids": ids, "fields": object{"comment": "new", "value": object{"amount": "5", "currency": "EUR"}}})
	c.work(j.ID, interposed{few: 4})
	c.overwrite(ids[1], "theirs")
	c.must(c.Records.Delete(c.Context(), c.admin, "deal", ids[2]))
	c.command(j.ID, job.Undo)
	c.work(j.ID, interposed{few: 4})
	for i, want := range []string{"was 0", "theirs", "", "was 3", "was 4", "was 5"} {
		if i != 2 && c.comment(ids[i]) != want {
			c.Errorf("record %d says %q, want %q", i, c.comment(ids[i]), want)
		}
	}
	view, _, err := c.Records.Get(c.Context(), c.admin, "deal", ids[1])
	if err != nil || view.Fields["value"] != nil {
		c.Errorf("the field nobody else wrote is %v, %v", view.Fields["value"], err)
	}
	if j = c.job(j.ID); j.State != job.Undone || j.Result.Restored != 4 || j.Result.Kept != 2 || len(j.Result.Reasons) != 2 {
		c.Errorf("undone: %+v", j)
	}
}

func withdrawn(c *company) {
	ids := c.deals("withdrawn", 9)
	j := c.start("mass_edit", object{"ids": ids, "fields": object{"comment": "new"}})
	calls := 0
	c.work(j.ID, interposed{few: 3, before: func() {
		if calls++; calls == 3 {
			_, err := c.Administration.Profiles().Change(c.Context(), c.admin, c.profile, "", c.raw(object{"matrix": rights("mass_edit")}))
			c.must(err)
		}
	}})
	_, err := c.Administration.Profiles().Change(c.Context(), c.admin, c.profile, "", c.raw(object{"matrix": rights("")}))
	c.must(err)
	for i, id := range ids {
		if changed := c.comment(id) == "new"; changed != (i < 6) {
			c.Errorf("record %d changed: %v", i, changed)
		}
	}
	if j = c.job(j.ID); j.Result.Changed != 6 || j.Result.Refused != 3 || len(j.Result.Reasons) != 1 || j.Result.Reasons[0].Words["ru"] == "" {
		c.Errorf("told: %+v", j.Result)
	}
}

func suspended(c *company) {
	ids := c.deals("suspended", 9)
	j := c.start("mass_edit", object{"ids": ids, "fields": object{"comment": "new"}})
	calls := 0
	c.work(j.ID, interposed{few: 3, before: func() {
		if calls++; calls == 2 {
			c.setStatus("suspended")
		}
	}})
	c.setStatus("active")
	if j = c.job(j.ID); j.State != job.Failed || j.Done != 3 || j.Result.Failure["en"] == "" {
		c.Errorf("it stands at %+v", j)
	}
	for i, id := range ids {
		if changed := c.comment(id) == "new"; changed != (i < 3) {
			c.Errorf("record %d changed: %v", i, changed)
		}
	}
}

func rests(c *company) {
	ids := c.deals("rests", 9)
	j := c.start("mass_edit", object{"ids": ids, "fields": object{"comment": "new"}})
	calls := 0
	between := interposed{few: 3, before: func() {
		if calls++; calls == 2 {
			c.command(j.ID, job.Pause)
		}
	}}
	c.work(j.ID, between)
	if at := c.job(j.ID); at.State != job.Paused || at.Done != 3 {
		c.Errorf("paused at %+v", at)
	}
	c.command(j.ID, job.Resume)
	c.work(j.ID, interposed{few: 3, before: func() {
		if calls++; calls == 4 {
			c.command(j.ID, job.Cancel)
		}
	}})
	if at := c.job(j.ID); at.State != job.Cancelled || at.Done != 6 || !at.Can(job.Undo) {
		c.Errorf("cancelled at %+v", at)
	}
	_, err := c.Jobs.Command(c.Context(), c.clerk, j.ID, job.Resume)
	c.wantFault("what is cancelled does not go on", err, fault.Conflict)
	c.command(j.ID, job.Undo)
	c.work(j.ID, interposed{few: 3})
	for i, id := range ids {
		if c.comment(id) != fmt.Sprint("was ", i) {
			c.Errorf("record %d says %q", i, c.comment(id))
		}
	}
}

func binned(c *company) {
	ids := c.deals("binned", 5)
	j := c.start("mass_delete", object{"filter": c.named("binned")})
	c.work(j.ID, interposed{few: 2})
	list := record.ListRequest{Type: "deal", Filter: c.named("binned")}
	if count, err := c.Records.Count(c.Context(), c.clerk, list); count != 0 || err != nil {
		c.Errorf("%d are left, %v", count, err)
	}
	_, _, err := c.Records.Restore(c.Context(), c.admin, "deal", ids[3])
	c.must(err)
	c.command(j.ID, job.Undo)
	c.work(j.ID, interposed{few: 2})
	if count, err := c.Records.Count(c.Context(), c.clerk, list); count != 5 || err != nil {
		c.Errorf("%d came back, %v", count, err)
	}
	if j = c.job(j.ID); j.Result.Restored != 4 || j.Result.Kept != 1 {
		c.Errorf("undone: %+v", j.Result)
	}
}

func handedOver(c *company) {
	ids := c.deals("handed", 4)
	directory := c.Administration.Model().Directory
	admin, clerk := directory.Employees[c.admin.Employee].ID, directory.Employees[c.clerk.Employee].ID
	responsible := func(id ident.ID) ident.ID {
		view, _, err := c.Records.Get(c.Context(), c.admin, "deal", id)
		c.must(err)
		return view.Responsible
	}
	parameters := c.raw(object{"type": "deal", "ids": ids, "to": admin})
	j, err := c.Jobs.Start(c.Context(), c.admin, "mass_transfer", parameters)
	c.must(err)
	owner := *c
	owner.clerk = c.admin
	owner.work(j.ID, interposed{few: 3})
	_, _, err = c.Records.Transfer(c.Context(), c.admin, "deal", ids[0], record.TransferRequest{To: clerk})
	c.must(err)
	_, _, err = c.Records.Transfer(c.Context(), c.admin, "deal", ids[0], record.TransferRequest{To: admin})
	c.must(err)
	owner.command(j.ID, job.Undo)
	owner.work(j.ID, interposed{few: 3})
	for i, id := range ids {
		if want := map[bool]ident.ID{true: admin, false: clerk}[i == 0]; responsible(id) != want {
			c.Errorf("record %d is with %s", i, responsible(id))
		}
	}
	if at := owner.job(j.ID); at.Result.Restored != 3 || at.Result.Kept != 1 {
		c.Errorf("undone: %+v", at.Result)
	}
}

func refusedRecords(c *company) {
	ids := c.deals("refused", 3)
	nothing := ident.ID{9}
	c.must(c.Records.Delete(c.Context(), c.admin, "deal", ids[1]))
	j := c.start("mass_edit", object{"ids": []ident.ID{ids[0], ids[1], nothing, ids[2]}, "fields": object{"comment": "was 2"}})
	c.work(j.ID, interposed{few: 10})
	j = c.job(j.ID)
	if r := j.Result; r.Changed != 1 || r.Same != 1 || r.Refused != 2 || len(r.Reasons) != 2 || r.Reasons[1].Records[0] != nothing {
		c.Errorf("told: %+v", r)
	}
}

func refusedWhole(c *company) {
	for about, test := range map[string]struct {
		kind       string
		parameters object
		want       fault.Kind
	}{
		"a type that is not there":    {"mass_edit", object{"type": "nothing", "fields": object{"x": 1}}, fault.NotFound},
		"a field that is not there":   {"mass_edit", object{"type": "deal", "fields": object{"nothing": 1}}, fault.Invalid},
		"a value that cannot be":      {"mass_edit", object{"type": "deal", "fields": object{"value": "plenty"}}, fault.Invalid},
		"no field":                    {"mass_edit", object{"type": "deal"}, fault.Invalid},
		"a filter that cannot be":     {"mass_delete", object{"type": "deal", "filter": object{"field": "nothing", "op": "=", "value": 1}}, fault.Invalid},
		"nobody":                      {"mass_transfer", object{"type": "deal", "to": ident.ID{9}}, fault.Invalid},
		"work nobody knows":           {"mass_nothing", object{"type": "deal"}, fault.NotFound},
		"a type he may not change so": {"mass_edit", object{"type": "contact", "fields": object{"name": "x"}}, fault.NotFound},
	} {
		_, err := c.Jobs.Start(c.Context(), c.clerk, test.kind, c.raw(test.parameters))
		c.wantFault(about, err, test.want)
	}
	looking := c.clerk
	looking.ReadOnly = true
	_, err := c.Jobs.Start(c.Context(), looking, "mass_delete", c.raw(object{"type": "deal"}))
	c.wantFault("one who only looks", err, fault.Denied)
}

func alone(c *company) {
	ids := c.deals("alone", 1)
	j := c.start("mass_edit", object{"ids": ids, "fields": object{"comment": "new"}})
	_, err := c.Jobs.Get(c.Context(), c.admin, j.ID)
	c.wantFault("another's job", err, fault.NotFound)
	_, err = c.Jobs.Command(c.Context(), c.admin, j.ID, job.Cancel)
	c.wantFault("cancelling another's job", err, fault.NotFound)
	if listed, err := c.Jobs.List(c.Context(), c.admin); err != nil || len(listed) > 0 && listed[0].ID == j.ID {
		c.Errorf("it is listed for another: %v", err)
	}
	heard := c.Hub.Subscribe()
	defer heard.Close()
	c.work(j.ID, interposed{few: 1})
	commits, _ := heard.Take()
	for _, commit := range commits {
		for _, told := range commit.Told {
			if told.To != c.clerk.Employee {
				c.Errorf("%d is told", told.To)
			}
		}
	}
}
