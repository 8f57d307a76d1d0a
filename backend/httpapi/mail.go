package httpapi

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"strings"

	"kontora/backend/administration"
	"kontora/backend/locale"
	"kontora/backend/mail"
)

// delivery is what became of a letter.
type delivery struct {
	Sent    bool   `json:"sent"`
	To      string `json:"to"`
	Answer  string `json:"answer" doc:"what the mail server said, in its own words"`
	Problem string `json:"problem,omitempty" doc:"what happened, why, and what to do"`
}

// mailReady tells whether letters can be sent.
type mailReady struct {
	Ready bool `json:"ready"`
}

func (s *server) mailRoutes() {
	a := s.Administration
	add(s, route("get-mail-server", http.MethodGet, "/company/mail", "Read the mail server of the company", "people"),
		func(ctx context.Context, r *request, _ *none) (*answer[administration.MailServer], error) {
			return reply(a.MailServer(ctx, r.actor))
		})
	addRaw[administration.MailInput](s, described(route("change-mail-server", http.MethodPatch, "/company/mail", "Change the mail server", "people"),
		"What is not sent stays as it is. An empty host takes the mail server away."),
		func(ctx context.Context, r *request, in *companyMatch, body json.RawMessage) (*answer[administration.MailServer], error) {
			return reply(a.ChangeMail(ctx, r.actor, ifMatch(in.IfMatch), body))
		})
	add(s, described(route("check-mail-server", http.MethodPost, "/company/mail/check", "Send a letter to oneself through the mail server", "people"),
		"Connects, signs in and sends one letter. It takes 15 seconds at most."), s.checkMail)
	add(s, route("get-mail-ready", http.MethodGet, "/company/mail/ready", "Whether invitations can be sent", "people"),
		func(_ context.Context, _ *request, _ *none) (*answer[mailReady], error) {
			return reply(mailReady{s.Mail.Ready()}, nil)
		})
}

func (s *server) delivery(r *request, d mail.Delivery) delivery {
	if !r.actor.Rights.Administrator() {
		d = d.ForOthers()
	}
	out := delivery{Sent: d.Sent, To: d.To, Answer: d.Answer}
	if !d.Sent {
		out.Problem = s.Catalogue.Render(r.language, d.Problem)
	}
	return out
}

func (s *server) checkMail(ctx context.Context, r *request, _ *none) (*answer[delivery], error) {
	if _, err := s.Administration.MailServer(ctx, r.actor); err != nil {
		return nil, err
	}
	me, err := s.Administration.Employees().Get(ctx, r.actor, s.self(r.actor).ID)
	if err != nil {
		return nil, err
	}
	if me.Email == "" {
		return reply(s.delivery(r, mail.Delivery{Problem: locale.Say("mail.no_address")}), nil)
	}
	return reply(s.delivery(r, s.Mail.Check(ctx, me.Email, r.language)), nil)
}

// addressOf is under which address the office was reached by who asks, unless that leads others nowhere. Names were compared with those of
// the office; a number could be anybody's, unless the connection itself came in at it.
func addressOf(hr *http.Request) string {
	host := hr.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if ip := net.ParseIP(host); host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && (ip.IsLoopback() || !ip.Equal(reachedAt(hr))) {
		return ""
	}
	if hr.TLS == nil {
		return "http://" + hr.Host
	}
	return "https://" + hr.Host
}

// reachedAt is the address of this computer at which a request came in; nil where that is not known.
func reachedAt(hr *http.Request) net.IP {
	if at, ok := hr.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr); ok {
		return at.IP
	}
	return nil
}
