package cli

import "context"

// Import imports files by a plan.
type Import struct {
	Storage
	Plan string `help:"cli.plan" required:"" placeholder:"FILE.json"`
	From string `help:"cli.files_from" placeholder:"DIR"`
	As   string `help:"cli.import_as" placeholder:"LOGIN"`
}

// Run imports and prints what became of the rows.
func (i Import) Run(ctx context.Context, p Program) error { return p.Import(ctx, i) }
