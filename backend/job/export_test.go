package job_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"kontora/backend/access"
	"kontora/backend/exporter"
	"kontora/backend/fault"
	"kontora/backend/job"
)

func TestLongExportsOfAWholeOffice(t *testing.T) {
	onBoth(t, func(c *company) {
		c.deals("export", 1101)
		for about, test := range map[string]func(*company){
			"what is cut off goes on and nothing is twice":                exportCutOff,
			"a right withdrawn midway ends it, and nothing of it is left": exportWithdrawn,
			"a column hidden midway ends it":                              exportHidden,
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
	full.Free = func() (uint64, error) { return 1 << 20, nil }
	_, _, err := full.Next(c.Context(), c.clerk, exporter.Request{Type: "deal"}, exporter.Memory{})
	c.wantFault("a full disk", err, fault.Conflict)
	full.Free = func() (uint64, error) { return 0, errors.ErrUnsupported }
	if _, _, err := full.Next(c.Context(), access.Actor{Rights: c.clerk.Rights}, exporter.Request{Type: "deal"}, exporter.Memory{}); !errors.Is(err, errors.ErrUnsupported) {
		c.Errorf("a disk that does not answer: %v", err)
	}
}
