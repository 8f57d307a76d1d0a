package cli

import "context"

// Serve runs an office server.
type Serve struct {
	Storage
	Listen    string   `help:"Address to listen on." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	Host      []string `help:"Name by which browsers reach this office, besides addresses and the computer's own name; may be repeated." placeholder:"NAME"`
	PlainHTTP bool     `name:"plain-http" help:"No TLS; on loopback addresses only, where it is the rule anyway."`
	Files     string   `help:"Folder of attached files, when it is another one; nothing can be attached yet." placeholder:"DIR"`
}

// Run runs the server until it is told to stop.
func (s Serve) Run(ctx context.Context, p Program) error { return p.Serve(ctx, s) }
