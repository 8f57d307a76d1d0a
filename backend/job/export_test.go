package job_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"kontora/backend/exporter"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/job"
)

func TestLongExportsOfAWholeOffice(t *testing.T) {
	onBoth(t, func(c *company) {
		c.deals("export", 1101)
		for about, test := range map[string]func(*company){
			"what is cut off goes on and nothing is twice":                exportCutOff,
			"a right withdrawn midway ends it, and nothing of it is left": exportWithdrawn,
			"a column hidden midway ends it":                              exportHidden,
			"a right that reaches less midway or since":                   exportReachesLess,
			"a restriction made since":                                    exportRestricted,
			"linked records that may not be viewed any more":              exportLinked,
			"a field hidden since by which it was ordered or chosen":      exportOrdered,
			"a column masked midway or since is not handed out in full":   exportMasked,
			"one that is cancelled leaves nothing":                        exportCancelled,
			"a file is there for a day":                                   exportExpired,
			"the disk is not filled":                                      exportWithoutRoom,
		} {
			c.Run(about, func(t *testing.T) {
				each := *c
				each.T = t
				test(&each)
			})
		}
	})
}

func (c *company) export() job.Job {
	c.Helper()
	return c.start("export", object{"sort": []string{"name"}, "language": "en", "count": 1101})
}

// file reads what an export of the clerk's has made.
func (c *company) file(j job.Job) (string, error) {
	c.Helper()
	var request exporter.Request
	var memory exporter.Memory
	c.must(json.Unmarshal(j.Parameters, &request))
	c.must(json.Unmarshal(j.Memory, &memory))
	send, err := c.Exports.Open(c.Context(), c.Actor(c.clerk.Employee), j.No, request, memory, time.UnixMilli(j.FinishedAt))
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	c.must(send(&out))
	return out.String(), nil
}

// left is whether anything of the file is kept.
func (c *company) left(j job.Job) bool {
	c.Helper()
	place, _, err := c.Exports.Spool.Portion(c.Context(), j.No, 0)
	c.must(err)
	return place != 0
}

func exportCutOff(c *company) {
	j := c.export()
	for cuts := 0; !c.job(j.ID).State.Over(); cuts++ {
		ctx, cut := context.WithCancel(c.Context())
		c.workUntilCut(ctx, j.ID, interposed{few: 1, within: func() error {
			if cuts%2 == 0 {
				cut()
				return errCut
			}
			return nil
		}})
		cut()
	}
	j = c.job(j.ID)
	text, err := c.file(j)
	c.must(err)
	if lines := strings.Count(text, "\r\n") + strings.Count(text, "\n"); lines != 1102 || j.Result.Changed != 1101 || j.State != job.Finished {
		c.Errorf("%d lines: %+v", lines, j)
	}
	if strings.Count(text, "\ufeff") != 1 || strings.Count(text, "export 700,") != 1 {
		c.Error("the file has something twice or not at all")
	}
}

// midway does something before the second portion.
func (c *company) midway(do func()) job.Job {
	c.Helper()
	j, portions := c.export(), 0
	c.work(j.ID, interposed{few: 1, before: func() {
		if portions++; portions == 2 {
			do()
		}
	}})
	return c.job(j.ID)
}

func (c *company) profileIs(change object) {
	c.Helper()
	_, err := c.Administration.Profiles().Change(c.Context(), c.admin, c.profile, "", c.raw(change))
	c.must(err)
}

func (c *company) wantNothing(about string, j job.Job, state job.State) {
	c.Helper()
	if j.State != state || c.left(j) {
		c.Errorf("%s: %s, something of it is left: %v", about, j.State, c.left(j))
	}
	if state == job.Failed && (j.Result.Failure["en"] == "" || j.Result.Failure["ru"] == "") {
		c.Errorf("%s: no reason is told: %+v", about, j.Result)
	}
}

func exportWithdrawn(c *company) {
	j := c.midway(func() { c.profileIs(object{"matrix": rights("export")}) })
	c.profileIs(object{"matrix": rights("")})
	c.wantNothing("without the right", j, job.Failed)
}

func exportReachesLess(c *company) {
	own := rights("")
	own["deal"].(object)["export"] = "own" //nolint:forcetypeassert // rights made it
	j := c.midway(func() { c.profileIs(object{"matrix": own}) })
	c.wantNothing("a right to one's own midway", j, job.Failed)
	ofOwn := c.export()
	c.work(ofOwn.ID, interposed{few: 1})
	c.profileIs(object{"matrix": rights("")})
	_, err := c.file(c.job(ofOwn.ID))
	c.must(err)
	ofAll := c.export()
	c.work(ofAll.ID, interposed{few: 1})
	c.profileIs(object{"matrix": own})
	_, err = c.file(c.job(ofAll.ID))
	c.profileIs(object{"matrix": rights("")})
	c.wantFault("a right to one's own since", err, fault.NotFound)
}

func exportRestricted(c *company) {
	own := rights("")
	own["deal"].(object)["export"] = "own" //nolint:forcetypeassert // rights made it
	c.profileIs(object{"matrix": own})
	defer c.profileIs(object{"matrix": rights("")})
	j := c.export()
	c.work(j.ID, interposed{few: 1})
	restriction, err := c.Administration.Restrictions().Create(c.Context(), c.admin, c.raw(object{
		"name": "Not the first", "type": "deal", "filter": object{"field": "comment", "op": "=", "value": "was 0"}, "level": "none",
		"active": true, "who": []object{{"kind": "everyone"}},
	}))
	c.must(err)
	_, err = c.file(c.job(j.ID))
	c.wantFault("restricted since", err, fault.NotFound)
	c.must(c.Administration.Restrictions().Delete(c.Context(), c.admin, restriction.ID, ""))
}

