package smtp_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	wire "github.com/emersion/go-smtp"

	"kontora/backend/protocol/smtp"
)

// post is a mail server that knows one user.
type post struct {
	mu       sync.Mutex
	letters  []string
	mechs    []string
	refuseTo string
}

type talk struct {
	post     *post
	from, to string
	signedIn bool
}

func (p *post) NewSession(*wire.Conn) (wire.Session, error) { return &talk{post: p}, nil }

func (t *talk) AuthMechanisms() []string { return t.post.mechs }

func (t *talk) Auth(mech string) (sasl.Server, error) {
	check := func(user, password string) error {
		if user != "office" || password != "secret" {
			return &wire.SMTPError{Code: 535, Message: "wrong name or password"}
		}
		t.signedIn = true
		return nil
	}
	if mech == sasl.Login {
		return &login{check: check}, nil
	}
	return sasl.NewPlainServer(func(_, user, password string) error { return check(user, password) }), nil
}

// login is the server's part of LOGIN.
type login struct {
	check func(user, password string) error
	user  string
	asked int
}

func (l *login) Next(said []byte) ([]byte, bool, error) {
	l.asked++
	if l.asked == 1 && len(said) > 0 {
		l.asked++ // the name came with the command
	}
	switch l.asked {
	case 1:
		return []byte("Username:"), false, nil
	case 2:
		l.user = string(said)
		return []byte("Password:"), false, nil
	}
	return nil, true, l.check(l.user, string(said))
}

func (t *talk) Mail(from string, _ *wire.MailOptions) error {
	if len(t.post.mechs) > 0 && !t.signedIn {
		return &wire.SMTPError{Code: 530, Message: "sign in first"}
	}
	t.from = from
	return nil
}

func (t *talk) Rcpt(to string, _ *wire.RcptOptions) error {
	if to == t.post.refuseTo {
		return &wire.SMTPError{Code: 550, Message: "no such box"}
	}
	t.to = to
	return nil
}

func (t *talk) Data(r io.Reader) error {
	letter, err := io.ReadAll(r)
	t.post.mu.Lock()
	defer t.post.mu.Unlock()
	t.post.letters = append(t.post.letters, t.from+" "+t.to+" "+string(letter))
	return err
}

func (t *talk) Reset() {}

func (t *talk) Logout() error { return nil }

// trusted is a certificate for 127.0.0.1 and who trusts it.
func trusted(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	maker := httptest.NewTLSServer(nil)
	t.Cleanup(maker.Close)
	roots := x509.NewCertPool()
	roots.AddCert(maker.Certificate())
	return &tls.Config{Certificates: maker.TLS.Certificates, MinVersion: tls.VersionTLS12}, roots
}

// listening starts the server and returns where.
func (p *post) listening(t *testing.T, security smtp.Security, config *tls.Config) smtp.Server {
	t.Helper()
	server := wire.NewServer(p)
	server.Domain, server.AllowInsecureAuth, server.TLSConfig = "localhost", security == smtp.Clear, config
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if security == smtp.TLS {
		listener = tls.NewListener(listener, config)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(listener) // which says of its end that, or whether, the listener was closed first
	}()
	t.Cleanup(func() {
		_ = listener.Close() // which the server may not have taken over yet
		_ = server.Close()
		<-ended
	})
	return smtp.Server{Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, Security: security, User: "office", Password: "secret"}
}

func TestLettersAreHandedInWhicheverWayTheServerWantsThem(t *testing.T) {
	config, roots := trusted(t)
	for name, test := range map[string]struct {
		security smtp.Security
		mechs    []string
		user     string
	}{
		"STARTTLS and PLAIN": {smtp.StartTLS, []string{sasl.Plain, sasl.Login}, "office"},
		"TLS and LOGIN":      {smtp.TLS, []string{sasl.Login}, "office"},
		"clear, signed in":   {smtp.Clear, []string{sasl.Plain}, "office"},
		"clear, by nobody":   {smtp.Clear, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := &post{mechs: test.mechs}
			using := config
			if test.security == smtp.Clear {
				using = nil
			}
			server := p.listening(t, test.security, using)
			server.User = test.user
			_, err := smtp.Client{Roots: roots}.Send(t.Context(), server, "office@port.example", "anna@port.example", []byte("Subject: Hello\r\n\r\n.dots\r\n"))
			if err != nil {
				t.Fatal(err)
			}
			if want := "office@port.example anna@port.example Subject: Hello\r\n\r\n.dots\r\n"; len(p.letters) != 1 || p.letters[0] != want {
				t.Errorf("the server has %q", p.letters)
			}
		})
	}
}

