package app

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

const (
	secretFile  = "office.key"
	secretBytes = 32
)

// officeSecret is what seals tokens that leave the office. It is made at the first start and stays beside the databases, never inside.
func officeSecret(data string) ([]byte, error) {
	path := filepath.Join(data, secretFile)
	secret, err := os.ReadFile(path) //nolint:gosec // the folder is the user's own choice
	if err == nil && len(secret) == secretBytes {
		return secret, nil
	}
	if err == nil {
		return nil, fmt.Errorf("%s is damaged", secretFile)
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("read the office's secret: %w", err)
	}
	secret = make([]byte, secretBytes)
	_, _ = rand.Read(secret)
	if err := os.WriteFile(path, secret, 0o600); err != nil {
		return nil, fmt.Errorf("keep the office's secret: %w", err)
	}
	return secret, nil
}
