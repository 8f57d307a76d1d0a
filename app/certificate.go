package app

import (
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
)

const (
	certificateFile  = "tls.crt"
	certificateKey   = "tls.key"
	certificateYears = 10
)

// officeCertificate is the office's own, made at the first start. Desks and browsers pin it at first contact, so it lasts.
func officeCertificate(data, host string, now time.Time) (tls.Certificate, error) {
	crt, key := filepath.Join(data, certificateFile), filepath.Join(data, certificateKey)
	if err := os.MkdirAll(data, 0o700); err != nil {
		return tls.Certificate{}, fmt.Errorf("make the data folder: %w", err)
	}
	pair, err := tls.LoadX509KeyPair(crt, key)
	if err == nil || !errors.Is(err, os.ErrNotExist) {
		return pair, err
	}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return pair, fmt.Errorf("make a key: %w", err)
	}
	der, err := selfSigned(private, host, now)
	if err != nil {
		return pair, err
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return pair, fmt.Errorf("encode the key: %w", err)
	}
	for path, block := range map[string]*pem.Block{crt: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: encoded}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			return pair, fmt.Errorf("keep the certificate: %w", err)
		}
	}
	return tls.LoadX509KeyPair(crt, key)
}

func selfSigned(private *ecdsa.PrivateKey, host string, now time.Time) ([]byte, error) {
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
	template.DNSNames, template.IPAddresses = reachedBy(host)
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		return nil, fmt.Errorf("sign the certificate: %w", err)
	}
	return der, nil
}

// reachedBy lists the names and addresses under which this computer is reached.
func reachedBy(host string) (names []string, addresses []net.IP) {
	names = []string{"localhost"}
	if name, err := os.Hostname(); err == nil {
		names = append(names, name, name+".local")
	}
	if address := net.ParseIP(host); address != nil {
		addresses = append(addresses, address)
	} else if host != "" {
		names = append(names, host)
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