func exportLinked(c *company) {
	with := rights("")
	with["company"] = object{"view": "all"}
	c.profileIs(object{"matrix": with})
	defer c.profileIs(object{"matrix": rights("")})
	linked := c.start("export", object{"fields": []string{"name", "company"}, "language": "en", "count": 1101})
	c.work(linked.ID, interposed{few: 1})
	_, err := c.file(c.job(linked.ID))
	c.must(err)
	alone := c.start("export", object{"fields": []string{"name"}, "language": "en", "count": 1101})
	c.work(alone.ID, interposed{few: 1})
	c.profileIs(object{"matrix": rights("")})
	_, err = c.file(c.job(linked.ID))
	c.wantFault("linked names", err, fault.NotFound)
	_, err = c.file(c.job(alone.ID))
	c.must(err)
}

func exportOrdered(c *company) {
	defer c.profileIs(object{"fields": object{"deal": object{"comment": "edit"}}})
	for about, parameters := range map[string]object{
		"ordered": {"fields": []string{"name"}, "sort": []string{"-comment"}},
		"chosen":  {"fields": []string{"name"}, "filter": object{"field": "comment", "op": "=", "value": "was 1"}},
	} {
		c.profileIs(object{"fields": object{"deal": object{"comment": "edit"}}})
		parameters["language"] = "en"
		j := c.start("export", parameters)
		c.work(j.ID, interposed{few: 1})
		_, err := c.file(c.job(j.ID))
		c.must(err)
		c.profileIs(object{"fields": object{"deal": object{"comment": "hidden"}}})
		_, err = c.file(c.job(j.ID))
		c.wantFault(about, err, fault.NotFound)
	}
}

func exportHidden(c *company) {
	j := c.midway(func() { c.profileIs(object{"fields": object{"deal": object{"comment": "hidden"}}}) })
	c.profileIs(object{"fields": object{"deal": object{"comment": "edit"}}})
	c.wantNothing("a hidden column", j, job.Failed)
}

func exportMasked(c *company) {
	j := c.midway(func() { c.profileIs(object{"fields": object{"deal": object{"comment": "masked"}}}) })
	c.wantNothing("a column that is masked midway", j, job.Failed)
	masked := c.export()
	c.work(masked.ID, interposed{few: 1})
	c.profileIs(object{"fields": object{"deal": object{"comment": "edit"}}})
	_, err := c.file(c.job(masked.ID))
	c.must(err)
	whole := c.export()
	c.work(whole.ID, interposed{few: 1})
	c.profileIs(object{"fields": object{"deal": object{"comment": "masked"}}})
	_, err = c.file(c.job(whole.ID))
	c.profileIs(object{"fields": object{"deal": object{"comment": "edit"}}})
	c.wantFault("a column that is masked since", err, fault.NotFound)
}

func exportCancelled(c *company) {
	j, portions := c.export(), 0
	c.work(j.ID, interposed{few: 1, before: func() {
		if portions++; portions == 2 {
			c.command(j.ID, job.Cancel)
		}
	}})
	c.wantNothing("cancelled", c.job(j.ID), job.Cancelled)
}

func exportExpired(c *company) {
	j := c.export()
	c.work(j.ID, interposed{few: 1})
	j = c.job(j.ID)
	c.must(c.Exports.Clear(c.Context()))
	if _, err := c.file(j); err != nil {
		c.Errorf("a new file: %v", err)
	}
	c.must(c.Exports.Spool.Clear(c.Context(), time.UnixMilli(j.FinishedAt+1)))
	_, err := c.file(j)
	c.wantFault("an old file", err, fault.NotFound)
}

func exportWithoutRoom(c *company) {
	full := exporter.NewService(c.Exports.Parts)
	next := func(m *meter) (exporter.Portion, error) {
		full.Meter = m
		p, _, err := full.Next(c.Context(), c.clerk, exporter.Request{Type: "deal"}, exporter.Memory{})
		return p, err
	}
	_, err := next(&meter{refusal: fault.New(fault.Unavailable, "file.disk_full")})
	c.wantFault("a full disk", err, fault.Conflict)
	if _, err := next(&meter{refusal: errors.ErrUnsupported}); !errors.Is(err, errors.ErrUnsupported) {
		c.Errorf("a disk that does not answer: %v", err)
	}
	var open meter
	p, err := next(&open)
	c.must(err)
	if open.noted[c.clerk.Employee] != int64(len(p.Packed)) || len(p.Packed) == 0 {
		c.Errorf("a portion of %d bytes is counted as %v", len(p.Packed), open.noted)
	}
}

// meter is a disk that has room or has none.
type meter struct {
	refusal error
	noted   map[ident.No]int64
}

func (m *meter) Admit(context.Context, ident.No) error { return m.refusal }

func (m *meter) Note(_ context.Context, employee ident.No, bytes int64) error {
	m.noted = map[ident.No]int64{employee: m.noted[employee] + bytes}
	return nil
}
