package architecture

import "go/ast"

// The parser resolves names within one file, without types. Its authors advise against relying on that for a compiler; for the question
// whether a name was declared inside a function it is exact, and it spares loading the types of the whole module.

// isUndeclared reports whether nothing in the file declares the name: an import, or something of another file.
func isUndeclared(name *ast.Ident) bool {
	return name.Obj == nil
}

// isPackageLevel reports whether the name means something declared outside functions, in this file or another.
func isPackageLevel(file *File, name *ast.Ident) bool {
	return isUndeclared(name) || file.Syntax.Scope.Lookup(name.Name) == name.Obj
}

// parameterType is the type of the parameter that a name means, nil when it means something else.
func parameterType(name *ast.Ident) ast.Expr {
	if isUndeclared(name) {
		return nil
	}
	if field, ok := name.Obj.Decl.(*ast.Field); ok {
		return field.Type
	}
	return nil
}
