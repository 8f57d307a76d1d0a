//go:build unix

package app

import "syscall"

// keepPrivate lets nobody but the owner read the files that the program makes.
func keepPrivate() {
	const others = 0o077
	syscall.Umask(others)
}
