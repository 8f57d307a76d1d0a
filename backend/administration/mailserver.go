package administration

import (
	"context"
	"encoding/json"
	"net"
	"regexp"
	"slices"
	"unicode/utf8"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/schema"
)

// Secrets seals what is kept in the configuration and must not be read there.
type Secrets interface {
	SealSecret(plain string) string
	// OpenSecret is false for what this office has not sealed.
	OpenSecret(sealed string) (string, bool)
}

// FieldMail is what the log calls the settings of the mail server among the company's fields.
const FieldMail = "mail"

// MailFields is the server through which the office sends letters. Without a host there is none.
type MailFields struct {
	Host     string                 `json:"host"`
	Port     int                    `json:"port"`
	Security directory.MailSecurity `json:"security" enum:"starttls,tls,none" doc:"none: only to a server on the office's own computer"`
	User     string                 `json:"user" doc:"empty: the server asks for none"`
	Sender   string                 `json:"sender" doc:"the address that letters are from"`
}

// MailInput is what is sent for the mail server: its fields and, never shown, a password.
type MailInput struct {
	MailFields
	Password string `json:"password,omitempty" doc:"empty: the one that is kept, unless the server or the user is another one now"`
}

// MailServer is the mail server in the form of the API.
type MailServer struct {
	Version string `json:"version"`
	MailFields
	HasPassword bool `json:"has_password"`
}

// mayMail refuses everybody but administrators: who chooses the server reads what is sent through it, passwords in invitations too.
func mayMail(actor access.Actor) error {
	if actor.Rights.Active() && actor.Rights.Administrator() {
		return nil
	}
	return fault.New(fault.Denied, "administration.mail_denied")
}

// MailServer reads the mail server; where there is none it has no host, and what is usual besides. All but administrators are fault.Denied.
func (s *Service) MailServer(_ context.Context, actor access.Actor) (MailServer, error) {
	if err := mayMail(actor); err != nil {
		return MailServer{}, err
	}
	return s.mailView(s.State()), nil
}

func mailFields(m *directory.MailServer) MailFields {
	return MailFields{Host: m.Host, Port: m.Port, Security: m.Security, User: m.User, Sender: m.Sender}
}

func (s *Service) mailView(st *State) MailServer {
	c := st.Model.Directory.Company
	v := MailServer{MailFields: MailFields{Port: usualPort, Security: directory.MailStartTLS}}
	if m := c.Mail; m != nil {
		v.MailFields = mailFields(m)
		_, v.HasPassword = s.parts.Secrets.OpenSecret(m.Password)
	}
	if no, err := st.No(c.ID, CompanyKind); err == nil {
		v.Version = st.Version(no)
	}
	return v
}

// OpenMail is the mail server with its password in clear, for those who send; false where there is none.
func (s *Service) OpenMail() (m directory.MailServer, ok bool) {
	kept := s.Model().Directory.Company.Mail
	if kept == nil {
		return m, false
	}
	m = *kept
	m.Password, _ = s.parts.Secrets.OpenSecret(kept.Password)
	return m, true
}

// ChangeMail lays what was sent over the mail server; an empty host takes it away. A password goes to no other server, and for no other user,
// than it was typed for. With a version that is not the company's any more it is fault.Conflict.
func (s *Service) ChangeMail(ctx context.Context, actor access.Actor, version string, sent json.RawMessage) (MailServer, error) {
	if err := mayMail(actor); err != nil {
		return MailServer{}, err
	}
	err := s.Modify(ctx, actor, func(_ context.Context, d *Draft) error {
		no, err := d.before.No(d.directory.Company.ID, CompanyKind)
		if err != nil {
			return err
		}
		there := s.mailView(d.before)
		if version != "" && version != there.Version {
			return fault.New(fault.Conflict, "administration.changed_meanwhile").With(there)
		}
		in, err := overlay(MailInput{MailFields: there.MailFields}, sent)
		if err != nil {
			return err
		}
		mail, err := in.Fields.read()
		if err != nil {
			return err
		}
		was := d.directory.Company.Mail
		switch {
		case mail == nil:
		case in.Fields.Password != "":
			mail.Password = s.parts.Secrets.SealSecret(in.Fields.Password)
		case was != nil && was.Host == mail.Host && was.Port == mail.Port && was.Security == mail.Security && was.User == mail.User:
			mail.Password = was.Password
		}
		d.directory.Company.Mail = mail
		d.touch(CompanyKind, no)
		return nil
	})
	if err != nil {
		return MailServer{}, err
	}
	return s.mailView(s.State()), nil
}

const usualPort = 587 // for submission, RFC 6409, 3.1

// mailPorts are those on which servers take letters. With any other the office could be made to knock at doors that are none of its.
func mailPorts() []int { return []int{25, 465, 587, 2465, 2525, 2587} }

var mailHost = regexp.MustCompile(`^[\p{L}\p{N}]([\p{L}\p{N}._-]*[\p{L}\p{N}])?$`)

// Bounds of texts.
const (
	maxHost   = 253 // bytes
	maxSecret = 500 // characters
)

// read turns what was filled in into a server without its password; nil for none.
func (f MailInput) read() (*directory.MailServer, error) {
	m := &directory.MailServer{Host: trim(f.Host), Port: f.Port, Security: f.Security, User: trim(f.User)}
	if m.Host == "" {
		return nil, nil
	}
	problems := fault.Fields{}
	address := net.ParseIP(m.Host)
	if len(m.Host) > maxHost || address == nil && !mailHost.MatchString(m.Host) {
		problems.Add("host", "mail.host")
	}
	here := m.Host == "localhost" || address != nil && address.IsLoopback()
	if !slices.Contains(mailPorts(), m.Port) && (!here || m.Port < 1 || m.Port > 1<<16-1) {
		problems.Add("port", "mail.port")
	}
	switch {
	case !slices.Contains([]directory.MailSecurity{directory.MailStartTLS, directory.MailTLS, directory.MailClear}, m.Security):
		problems.Add("security", "mail.security")
	case m.Security == directory.MailClear && !here:
		problems.Add("security", "mail.clear")
	}
	for name, text := range map[string]string{"user": m.User, "password": f.Password} {
		if count := utf8.RuneCountInString(text); count > maxSecret {
			problems.Add(name, "field.too_long", "max", maxSecret, "count", count)
		}
	}
	var ok bool
	if m.Sender, ok = schema.ParseEmail(trim(f.Sender)); !ok {
		problems.Add("sender", "mail.sender_wrong")
	}
	return m, problems.Err()
}
