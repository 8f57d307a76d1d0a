package app

import (
	"context"
	"encoding/json"
	"time"

	"kontora/backend/httpapi"
	"kontora/backend/replica"
)

// relayed is how much a listener can be behind before he is told to read everything anew.
const relayed = 256

func nothing() json.RawMessage { return json.RawMessage("{}") }

// Relay passes on what the office tells of, and that the state of the desk itself has changed.
func (u *uplink) Relay() (news <-chan httpapi.Relayed, forget func()) {
	listener := make(chan httpapi.Relayed, relayed)
	u.mu.Lock()
	defer u.mu.Unlock()
	u.relays[listener] = struct{}{}
	return listener, func() {
		u.mu.Lock()
		defer u.mu.Unlock()
		delete(u.relays, listener)
	}
}

// hear passes on what the office has told, but for what is said of its own stream.
func (u *uplink) hear(news httpapi.Relayed) {
	switch news.Name {
	case "hello", "signed_out", "sync":
	default:
		u.relay(news)
	}
}

func (u *uplink) relay(news httpapi.Relayed) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for listener := range u.relays {
		told := news
		if len(listener) == cap(listener)-1 {
			told = httpapi.Relayed{Name: "rights", Data: nothing()} // the last place is for this
		}
		select {
		case listener <- told:
		default:
		}
	}
}

// filled is about how much of what the desk is to hold has come, in per cent: 100 only once all has.
func (u *uplink) filled() int {
	if u.desk.Replica.Whole() {
		return 100
	}
	return min(99, int(100*u.desk.Replica.Filled()))
}

// progress tells how much has come, when that is another part than was told last.
func (u *uplink) progress() {
	part := u.filled()
	u.mu.Lock()
	changed := u.part != part
	u.part = part
	u.mu.Unlock()
	if changed {
		u.relay(httpapi.Relayed{Name: "sync", Data: nothing()})
	}
}

// Behind reports whether the office does not know yet of something that was done here. A desk that holds only a part shows less than the office
// even so.
func (u *uplink) Behind(ctx context.Context) bool {
	if !u.desk.Replica.Whole() || u.scope() != (replica.Scope{}) {
		return false
	}
	outstanding, err := u.desk.Replica.Outstanding(ctx)
	return outstanding || err != nil
}

// State is how the desk stands with its office.
func (u *uplink) State(ctx context.Context) (httpapi.SyncState, error) {
	waiting, unresolved, err := u.desk.Replica.Counts(ctx)
	if err != nil {
		return httpapi.SyncState{}, err
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	state := httpapi.SyncState{Desk: true, Office: httpapi.OfficeThere, Filled: u.filled(), Waiting: waiting, Unresolved: unresolved, Scope: *u.chosen.Load()}
	switch {
	case u.token == "" || !u.desk.leased():
		state.Office = httpapi.OfficeLocked
	case u.away:
		state.Office = httpapi.OfficeAway
	case u.version != "":
		state.Office = u.version
	}
	if heard := u.desk.heard.Load(); heard != 0 {
		synced := time.UnixMilli(heard).UTC().Truncate(time.Second)
		state.SyncedAt = &synced
	}
	return state, nil
}
