package record_test

import (
	"errors"

	"kontora/backend/fault"
)

func nothingEndsBeforeItBegins(c *company) {
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	meeting := c.activity(c.admin, "meeting", deal, object{"name": "On site", "starts": "2027-02-01T10:00:00Z", "ends": "2027-02-01T10:00:00Z"})
	refused := func(what, field string, err error) {
		c.Helper()
		var problem *fault.Error
		if !errors.As(err, &problem) || len(problem.Fields) != 1 || problem.Fields[field].Key == "" {
			c.Errorf("%s: %v", what, err)
		}
	}
	_, err := c.edit(c.admin, meeting, object{"ends": "2027-02-01T09:59:00Z"})
	refused("an end before the start", "ends", err)
	_, err = c.edit(c.admin, meeting, object{"starts": "2027-02-01T10:01:00Z"})
	refused("a start after the end", "starts", err)
	_, err = c.edit(c.admin, meeting, object{"starts": "2027-02-03T10:00:00Z", "ends": "2027-02-02T10:00:00Z"})
	refused("both", "ends", err)
	for _, fields := range []object{
		{"starts": "2027-02-02T10:00:00Z", "ends": "2027-02-02T11:00:00Z"}, {"ends": nil}, {"starts": "2028-02-02T10:00:00Z"},
	} {
		_, err := c.edit(c.admin, meeting, fields)
		c.must(err)
	}
}

func veiledEnd(c *company) {
	clerk := c.person(matrix{"deal": all("view"), "meeting": all("view", "edit")}, map[string]map[string]string{"meeting": {"ends": "hidden"}})
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	meeting := c.activity(c.admin, "meeting", deal, object{"name": "On site", "starts": "2027-02-01T10:00:00Z", "ends": "2027-02-01T11:00:00Z"})
	_, err := c.edit(clerk, meeting, object{"starts": "2027-02-01T12:00:00Z"})
	c.must(err)
}
