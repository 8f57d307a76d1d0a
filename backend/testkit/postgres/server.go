package postgres

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
)

// binaries is where Debian keeps the programs of the version Kontora is tested with.
const binaries = "/usr/lib/postgresql/15/bin"

// longestFolder is what Linux allows for the path of a socket, less the name PostgreSQL gives it in its folder.
const longestFolder = 107 - len("/.s.PGSQL.5432")

// errMissing says what to do on a machine without PostgreSQL. Tests fail with it: a store nobody tests is a store that does not work.
var errMissing = errors.New("PostgreSQL 15 is not installed: run build/setup, or apt-get install postgresql-15")

//go:embed guardian.sh
var guardian string

// server is one running PostgreSQL.
type server struct {
	folder    string // its data, log and socket
	databases atomic.Int64
	alive     io.Closer // the guardian ends the server when this closes; held here because a lost pipe is a closed one
}

// start makes a cluster with the given programs in a new temporary folder and returns when it accepts connections.
func start(programs string) (*server, error) {
	if _, err := os.Stat(filepath.Join(programs, "initdb")); err != nil {
		return nil, errMissing
	}
	folder, err := os.MkdirTemp("", "kontora-postgres-")
	if err != nil {
		return nil, err
	}
	alive, err := launch(programs, folder)
	if err != nil {
		_ = os.RemoveAll(folder) // the error of the launch is the one worth telling
		return nil, err
	}
	return &server{folder: folder, alive: alive}, nil
}

// launch hands the folder to a guardian and returns the pipe that keeps the server alive.
func launch(programs, folder string) (io.Closer, error) {
	if len(folder) > longestFolder {
		return nil, fmt.Errorf("the temporary folder %s is too deep for a socket: set TMPDIR to a shorter one", folder)
	}
	owner, err := give(folder)
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(context.Background(), "/bin/sh", "-c", guardian, "guardian", programs, folder)
	command.Dir = folder
	command.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8"}
	// A group of its own: an interrupt typed at the terminal ends the tests, and the guardian cleans up after them.
	command.SysProcAttr = &syscall.SysProcAttr{Credential: owner, Setpgid: true}
	alive, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	said, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start the guardian: %w", err)
	}
	answer, err := io.ReadAll(said)
	if err != nil {
		return nil, fmt.Errorf("listen to the guardian: %w", err)
	}
	if text := strings.TrimSpace(string(answer)); text != "ready" {
		return nil, fmt.Errorf("the server did not start: %s", text)
	}
	return alive, nil
}

// give hands the folder to an unprivileged account when the tests run as root, whom PostgreSQL refuses to serve.
// The answer is the account to run under, nil for the present one.
func give(folder string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil //nolint:nilnil // no credential is what SysProcAttr takes for "as I am"
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("find the account that Debian's PostgreSQL makes: %w", err)
	}
	uid, err := strconv.ParseUint(account.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(account.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	if err := os.Chown(folder, int(uid), int(gid)); err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}
