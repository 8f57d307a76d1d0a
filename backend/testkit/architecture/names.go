package architecture

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
)

// vagueEndings and their reason: such a name says that the thing does something with something.
var vagueEndings = []string{"Manager", "Helper", "Helpers", "Util", "Utils", "Data", "Info", "Base", "Misc", "Common"}

// VagueNames reports types and packages named after nothing in particular.
func VagueNames(tree *Tree) []Offence {
	var found []Offence
	for pkg, file := range tree.program {
		note := func(name *ast.Ident) {
			if isVague(name.Name) {
				what := fmt.Sprintf("%s in %s is a vague name", name.Name, pkg.Path)
				found = append(found, Offence{tree.where(name), what, "a name says what the thing is in the words of the trade"})
			}
		}
		note(file.Syntax.Name)
		for _, node := range file.Syntax.Decls {
			if general, ok := node.(*ast.GenDecl); ok {
				for _, spec := range general.Specs {
					if typed, ok := spec.(*ast.TypeSpec); ok {
						note(typed.Name)
					}
				}
			}
		}
	}
	return found
}

// isVague reports whether a name is such a word, or ends in one.
func isVague(name string) bool {
	return slices.ContainsFunc(vagueEndings, func(ending string) bool {
		return strings.HasSuffix(name, ending) || name == strings.ToLower(ending)
	})
}
