package app

import (
	"context"
	"errors"
	"net"
	"net/netip"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/mail"
	"kontora/backend/protocol/smtp"
)

// wire hands letters to mail servers.
type wire struct{ client smtp.Client }

var _ mail.Wire = wire{}

// Send hands one letter in.
func (w wire) Send(ctx context.Context, s mail.Server, from, to string, letter []byte) (string, error) {
	server := smtp.Server{Host: s.Host, Port: s.Port, Security: smtp.Security(s.Security), User: s.User, Password: s.Password}
	answer, err := w.client.Send(ctx, server, from, to, letter)
	var f *smtp.RefusedError
	if errors.As(err, &f) {
		return "", &mail.RefusedError{Stage: string(f.Stage), Answer: f.Answer, Cause: errors.Join(f.Unwrap(), ctx.Err())}
	}
	return answer, err
}

var errNoMailServer = errors.New("no mail server can be at this address")

// mailAddress refuses addresses at which no mail server is but something else might answer: links without a router, where clouds keep
// what they know of a machine, groups and none at all.
func mailAddress(_, address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return err
	}
	if ip = ip.Unmap(); ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() {
		return errNoMailServer
	}
	return nil
}

// mail builds what sends the office's letters.
func (o *Office) mail() (*mail.Service, error) {
	texts, err := locale.Load()
	if err != nil {
		return nil, fault.Wrap(err, "load the texts")
	}
	server := func() (mail.Server, bool) {
		m, ok := o.Administration.OpenMail()
		return mail.Server{
			Host: m.Host, Port: m.Port, Security: string(m.Security), User: m.User, Password: m.Password, Sender: m.Sender,
			Name: o.Administration.Model().Directory.Company.Name,
		}, ok
	}
	return mail.New(mail.Parts{
		Server: server, Wire: wire{smtp.Client{Admit: mailAddress}}, Texts: texts, Clock: o.Clock, IDs: ident.Random{}, Logger: o.Logger,
	}), nil
}
