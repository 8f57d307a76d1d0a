package job_test

import (
	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/job"
	"kontora/backend/record"
)

// colleague is somebody else with the clerk's rights.
func (c *company) colleague(administrator bool) access.Actor {
	c.Helper()
	role := c.Administration.Model().Directory.Employees[c.clerk.Employee].Role
	made, err := c.Administration.Employees().Create(c.Context(), c.admin, c.raw(object{
		"last_name": "Colleague", "first_name": "C", "role_id": c.Administration.State().ID(role), "administrator": administrator,
	}))
	c.must(err)
	no, err := c.Administration.State().No(made.ID, administration.EmployeeKind)
	c.must(err)
	return c.Actor(no)
}

func (c *company) setStatus(word string) {
	c.Helper()
	clerk := c.Administration.Model().Directory.Employees[c.clerk.Employee].ID
	_, err := c.Administration.Employees().Change(c.Context(), c.admin, clerk, "", c.raw(object{"status": word}))
	c.must(err)
}

// leftBehind is work of somebody who is suspended afterwards: an administrator takes it back, and nobody else.
func leftBehind(c *company) {
	edited, deleted := c.deals("left", 4), c.deals("thrown", 3)
	edit := c.start("mass_edit", object{"ids": edited, "fields": object{"comment": "new"}})
	c.work(edit.ID, interposed{few: 2})
	remove := c.start("mass_delete", object{"ids": deleted})
	c.work(remove.ID, interposed{few: 2})
	other, keeper := c.colleague(false), c.colleague(true)
	lists := func(by access.Actor, id ident.ID) bool {
		c.Helper()
		jobs, err := c.Jobs.List(c.Context(), by)
		c.must(err)
		for _, j := range jobs {
			if j.ID == id {
				return true
			}
		}
		return false
	}
	refused := func(about string, by access.Actor, command job.Command, kind fault.Kind) {
		c.Helper()
		_, err := c.Jobs.Command(c.Context(), by, edit.ID, command)
		c.wantFault(about, err, kind)
	}
	refused("by an administrator, of one who is at work", keeper, job.Undo, fault.NotFound)
	c.setStatus("suspended")
	defer c.setStatus("active")
	refused("by a colleague", other, job.Undo, fault.NotFound)
	refused("to go on for one who may not act", keeper, job.Resume, fault.Conflict)
	if lists(other, edit.ID) || !lists(keeper, edit.ID) || !lists(keeper, remove.ID) {
		c.Error("who lists jobs that were left behind")
	}
	for _, id := range []ident.ID{edit.ID, remove.ID} {
		_, err := c.Jobs.Command(c.Context(), keeper, id, job.Undo)
		c.must(err)
		c.work(id, interposed{few: 2})
		if j := c.job(id); j.State != job.Undone || j.Result.Kept != 0 {
			c.Errorf("undone: %+v", j)
		}
	}
	for i, id := range edited {
		if got, want := c.comment(id), []string{"was 0", "was 1", "was 2", "was 3"}[i]; got != want {
			c.Errorf("record %d says %q", i, got)
		}
		timeline, err := c.Records.Timeline(c.Context(), c.admin, "deal", id, record.TimelineRequest{Kinds: []string{record.KindChange}})
		c.must(err)
		if by := timeline.Items[0].By; by != c.Administration.Model().Directory.Employees[keeper.Employee].ID {
			c.Errorf("record %d was put back by %v", i, by)
		}
	}
	for _, id := range deleted {
		if view, _, err := c.Records.Get(c.Context(), c.admin, "deal", id); err != nil || view.DeletedAt != "" {
			c.Errorf("a record did not come back: %+v, %v", view, err)
		}
	}
}

// takenBack is an administrator's undo of somebody's work, who is active again before it is done: it is the administrator's to the end.
func takenBack(c *company) {
	edited := c.deals("taken", 4)
	edit := c.start("mass_edit", object{"ids": edited, "fields": object{"comment": "new"}})
	c.work(edit.ID, interposed{few: 2})
	keeper := c.colleague(true)
	c.setStatus("suspended")
	_, err := c.Jobs.Command(c.Context(), keeper, edit.ID, job.Undo)
	c.must(err)
	c.setStatus("active")
	for _, command := range []job.Command{job.Cancel, job.Pause, job.Resume, job.Undo} {
		_, err := c.Jobs.Command(c.Context(), c.clerk, edit.ID, command)
		c.wantFault("by its owner: "+string(command), err, fault.Conflict)
	}
	jobs, err := c.Jobs.List(c.Context(), keeper)
	c.must(err)
	if len(jobs) != 1 || jobs[0].ID != edit.ID {
		c.Errorf("the administrator's list does not have what he is taking back: %+v", jobs)
	}
	_, err = c.Jobs.Get(c.Context(), keeper, edit.ID)
	c.must(err)
	c.work(edit.ID, interposed{few: 2})
	if j := c.job(edit.ID); j.State != job.Undone || c.comment(edited[0]) != "was 0" {
		c.Errorf("not taken back: %+v", j)
	}
}
