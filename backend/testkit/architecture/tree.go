// Package architecture checks the module's own source against rules that no compiler knows: who may import whom, what may stand at package
// level, what needs a comment, how large things may grow. The rules live here, each with a test that shows it can fail; the tables of what
// is allowed where, with the reasons, live in backend/architecture_test.go.
package architecture

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Tree is the Go source of one module, parsed but not type-checked.
type Tree struct {
	Module   string // import path of the root
	Packages []*Package
	places   *token.FileSet
}

// Package is the Go files of one folder, tests included.
type Package struct {
	Path  string // import path
	Files []*File
}

// File is one source file.
type File struct {
	Path      string // from the module's root, with slashes
	Lines     int
	IsTest    bool // a test, or part of what only tests import
	Generated bool
	Syntax    *ast.File
}

// Offence is one place that breaks a rule.
type Offence struct {
	Where  string // file and line, or a package
	What   string
	Reason string // why the rule exists
}

// String is the sentence a failing test prints.
func (o Offence) String() string {
	return fmt.Sprintf("%s: %s: %s", o.Where, o.What, o.Reason)
}

// Read parses every Go file below the root of a module, under all build tags. Folders that are no part of it are left out: those with a
// go.mod of their own, testdata, node_modules and hidden ones.
func Read(module string, root fs.FS) (*Tree, error) {
	tree := &Tree{Module: module, places: token.NewFileSet()}
	folders := map[string]*Package{}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && isForeign(root, name):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		file, err := tree.parse(root, name)
		if err != nil {
			return err
		}
		folder := path.Dir(name)
		if folders[folder] == nil {
			folders[folder] = &Package{Path: path.Join(module, folder)}
			tree.Packages = append(tree.Packages, folders[folder])
		}
		folders[folder].Files = append(folders[folder].Files, file)
		return nil
	})
	return tree, err
}

func isForeign(root fs.FS, folder string) bool {
	name := path.Base(folder)
	if folder == "." {
		return false
	}
	if name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return true
	}
	_, err := fs.Stat(root, path.Join(folder, "go.mod"))
	return err == nil
}

func (t *Tree) parse(root fs.FS, name string) (*File, error) {
	text, err := fs.ReadFile(root, name)
	if err != nil {
		return nil, err
	}
	syntax, err := parser.ParseFile(t.places, name, text, parser.ParseComments)
	if err != nil {
		return nil, fmt.Errorf("parse %s: %w", name, err)
	}
	return &File{
		Path:      name,
		Lines:     strings.Count(string(text), "\n"),
		IsTest:    strings.HasSuffix(name, "_test.go") || slices.Contains(strings.Split(name, "/"), "testkit"),
		Generated: ast.IsGenerated(syntax),
		Syntax:    syntax,
	}, nil
}

// where names the place of a node.
func (t *Tree) where(node ast.Node) string {
	position := t.places.Position(node.Pos())
	return position.Filename + ":" + strconv.Itoa(position.Line)
}

// span is how many lines a node takes.
func (t *Tree) span(node ast.Node) int {
	return t.places.Position(node.End()).Line - t.places.Position(node.Pos()).Line + 1
}

// program yields the files that end up in the binary, with their package.
func (t *Tree) program(yield func(*Package, *File) bool) {
	for _, pkg := range t.Packages {
		for _, file := range pkg.Files {
			if !file.IsTest && !yield(pkg, file) {
				return
			}
		}
	}
}

// tests yields the files that do not, with their package.
func (t *Tree) tests(yield func(*Package, *File) bool) {
	for _, pkg := range t.Packages {
		for _, file := range pkg.Files {
			if file.IsTest && !yield(pkg, file) {
				return
			}
		}
	}
}

// matches reports whether an import path is the pattern, or lies below it when the pattern ends in "/...".
func matches(importPath, pattern string) bool {
	if below, ok := strings.CutSuffix(pattern, "/..."); ok {
		return importPath == below || strings.HasPrefix(importPath, below+"/")
	}
	return importPath == pattern
}

func matchesAny(importPath string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matches(importPath, pattern) })
}
