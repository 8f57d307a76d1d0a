package mail

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"syscall"

	"kontora/backend/locale"
)

// said is what stands for the answer of a server that gave none: what went wrong on the way to it, in words for people where it is usual.
func said(cause error) any {
	if key := causeKey(cause); key != "" {
		return locale.Say(key)
	}
	return plain(cause.Error())
}

func causeKey(cause error) string {
	var name *net.DNSError
	var other x509.HostnameError
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var plainText tls.RecordHeaderError
	switch {
	case errors.As(cause, &name):
		return "mail.cause_name"
	case errors.Is(cause, syscall.ECONNREFUSED):
		return "mail.cause_refused"
	case errors.Is(cause, syscall.EHOSTUNREACH), errors.Is(cause, syscall.ENETUNREACH):
		return "mail.cause_unreachable"
	case errors.As(cause, &other):
		return "mail.cause_certificate_name"
	case errors.As(cause, &unknown):
		return "mail.cause_certificate_unknown"
	case errors.As(cause, &invalid) && invalid.Reason == x509.Expired:
		return "mail.cause_certificate_expired"
	case errors.As(cause, &plainText):
		return "mail.cause_not_encrypted"
	case errors.Is(cause, io.EOF), errors.Is(cause, io.ErrUnexpectedEOF), errors.Is(cause, syscall.ECONNRESET), errors.Is(cause, syscall.EPIPE):
		return "mail.cause_hung_up"
	}
	return ""
}
