package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"kontora/backend/httpapi"
	"kontora/backend/ident"
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
	ring   keyring

	entering sync.Mutex // one person is let in at a time
	mu       sync.RWMutex
	rooms    []*room
	asleep   []resident // whose desks are locked until they sign in
	shut     []resident // whose desks could not be opened
	over     bool       // it is closed, and forgets nobody any longer
}

// room is the desk of one person.
type room struct {
	resident
	desk    *Desk
	link    *uplink
	handler http.Handler
	chest   *chest // nil for the lobby, which holds nothing of anybody
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
func openReception(ctx context.Context, config Config, office string, ring keyring, logger *slog.Logger) (*reception, error) {
	r := &reception{config: config, office: office, ring: ring, logger: logger}
	residents, err := r.read()
	if err != nil {
		return nil, err
	}
	if r.lobby, err = r.open(ctx, resident{Folder: lobbyFolder}, nil); err != nil {
		return nil, err
	}
	for _, each := range residents {
		r.rouse(ctx, each)
	}
	return r, nil
}

// rouse opens a desk whose key the keyring has. What is wrong with one keeps nobody else from working.
func (r *reception) rouse(ctx context.Context, who resident) {
	key, err := r.readChest(who.Folder)
	if err == nil && !key.openByKeyring() {
		r.asleep = append(r.asleep, who)
		return
	}
	if err == nil {
		_, err = r.enter(ctx, who, key)
	}
	if err != nil {
		r.close(ctx, who, err)
	}
}

// close notes that a desk cannot be opened.
func (r *reception) close(ctx context.Context, who resident, why error) {
	r.logger.ErrorContext(ctx, "a desk cannot be opened", "folder", who.Folder, "error", why)
	r.shut = append(r.shut, who)
}

// enter opens a desk with its key and has it follow the office.
func (r *reception) enter(ctx context.Context, who resident, key *chest) (*room, error) {
	opened, err := r.open(ctx, who, key)
	if err == nil {
		r.settle(ctx, opened)
	}
	return opened, err
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
	residents := slices.Concat(r.shut, r.asleep)
	for _, each := range r.rooms {
		residents = append(residents, each.resident)
	}
	r.mu.RUnlock()
	raw, err := json.Marshal(residents)
	if err != nil {
		return err
	}
	if err := writeDurably(filepath.Join(r.config.Data, peopleFile), raw); err != nil {
		return fmt.Errorf("remember who has a desk here: %w", err)
	}
	return nil
}

// open opens a desk; key is nil for the lobby.
func (r *reception) open(ctx context.Context, who resident, key *chest) (*room, error) {
	config := r.config
	config.Data = filepath.Join(r.config.Data, who.Folder)
	if err := os.MkdirAll(config.Data, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of a desk: %w", err)
	}
	if key != nil {
		config.Key = key.key
	}
	desk, err := OpenDesk(ctx, config, r.logger)
	if err != nil {
		return nil, err
	}
	opened := &room{resident: who, desk: desk, chest: key, closed: make(chan struct{})}
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
	return errors.Join(leaving.close(), leaving.chest.destroy(), os.RemoveAll(filepath.Join(r.config.Data, leaving.Folder)), r.keep())
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
