package httpapi

import (
	"context"
	"net/http"
	"time"

	"kontora/backend/fault"
	"kontora/backend/identity"
	"kontora/backend/locale"
	"kontora/backend/mail"
	"kontora/backend/schema"
)

// invitedPage is the page of the window that a link leads to. The secret stands behind the #: browsers send that to nobody.
const invitedPage = "/invited#"

type invitationInput struct {
	Email string `json:"email" doc:"the address as whoever sends the invitation has read it"`
}

// madeInvitation is an invitation for whoever passes it on himself.
type madeInvitation struct {
	Path    string    `json:"path" doc:"to be put behind the address of the office; shown only once"`
	Expires time.Time `json:"expires"`
}

// invitationSecret is sent in a body: addresses are logged on their way.
type invitationSecret struct {
	Secret string `json:"secret" doc:"what stands behind the # of the link"`
}

// invitation is what somebody reads who was invited, before he has signed in.
type invitation struct {
	Company  string          `json:"company"`
	Name     string          `json:"name"`
	Login    string          `json:"login"`
	Language locale.Language `json:"language" enum:"en,ru"`
}

type acceptance struct {
	Secret   string `json:"secret"`
	Password string `json:"password"`
}

func (s *server) invitationRoutes() {
	addBody(s, described(route("invite-employee", http.MethodPost, "/employees/{id}/invitation", "Send an employee his invitation", "people"),
		"A letter to his e-mail address with a link by which he sets his password and signs in: once, within seven days. Older ones work no more."), s.invite)
	add(s, described(created(route("make-invitation", http.MethodPost, "/employees/{id}/invitation/link", "Make an invitation to pass on oneself", "people")),
		"Older ones of the employee work no more."), s.makeInvitation)
	addBody(s, route("read-invitation", http.MethodPost, "/invitation", "Read an invitation one was given", "session"), s.readInvitation)
	addBody(s, described(route("accept-invitation", http.MethodPost, "/invitation/accept", "Accept an invitation", "session"),
		"Sets the password, makes the employee active and signs him in."), s.acceptInvitation)
}

func (s *server) invite(ctx context.Context, r *request, in *idPath, body invitationInput) (*answer[delivery], error) {
	which, err := id(in.ID)
	if err != nil {
		return nil, err
	}
	e, err := s.Administration.Invitable(ctx, r.actor, which)
	if err != nil {
		return nil, err
	}
	// Who sends it says where he means it to go.
	if body.Email != e.Email {
		return nil, fault.Field("email", "mail.address_changed", "email", e.Email)
	}
	address := addressOf(r.http)
	var problem locale.Text
	switch {
	case e.Email == "":
		problem = locale.Say("mail.no_address_of", "name", e.Name)
	case !s.Mail.Ready():
		problem = locale.Say("mail.not_set")
	case address == "":
		problem = locale.Say("mail.no_office_address")
	}
	if problem.Key != "" {
		return reply(s.delivery(r, mail.Delivery{Problem: problem}), nil)
	}
	made, err := s.Administration.Invite(ctx, r.actor, which)
	if err != nil {
		return nil, err
	}
	// The address may have changed since it was looked at. Whoever changes it from now on makes the invitation worthless.
	if e = made.Employee; body.Email != e.Email {
		return nil, fault.Field("email", "mail.address_changed", "email", e.Email)
	}
	return reply(s.delivery(r, s.Mail.Invite(ctx, mail.Invitation{
		To: e.Email, Name: e.Name, Login: e.Login, Link: address + invitedPage + made.Secret, Language: e.Language,
	})), nil)
}

func (s *server) makeInvitation(ctx context.Context, r *request, in *idPath) (*answer[madeInvitation], error) {
	which, err := id(in.ID)
	if err != nil {
		return nil, err
	}
	made, err := s.Administration.Invite(ctx, r.actor, which)
	return reply(madeInvitation{Path: invitedPage + made.Secret, Expires: made.Expires}, err)
}

func (s *server) readInvitation(ctx context.Context, r *request, _ *none, body invitationSecret) (*answer[invitation], error) {
	found, err := s.Identity.Invitation(ctx, body.Secret, r.http.RemoteAddr)
	if err != nil {
		return nil, err
	}
	e, ok := s.Administration.Member(found.Account)
	if !ok {
		return nil, fault.Missing()
	}
	office := s.Administration.Model().Directory
	return reply(invitation{Company: office.Company.Name, Name: office.FullName(e), Login: e.Login, Language: e.Language}, nil)
}

func (s *server) acceptInvitation(ctx context.Context, r *request, _ *none, body acceptance) (*signedInAnswer, error) {
	granted, err := s.Identity.Accept(ctx, identity.Acceptance{
		Secret: body.Secret, Password: body.Password, Address: r.http.RemoteAddr, Agent: schema.Line(r.http.UserAgent()),
	})
	if err != nil {
		return nil, err
	}
	return s.signedIn(r, granted)
}
