//go:build unix

package blobs

import "golang.org/x/sys/unix"

// free is how many bytes somebody without privileges can still write where the path is.
func free(path string) (uint64, error) {
	var disk unix.Statfs_t
	if err := unix.Statfs(path, &disk); err != nil {
		return 0, err
	}
	return disk.Bavail * uint64(disk.Bsize), nil //nolint:gosec // a block has a size above zero
}
