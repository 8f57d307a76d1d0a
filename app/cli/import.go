package cli

import "context"

// Import imports files by a plan.
type Import struct {
	Storage
	Plan string `help:"The plan: which columns become which fields." required:"" placeholder:"FILE.json"`
	From string `help:"Folder of the files; that of the plan when it is not given." placeholder:"DIR"`
	As   string `help:"Login of the employee who imports; the first administrator when it is not given." placeholder:"LOGIN"`
}

// Run imports and prints what became of the rows.
func (i Import) Run(ctx context.Context, p Program) error { return p.Import(ctx, i) }