func TestWhatGoesWrongIsToldByStage(t *testing.T) {
	config, roots := trusted(t)
	silent, endless := silence(t), chatter(t)
	refusal := errors.New("not there")
	for name, test := range map[string]struct {
		full   string
		offers *tls.Config
		client smtp.Client
		change func(*smtp.Server)
		stage  smtp.Stage
		answer string
		late   bool
	}{
		"a port nobody answers on":     {offers: config, client: smtp.Client{Roots: roots}, change: func(s *smtp.Server) { s.Port = 1 }, stage: smtp.Connecting},
		"an address that is refused":   {offers: config, client: smtp.Client{Roots: roots, Admit: func(_, _ string) error { return refusal }}, stage: smtp.Connecting},
		"a certificate nobody trusts":  {offers: config, stage: smtp.Encrypting},
		"TLS where STARTTLS is spoken": {offers: config, client: smtp.Client{Roots: roots}, change: func(s *smtp.Server) { s.Security = smtp.TLS }, stage: smtp.Encrypting},
		"no encryption offered":        {client: smtp.Client{Roots: roots}, stage: smtp.Encrypting},
		"a wrong password":             {offers: config, client: smtp.Client{Roots: roots}, change: func(s *smtp.Server) { s.Password = "guess" }, stage: smtp.SigningIn, answer: "535 wrong name or password"},
		"nobody signed in":             {offers: config, client: smtp.Client{Roots: roots}, change: func(s *smtp.Server) { s.User = "" }, stage: smtp.Sender, answer: "530 sign in first"},
		"a box that is not there":      {full: "anna@port.example", offers: config, client: smtp.Client{Roots: roots}, stage: smtp.Recipient, answer: "550 no such box"},
		"a server that says nothing":   {offers: config, client: smtp.Client{Roots: roots}, change: func(s *smtp.Server) { s.Port = silent }, stage: smtp.Encrypting, late: true},
		"a server that never ends":     {client: smtp.Client{Roots: roots}, change: func(s *smtp.Server) { s.Port = endless }, stage: smtp.Encrypting},
	} {
		t.Run(name, func(t *testing.T) {
			p := &post{mechs: []string{sasl.Plain}, refuseTo: test.full}
			server := p.listening(t, smtp.StartTLS, test.offers)
			if test.change != nil {
				test.change(&server)
			}
			ctx := t.Context()
			if test.late {
				var stop func()
				ctx, stop = context.WithTimeout(ctx, time.Second)
				defer stop()
			}
			_, err := test.client.Send(ctx, server, "office@port.example", "anna@port.example", []byte("Subject: Hello\r\n\r\n"))
			var f *smtp.RefusedError
			if !errors.As(err, &f) || f.Stage != test.stage || f.Answer != test.answer {
				t.Errorf("it says %v (%+v)", err, f)
			}
			if len(p.letters) > 0 {
				t.Errorf("the server has %q", p.letters)
			}
			if late := errors.Is(err, context.DeadlineExceeded); late != test.late {
				t.Errorf("too late: %v, %v", late, err)
			}
		})
	}
}

// silence is the port of a server that takes calls and says nothing.
func silence(t *testing.T) int {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := listener.Close(); err != nil {
			t.Error(err)
		}
	})
	return listener.Addr().(*net.TCPAddr).Port
}

// chatter is the port of a server whose first answer has no end.
func chatter(t *testing.T) int {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		called, err := listener.Accept()
		if err != nil {
			return
		}
		for err == nil {
			_, err = io.WriteString(called, "220-"+strings.Repeat("x", 1000)+"\r\n")
		}
		_ = called.Close()
	}()
	t.Cleanup(func() {
		_ = listener.Close()
		<-ended
	})
	return listener.Addr().(*net.TCPAddr).Port
}
