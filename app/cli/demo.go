package cli

import "context"

// Demo runs an office with a made-up company.
type Demo struct {
	Listen  string `help:"cli.listen" default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Records int    `help:"cli.records" default:"2000" placeholder:"N"`
	Seed    uint64 `help:"cli.seed" default:"1" placeholder:"S"`
	Cells   int    `hidden:""`
}

// Run makes up the company and serves it until it is told to stop; then it is gone.
func (d Demo) Run(ctx context.Context, p Program) error { return p.Demo(ctx, d) }
