package folder

import (
	"errors"
	"os"
	"path/filepath"
)

// Erase removes the databases and the contents of files in a data folder that nobody has open.
func Erase(path string) error {
	left := []string{filepath.Join(path, companiesFolder), filepath.Join(path, filesFolder)}
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		left = append(left, filepath.Join(path, identitiesFile+suffix))
	}
	var errs []error
	for _, each := range left {
		errs = append(errs, os.RemoveAll(each))
	}
	return errors.Join(errs...)
}
