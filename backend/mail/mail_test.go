package mail_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"net"
	netmail "net/mail"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset"

	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/mail"
)

// box takes letters, or fails.
type box struct {
	from, to string
	letter   string
	fails    error
}

func (b *box) Send(ctx context.Context, _ mail.Server, from, to string, letter []byte) (string, error) {
	if b.fails != nil {
		return "", b.fails
	}
	if at, ok := ctx.Deadline(); !ok || at.IsZero() {
		return "", errors.New("nobody would stop waiting")
	}
	b.from, b.to, b.letter = from, to, string(letter)
	return "250 2.0.0 Ok:\r\n queued", nil
}

type noon struct{}

func (noon) Now() time.Time { return time.Date(2030, 5, 1, 12, 0, 0, 0, time.UTC) }

func service(t *testing.T, b *box, set bool) (*mail.Service, *locale.Catalogue) {
	t.Helper()
	texts, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	server := mail.Server{Host: "smtp.port.example", Port: 587, User: "office", Sender: "office@порт.рф", Name: "Порт & Ko"}
	return mail.New(mail.Parts{
		Server: func() (mail.Server, bool) { return server, set }, Wire: b, Texts: texts, Clock: noon{}, IDs: ident.Random{}, Logger: slog.New(slog.DiscardHandler),
	}), texts
}

func TestAnInvitationCanBeRead(t *testing.T) {
	for language, want := range map[locale.Language][]string{
		locale.English: {"Hello Anna Ëlka", "\r\nhttps://crm.port.example/invited#one_two-three\r\n", "Your login is anna."},
		locale.Russian: {"Здравствуйте, Anna Ëlka", "\r\nhttps://crm.port.example/invited#one_two-three\r\n", "Ваш логин: anna"},
	} {
		b := &box{}
		s, _ := service(t, b, true)
		d := s.Invite(t.Context(), mail.Invitation{
			To: "anna@пример.рф", Name: "Anna Ëlka", Login: "anna", Link: "https://crm.port.example/invited#one_two-three", Language: language,
		})
		if !d.Sent || d.Answer != "250 2.0.0 Ok: queued" || b.from != "office@xn--n1abei.xn--p1ai" || b.to != "anna@xn--e1afmkfd.xn--p1ai" {
			t.Fatalf("%+v, from %s to %s", d, b.from, b.to)
		}
		letter, err := message.Read(strings.NewReader(b.letter))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(letter.Body)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range want {
			if !strings.Contains(string(body), part) {
				t.Errorf("%s: no %q in %s", language, part, body)
			}
		}
		from, err := netmail.ParseAddress(letter.Header.Get("From"))
		if err != nil || from.Name != "Порт & Ko" {
			t.Errorf("it is from %v, %v", from, err)
		}
		if subject, err := letter.Header.Text("Subject"); err != nil || !strings.Contains(subject, "Порт & Ko") {
			t.Errorf("its subject is %q, %v", subject, err)
		}
	}
}

func TestNobodyWritesHeadersIntoALetter(t *testing.T) {
	b := &box{}
	s, _ := service(t, b, true)
	s.Invite(t.Context(), mail.Invitation{To: "anna@port.example", Name: "Anna\r\nBcc: eve@evil.example", Login: "x\r\n\r\nBcc: y", Language: locale.English})
	header, _, _ := strings.Cut(b.letter, "\r\n\r\n")
	if b.letter == "" || strings.Contains(header, "Bcc") {
		t.Errorf("the letter begins %q", header)
	}
}

func refusedBy(cause error) error { return &mail.RefusedError{Stage: "connect", Cause: cause} }

func TestWhatWentWrongIsSaidInWords(t *testing.T) {
	for about, test := range map[string]struct {
		fails error
		want  string
	}{
		"the password":            {&mail.RefusedError{Stage: "sign_in", Answer: "535 no", Cause: io.EOF}, "smtp.port.example does not let “office” in: 535 no. Check"},
		"nobody there":            {&mail.RefusedError{Stage: "connect", Cause: errors.New("connection refused")}, "connection refused"},
		"nothing there":           {refusedBy(&net.OpError{Err: syscall.ECONNREFUSED}), "the connection was refused. Check"},
		"a name that is none":     {refusedBy(&net.DNSError{IsNotFound: true}), "no computer of that name. Check"},
		"a foreign certificate":   {refusedBy(&tls.CertificateVerificationError{Err: x509.HostnameError{Certificate: &x509.Certificate{}}}), "for another name. Check"},
		"an own certificate":      {refusedBy(&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}), "does not know. Check"},
		"an old certificate":      {refusedBy(&tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.Expired}}), "past its date"},
		"no TLS at that port":     {refusedBy(tls.RecordHeaderError{}), "without encryption at that port"},
		"no encryption":           {&mail.RefusedError{Stage: "encrypt", Cause: io.EOF}, "could not be encrypted"},
		"the sender":              {&mail.RefusedError{Stage: "sender", Answer: "553", Cause: io.EOF}, "no letters from office@порт.рф"},
		"the recipient":           {&mail.RefusedError{Stage: "recipient", Answer: "550", Cause: io.EOF}, "no letters to anna@port.example"},
		"the letter":              {&mail.RefusedError{Stage: "content", Answer: "554", Cause: io.EOF}, "did not take the letter"},
		"no answer in time":       {&mail.RefusedError{Stage: "encrypt", Cause: context.DeadlineExceeded}, "did not answer in time"},
		"what nobody thought of":  {io.EOF, "could not be written"},
		"a server that says much": {&mail.RefusedError{Stage: "content", Answer: strings.Repeat("ё ", 5000), Cause: io.EOF}, "ё …"},
	} {
		s, texts := service(t, &box{fails: test.fails}, true)
		d := s.Check(t.Context(), "anna@port.example", locale.English)
		if said := texts.Render(locale.English, d.Problem); d.Sent || !strings.Contains(said, test.want) || len(said) > 2000 || strings.Contains(said, "{") {
			t.Errorf("%s: %q", about, said)
		}
		if said := texts.Render(locale.Russian, d.Problem); said == "" || strings.Contains(said, "{") {
			t.Errorf("%s, in Russian: %q", about, said)
		}
	}
	s, texts := service(t, &box{}, false)
	if d := s.Check(t.Context(), "anna@port.example", locale.English); d.Sent || !strings.Contains(texts.Render(locale.English, d.Problem), "no mail server") || s.Ready() {
		t.Errorf("without a server: %+v", d)
	}
}
