package app

import (
	"context"
	"errors"

	"kontora/app/cli"
)

// Import imports files by a plan.
func (p *program) Import(context.Context, cli.Import) error { return errors.New("not yet") }
