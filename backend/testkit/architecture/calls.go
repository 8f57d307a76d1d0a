package architecture

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strconv"
)

// Names forbids some names of one imported package, except in some packages or files.
type Names struct {
	Package string   // import path
	Names   []string // exported names
	Except  []string // import paths, may end in "/...", or paths of single files
	Reason  string
}

// Uses reports forbidden names in what ends up in the binary.
func Uses(tree *Tree, rules []Names) []Offence {
	var found []Offence
	for pkg, file := range tree.program {
		for _, rule := range rules {
			if !matchesAny(pkg.Path, rule.Except) && !slices.Contains(rule.Except, file.Path) {
				found = append(found, uses(tree, file, rule)...)
			}
		}
	}
	return found
}

func uses(tree *Tree, file *File, rule Names) []Offence {
	name := importedAs(file, rule.Package)
	if name == "" {
		return nil
	}
	var found []Offence
	ast.Inspect(file.Syntax, func(node ast.Node) bool {
		selector, ok := node.(*ast.SelectorExpr)
		if ok && isPackage(selector.X, name) && slices.Contains(rule.Names, selector.Sel.Name) {
			what := fmt.Sprintf("uses %s.%s", rule.Package, selector.Sel.Name)
			found = append(found, Offence{tree.where(selector), what, rule.Reason})
		}
		return true
	})
	return found
}

// importedAs is the name under which a file knows a package, empty when it does not import it.
func importedAs(file *File, importPath string) string {
	for _, spec := range file.Syntax.Imports {
		if target, err := strconv.Unquote(spec.Path.Value); err != nil || target != importPath {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path.Base(importPath)
	}
	return ""
}

// isPackage reports whether an expression is the name of an imported package and not of something declared in the file.
func isPackage(expression ast.Expr, name string) bool {
	identifier, ok := expression.(*ast.Ident)
	return ok && identifier.Name == name && isUndeclared(identifier)
}
