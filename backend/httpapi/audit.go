package httpapi

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/audit"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/record"
	"kontora/backend/schema"
)

type auditQuery struct {
	Employee string    `query:"employee" doc:"who did it"`
	Subject  string    `query:"subject" doc:"the type of record or thing: deal, role …; company and employee are records, own_company and employee_entry what administration keeps"`
	ID       string    `query:"id" doc:"of the record or thing"`
	Kind     string    `query:"kind" doc:"what was done: create, change, delete, sign_in …"`
	From     time.Time `query:"from"`
	To       time.Time `query:"to"`
	Cursor   string    `query:"cursor"`
	Limit    int       `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type logChange struct {
	Field  string          `json:"field"`
	From   json.RawMessage `json:"from"`
	To     json.RawMessage `json:"to"`
	Erased bool            `json:"erased,omitempty"`
}

type logEntry struct {
	ID      string      `json:"id"`
	At      time.Time   `json:"at"`
	By      person      `json:"by"`
	Kind    string      `json:"kind"`
	Subject string      `json:"subject"`
	Of      ident.ID    `json:"of" doc:"the record or thing"`
	Name    string      `json:"name"`
	Note    string      `json:"note,omitempty"`
	Changes []logChange `json:"changes"`
}

type logPage struct {
	Items []logEntry `json:"items"`
	Next  *string    `json:"next"`
}

func (s *server) auditRoutes() {
	add(s, route("read-log", http.MethodGet, "/audit", "What was done, the latest first", "rights"), s.readLog)
}

// Whoever is no administrator reads of the records that he views. The next page begins behind the last entry he was shown: where it ends
// must not tell how much there is besides. Only after looking at auditLooked entries, so that nobody waits for long, a page may be short.
const (
	auditBatch  = 200
	auditLooked = 2000
)

func (s *server) readLog(ctx context.Context, r *request, in *auditQuery) (*answer[logPage], error) {
	filter, err := s.logFilter(in)
	if err != nil {
		return nil, err
	}
	filter.Limit = max(in.Limit+1, auditBatch)
	out := logPage{Items: make([]logEntry, 0, in.Limit)}
	seen := make(map[ident.ID]bool)
	for looked := 0; ; looked += filter.Limit {
		entries, next, err := s.Log.Read(ctx, filter, func(e *audit.Entry) bool { return s.showEntry(r.actor, e) })
		if err != nil {
			return nil, fault.Wrap(err, "read the log")
		}
		for _, e := range entries {
			visible, err := s.entryVisible(ctx, r.actor, e, seen)
			if err != nil {
				return nil, err
			}
			if !visible {
				continue
			}
			if len(out.Items) == in.Limit {
				out.Next = s.logCursor(filter.Before)
				return reply(out, nil)
			}
			out.Items = append(out.Items, s.logEntry(e))
			filter.Before = e.No
		}
		switch {
		case next == 0:
			return reply(out, nil)
		case looked >= auditLooked:
			out.Next = s.logCursor(next)
			return reply(out, nil)
		}
		filter.Before = next
	}
}

// logCursor seals where a page ended: its number would tell how much is written that the reader does not see.
func (s *server) logCursor(before audit.Number) *string {
	sealed := s.Records.Seal.Cursor(binary.BigEndian.AppendUint64(nil, uint64(before)))
	return &sealed
}

func (s *server) openLogCursor(text string) (audit.Number, error) {
	plain, err := s.Records.Seal.OpenCursor(text)
	if err != nil || len(plain) != 8 {
		return 0, fault.Field("cursor", "http.parameter_wrong")
	}
	return audit.Number(binary.BigEndian.Uint64(plain)), nil
}

func (s *server) logFilter(in *auditQuery) (audit.Filter, error) {
	filter := audit.Filter{Subject: in.Subject, Kind: in.Kind, From: in.From, To: in.To}
	var err error
	if in.Employee != "" {
		if filter.Employee, err = id(in.Employee); err != nil {
			return filter, fault.Field("employee", "field.person")
		}
	}
	if in.ID != "" {
		if filter.ID, err = id(in.ID); err != nil {
			return filter, fault.Field("id", "http.parameter_wrong")
		}
	}
	if in.Cursor != "" {
		if filter.Before, err = s.openLogCursor(in.Cursor); err != nil {
			return filter, err
		}
	}
	return filter, nil
}

// showEntry takes out of an entry the fields of its type that the reader has hidden or masked.
func (s *server) showEntry(actor access.Actor, e *audit.Entry) bool {
	if e.Subject == administration.CompanyKind.Subject() && !actor.Rights.Administrator() {
		// Who reads the log need not be one who reads the settings of the mail server.
		before := len(e.Changes)
		e.Changes = slices.DeleteFunc(e.Changes, func(change audit.Change) bool { return change.Field == administration.FieldMail })
		return len(e.Changes) > 0 || before == 0
	}
	t, ok := s.Administration.Model().Schema.Type(e.Subject)
	switch e.Kind {
	case record.KindShare, record.KindLink, record.KindUnlink:
		ok = false // what changed is no field, whatever it is called
	}
	if !ok {
		return true
	}
	kept := e.Changes[:0]
	for _, change := range e.Changes {
		f, ok := t.Field(change.Field)
		if !ok || actor.Rights.Field(t, f).Rank() >= schema.Read.Rank() {
			kept = append(kept, change)
		}
	}
	hidden := len(e.Changes) > 0 && len(kept) == 0
	e.Changes = kept
	if f, ok := t.Field(schema.FieldName); ok && actor.Rights.Field(t, f).Rank() < schema.Read.Rank() {
		e.Name = ""
	}
	return !hidden
}

// entryVisible reports whether the reader may view what the entry is about: administrators everything, others the records they see, and
// of employees besides their sign-ins, which stand under the cards.
func (s *server) entryVisible(ctx context.Context, actor access.Actor, e audit.Entry, seen map[ident.ID]bool) (bool, error) {
	if _, isType := s.Administration.Model().Schema.Type(e.Subject); !isType || isSignIn(e.Kind) || actor.Rights.Administrator() {
		return true, nil
	}
	if visible, known := seen[e.ID]; known {
		return visible, nil
	}
	_, _, err := s.Records.Get(ctx, actor, e.Subject, e.ID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return false, fault.Wrap(err, "find what an entry is about")
	}
	seen[e.ID] = err == nil
	return seen[e.ID], nil
}

func isSignIn(kind string) bool {
	switch kind {
	case identity.SignedIn, identity.SignInFailed, identity.SignedOut, identity.SessionsEnded, identity.DeskRemoved, identity.PasswordChanged, identity.PasswordSet,
		identity.TokenMade, identity.TokenEnded, identity.Invited, identity.InvitationAccepted:
		return true
	}
	return false
}

func (s *server) logEntry(e audit.Entry) logEntry {
	v := logEntry{
		ID: s.Records.Seal.Version(e.ID, uint64(e.No)), At: e.At, By: s.person(e.Employee), Kind: e.Kind, Subject: e.Subject, Of: e.ID, Name: e.Name, Note: e.Note,
		Changes: make([]logChange, 0, len(e.Changes)),
	}
	for _, change := range e.Changes {
		v.Changes = append(v.Changes, logChange{Field: change.Field, From: orNull(change.Before), To: orNull(change.After), Erased: change.Erased})
	}
	return v
}

func orNull(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return json.RawMessage("null")
	}
	return raw
}
