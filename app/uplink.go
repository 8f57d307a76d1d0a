package app

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"kontora/backend/fault"
	"kontora/backend/httpapi"
	"kontora/backend/identity"
	"kontora/backend/replica"
)

// How a desk talks to its office: how long it waits for a connection and for an answer to begin, how long it counts the office as away after
// one did not come, and how often it asks for news when none are told.
const (
	officeReached = 3 * time.Second
	officeAnswers = time.Minute
	officeRests   = 2 * time.Second
	officeAsked   = time.Minute
)

// What a desk remembers besides its replica.
const (
	keptAccount     = "account"     // of the sign-in on this computer
	keptToken       = "token"       // of the session at the office, sealed
	keptDevice      = "device"      // by which the office knows this computer again, sealed
	keptCertificate = "certificate" // digest of the one that the office showed first
	keptLatest      = "latest"      // the latest time that was seen
	keptHeard       = "heard"       // when the office was last heard to the end
	keptOfficeKey   = "office-key"  // what is left with the office to open the desk's key, behind the name of its box
	keptLock        = "lock"        // not empty: the office lets nobody in with what was kept
)

// uplink is a desk's way to its office. It is safe for concurrent use.
type uplink struct {
	desk     *Desk
	office   *url.URL
	client   *http.Client
	identity *identity.Service
	vault    vault
	logger   *slog.Logger
	signedIn chan struct{} // has a value when somebody has signed in
	written  chan struct{} // has a value when something was done that waits for the office
	ended    chan struct{} // closed once the desk is to remove what it holds
	pushing  sync.Mutex    // what waits is on its way, or being taken back
	chosen   atomic.Pointer[httpapi.SyncScope]
	rescoped atomic.Bool // chosen otherwise than the office was told last
	asks     atomic.Bool // the office is to be asked what it keeps for the desk's employee, though there is nothing to say
	granting sync.Mutex  // a session with the office is being taken or given up

	mu     sync.Mutex
	token  string
	rests  time.Time // until when the office counts as away
	away   bool      // it did not answer when it was last asked
	relays map[chan httpapi.Relayed]struct{}
	rounds chan struct{} // see round

	version httpapi.OfficeState // of which program is too old for the other; empty: neither

	serving bool // Serve is running
	part    int  // of what the desk is to hold has come, as was told last
}

var errAway = errors.New("the office is away")

