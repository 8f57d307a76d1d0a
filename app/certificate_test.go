package app

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/tls"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestTheCertificateLastsUntilThereIsANewName(t *testing.T) {
	folder, now := t.TempDir(), time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	make := func(hosts ...string) tls.Certificate {
		t.Helper()
		certificate, err := officeCertificate(folder, hosts, now)
		if err != nil {
			t.Fatal(err)
		}
		return certificate
	}
	first := make("192.0.2.7", "")
	if again := make("192.0.2.7"); !bytes.Equal(first.Certificate[0], again.Certificate[0]) {
		t.Error("the same names made another certificate")
	}
	named := make("192.0.2.7", "crm.example.org", "контора.рф")
	for _, host := range []string{"192.0.2.7", "crm.example.org", "xn--80atjdbmm.xn--p1ai", "localhost"} {
		if err := named.Leaf.VerifyHostname(host); err != nil {
			t.Error(err)
		}
	}
	if !first.PrivateKey.(*ecdsa.PrivateKey).Equal(named.PrivateKey) {
		t.Error("a new name made a new key")
	}
	if again := make("контора.рф"); !bytes.Equal(named.Certificate[0], again.Certificate[0]) {
		t.Error("a name it has made another certificate")
	}
}

func TestNamesOfAnOffice(t *testing.T) {
	for name, fits := range map[string]bool{
		"crm.example.org": true, "office": true, "контора.рф": true, "a-b.c1": true,
		"": false, "https://crm.example.org": false, "crm.example.org:443": false, "*.example.org": false, "a b": false, ".org": false,
	} {
		if err := (Config{Listen: "127.0.0.1:0", Hosts: []string{name}}).validate(); (err == nil) != fits {
			t.Errorf("%q: %v", name, err)
		}
	}
	if got := (Config{Listen: "crm.example.org:443", Hosts: []string{"b"}}).names(); len(got) != 2 || got[1] != "crm.example.org" {
		t.Errorf("names %v", got)
	}
}

func TestAnOfficeAnswersToItsNames(t *testing.T) {
	o, err := OpenOffice(t.Context(), Config{Data: t.TempDir(), Listen: "127.0.0.1:0", Hosts: []string{"контора.рф"}}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	}()
	handler, err := o.Handler()
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{"xn--80atjdbmm.xn--p1ai": http.StatusUnauthorized, "XN--80atjdbmm.xn--p1ai.:8443": http.StatusUnauthorized, "evil.example": http.StatusMisdirectedRequest} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/me", nil)
		r.Host = host
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: status %d, want %d", host, w.Code, want)
		}
	}
}
