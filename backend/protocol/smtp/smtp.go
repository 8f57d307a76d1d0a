// Package smtp submits letters to a mail server (RFC 6409, by the protocol of RFC 5321): over TLS from the start (RFC 8314, 3.3), after
// STARTTLS (RFC 3207), or, on this computer alone, in clear. It knows no more of a letter than its envelope.
package smtp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strconv"
	"time"

	"github.com/emersion/go-sasl"
	wire "github.com/emersion/go-smtp"
)

// Security is how a connection is encrypted.
type Security string

// The ways. A connection in clear is refused by the caller unless it stays on this computer.
const (
	StartTLS Security = "starttls"
	TLS      Security = "tls"
	Clear    Security = "none"
)

// Server is where letters are handed in. Without a user nobody signs in.
type Server struct {
	Host     string
	Port     int
	Security Security
	User     string
	Password string
}

// Client hands letters in. It is safe for concurrent use.
type Client struct {
	Roots *x509.CertPool                      // whose certificates are trusted; nil: those the system trusts
	Admit func(network, address string) error // refuses an address found for a host before it is connected to; may be nil
}

// Stage is how far a letter came.
type Stage string

// The stages, in their order; the last three are the commands of a mail transaction (RFC 5321, 3.3).
const (
	Connecting Stage = "connect"
	Encrypting Stage = "encrypt"
	SigningIn  Stage = "sign_in"
	Sender     Stage = "sender"
	Recipient  Stage = "recipient"
	Content    Stage = "content"
)

// RefusedError is why a letter was not taken.
type RefusedError struct {
	Stage  Stage
	Answer string // the code and text of the server's reply (RFC 5321, 4.2); empty where it gave none
	cause  error
}

func (f *RefusedError) Error() string { return "smtp " + string(f.Stage) + ": " + f.cause.Error() }

// Unwrap returns the cause.
func (f *RefusedError) Unwrap() error { return f.cause }

func failed(stage Stage, err error) error {
	f := &RefusedError{Stage: stage, cause: err}
	var said *wire.SMTPError
	if errors.As(err, &said) {
		f.Answer = strconv.Itoa(said.Code) + " " + said.Message
	}
	return f
}

// patience is how long one answer of a server is waited for, where ctx does not end first. RFC 5321, 4.5.3.2 grants servers minutes; here
// somebody waits who can try again.
const patience = 15 * time.Second

// Send hands one letter in, of which the lines end with CRLF, and returns what the server said when it took it: from then on the letter is
// the server's to deliver (RFC 5321, 6.1). It ends with ctx, whatever the server does. Its errors wrap a *RefusedError, and that of ctx where
// that ended.
func (c Client) Send(ctx context.Context, s Server, from, to string, letter []byte) (answer string, err error) {
	answer, err = c.send(ctx, s, from, to, letter)
	if err != nil && ctx.Err() != nil {
		err = errors.Join(err, ctx.Err())
	}
	return answer, err
}

func (c Client) send(ctx context.Context, s Server, from, to string, letter []byte) (answer string, err error) {
	conn, err := c.dial(ctx, s)
	if err != nil {
		return "", err
	}
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	client, err := c.greet(conn, s)
	if err != nil {
		return "", errors.Join(err, conn.Close())
	}
	defer func() { _ = client.Close() }() // the letter is taken or refused by then
	if s.User != "" {
		if err := client.Auth(signIn(client, s)); err != nil {
			return "", failed(SigningIn, err)
		}
	}
	answer, err = hand(client, from, to, letter)
	if err == nil {
		_ = client.Quit()
	}
	return answer, err
}

// dial connects, and encrypts where that comes first.
func (c Client) dial(ctx context.Context, s Server) (net.Conn, error) {
	dialer := &net.Dialer{}
	if c.Admit != nil {
		dialer.ControlContext = admitting(c.Admit)
	}
	conn, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(s.Host, strconv.Itoa(s.Port)))
	if err != nil {
		return nil, failed(Connecting, err)
	}
	conn = &bounded{conn, maxSaid}
	if s.Security != TLS {
		return conn, nil
	}
	secured := tls.Client(conn, c.config(s))
	if err := secured.HandshakeContext(ctx); err != nil {
		return nil, failed(Encrypting, errors.Join(err, conn.Close()))
	}
	return secured, nil
}

// maxSaid is how much a server may say while it takes one letter, certificates included, in bytes.
const maxSaid = 256 << 10

var errTalks = errors.New("the server says more than a mail server does")

// bounded is a connection on which the other side may say so much and no more: answers are gathered in memory.
type bounded struct {
	net.Conn
	left int
}

func (b *bounded) Read(into []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTalks
	}
	n, err := b.Conn.Read(into[:min(len(into), b.left)])
	b.left -= n
	return n, err
}

func (c Client) config(s Server) *tls.Config {
	return &tls.Config{ServerName: s.Host, RootCAs: c.Roots, MinVersion: tls.VersionTLS12}
}

// greet says hello, and encrypts where that comes after it (RFC 3207, 4). A server that does not offer it is left: a stranger between could
// have cut the offer out (RFC 3207, 6).
func (c Client) greet(conn net.Conn, s Server) (*wire.Client, error) {
	client, stage := wire.NewClient(conn), Connecting
	if s.Security == StartTLS {
		var err error
		if client, err = wire.NewClientStartTLS(conn, c.config(s)); err != nil {
			return nil, failed(Encrypting, err)
		}
		stage = Encrypting // which is done with the first word after it
	}
	client.CommandTimeout, client.SubmissionTimeout = patience, patience
	// RFC 5321, 4.1.1.1 wants a name that means something; most offices have none, and servers ask who signs in instead.
	if err := client.Hello("localhost"); err != nil {
		return nil, failed(stage, err)
	}
	return client, nil
}

// signIn takes the way the server offers (RFC 4954, 4): PLAIN (RFC 4616), else LOGIN, which no RFC has and some servers know alone.
func signIn(client *wire.Client, s Server) sasl.Client {
	if !client.SupportsAuth(sasl.Plain) && client.SupportsAuth(sasl.Login) {
		return sasl.NewLoginClient(s.User, s.Password)
	}
	return sasl.NewPlainClient("", s.User, s.Password)
}

// hand is the mail transaction. Addresses beyond ASCII are announced (RFC 6531, 3.4); with a server that takes none it ends at the sender.
func hand(client *wire.Client, from, to string, letter []byte) (string, error) {
	options := &wire.MailOptions{UTF8: !ascii(from) || !ascii(to)}
	if err := client.Mail(from, options); err != nil {
		return "", failed(Sender, err)
	}
	if err := client.Rcpt(to, nil); err != nil {
		return "", failed(Recipient, err)
	}
	body, err := client.Data()
	if err != nil {
		return "", failed(Content, err)
	}
	if _, err := body.Write(letter); err != nil {
		return "", failed(Content, err)
	}
	taken, err := body.CloseWithResponse()
	if err != nil {
		return "", failed(Content, err)
	}
	return taken.StatusText, nil
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}
