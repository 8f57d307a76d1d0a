package cli

import "context"

// Serve runs an office server.
type Serve struct {
	Storage
	Listen    string   `help:"cli.listen" default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Host      []string `help:"cli.host" placeholder:"NAME"`
	PlainHTTP bool     `name:"plain-http" help:"cli.plain_http"`
	Files     string   `help:"cli.files" placeholder:"DIR"`
}

// Run runs the server until it is told to stop.
func (s Serve) Run(ctx context.Context, p Program) error { return p.Serve(ctx, s) }
