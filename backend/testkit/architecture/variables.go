package architecture

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// mutable is the reason given with every offence of Variables.
const mutable = "state at package level is shared by all tests and all companies of a process; make it a field, pass it in, or allow it with a reason"

// Variables reports package variables that could change while the program runs. Allowed without asking are: blank ones, errors made by a
// constructor of errors, files embedded by the compiler, results of the named constructors of immutable values, and unexported tables
// (composite literals, or made by a function literal on the spot) that nothing in the package writes to. Allowed names single variables, as "import/path.name", with a reason.
func Variables(tree *Tree, constructors []string, allowed map[string]string) []Offence {
	var found []Offence
	for _, pkg := range tree.Packages {
		written := writtenNames(pkg)
		for _, file := range pkg.Files {
			if file.IsTest || file.Generated {
				continue
			}
			for _, spec := range variables(file) {
				for i, name := range spec.names() {
					if allowed[pkg.Path+"."+name.Name] == "" && !spec.isConstant(i, constructors, written) {
						found = append(found, Offence{tree.where(name), fmt.Sprintf("package variable %s", name.Name), mutable})
					}
				}
			}
		}
	}
	return found
}

// declaration is one specification of package variables.
type declaration struct {
	spec     *ast.ValueSpec
	embedded bool
}

func (d declaration) names() []*ast.Ident { return d.spec.Names }

func variables(file *File) []declaration {
	var found []declaration
	for _, node := range file.Syntax.Decls {
		general, ok := node.(*ast.GenDecl)
		if !ok || general.Tok != token.VAR {
			continue
		}
		for _, spec := range general.Specs {
			if value, ok := spec.(*ast.ValueSpec); ok {
				found = append(found, declaration{value, isEmbedded(general.Doc) || isEmbedded(value.Doc)})
			}
		}
	}
	return found
}

func isEmbedded(comment *ast.CommentGroup) bool {
	return comment != nil && slices.ContainsFunc(comment.List, func(line *ast.Comment) bool { return strings.HasPrefix(line.Text, "//go:embed ") })
}

// isConstant reports whether the i-th name of a declaration keeps its first value for good.
func (d declaration) isConstant(i int, constructors []string, written map[string]bool) bool {
	name := d.spec.Names[i].Name
	if name == "_" || d.embedded {
		return true
	}
	if written[name] || i >= len(d.spec.Values) {
		return false
	}
	value := d.spec.Values[i]
	if reference, ok := value.(*ast.UnaryExpr); ok && reference.Op == token.AND {
		value = reference.X
	}
	switch value := value.(type) {
	case *ast.CallExpr:
		called := value.Fun
		if _, ok := called.(*ast.FuncLit); ok {
			return !ast.IsExported(name)
		}
		if generic, ok := called.(*ast.IndexExpr); ok {
			called = generic.X
		}
		return slices.Contains(constructors, types.ExprString(called))
	case *ast.CompositeLit:
		return !ast.IsExported(name) && !isLock(value)
	}
	return false
}

// isLock reports whether a literal is made of what exists only to change.
func isLock(literal *ast.CompositeLit) bool {
	selector, ok := literal.Type.(*ast.SelectorExpr)
	return ok && (isPackage(selector.X, "sync") || isPackage(selector.X, "atomic"))
}

// writtenNames is every package-level name that some statement of the package assigns to, changes, empties or takes the address of.
func writtenNames(pkg *Package) map[string]bool {
	written := map[string]bool{}
	for _, file := range pkg.Files {
		ast.Inspect(file.Syntax, func(node ast.Node) bool {
			for _, target := range targets(node) {
				if root := rootOf(target); root != nil && isPackageLevel(file, root) {
					written[root.Name] = true
				}
			}
			return true
		})
	}
	return written
}

// targets is what a node may change.
func targets(node ast.Node) []ast.Expr {
	switch node := node.(type) {
	case *ast.AssignStmt:
		return node.Lhs
	case *ast.RangeStmt:
		return []ast.Expr{node.Key, node.Value}
	case *ast.IncDecStmt:
		return []ast.Expr{node.X}
	case *ast.UnaryExpr:
		if node.Op == token.AND {
			return []ast.Expr{node.X}
		}
	case *ast.CallExpr:
		if name, ok := node.Fun.(*ast.Ident); ok && (name.Name == "delete" || name.Name == "clear") && len(node.Args) > 0 {
			return node.Args[:1]
		}
	}
	return nil
}

// rootOf is the variable an assignable expression starts from.
func rootOf(expression ast.Expr) *ast.Ident {
	switch expression := expression.(type) {
	case *ast.Ident:
		return expression
	case *ast.IndexExpr:
		return rootOf(expression.X)
	case *ast.SelectorExpr:
		return rootOf(expression.X)
	case *ast.StarExpr:
		return rootOf(expression.X)
	case *ast.ParenExpr:
		return rootOf(expression.X)
	}
	return nil
}
