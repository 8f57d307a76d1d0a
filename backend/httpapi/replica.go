package httpapi

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/outbox"
	"kontora/backend/replica"
)

// replicaType is the media type of what office and desk say to each other: messages of CBOR, each behind its length.
const replicaType = "application/vnd.kontora.replica"

func (s *server) replicaRoutes() {
	op := route("pull", http.MethodPost, "/replica/pull", "Bring a desk up to date", "replica")
	op.Description = "The body is what the desk holds, as an earlier answer has left it. The answer is what has changed for its employee since: " +
		"messages of CBOR, each behind its length. Only desks use it; it changes with their version. A desk that has just been answered may say no " +
		"more than the seal it was given, and says all it holds where the office does not remember that (409 with the key http.replica_claim)."
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{replicaType: {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}
	op.Responses = map[string]*huma.Response{"200": {
		Description: "What the desk has to do, in order",
		Content:     map[string]*huma.MediaType{replicaType: {Schema: &huma.Schema{Type: "string", Format: "binary"}}},
	}}
	add(s, op, s.pull)
	addBody(s, described(route("push", http.MethodPost, "/replica/push", "Take in what was done at a desk", "replica"),
		"Each command is decided as if it were done here and now, once however often it is sent. What is refused, and where somebody else was "+
			"faster, stays in the outbox of its author. Only desks use it; it changes with their version."),
		func(ctx context.Context, r *request, _ *none, body outbox.Offer) (*answer[outbox.Answer], error) {
			if s.Offers == nil {
				return nil, fault.New(fault.Unavailable, "http.office_away")
			}
			known, err := s.Replicas.Knows(ctx, r.actor, body.Stand)
			if err != nil {
				return nil, err
			}
			if !known {
				return nil, fault.New(fault.Conflict, ForeignHistory)
			}
			said, err := s.Offers.Take(ctx, r.actor, &body)
			if err != nil {
				return nil, err
			}
			return reply(*said, nil)
		})
	addBody(s, described(route("get-standing", http.MethodPost, "/replica/standing", "Tell a desk whose session is over whether it may keep what it holds", "replica"),
		"The device's secret is proof enough. Where its employee works there no longer, or has had the copy removed, what he did at the desk is kept for him, and the desk removes what it holds."),
		s.standing)
	addBody(s, described(noContent(route("leave-desk-key", http.MethodPut, "/replica/keys/{id}", "Leave a key with the office that opens what a desk keeps", "replica")),
		"A desk encrypts what it keeps under its employee's password, and a second time under this key: so the office can let him in whose password was changed elsewhere."),
		func(ctx context.Context, r *request, in *idPath, body deskKey) (*none, error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return nil, s.Identity.LeaveDeskKey(ctx, r.session, which, body.Key)
		})
	add(s, described(route("get-desk-key", http.MethodGet, "/replica/keys/{id}", "Read a key that a desk has left", "replica"),
		"Given to the account that has left it, within ten minutes after signing in."),
		func(ctx context.Context, r *request, in *idPath) (*answer[deskKey], error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			key, err := s.Identity.DeskKey(ctx, r.session, which)
			return reply(deskKey{Key: key}, err)
		})
}

// deskKey opens what a desk keeps encrypted.
type deskKey struct {
	Key []byte `json:"key" doc:"32 bytes"`
}

// ForeignHistory is why nothing is taken in from a desk that has heard of another history than the office's: it pulls first, and knows then what the
// office has forgotten.
const ForeignHistory = "http.replica_history"

// Why a desk is told nothing that is not of the office's version: which of the two has to be brought up to date.
const (
	DeskTooOld = "http.replica_too_old"
	DeskTooNew = "http.replica_too_new"
)

// Forgotten is why a desk has to say all that it holds.
const Forgotten = "http.replica_claim"

type pullQuery struct {
	Brief bool `query:"brief" doc:"the body says no more of what the desk holds than the seal that it was given last"`
}

// leaving is what a desk says whose session is over.
type leaving struct {
	Device string `json:"device" doc:"the secret by which the computer is known"`
	outbox.Offer
}

type standing struct {
	Active bool `json:"active" doc:"false: the desk is to remove what it holds"`
}

func (s *server) standing(ctx context.Context, _ *request, _ *none, body leaving) (*answer[standing], error) {
	if s.Offers == nil {
		return nil, fault.New(fault.Unavailable, "http.office_away")
	}
	member, device, err := s.Identity.Standing(ctx, body.Device)
	if err != nil || member.Active && !device.Removed {
		return reply(standing{Active: err == nil}, err)
	}
	no, err := s.Administration.State().No(member.Employee, administration.EmployeeKind)
	if err != nil {
		return nil, err
	}
	return reply(standing{}, s.Offers.Leave(ctx, no, device.ID, &body.Offer))
}

// pull answers a desk. Nothing is sent before the first message is there, so that a refusal can still be said.
func (s *server) pull(ctx context.Context, r *request, in *pullQuery) (*huma.StreamResponse, error) {
	claim, err := replica.DecodeClaim(r.body)
	switch {
	case errors.Is(err, replica.ErrTooOld):
		return nil, fault.New(fault.Invalid, DeskTooOld).Because(err)
	case errors.Is(err, replica.ErrTooNew):
		return nil, fault.New(fault.Invalid, DeskTooNew).Because(err)
	case err != nil:
		return nil, fault.New(fault.Invalid, "http.malformed").Because(err)
	case in.Brief && !s.Replicas.Recalls(claim):
		return nil, fault.New(fault.Conflict, Forgotten)
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		_, w := humago.Unwrap(hc)
		hc.SetHeader("Content-Type", replicaType)
		out := bufio.NewWriterSize(&patientWriter{w, http.NewResponseController(w)}, 64<<10)
		err := s.Replicas.Pull(ctx, r.actor, claim, out)
		if err == nil {
			err = out.Flush()
		}
		if err != nil {
			if ctx.Err() == nil && !errors.Is(err, io.ErrClosedPipe) {
				s.Logger.WarnContext(ctx, "a desk's pull broken off", "error", causeOf(err))
			}
			panic(http.ErrAbortHandler) // the status is sent: only breaking off can still tell that it is not whole
		}
	}}, nil
}
