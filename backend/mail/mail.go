// Package mail sends the few letters that the office itself writes – invitations and the check of its mail server – and says in plain words
// what became of them.
package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-message/mail"
	"golang.org/x/net/idna"

	"kontora/backend/clock"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// patience is how long somebody waits at most to learn what became of his letter.
const patience = 15 * time.Second

// maxAnswer is how much of what a server said is shown, in characters.
const maxAnswer = 300

// Server is the company's mail server, with its password in clear.
type Server struct {
	Host     string
	Port     int
	Security string
	User     string
	Password string
	Sender   string // address
	Name     string // of the company, as letters are from it
}

// RefusedError is why a server did not take a letter; Stage is connect, encrypt, sign_in, sender, recipient or content.
type RefusedError struct {
	Stage  string
	Answer string // of the server; empty where it said nothing
	Cause  error
}

func (f *RefusedError) Error() string { return fmt.Sprintf("%s: %v", f.Stage, f.Cause) }

// Unwrap returns the cause.
func (f *RefusedError) Unwrap() error { return f.Cause }

// Wire hands a letter to a server. Errors are of type *RefusedError. Implementations are safe for concurrent use.
type Wire interface {
	Send(ctx context.Context, s Server, from, to string, letter []byte) (answer string, err error)
}

// Parts is what a Service is made of.
type Parts struct {
	Server func() (Server, bool) // false: none is set
	Wire   Wire
	Texts  *locale.Catalogue
	Clock  clock.Clock
	IDs    ident.Source
	Logger *slog.Logger
}

// Service sends letters. It is safe for concurrent use.
type Service struct{ parts Parts }

// New returns a Service.
func New(parts Parts) *Service { return &Service{parts} }

// Delivery is what became of a letter.
type Delivery struct {
	Sent    bool
	To      string
	Answer  string // of the server
	Problem locale.Text
}

// ForOthers is the same in words for those who may not read the settings of the server: without them, and without what the server said.
func (d Delivery) ForOthers() Delivery {
	d.Answer = ""
	switch {
	case d.Problem.Key == problemAt+"recipient":
		d.Problem = locale.Say("mail.recipient_refused", "to", d.To)
	case strings.HasPrefix(d.Problem.Key, problemAt):
		d.Problem = locale.Say("mail.server_failed")
	}
	return d
}

// Ready reports whether letters can be sent at all.
func (s *Service) Ready() bool {
	_, ok := s.parts.Server()
	return ok
}

// Check sends a letter that says that letters arrive.
func (s *Service) Check(ctx context.Context, to string, language locale.Language) Delivery {
	return s.send(ctx, to, language, "mail.check_subject", "mail.check_text")
}

// Invitation is what a new employee needs to sign in.
type Invitation struct {
	To       string
	Name     string
	Login    string
	Link     string // with which he sets his password
	Language locale.Language
}

// Invite sends an invitation.
func (s *Service) Invite(ctx context.Context, in Invitation) Delivery {
	return s.send(ctx, in.To, in.Language, "mail.invitation_subject", "mail.invitation_text",
		"name", in.Name, "login", in.Login, "link", in.Link)
}

func (s *Service) send(ctx context.Context, to string, language locale.Language, subject, text string, pairs ...any) Delivery {
	d := Delivery{To: to}
	server, ok := s.parts.Server()
	if !ok {
		d.Problem = locale.Say("mail.not_set")
		return d
	}
	pairs = append(pairs, "company", server.Name)
	say := func(key string) string { return s.parts.Texts.Render(language, locale.Say(key, pairs...)) }
	from, letter, err := s.compose(server, to, say(subject), say(text))
	if err == nil {
		ctx, stop := context.WithTimeout(ctx, patience)
		defer stop()
		d.Answer, err = s.parts.Wire.Send(ctx, server, from, inASCII(to), letter)
	}
	d.Answer, d.Sent = plain(d.Answer), err == nil
	if err != nil {
		s.parts.Logger.WarnContext(ctx, "letter not sent", "server", server.Host, "error", err)
		d.Problem, d.Answer = explain(server, to, err)
	}
	return d
}

// compose writes a letter as it goes over the wire, and the address it is from.
func (s *Service) compose(server Server, to, subject, text string) (from string, letter []byte, err error) {
	from = inASCII(server.Sender)
	var header mail.Header
	header.SetDate(s.parts.Clock.Now())
	header.SetSubject(subject)
	header.SetAddressList("From", []*mail.Address{{Name: server.Name, Address: from}})
	header.SetAddressList("To", []*mail.Address{{Address: inASCII(to)}})
	header.Set("Message-Id", "<"+s.parts.IDs.New().String()+from[strings.LastIndexByte(from, '@'):]+">")
	header.Set("Auto-Submitted", "auto-generated")
	header.SetContentType("text/plain", map[string]string{"charset": "utf-8"})
	header.Set("Content-Transfer-Encoding", "quoted-printable")
	var out bytes.Buffer
	body, err := mail.CreateSingleInlineWriter(&out, header)
	if err != nil {
		return "", nil, fault.Wrap(err, "begin a letter")
	}
	if _, err := body.Write([]byte(strings.ReplaceAll(text, "\n", "\r\n"))); err != nil {
		return "", nil, fault.Wrap(err, "write a letter")
	}
	return from, out.Bytes(), fault.Wrap(body.Close(), "end a letter")
}

// inASCII writes the domain of an address in the letters that every server knows.
func inASCII(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return address
	}
	domain, err := idna.Lookup.ToASCII(address[at+1:])
	if err != nil {
		return address
	}
	return address[:at+1] + domain
}

// problemAt begins the keys of what went wrong with a server; the stage follows.
const problemAt = "mail.problem_"

// explain says what happened, why, and what to do, and what the server said to it.
func explain(server Server, to string, err error) (problem locale.Text, answer string) {
	var f *RefusedError
	if !errors.As(err, &f) {
		return locale.Say("mail.failed"), ""
	}
	answer = plain(f.Answer)
	var words any = answer
	if answer == "" && f.Cause != nil {
		words = said(f.Cause)
	}
	stage := f.Stage
	if errors.Is(err, context.DeadlineExceeded) {
		stage = "late"
	}
	return locale.Say(problemAt+stage, "host", server.Host, "port", server.Port, "user", server.User, "sender", server.Sender,
		"to", to, "said", words), answer
}

// plain makes one line of what a server said.
func plain(text string) string {
	line := strings.Join(strings.Fields(strings.ToValidUTF8(text, "?")), " ")
	if utf8.RuneCountInString(line) > maxAnswer {
		line = string([]rune(line)[:maxAnswer]) + "…"
	}
	return line
}
