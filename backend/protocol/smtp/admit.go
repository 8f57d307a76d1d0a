package smtp

import (
	"context"
	"syscall"
)

// admitting asks about each address a name leads to, right before it is connected to: a name may lead elsewhere the second time.
func admitting(admit func(network, address string) error) func(context.Context, string, string, syscall.RawConn) error {
	return func(_ context.Context, network, address string, _ syscall.RawConn) error {
		return admit(network, address)
	}
}
