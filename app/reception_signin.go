package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"slices"

	"kontora/backend/fault"
	"kontora/backend/httpapi"
	"kontora/backend/ident"
	"kontora/backend/identity"
)

// letIn signs somebody in at his desk; whoever has none yet gets one once the office knows him.
func (r *reception) letIn(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(io.LimitReader(request.Body, httpapi.MaxBody+1))
	if err != nil {
		return // whoever sends has gone
	}
	ctx := request.Context()
	request = resent(request, body)
	var sent credentials
	_ = json.Unmarshal(body, &sent) // what is no sign-in the desk refuses in words
	r.entering.Lock()
	defer r.entering.Unlock()
	if err := r.admit(w, request, sent); err != nil {
		var worded *fault.Error
		if !errors.As(err, &worded) {
			r.logger.ErrorContext(ctx, "let somebody in at his desk", "error", err)
			err = fault.New(fault.Conflict, "app.desk_not_now")
		}
		r.refuse(w, request, err)
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

// refuse has the lobby say why somebody is not let in.
func (r *reception) refuse(w http.ResponseWriter, request *http.Request, why error) {
	r.lobby.handler.ServeHTTP(w, admitted(request, &admission{refused: why}))
}

// admitted is the request of somebody of whom the office has been asked.
func admitted(request *http.Request, said *admission) *http.Request {
	return request.WithContext(context.WithValue(request.Context(), admissionKey{}, said))
}

// admit answers a sign-in, unless it fails: then nothing has been answered.
func (r *reception) admit(w http.ResponseWriter, request *http.Request, sent credentials) error {
	login := identity.LoginKey(sent.Login)
	named := func(who resident) bool { return who.Login == login }
	if slices.ContainsFunc(r.shut, named) {
		return fault.New(fault.Conflict, "app.desk_broken")
	}
	if known := r.find(func(m *room) bool { return named(m.resident) }); known != nil {
		return r.seat(w, request, known, sent)
	}
	asleep := slices.IndexFunc(r.asleep, named)
	if asleep < 0 {
		return r.welcome(w, request, sent)
	}
	woken, err := r.wake(request.Context(), r.asleep[asleep], func(key *chest) (bool, error) { return key.openByPassword(sent.Password), nil })
	switch {
	case err != nil:
		return err
	case woken == nil:
		return r.welcome(w, request, sent)
	}
	return r.seat(w, request, woken, sent)
}

// wake opens a desk that is locked; nil when its key is not to be had.
func (r *reception) wake(ctx context.Context, who resident, unlock func(*chest) (bool, error)) (*room, error) {
	key, err := r.readChest(who.Folder)
	if err != nil {
		return nil, err
	}
	if opens, err := unlock(key); err != nil || !opens {
		return nil, err
	}
	r.mu.Lock()
	r.asleep = slices.DeleteFunc(r.asleep, func(each resident) bool { return each == who })
	r.mu.Unlock()
	woken, err := r.enter(ctx, who, key)
	if err != nil {
		r.close(ctx, who, err)
		return nil, fault.New(fault.Conflict, "app.desk_broken")
	}
	return woken, nil
}

// seat signs somebody in at his desk, which from then on is locked by the password that let him in.
func (r *reception) seat(w http.ResponseWriter, request *http.Request, at *room, sent credentials) error {
	answer := &held{header: make(http.Header), status: http.StatusOK}
	at.handler.ServeHTTP(answer, request)
	if answer.status == http.StatusOK {
		if err := at.chest.lock(sent.Password); err != nil {
			return err
		}
	}
	answer.release(w)
	return nil
}

// welcome signs somebody in whose password opens no desk under this login: the office is asked who he is.
func (r *reception) welcome(w http.ResponseWriter, request *http.Request, sent credentials) error {
	ctx, login := request.Context(), identity.LoginKey(sent.Login)
	said := &admission{}
	said.granted, said.refused = r.lobby.link.askToLetIn(ctx, sent.Login, sent.Password)
	if said.refused != nil {
		if fault.Is(said.refused, fault.Unavailable) && slices.ContainsFunc(r.asleep, func(who resident) bool { return who.Login == login }) {
			return fault.New(fault.Unauthenticated, "app.desk_closed")
		}
		return said.refused
	}
	request = admitted(request, said)
	at, err := r.roomFor(ctx, said)
	if err != nil {
		return err
	}
	if at == nil {
		who := resident{Login: login, Employee: said.granted.Employee.ID, Folder: filepath.Join(roomsFolder, ident.Random{}.New().String())}
		return r.furnish(w, request, who, sent.Password)
	}
	if at.Login != login { // it was another until now
		r.mu.Lock()
		at.Login = login
		r.mu.Unlock()
		if err := r.keep(); err != nil {
			return err
		}
	}
	return r.seat(w, request, at, sent)
}

// roomFor is the desk of an employee whom the office has let in, opened by what was left with the office if it is locked; nil when he has none.
func (r *reception) roomFor(ctx context.Context, said *admission) (*room, error) {
	employee := said.granted.Employee.ID
	if known := r.find(func(m *room) bool { return m.Employee == employee }); known != nil {
		return known, nil
	}
	at := slices.IndexFunc(r.asleep, func(who resident) bool { return who.Employee == employee })
	if at < 0 {
		return nil, nil
	}
	woken, err := r.wake(ctx, r.asleep[at], func(key *chest) (bool, error) { return key.openByOffice(ctx, r.lobby.link, said.granted.Token) })
	if err == nil && woken == nil {
		err = fault.New(fault.Conflict, "app.desk_earlier")
	}
	return woken, err
}

// furnish makes a desk for somebody whom the office has let in. He is remembered first: what is left of a desk is never in nobody's name.
func (r *reception) furnish(w http.ResponseWriter, request *http.Request, who resident, password string) error {
	ctx := request.Context()
	key, err := r.makeChest(who.Folder, password)
	if err != nil {
		return err
	}
	guest, err := r.enter(ctx, who, key)
	if err != nil {
		return err
	}
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

// handOver gives a new desk the key that it is to leave with the office, and what the lobby knows: the office's certificate.
func (r *reception) handOver(ctx context.Context, guest *room) error {
	key := guest.chest
	if err := guest.desk.Replica.Remember(ctx, keptOfficeKey, slices.Concat(key.box.ID[:], key.office)); err != nil {
		return err
	}
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
