package app

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/net/idna"
)

const (
	certificateFile  = "tls.crt"
	certificateKey   = "tls.key"
	certificateYears = 10
)

// officeCertificate is the office's own, made at the first start. Desks and browsers pin it at first contact, so it lasts, until the office
// is given a name that it does not hold; its key stays even then.
func officeCertificate(data string, hosts []string, now time.Time) (tls.Certificate, error) {
	crt, key := filepath.Join(data, certificateFile), filepath.Join(data, certificateKey)
	if err := os.MkdirAll(data, 0o700); err != nil {
		return tls.Certificate{}, fmt.Errorf("make the data folder: %w", err)
	}
	pair, err := tls.LoadX509KeyPair(crt, key)
	switch {
	case err == nil && names(pair.Leaf, hosts), err != nil && !errors.Is(err, os.ErrNotExist):
		return pair, err
	case err == nil:
		own, ok := pair.PrivateKey.(*ecdsa.PrivateKey)
		if !ok || !bytes.Equal(pair.Leaf.RawIssuer, pair.Leaf.RawSubject) {
			return pair, nil // somebody's own certificate, put in the place of ours
		}
		return sign(own, crt, key, hosts, now)
	}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return pair, fmt.Errorf("make a key: %w", err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return pair, fmt.Errorf("encode the key: %w", err)
	}
	if err := keepBlock(key, "PRIVATE KEY", encoded); err != nil {
		return pair, err
	}
	return sign(private, crt, key, hosts, now)
}

// names reports whether the certificate holds every host.
func names(leaf *x509.Certificate, hosts []string) bool {
	for _, host := range hosts {
		if host != "" && leaf.VerifyHostname(ascii(host)) != nil {
			return false
		}
	}
	return true
}

// ascii is a name in the form that certificates hold.
func ascii(host string) string {
	if encoded, err := idna.ToASCII(host); err == nil {
		return encoded
	}
	return host
}

// sign makes the certificate of the key and keeps it.
func sign(private *ecdsa.PrivateKey, crt, key string, hosts []string, now time.Time) (tls.Certificate, error) {
	der, err := selfSigned(private, hosts, now)
	if err != nil {
		return tls.Certificate{}, err
	}
	if err := keepBlock(crt, "CERTIFICATE", der); err != nil {
		return tls.Certificate{}, err
	}
	return tls.LoadX509KeyPair(crt, key)
}

func keepBlock(path, kind string, content []byte) error {
	if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content}), 0o600); err != nil {
		return fmt.Errorf("keep the certificate: %w", err)
	}
	return nil
}

func selfSigned(private *ecdsa.PrivateKey, hosts []string, now time.Time) ([]byte, error) {
	const serialBits = 127
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), serialBits))
	if err != nil {
		return nil, fmt.Errorf("number the certificate: %w", err)
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "Kontora office"}, NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(certificateYears, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true, IsCA: true,
	}
	template.DNSNames, template.IPAddresses = reachedBy(hosts)
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		return nil, fmt.Errorf("sign the certificate: %w", err)
	}
	return der, nil
}

// reachedBy lists the names and addresses under which this computer is reached, the hosts among them.
func reachedBy(hosts []string) (names []string, addresses []net.IP) {
	names = []string{"localhost"}
	if name, err := os.Hostname(); err == nil {
		names = append(names, name, name+".local")
	}
	for _, host := range hosts {
		if address := net.ParseIP(host); address != nil {
			addresses = append(addresses, address)
		} else if host != "" {
			names = append(names, ascii(host))
		}
	}
	found, err := net.InterfaceAddrs()
	if err != nil {
		return names, addresses
	}
	for _, each := range found {
		if network, ok := each.(*net.IPNet); ok {
			addresses = append(addresses, network.IP)
		}
	}
	return names, addresses
}
