package cli

import "context"

// Desk runs a desk without a window.
type Desk struct {
	Data   string `help:"cli.data" placeholder:"DIR"`
	Office string `help:"cli.office" placeholder:"URL" required:""`
	Listen string `help:"cli.listen" default:"127.0.0.1:8090" placeholder:"HOST:PORT"`
}

// Run runs the desk until it is told to stop.
func (d Desk) Run(ctx context.Context, p Program) error { return p.Desk(ctx, d) }
