// Package frontend carries the built window of the program inside the binary.
package frontend

import (
	"embed"
	"io/fs"
)

// dist holds what "npm run build" made; only its keep file is committed, so
// the program compiles before the window is built.
//
//go:embed all:dist
var dist embed.FS

// unbuilt is shown in place of a window that was not built into the binary.
//
//go:embed unbuilt
var unbuilt embed.FS

// Assets returns the files of the window with index.html at the root. In a
// binary built without the window index.html is a plain page that says so.
func Assets() fs.FS {
	if built := sub(dist, "dist"); has(built, "index.html") {
		return built
	}
	return sub(unbuilt, "unbuilt")
}

// sub panics on an error that only a wrong folder name in this file can cause.
func sub(files embed.FS, folder string) fs.FS {
	inner, err := fs.Sub(files, folder)
	if err != nil {
		panic(err)
	}
	return inner
}

func has(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}
