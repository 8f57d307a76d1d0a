package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"kontora/backend/httpapi"
	"kontora/backend/ident"
	"kontora/backend/identity"
)

// Names in the folder of a computer.
const (
	peopleFile  = "people.json"
	lobbyFolder = "lobby"
	roomsFolder = "people"
)

// reception lets the people of one computer in. Each has a desk in a folder of his own; the program keeps all of them up to date, whoever sits in
// front of it. It is safe for concurrent use.
type reception struct {
	config Config
	office string
	logger *slog.Logger
	lobby  *room // answers whoever is not signed in

	entering sync.Mutex // one person is let in at a time
	mu       sync.RWMutex
	rooms    []*room
	shut     []resident // whose desks could not be opened
	over     bool       // it is closed, and forgets nobody any longer
}

// room is the desk of one person.
type room struct {
	resident
	desk    *Desk
	link    *uplink
	handler http.Handler
	running *services
	closed  chan struct{}
	closing sync.Once
}

// resident is who has a desk, as it is remembered.
type resident struct {
	Login    string   `json:"login"` // the key of his last login
	Employee ident.ID `json:"employee"`
	Folder   string   `json:"folder"`
}

// openReception opens the desks in the folder of a computer.
func openReception(ctx context.Context, config Config, office string, logger *slog.Logger) (*reception, error) {
	r := &reception{config: config, office: office, logger: logger}
	residents, err := r.read()
	if err != nil {
		return nil, err
	}
	if r.lobby, err = r.open(ctx, resident{Folder: lobbyFolder}); err != nil {
		return nil, err
	}
	for _, each := range residents {
		opened, err := r.open(ctx, each)
		if err != nil { // it keeps nobody else from working
			logger.ErrorContext(ctx, "a desk cannot be opened", "folder", each.Folder, "error", err)
			r.shut = append(r.shut, each)
			continue
		}
		r.settle(ctx, opened)
	}
	return r, nil
}

