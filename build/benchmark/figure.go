package main

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// figure is one query asked by one person.
type figure struct {
	Query  string  `json:"query"`
	Person string  `json:"person"`
	Median float64 `json:"median_ms"`
	P95    float64 `json:"p95_ms"`
	Bare   float64 `json:"bare_sql_ms,omitempty"` // the same rows by the right index, without rights
	Note   string  `json:"note,omitempty"`
}

// enough is how long one query is asked over and over, when that is less than the runs wished for; at least three are made.
const enough = 10 * time.Second

// timed runs fn several times, after once for the caches, and returns the median and the 95th percentile in milliseconds.
func timed(runs int, fn func() error) (median, p95 float64, err error) {
	if err := fn(); err != nil {
		return 0, 0, err
	}
	took := make([]time.Duration, 0, runs)
	for begun := time.Now(); len(took) < runs && (len(took) < 3 || time.Since(begun) < enough); {
		started := time.Now()
		if err := fn(); err != nil {
			return 0, 0, err
		}
		took = append(took, time.Since(started))
	}
	f := middle("", "", took)
	return f.Median, f.P95, nil
}

// middle is the figure of several times.
func middle(query, person string, took []time.Duration) figure {
	slices.Sort(took)
	const most = 95
	return figure{Query: query, Person: person, Median: ms(took[len(took)/2]), P95: ms(took[len(took)*most/100])}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func (c company) print(to io.Writer) {
	fmt.Fprintf(to, "\n%d cells, filled in %s\n%-34s %-16s %9s %9s %9s\n", c.Cells, c.Filled, "query", "person", "median", "p95", "bare SQL")
	for _, f := range c.Figures {
		bare := ""
		if f.Bare > 0 {
			bare = fmt.Sprintf("%9.3f", f.Bare)
		}
		fmt.Fprintf(to, "%-34s %-16s %9.3f %9.3f %9s %s\n", f.Query, f.Person, f.Median, f.P95, bare, f.Note)
	}
	for what, value := range c.Office {
		fmt.Fprintf(to, "%s: %s\n", what, value)
	}
}
