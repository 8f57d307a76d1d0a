package folder

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockFirst takes the file for this process, or with others that share it, without waiting. The locked byte lies behind the text, which
// others may then read.
func lockFirst(file *os.File, shared bool) error {
	flags := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if !shared {
		flags |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	err := windows.LockFileEx(windows.Handle(file.Fd()), flags, 0, 1, 0, &windows.Overlapped{Offset: 1 << 30})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errHeld
	}
	return err
}