func (r *reception) read() ([]resident, error) {
	raw, err := os.ReadFile(filepath.Join(r.config.Data, peopleFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var residents []resident
	if err == nil {
		err = json.Unmarshal(raw, &residents)
	}
	if err != nil {
		return nil, fmt.Errorf("read who has a desk here: %w", err)
	}
	return residents, nil
}

// keep remembers who has a desk.
func (r *reception) keep() error {
	r.mu.RLock()
	residents := slices.Clone(r.shut)
	for _, each := range r.rooms {
		residents = append(residents, each.resident)
	}
	r.mu.RUnlock()
	raw, err := json.Marshal(residents)
	if err != nil {
		return err
	}
	path := filepath.Join(r.config.Data, peopleFile)
	if err := os.WriteFile(path+".new", raw, 0o600); err != nil {
		return fmt.Errorf("remember who has a desk here: %w", err)
	}
	return os.Rename(path+".new", path)
}

func (r *reception) open(ctx context.Context, who resident) (*room, error) {
	config := r.config
	config.Data = filepath.Join(r.config.Data, who.Folder)
	if err := os.MkdirAll(config.Data, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of a desk: %w", err)
	}
	desk, err := OpenDesk(ctx, config, r.logger)
	if err != nil {
		return nil, err
	}
	opened := &room{resident: who, desk: desk, closed: make(chan struct{})}
	if opened.handler, opened.link, err = desk.handler(ctx, config, r.office); err != nil {
		return nil, errors.Join(err, desk.Close())
	}
	return opened, nil
}

// settle takes a room in and has it follow the office.
func (r *reception) settle(ctx context.Context, opened *room) {
	opened.link.serves()
	opened.running = run(context.WithoutCancel(ctx), r.logger, map[string]service{"office": opened.link})
	r.mu.Lock()
	r.rooms = append(r.rooms, opened)
	r.mu.Unlock()
	go func() {
		select {
		case <-opened.closed:
		case <-opened.link.ended:
			r.logger.WarnContext(ctx, "the office has ended a desk: what it held is removed")
			if err := r.clear(opened); err != nil {
				r.logger.ErrorContext(ctx, "remove what a desk held", "error", err)
			}
		}
	}()
}

// clear removes a room with everything in it.
func (r *reception) clear(leaving *room) error {
	r.entering.Lock()
	defer r.entering.Unlock()
	return r.remove(leaving)
}

// remove removes a room with everything in it, and its name last.
func (r *reception) remove(leaving *room) error {
	r.mu.Lock()
	over := r.over
	r.rooms = slices.DeleteFunc(r.rooms, func(each *room) bool { return each == leaving })
	r.mu.Unlock()
	if over {
		return nil // at the next start the office says so again
	}
	return errors.Join(leaving.close(), os.RemoveAll(filepath.Join(r.config.Data, leaving.Folder)), r.keep())
}

func (m *room) close() (err error) {
	m.closing.Do(func() {
		close(m.closed)
		if m.running != nil {
			m.running.stop()
		}
		err = m.desk.Close()
	})
	return err
}

// Close closes all desks.
func (r *reception) Close() error {
	r.mu.Lock()
	rooms := append(slices.Clone(r.rooms), r.lobby)
	r.over = true
	r.mu.Unlock()
	var errs []error
	for _, each := range rooms {
		errs = append(errs, each.close())
	}
	return errors.Join(errs...)
}

// ServeHTTP hands a request to the desk of whoever sends it.
func (r *reception) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	if request.Method == http.MethodPost && request.URL.Path == "/api/session" {
		r.letIn(w, request)
		return
	}
	r.roomOf(request).handler.ServeHTTP(w, request)
}

func (r *reception) roomOf(request *http.Request) *room {
	secret := httpapi.SecretOf(request)
	if secret == "" {
		return r.lobby
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	for _, each := range r.rooms {
		if _, err := each.link.identity.Resolve(request.Context(), secret); err == nil {
			return each
		}
	}
	return r.lobby
}

// find returns the first room of which something is true; nil for none.
func (r *reception) find(is func(*room) bool) *room {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if at := slices.IndexFunc(r.rooms, is); at >= 0 {
		return r.rooms[at]
	}
	return nil
}

// letIn signs somebody in at his desk; whoever has none yet gets one once the office knows him.
func (r *reception) letIn(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(io.LimitReader(request.Body, httpapi.MaxBody+1))
	if err != nil {
		return // whoever sends has gone
	}
	var sent credentials
	_ = json.Unmarshal(body, &sent) // what is no sign-in the desk refuses in words
	r.entering.Lock()
	defer r.entering.Unlock()
	login := identity.LoginKey(sent.Login)
	if slices.ContainsFunc(r.shut, func(who resident) bool { return who.Login == login }) {
		http.Error(w, "this desk cannot be opened now", http.StatusServiceUnavailable)
		return
	}
	if known := r.find(func(m *room) bool { return m.Login == login }); known != nil {
		known.handler.ServeHTTP(w, resent(request, body))
		return
	}
	if err := r.welcome(w, request, body, sent); err != nil {
		r.logger.ErrorContext(request.Context(), "make a desk for somebody new", "error", err)
		http.Error(w, "a desk cannot be made now", http.StatusServiceUnavailable)
	}
}

// credentials are what somebody signs in with.
type credentials struct {
	Login    string `json:"login"`
	Password string `json:"password"`
}

// resent is a request whose body has been read, with that body.
func resent(request *http.Request, body []byte) *http.Request {
	copied := *request
	copied.Body = io.NopCloser(bytes.NewReader(body))
	return &copied
}

// welcome signs somebody in who has no desk under this login: a desk is made only for whom the office lets in. Nothing has been answered when it
// fails.
func (r *reception) welcome(w http.ResponseWriter, request *http.Request, body []byte, sent credentials) error {
	said := &admission{}
	said.granted, said.refused = r.lobby.link.askToLetIn(request.Context(), sent.Login, sent.Password)
	admitted := resent(request.WithContext(context.WithValue(request.Context(), admissionKey{}, said)), body)
	if said.refused != nil {
		r.lobby.handler.ServeHTTP(w, admitted)
		return nil
	}
	login, employee := identity.LoginKey(sent.Login), said.granted.Employee.ID
	if known := r.find(func(m *room) bool { return m.Employee == employee }); known != nil { // under another login until now
		r.mu.Lock()
		known.Login = login
		r.mu.Unlock()
		if err := r.keep(); err != nil {
			return err
		}
		known.handler.ServeHTTP(w, admitted)
		return nil
	}
	return r.furnish(w, admitted, resident{Login: login, Employee: employee, Folder: filepath.Join(roomsFolder, ident.Random{}.New().String())})
}

// furnish makes a desk for somebody whom the office has let in. He is remembered first: what is left of a desk is never in nobody's name.
func (r *reception) furnish(w http.ResponseWriter, request *http.Request, who resident) error {
	ctx := request.Context()
	guest, err := r.open(ctx, who)
	if err != nil {
		return err
	}
	r.settle(ctx, guest)
	if err := errors.Join(r.keep(), r.handOver(ctx, guest)); err != nil {
		return errors.Join(err, r.remove(guest))
	}
	answer := &held{header: make(http.Header), status: http.StatusOK}
	guest.handler.ServeHTTP(answer, request)
	if answer.status != http.StatusOK {
		err = r.remove(guest)
	}
	answer.release(w)
	return err
}

// handOver gives a new desk what the lobby knows: the office's certificate.
func (r *reception) handOver(ctx context.Context, guest *room) error {
	certificate, err := r.lobby.desk.Replica.Recall(ctx, keptCertificate)
	if err != nil || certificate == nil {
		return err
	}
	return guest.desk.Replica.Remember(ctx, keptCertificate, certificate)
}

// held is an answer that is not sent yet.
type held struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (h *held) Header() http.Header         { return h.header }
func (h *held) WriteHeader(status int)      { h.status = status }
func (h *held) Write(b []byte) (int, error) { return h.body.Write(b) }

func (h *held) release(w http.ResponseWriter) {
	for name, values := range h.header {
		w.Header()[name] = values
	}
	w.WriteHeader(h.status)
	_, _ = w.Write(h.body.Bytes())
}
