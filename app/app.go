// Package app is the composition root: it builds the services of an office or a desk and is the only package that may import all others.
package app

// Main runs the command named by the arguments and returns the program's exit status.
func Main(arguments []string) int {
	return 0
}
