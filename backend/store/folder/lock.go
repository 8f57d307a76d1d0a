package folder

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kontora/backend/fault"
)

const lockFile = "kontora.lock"

// longestHolder bounds what is shown of who holds a folder, in bytes.
const longestHolder = 200

// lock is held on a folder by one process. The system lets it go when the process ends, in whatever way; the file stays.
type lock struct{ file *os.File }

// errHeld is returned by lockFirst when another process holds the file.
var errHeld = errors.New("held by another process")

// acquire locks the folder, or says who holds it.
func acquire(config Config) (*lock, error) {
	file, err := os.OpenFile(filepath.Join(config.Path, lockFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, unusable(err)
	}
	if err := lockFirst(file, config.Shared && config.URL != ""); err != nil {
		defer file.Close()
		if errors.Is(err, errHeld) {
			return nil, fault.New(fault.Unavailable, "store.folder_in_use", "who", holder(file))
		}
		return nil, unusable(err)
	}
	who := fmt.Sprintf("%s, process %d, since %s\n", config.Who, os.Getpid(), config.Clock.Now().Format(time.RFC3339))
	if err := errors.Join(file.Truncate(0), writeAt(file, who)); err != nil {
		return nil, errors.Join(unusable(err), file.Close())
	}
	return &lock{file: file}, nil
}

func writeAt(file *os.File, text string) error {
	_, err := file.WriteAt([]byte(text), 0)
	return err
}

// holder is what the holder wrote about itself.
func holder(file *os.File) string {
	text, err := io.ReadAll(io.LimitReader(file, longestHolder))
	who, _, _ := strings.Cut(string(text), "\n")
	if err != nil || who == "" {
		return "?"
	}
	return who
}

func (l *lock) release() error { return l.file.Close() }
