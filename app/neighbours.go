package app

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/httpapi"
	"kontora/backend/ident"
	"kontora/backend/store"
	"kontora/backend/store/postgres"
	"kontora/backend/store/sqlstore"
)

// How often a process looks for what it may not have been told of, and how long it waits before it connects anew.
const (
	neighbourRound = 2 * time.Second
	neighbourPause = time.Second
	forgetEvery    = 10 * time.Minute
)

// neighbours is the office's part among several processes on one database: it hears of what others commit and of sessions that they end, and
// while no other does, it leads: it does what only one process may do.
type neighbours struct {
	office *Office
	heard  <-chan struct{}
	lead   map[string]service
	round  time.Duration
	logger *slog.Logger

	name  string                            // by which others know who sends
	total atomic.Pointer[func(text string)] // hears of totals
}

var _ httpapi.Neighbours = (*neighbours)(nil)

// newNeighbours is called before anybody uses the office.
func newNeighbours(o *Office) *neighbours {
	return &neighbours{office: o, heard: o.Cells.Heard(), round: neighbourRound, logger: o.Logger, name: ident.Random{}.New().String()}
}

// Send has the other processes hear of a total.
func (n *neighbours) Send(ctx context.Context, text string) error {
	return fault.Wrap(n.office.Company.Tell(ctx, store.TotalChannel, n.name+" "+text), "tell other processes")
}

// CatchUp takes in what the others have committed until now: whoever has changed something at one of them finds it changed here.
func (n *neighbours) CatchUp(ctx context.Context) error {
	seq, config, err := n.office.Company.Peek(ctx)
	if err == nil && seq > n.office.Company.Taken() {
		err = n.office.Cells.CatchUp(ctx)
	}
	if err == nil {
		_, err = n.office.Administration.At(ctx, config)
	}
	return fault.Wrap(err, "take in what other processes did")
}

// Receive has fn hear of totals.
func (n *neighbours) Receive(fn func(text string)) { n.total.Store(&fn) }

// Serve takes part until ctx ends.
func (n *neighbours) Serve(ctx context.Context) error {
	var passing sync.WaitGroup
	defer passing.Wait()
	passing.Go(func() { n.passOn(ctx) })
	for ctx.Err() == nil {
		err := n.office.folder.Attend(ctx, postgres.Attendance{
			Channels: []string{store.CommitChannel, store.SessionChannel, store.TotalChannel}, Pause: n.round,
			Heard: func(channel, text string) { n.hear(ctx, channel, text) },
			Round: func() { n.catchUp(ctx) },
			Lead:  n.leads,
		})
		if ctx.Err() != nil {
			return nil
		}
		n.logger.WarnContext(ctx, "others on the database are not heard", "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(neighbourPause):
		}
	}
	return nil
}

// hear takes in what another process has told, or this one itself.
func (n *neighbours) hear(ctx context.Context, channel, text string) {
	switch channel {
	case store.CommitChannel:
		n.catchUp(ctx)
	case store.SessionChannel:
		if session, err := ident.Parse(text); err == nil {
			n.office.Identity.Ended(session)
		}
	case store.TotalChannel:
		if sender, total, _ := strings.Cut(text, " "); sender != n.name && n.total.Load() != nil {
			(*n.total.Load())(total)
		}
	}
}

func (n *neighbours) catchUp(ctx context.Context) {
	if err := n.office.Cells.CatchUp(ctx); err != nil && ctx.Err() == nil {
		n.logger.WarnContext(ctx, "what others have done is not taken in", "error", err)
	}
}

// leads runs what one process alone does.
func (n *neighbours) leads(ctx context.Context) {
	n.logger.InfoContext(ctx, "this process does what one alone does")
	running := run(ctx, n.logger, n.lead)
	defer running.stop()
	n.office.Jobs.Rouse()
	forget := time.NewTicker(forgetEvery)
	defer forget.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-forget.C:
			if err := n.office.Company.ForgetNews(ctx); err != nil && ctx.Err() == nil {
				n.logger.WarnContext(ctx, "old news of commits not removed", "error", err)
			}
		}
	}
}

// passOn tells listeners here what other processes have committed.
func (n *neighbours) passOn(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-n.heard:
			n.pass(ctx, n.office.Cells.Elsewhere())
		}
	}
}

// pass takes the configuration in before anybody hears that it has changed.
func (n *neighbours) pass(ctx context.Context, elsewhere sqlstore.Elsewhere) {
	if _, err := n.office.Administration.At(ctx, elsewhere.Settings); err != nil {
		n.logger.WarnContext(ctx, "the configuration is not taken in", "error", err) // whoever reads records takes it in before he does
	}
	if elsewhere.Lost {
		n.office.Hub.Lose()
		n.office.Jobs.Rouse()
	}
	for _, commit := range elsewhere.Commits {
		n.office.Hub.Publish(commit)
		for _, told := range commit.Told {
			if told.Kind == event.ToldJob {
				n.office.Jobs.Rouse()
			}
		}
	}
}

// checkKey refuses to join processes that seal with another key: what they keep sealed could not be read here. The first to start brings the
// key, which is another than before only when that was lost.
func (o *Office) checkKey(ctx context.Context, accounts *sqlstore.Identities, secret []byte, path string) error {
	if !o.Company.Shared() {
		return nil
	}
	mac := hmac.New(sha256.New, secret)
	_, _ = mac.Write([]byte("kontora proof of the key"))
	proof := mac.Sum(nil)
	holds, err := accounts.OfficeKey(ctx, proof, o.folder.Alone())
	if err == nil && !hmac.Equal(holds, proof) {
		err = fault.New(fault.Unavailable, "app.other_key", "folder", path).Because(errors.New("the proofs differ"))
	}
	return err
}
