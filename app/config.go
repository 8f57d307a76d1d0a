package app

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"

	"kontora/backend/fault"
	"kontora/backend/identity"
	"kontora/backend/locale"
	"kontora/backend/store/sqlite/vfs"
)

// Config is how an office is to run. It is read once, validated, and passed by value.
type Config struct {
	Data      string        // the data folder
	Listen    string        // HOST:PORT
	PlainHTTP bool          // no TLS; taken on loopback only
	Database  string        // postgres://… instead of SQLite files in Data
	Shared    bool          // with other processes that serve from Database
	Files     string        // the folder for the contents of files; empty: files in Data
	Company   string        // which company, where the folder holds several
	Hosts     []string      // names by which the office is reached, besides addresses, localhost and the computer's own name
	Key       []byte        // under which everything in Data is kept encrypted; nil: in clear
	Disk      vfs.Files     // through which SQLite reaches the disk; nil: as it does by itself
	Passwords identity.Cost // what hashing a password takes; zero: identity.UsualCost
}

// adminPassword is the environment variable that sets the first administrator's password.
const adminPassword = "KONTORA_ADMIN_PASSWORD" //nolint:gosec // a name, not a secret

var hostName = regexp.MustCompile(`^[\p{L}\p{N}]([\p{L}\p{N}_-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}_-]*[\p{L}\p{N}])?)*$`)

// AdminPassword is the password the first administrator shall have, or empty for a made one.
func AdminPassword() string { return os.Getenv(adminPassword) }

// hasKeyring reports whether the system can keep secrets for whoever is signed in to the computer. On Linux that is a service on the bus of his
// session, which is not started for this.
func hasKeyring() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" || os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	_, err := os.Stat(filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "bus"))
	return err == nil
}

// DefaultData is the folder where an office keeps its data when none is named.
func DefaultData() (string, error) {
	base, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("find a folder for data: %w", err)
	}
	return filepath.Join(base, "kontora"), nil
}

// validate checks what can be checked before anything is opened.
func (c Config) validate() error {
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return fault.New(fault.Invalid, "app.listen").Because(err)
	}
	if c.PlainHTTP && !loopback(host) {
		return fault.New(fault.Invalid, "app.plain_http")
	}
	for _, name := range c.Hosts {
		if !hostName.MatchString(name) {
			return fault.New(fault.Invalid, "app.host", "name", name)
		}
	}
	return nil
}

// files is the folder for the contents of files.
func (c Config) files() string {
	if c.Files != "" {
		return c.Files
	}
	return filepath.Join(c.Data, "files")
}

// passwords is what hashing a password takes.
func (c Config) passwords() identity.Cost {
	if c.Passwords == (identity.Cost{}) {
		return identity.UsualCost()
	}
	return c.Passwords
}

// names are all under which the office answers: those it was told, and the one it listens on.
func (c Config) names() []string {
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil || host == "" || net.ParseIP(host) != nil {
		return c.Hosts
	}
	return append(slices.Clone(c.Hosts), host)
}

// loopback reports whether the host can only be reached from this computer.
func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	address := net.ParseIP(host)
	return address != nil && address.IsLoopback()
}

// consoleLanguage is that of the person at the console, as the system's settings tell.
func consoleLanguage() locale.Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if tag := os.Getenv(name); tag != "" {
			return locale.Match(tag)
		}
	}
	return locale.English
}
