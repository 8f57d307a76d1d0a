// Command bench measures an office with a million deals: every figure stands beside bare SQL with the right index and beside the
// administrator, all taken in one run, so that they can be compared on a noisy machine. It writes JSON and prints a table.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

type options struct {
	deals, runs int
	cells       []int
	out         string
	database    string
	changes     bool
	only        string
	profile     string
	keep        string // a folder that keeps the companies from run to run; empty: a new one each time
}

func main() {
	var o options
	cells := flag.String("cells", "6000,50000,200000", "in how many cells the deals stand, one company for each")
	flag.IntVar(&o.deals, "deals", 1_000_000, "how many deals")
	flag.IntVar(&o.runs, "runs", 30, "how often each query is asked")
	flag.StringVar(&o.out, "out", "build/bench/office.json", "where the figures go")
	flag.StringVar(&o.database, "database", "", "postgres://… instead of SQLite")
	flag.StringVar(&o.keep, "keep", "", "a folder where the companies stay for the next run")
	flag.StringVar(&o.only, "only", "", "ask only the queries whose name holds this")
	flag.StringVar(&o.profile, "cpuprofile", "", "where the profile of the processor goes while the queries are asked")
	flag.BoolVar(&o.changes, "changes", true, "also change a role and add a condition")
	fillOnly := flag.String("fill", "", "make one company in this folder and end; the measuring process starts itself anew with it")
	flag.Parse()
	for _, text := range strings.Split(*cells, ",") {
		n, err := strconv.Atoi(text)
		if err != nil {
			fail(err)
		}
		o.cells = append(o.cells, n)
	}
	if *fillOnly != "" {
		if err := fill(context.Background(), o, *fillOnly, o.cells[0]); err != nil {
			fail(err)
		}
		return
	}
	if err := run(context.Background(), o); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "bench:", err)
	os.Exit(1)
}

// report is everything one run has measured.
type report struct {
	Command   string    `json:"command"`
	Deals     int       `json:"deals"`
	Companies []company `json:"companies"`
}

type company struct {
	Cells   int               `json:"cells"`
	Filled  string            `json:"filled"`
	Figures []figure          `json:"figures"`
	Office  map[string]string `json:"office"`
}

func run(ctx context.Context, o options) error {
	all := report{Command: strings.Join(os.Args, " "), Deals: o.deals}
	for _, cells := range o.cells {
		one, err := measureCompany(ctx, o, cells)
		if err != nil {
			return fmt.Errorf("%d cells: %w", cells, err)
		}
		one.print(os.Stdout)
		all.Companies = append(all.Companies, one)
	}
	raw, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(o.out), 0o750); err != nil {
		return err
	}
	return os.WriteFile(o.out, append(raw, '\n'), 0o600)
}