func newUplink(ctx context.Context, d *Desk, office string, accounts *identity.Service, v vault, logger *slog.Logger) (*uplink, error) {
	at, err := url.Parse(office)
	if err != nil || at.Host == "" || at.Scheme != "http" && at.Scheme != "https" {
		return nil, fault.New(fault.Invalid, "app.office_address")
	}
	u := &uplink{
		desk: d, office: at, identity: accounts, vault: v, logger: logger,
		signedIn: make(chan struct{}, 1), written: make(chan struct{}, 1), ended: make(chan struct{}), relays: make(map[chan httpapi.Relayed]struct{}),
	}
	u.client = &http.Client{
		Transport: &http.Transport{
			TLSClientConfig:       &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: true, VerifyConnection: u.sameOffice}, //nolint:gosec // the certificate is the office's own: it is held to the one it showed first
			DialContext:           (&net.Dialer{Timeout: officeReached}).DialContext,
			TLSHandshakeTimeout:   officeReached,
			ResponseHeaderTimeout: officeAnswers,
			ForceAttemptHTTP2:     true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	d.taken = u.progress
	sealed, err := d.Replica.Recall(ctx, keptToken)
	if err != nil {
		return nil, err
	}
	u.token, _ = v.OpenSecret(string(sealed))
	return u, u.readScope(ctx)
}

// sameOffice holds the office to the certificate that it showed at first contact.
func (u *uplink) sameOffice(state tls.ConnectionState) error {
	if len(state.PeerCertificates) == 0 {
		return fault.New(fault.Unavailable, "app.office_changed")
	}
	sum := sha256.Sum256(state.PeerCertificates[0].Raw)
	ctx := context.Background()
	known, err := u.desk.Replica.Recall(ctx, keptCertificate)
	switch {
	case err != nil:
		return err
	case known == nil:
		return u.desk.Replica.Remember(ctx, keptCertificate, sum[:])
	case !bytes.Equal(known, sum[:]):
		return fault.New(fault.Unavailable, "app.office_changed")
	}
	return nil
}

// send asks the office. It is errAway when no answer came.
func (u *uplink) send(r *http.Request) (*http.Response, error) {
	u.mu.Lock()
	away := u.desk.Clock.Now().Before(u.rests)
	token := u.token
	u.mu.Unlock()
	if away {
		return nil, errAway
	}
	if token != "" && r.Header.Get("Authorization") == "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := u.client.Do(r)
	if err == nil && !starting(answer) {
		u.found(true)
		return answer, nil
	}
	if err == nil {
		_ = answer.Body.Close()
	}
	if r.Context().Err() == nil {
		u.found(false)
	}
	return nil, errors.Join(errAway, err)
}

// found notes whether the office has answered. Once that is otherwise than before everything is read anew, from elsewhere.
func (u *uplink) found(there bool) {
	u.mu.Lock()
	changed := u.away == there
	u.away = !there
	if !there {
		u.rests = u.desk.Clock.Now().Add(officeRests)
	}
	u.mu.Unlock()
	if changed {
		u.relay(httpapi.Relayed{Name: "sync", Data: nothing()})
		u.relay(httpapi.Relayed{Name: "rights", Data: nothing()})
	}
}

// starting reports whether the office is not there yet, or no longer: once it is, it says in its own words what it cannot do.
func starting(answer *http.Response) bool {
	return answer.StatusCode == http.StatusServiceUnavailable && !strings.HasPrefix(answer.Header.Get("Content-Type"), "application/problem+json")
}

// refusal is what the office said against something.
func refusal(answer *http.Response) error {
	var problem struct {
		Kind string `json:"kind"`
		Key  string `json:"key"`
	}
	if err := json.NewDecoder(io.LimitReader(answer.Body, 1<<20)).Decode(&problem); err != nil || problem.Key == "" {
		return fault.New(fault.Unavailable, "app.office_away").Because(err)
	}
	if answer.StatusCode == http.StatusUnauthorized {
		return fault.New(fault.Unauthenticated, problem.Key)
	}
	return fault.New(fault.Denied, problem.Key)
}

func (u *uplink) keep(ctx context.Context, name, secret string) error {
	return u.desk.Replica.Remember(ctx, name, []byte(u.vault.SealSecret(secret)))
}

func (u *uplink) recall(ctx context.Context, name string) (string, error) {
	sealed, err := u.desk.Replica.Recall(ctx, name)
	secret, _ := u.vault.OpenSecret(string(sealed))
	return secret, err
}

// SignOut leaves the office's session to the desk: what it is sent keeps coming while nobody looks at it.
func (u *uplink) SignOut(context.Context) {}

func (u *uplink) request(ctx context.Context, method, path string, body io.Reader) (*http.Request, error) {
	return http.NewRequestWithContext(ctx, method, u.office.JoinPath(path).String(), body)
}

// passed are the headers of a request and of its answer that go through a desk.
func passed(from, to http.Header) {
	for _, name := range []string{
		"Accept", "Accept-Language", "Content-Type", "Content-Length", "Content-Disposition", "Content-Security-Policy", "If-Match", "If-None-Match", "Etag", "Last-Event-Id", "Retry-After",
		"Kontora-Exported", "Kontora-Left-Out", "Range", "Content-Range", "Accept-Ranges",
	} {
		if values := from.Values(name); len(values) > 0 {
			to[name] = values
		}
	}
}

// Forward has the office answer a request.
func (u *uplink) Forward(w http.ResponseWriter, r *http.Request, body io.Reader) bool {
	to := *u.office.JoinPath(r.URL.Path)
	to.RawQuery = r.URL.RawQuery
	asked, err := http.NewRequestWithContext(r.Context(), r.Method, to.String(), body)
	if err != nil {
		return false
	}
	passed(r.Header, asked.Header)
	asked.Header.Del("Content-Length")
	answer, err := u.send(asked)
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	passed(answer.Header, w.Header())
	w.WriteHeader(answer.StatusCode)
	_, _ = io.Copy(&flushing{w, http.NewResponseController(w)}, answer.Body)
	return true
}

// flushing sends on what comes as it comes: events do not wait for each other.
type flushing struct {
	http.ResponseWriter
	control *http.ResponseController
}

func (f *flushing) Write(b []byte) (int, error) {
	n, err := f.ResponseWriter.Write(b)
	if err == nil {
		err = f.control.Flush()
	}
	return n, err
}

// pull brings the desk up to date. While the office remembers what it has told last, the desk does not say all that it holds.
func (u *uplink) pull(ctx context.Context) error {
	for {
		brief := u.desk.Replica.Whole()
		err := u.fetch(ctx, brief)
		if brief && fault.Is(err, fault.Denied) && fault.Of(err).Text.Key == httpapi.Forgotten {
			err = u.fetch(ctx, false)
		}
		if err != nil {
			return err
		}
		if u.desk.Replica.Whole() {
			return u.desk.hear(ctx)
		}
	}
}

// fetch takes in an answer of the office.
func (u *uplink) fetch(ctx context.Context, brief bool) error {
	claim := u.desk.Replica.Claim
	if brief {
		claim = u.desk.Replica.BriefClaim
	}
	body, err := replica.EncodeClaim(claim(u.scope()))
	if err != nil {
		return err
	}
	r, err := u.request(ctx, http.MethodPost, "/api/replica/pull", bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.URL.RawQuery = url.Values{"brief": {strconv.FormatBool(brief)}}.Encode()
	answer, err := u.send(r)
	if err != nil {
		return fault.New(fault.Unavailable, "app.office_away").Because(err)
	}
	if err := u.receive(ctx, answer); err != nil {
		return err
	}
	u.versions("")
	return nil
}

func (u *uplink) receive(ctx context.Context, answer *http.Response) error {
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return refusal(answer)
	}
	return u.desk.Receive(ctx, answer.Body)
}

// serves notes that Serve runs, or is about to.
func (u *uplink) serves() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.serving = true
}

