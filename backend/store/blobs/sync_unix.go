//go:build unix

package blobs

import (
	"errors"
	"os"
)

// syncFolder returns when the names in a folder outlive a loss of power.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
