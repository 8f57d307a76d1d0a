package app

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"time"

	"kontora/backend/fault"
	"kontora/backend/httpapi"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/replica"
)

// keptScope is how much the desk's employee has chosen to hold.
const keptScope = "scope"

// readScope reads what was chosen; all, as long as nothing was.
func (u *uplink) readScope(ctx context.Context) error {
	raw, err := u.desk.Replica.Recall(ctx, keptScope)
	var chosen httpapi.SyncScope
	if err == nil && raw != nil {
		err = json.Unmarshal(raw, &chosen)
	}
	u.chosen.Store(&chosen)
	return fault.Wrap(err, "read how much the desk is to hold")
}

// scope is what was chosen, as the office is told it.
func (u *uplink) scope() replica.Scope { return scopeAt(*u.chosen.Load(), u.desk.Clock.Now()) }

// scopeAt is a choice at a moment. Where years are counted they begin with a month, so that what grows too old leaves once a month.
func scopeAt(chosen httpapi.SyncScope, now time.Time) replica.Scope {
	scope := replica.Scope{Mine: chosen.Mine}
	if chosen.Years > 0 {
		scope.Since = time.Date(now.UTC().Year()-chosen.Years, now.UTC().Month(), 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	}
	return scope
}

// SetScope keeps what is chosen, and asks the office for what it changes.
func (u *uplink) SetScope(ctx context.Context, scope httpapi.SyncScope) error {
	raw, err := json.Marshal(scope)
	if err != nil {
		return err
	}
	if err := u.desk.Replica.Remember(ctx, keptScope, raw); err != nil {
		return err
	}
	u.chosen.Store(&scope)
	u.rescoped.Store(true)
	u.wrote()
	return nil
}

// Held is how much the desk holds.
func (u *uplink) Held(context.Context) (httpapi.Held, error) {
	size, err := u.desk.folder.Size()
	return httpapi.Held{Scope: *u.chosen.Load(), Records: u.desk.Replica.Held(), Bytes: size}, err
}

// maxViewed is how long the office's answer about one record can be, in bytes.
const maxViewed = 16 << 20

// view is a record as the office shows it.
func (u *uplink) view(ctx context.Context, typeName string, id ident.ID) (record.View, record.Names, error) {
	var shown struct {
		record.View
		Names record.Names `json:"names"`
	}
	r, err := u.request(ctx, http.MethodGet, "/api/records/"+url.PathEscape(typeName)+"/"+id.String(), http.NoBody)
	if err != nil {
		return shown.View, nil, err
	}
	answer, err := u.send(r)
	if err != nil {
		return shown.View, nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return shown.View, nil, refusal(answer)
	}
	err = json.NewDecoder(io.LimitReader(answer.Body, maxViewed)).Decode(&shown)
	return shown.View, shown.Names, err
}