// Serve follows the office until ctx ends: it pulls, listens for news, and pulls again at each of them. Meanwhile what has left is taken out of
// the files.
func (u *uplink) Serve(ctx context.Context) error {
	u.serves()
	tidying, stop := context.WithCancel(ctx)
	var tidier sync.WaitGroup
	tidier.Go(func() { u.desk.Tidy(tidying) })
	defer tidier.Wait()
	defer stop()
	var asked time.Time
	for ctx.Err() == nil {
		rests := officeRests
		if err := u.desk.remember(ctx); err != nil && ctx.Err() == nil {
			u.logger.WarnContext(ctx, "the time cannot be kept", "error", err)
		}
		u.mu.Lock()
		token := u.token
		u.mu.Unlock()
		// It may end only later that somebody works there, or the office not have answered when it was asked.
		if now := u.desk.Clock.Now(); token == "" && now.Sub(asked) >= officeAsked {
			asked = now
			if u.isOver(ctx) {
				close(u.ended)
				return nil
			}
		}
		if token != "" {
			err := u.follow(ctx)
			if fault.Is(err, fault.Unauthenticated) {
				err = u.lock(ctx, token)
				asked = time.Time{}
			}
			if u.differs(err) {
				rests = officeAsked
			} else if err != nil && ctx.Err() == nil && !errors.Is(err, errAway) {
				u.logger.WarnContext(ctx, "the office cannot be followed", "error", err)
			}
		}
		select {
		case <-ctx.Done():
		case <-u.signedIn:
		case <-time.After(rests):
		}
	}
	return nil
}

// differs reports whether the office is of a version that does not answer the desk, and tells of it once.
func (u *uplink) differs(err error) bool {
	var found httpapi.OfficeState
	switch {
	case !fault.Is(err, fault.Denied):
		return false
	case fault.Of(err).Text.Key == httpapi.DeskTooOld:
		found = httpapi.OfficeNewer
	case fault.Of(err).Text.Key == httpapi.DeskTooNew:
		found = httpapi.OfficeOlder
	default:
		return false
	}
	if u.versions(found) {
		u.logger.Warn("the office does not answer a desk of this version", "office", string(found))
	}
	return true
}

// versions notes which program is too old, and reports whether that is news.
func (u *uplink) versions(found httpapi.OfficeState) bool {
	u.mu.Lock()
	changed := u.version != found
	u.version = found
	u.mu.Unlock()
	if changed {
		u.relay(httpapi.Relayed{Name: "sync", Data: nothing()})
	}
	return changed
}

// follow pulls and listens until the office goes away.
func (u *uplink) follow(ctx context.Context) error {
	listening, stop := context.WithCancel(ctx)
	defer stop()
	news := make(chan struct{}, 1)
	ended := make(chan error, 1)
	go func() { ended <- u.listen(listening, news) }()
	defer u.follows(false)
	u.asks.Store(true)
	if err := u.leaveKey(ctx); err != nil && !errors.Is(err, errAway) { // the desk's own password opens it all the same
		u.logger.WarnContext(ctx, "the key of a desk is not left with the office", "error", err)
	}
	for {
		if err := u.exchange(ctx); err != nil {
			return err
		}
		u.follows(true)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-ended:
			return err
		case <-news:
		case <-u.written:
		case <-time.After(officeAsked):
		}
	}
}

// exchange sends what waits and takes in what is new, and with it what has become of what was sent.
func (u *uplink) exchange(ctx context.Context) error {
	sent, err := u.push(ctx)
	if isForeign(err) { // then everything comes anew, and what was done before is sent first
		if err = u.pull(ctx); err == nil {
			sent, err = u.push(ctx)
		}
	}
	if err != nil && !fault.Is(err, fault.Unauthenticated) && !fault.Is(err, fault.Unavailable) {
		u.logger.WarnContext(ctx, "what waits cannot be sent", "error", err)
		err = nil // what is new is taken in all the same
	}
	if err == nil {
		err = u.pull(ctx)
	}
	if err == nil && u.desk.Replica.Reoffers() {
		again, err := u.push(ctx)
		if err == nil && again {
			u.logger.InfoContext(ctx, "everything has come anew: what was done here of late was offered again")
			err = u.pull(ctx)
		}
		return err
	}
	if u.rescoped.Swap(false) || sent {
		u.relay(httpapi.Relayed{Name: "sync", Data: nothing()})
	}
	return err
}

// listen tells of everything that the office tells of.
func (u *uplink) listen(ctx context.Context, news chan<- struct{}) error {
	r, err := u.request(ctx, http.MethodGet, "/api/events", http.NoBody)
	if err != nil {
		return err
	}
	answer, err := u.send(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return refusal(answer)
	}
	heard := httpapi.Relayed{}
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() {
		if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
			heard.Name = name
			continue
		}
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		heard.Data = json.RawMessage(data)
		u.hear(heard)
		select {
		case news <- struct{}{}:
		default:
		}
	}
	return errors.Join(errAway, lines.Err())
}
