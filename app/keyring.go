package app

import (
	"encoding/base64"
	"errors"
	"time"

	system "github.com/zalando/go-keyring"
)

const (
	// keyringService is under what the system lists the secrets of this program.
	keyringService = "Kontora"
	// keyringPatience is how long a keyring may take: one that waits for somebody to unlock it must not keep a program from starting.
	keyringPatience = 5 * time.Second
)

var errKeyringSilent = errors.New("the keyring does not answer")

// systemKeyring is that of whoever is signed in to the computer: the Secret Service on Linux, the Credential Manager of Windows, the Keychain of
// macOS.
type systemKeyring struct{}

// usualKeyring is the system's keyring, where there is one.
func usualKeyring() keyring {
	if !hasKeyring() {
		return noKeyring{}
	}
	return systemKeyring{}
}

// Get returns what was set under a name.
func (systemKeyring) Get(name string) ([]byte, error) {
	text, err := patiently(func() (string, error) { return system.Get(keyringService, name) })
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(text)
}

// Set keeps a secret under a name.
func (systemKeyring) Set(name string, secret []byte) error {
	_, err := patiently(func() (string, error) {
		return "", system.Set(keyringService, name, base64.StdEncoding.EncodeToString(secret))
	})
	return err
}

// Delete forgets what was set under a name.
func (systemKeyring) Delete(name string) error {
	_, err := patiently(func() (string, error) { return "", system.Delete(keyringService, name) })
	return err
}

// patiently asks a keyring and stops waiting for it after a while.
func patiently(ask func() (string, error)) (string, error) {
	type said struct {
		text string
		err  error
	}
	answered := make(chan said, 1)
	go func() {
		text, err := ask()
		answered <- said{text, err}
	}()
	late := time.NewTimer(keyringPatience)
	defer late.Stop()
	select {
	case s := <-answered:
		return s.text, s.err
	case <-late.C:
		return "", errKeyringSilent
	}
}
