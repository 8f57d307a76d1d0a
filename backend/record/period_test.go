package record_test

import (
	"kontora/backend/fault"
	"kontora/backend/query"
	"kontora/backend/record"
)

// sumsByPeriods asks in a zone behind UTC, and opens every period as a list.
func sumsByPeriods(c *company) {
	name := c.typeOf("private", nil, field("day", "date"), field("moment", "date_time"), field("size", "number"))
	clerk := c.person(matrix{name: reaching("own", "view", "create")}, nil, object{"time_zone": "America/Sao_Paulo"})
	for _, fields := range []object{
		{"moment": "2026-10-01T02:59:59Z", "size": 1}, {"moment": "2026-10-01T03:00:00Z", "size": 2}, {"moment": "2026-11-01T02:59:59Z", "size": 4}, {"day": "2026-12-31", "size": 8}, {"day": "9999-12-31"},
	} {
		fields["name"] = "Thing"
		c.create(clerk, name, fields)
		c.create(c.admin, name, fields)
	}
	for _, test := range []struct {
		group string
		limit int
		want  string
	}{
		{"moment:month", 0, `[{"group":null,"count":2,"total":8},` +
			`{"group":"2026-09-01","from":"2026-09-01T03:00:00.000Z","until":"2026-10-01T03:00:00.000Z","count":1,"total":1},` +
			`{"group":"2026-10-01","from":"2026-10-01T03:00:00.000Z","until":"2026-11-01T03:00:00.000Z","count":2,"total":6}]`},
		{"day:quarter", 0, `[{"group":null,"count":3,"total":7},{"group":"2026-10-01","from":"2026-10-01","until":"2027-01-01","count":1,"total":8},` +
			`{"group":"9999-10-01","from":"9999-10-01","count":1,"total":0}]`},
		{"moment:month", 2, `[{"group":null,"count":2,"total":8},{"group":"2026-10-01","from":"2026-10-01T03:00:00.000Z","until":"2026-11-01T03:00:00.000Z","count":2,"total":6}]`},
		{"day:quarter", 1, `[{"group":"9999-10-01","from":"9999-10-01","count":1,"total":0}]`},
		{"day:quarter", 2, `[{"group":null,"count":3,"total":7},{"group":"9999-10-01","from":"9999-10-01","count":1,"total":0}]`},
	} {
		sums, err := c.Records.Sums(c.Context(), clerk, record.SumRequest{Type: name, Group: test.group, Sum: "size", Limit: test.limit})
		if got := string(c.raw(sums.Lines)); err != nil || got != test.want || sums.Groups != 3 {
			c.Errorf("%s: %s, %v; want %s", test.group, got, err, test.want)
		}
	}
	for _, of := range []string{"moment", "day", "created_at"} {
		for _, period := range []string{"day", "week", "month", "quarter", "year"} {
			sums, err := c.Records.Sums(c.Context(), clerk, record.SumRequest{Type: name, Group: of + ":" + period})
			c.must(err)
			for _, line := range sums.Lines {
				if found := c.listed(clerk, record.ListRequest{Type: name, Filter: c.opened(of, line)}); int64(len(found)) != line.Count {
					c.Errorf("the %s %v of %s opens with %d of %d", period, line.Group, of, len(found), line.Count)
				}
			}
		}
	}
	for _, group := range []string{"moment:decade", "size:month", "name:day"} {
		_, err := c.Records.Sums(c.Context(), clerk, record.SumRequest{Type: name, Group: group})
		c.wantFault("grouped by "+group, err, fault.Invalid, "field.period")
	}
}

// opened is the filter with which a list shows the records of a period.
func (c *company) opened(of string, line record.SumLine) query.Expr {
	if line.Group == nil {
		return query.Expr{Field: of, Op: query.Empty}
	}
	var edges []query.Expr
	if line.From != "" {
		edges = append(edges, c.where(of, query.GreaterEqual, line.From))
	}
	if line.Until != "" {
		edges = append(edges, c.where(of, query.Less, line.Until))
	}
	return query.Expr{And: edges}
}
