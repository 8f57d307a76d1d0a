package blobs

import "golang.org/x/sys/windows"

// free is how many bytes this user can still write where the path is.
func free(path string) (uint64, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, err
	}
	var left uint64
	err = windows.GetDiskFreeSpaceEx(name, &left, nil, nil)
	return left, err
}
