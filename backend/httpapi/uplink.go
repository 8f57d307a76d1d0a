package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"

	"kontora/backend/fault"
)

// Uplink is a desk's way to its office. Its methods are safe for concurrent use.
type Uplink interface {
	// SignIn asks the office to let somebody in, and readies the desk for him. It is fault.Unavailable when the office is away: then the desk
	// decides by what it knows.
	SignIn(ctx context.Context, login, password string) error
	// SignOut gives the office's session back, if it is not away.
	SignOut(ctx context.Context)
	// Forward has the office answer a request. It is false when the office is away, and nothing has been answered.
	Forward(w http.ResponseWriter, r *http.Request, body io.Reader) bool
	// Behind reports whether the office does not know yet of something that was done here, so that only the desk shows it.
	Behind(ctx context.Context) bool
	// Relay passes on what the office tells of, and that the state of the desk itself has changed. forget ends that.
	Relay() (news <-chan Relayed, forget func())
	// State is how the desk stands with its office.
	State(ctx context.Context) (SyncState, error)
	// Held is how much is held of what one may see.
	Held(ctx context.Context) (Held, error)
	// SetScope has as much held from now on. What is more leaves at next contact with the office, what is less comes.
	SetScope(ctx context.Context, scope SyncScope) error
}

// Relayed is an event as it is sent to the window.
type Relayed struct {
	Name string
	Data json.RawMessage
}

// kept are the operations that a desk answers by itself while its office is away, from its replica.
func kept() map[string]bool {
	return map[string]bool{
		"get-me": true, "list-types": true, "get-type": true, "list-records": true, "get-record": true, "sum-records": true, "search": true,
		"find-principals": true, "get-timeline": true,
	}
}

// own are the operations that are a desk's own affair, whether its office is there or not. What it writes it keeps before the office hears of
// it: were it passed on, nobody would know whether it is done when the answer is lost.
func own() map[string]bool {
	return map[string]bool{
		"sign-in": true, "sign-out": true, "hear-events": true, "get-sync": true, "get-held": true, "set-sync-scope": true, "list-outbox": true, "forget-command": true, "retry-command": true,
		"create-record": true, "change-record": true, "delete-record": true, "restore-record": true, "transfer-record": true,
		"add-note": true, "add-message": true, "add-task": true,
	}
}

// forward has the office of a desk answer a request of somebody who is signed in. It is false when this node answers it.
func (s *server) forward(w http.ResponseWriter, r *request, operation string) (answered bool, err error) {
	if s.Uplink == nil || own()[operation] {
		return false, nil
	}
	if kept()[operation] && s.Uplink.Behind(r.http.Context()) {
		return false, nil
	}
	var body io.Reader = http.NoBody
	switch {
	case isUpload(r.http):
		body = r.http.Body
	case r.body != nil:
		body = bytes.NewReader(r.body)
	}
	if s.Uplink.Forward(w, r.http, body) {
		return true, nil
	}
	if kept()[operation] {
		return false, nil
	}
	return false, fault.New(fault.Unavailable, "http.office_away")
}
