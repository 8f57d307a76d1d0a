package app

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// folder is a data folder: the database of identities, one database for each company, and the office's own secret.
type folder struct {
	path string
}

const (
	identitiesFile = "identities.db"
	companiesDir   = "companies"
	secretFile     = "office.key"
	secretBytes    = 32
)

// openFolder makes the data folder when it is not there. Only its owner can read it.
func openFolder(path string) (folder, error) {
	f := folder{path: path}
	if err := os.MkdirAll(filepath.Join(path, companiesDir), 0o700); err != nil {
		return f, fmt.Errorf("make the data folder: %w", err)
	}
	return f, nil
}

func (f folder) identities() string { return filepath.Join(f.path, identitiesFile) }

// company is the database of the company named, or of the only one there is; a folder without one gets the first.
func (f folder) company(name string) (string, error) {
	dir := filepath.Join(f.path, companiesDir)
	if name != "" {
		return filepath.Join(dir, filepath.Base(name)+".db"), nil
	}
	found, err := filepath.Glob(filepath.Join(dir, "*.db"))
	if err != nil {
		return "", fmt.Errorf("list companies: %w", err)
	}
	switch len(found) {
	case 0:
		return filepath.Join(dir, "company.db"), nil
	case 1:
		return found[0], nil
	}
	return "", errors.New("this data folder holds several companies: name one with --company")
}

// secret is what seals tokens that leave the office. It is made at the first start and stays beside the databases, never inside.
func (f folder) secret() ([]byte, error) {
	path := filepath.Join(f.path, secretFile)
	secret, err := os.ReadFile(path)
	if err == nil && len(secret) == secretBytes {
		return secret, nil
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("read the office's secret: %w", err)
	}
	secret = make([]byte, secretBytes)
	_, _ = rand.Read(secret)
	if err := os.WriteFile(path, secret, 0o600); err != nil {
		return nil, fmt.Errorf("keep the office's secret: %w", err)
	}
	return secret, nil
}
