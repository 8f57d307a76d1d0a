package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"kontora/backend/fault"
)

// Bounds of the server. A slow sender is cut off; event streams have no end of their own.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 60 * time.Second
	idleTimeout   = 2 * time.Minute
	stopTimeout   = 4 * time.Second // within the five seconds that a stop may take
	maxHeader     = 64 << 10
)

// front is a listening server that answers 503 until the office behind it is ready, and again once it stops.
type front struct {
	listener net.Listener
	server   *http.Server
	url      string
	inner    atomic.Pointer[http.Handler]
	failed   chan error
}

// listen opens the address and starts to answer.
func listen(ctx context.Context, config Config, now time.Time, logger *slog.Logger) (*front, error) {
	if err := config.validate(); err != nil {
		return nil, err
	}
	var listening net.ListenConfig
	listener, err := listening.Listen(ctx, "tcp", config.Listen)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "app.listen_taken", "address", config.Listen).Because(err)
	}
	f := &front{listener: listener, failed: make(chan error, 1), url: "http://" + reachable(listener.Addr())}
	host, _, _ := net.SplitHostPort(config.Listen)
	if !loopback(host) {
		certificate, err := officeCertificate(config.Data, slices.Concat(config.names(), []string{host}), now)
		if err != nil {
			return nil, errors.Join(err, listener.Close())
		}
		f.listener = tls.NewListener(listener, &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{certificate}, NextProtos: []string{"h2", "http/1.1"}})
		f.url = "https://" + reachable(listener.Addr())
	}
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	f.server = &http.Server{
		Handler: f, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		BaseContext: func(net.Listener) context.Context { return base },
		ErrorLog:    slog.NewLogLogger(logger.Handler(), slog.LevelDebug),
	}
	f.server.RegisterOnShutdown(cancel) // event streams end, so that nobody waits for them
	go func() { f.failed <- f.server.Serve(f.listener) }()
	return f, nil
}

// ServeHTTP hands requests to the office once there is one.
func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if inner := f.inner.Load(); inner != nil {
		(*inner).ServeHTTP(w, r)
		return
	}
	w.Header().Set("Retry-After", "1")
	http.Error(w, "starting or stopping", http.StatusServiceUnavailable)
}

// ready lets requests through.
func (f *front) ready(handler http.Handler) { f.inner.Store(&handler) }

// wait returns when ctx ends, after the running requests, or when the server fails.
func (f *front) wait(ctx context.Context) error {
	select {
	case err := <-f.failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	return f.stop(ctx)
}

// stop answers what is under way and refuses the rest.
func (f *front) stop(ctx context.Context) error {
	f.inner.Store(nil)
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	if err := f.server.Shutdown(ending); err != nil {
		return errors.Join(err, f.server.Close())
	}
	return nil
}

// reachable is an address at which the listener answers: one of this computer's where it listens on all of them.
func reachable(address net.Addr) string {
	tcp, ok := address.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return address.String()
	}
	host := "127.0.0.1"
	found, err := net.InterfaceAddrs()
	if err != nil {
		found = nil
	}
	for _, each := range found {
		if network, ok := each.(*net.IPNet); ok && network.IP.To4() != nil && !network.IP.IsLoopback() {
			host = network.IP.String()
			break
		}
	}
	return net.JoinHostPort(host, strconv.Itoa(tcp.Port))
}
