package architecture

import (
	"go/ast"
	"go/token"
)

// PackageComments reports packages without a comment that says what they are for.
func PackageComments(tree *Tree) []Offence {
	var found []Offence
	for _, pkg := range tree.Packages {
		if !hasComment(pkg) {
			found = append(found, Offence{pkg.Path, "has no package comment", "a newcomer reads there what the package is for and what it promises"})
		}
	}
	return found
}

// hasComment is generous to folders that hold tests only: their files speak for themselves.
func hasComment(pkg *Package) bool {
	onlyTests := true
	for _, file := range pkg.Files {
		if file.Syntax.Doc != nil {
			return true
		}
		onlyTests = onlyTests && hasTestSuffix(file)
	}
	return onlyTests
}

// Exported counts the exported names of the program at top level and reports those without a comment. Fields and methods of interfaces
// belong to the comment of their type.
func Exported(tree *Tree) (total int, undocumented []Offence) {
	note := func(name *ast.Ident, documented bool) {
		total++
		if !documented {
			undocumented = append(undocumented, Offence{tree.where(name), name.Name + " has no comment", "an exported name says what it means, its units, its errors"})
		}
	}
	for _, pkg := range tree.Packages {
		if pkg.Files[0].Syntax.Name.Name == "main" {
			continue
		}
		for _, file := range pkg.Files {
			if file.Generated || hasTestSuffix(file) {
				continue
			}
			for _, node := range file.Syntax.Decls {
				exported(node, note)
			}
		}
	}
	return total, undocumented
}

func exported(node ast.Decl, note func(name *ast.Ident, documented bool)) {
	switch node := node.(type) {
	case *ast.FuncDecl:
		if node.Name.IsExported() && isExportedReceiver(node) {
			note(node.Name, node.Doc != nil)
		}
	case *ast.GenDecl:
		if node.Tok == token.IMPORT {
			return
		}
		for _, spec := range node.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if spec.Name.IsExported() {
					note(spec.Name, spec.Doc != nil || spec.Comment != nil || node.Doc != nil)
				}
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					if name.IsExported() {
						note(name, spec.Doc != nil || spec.Comment != nil || node.Doc != nil)
					}
				}
			}
		}
	}
}

// isExportedReceiver reports whether a function is no method, or one of an exported type.
func isExportedReceiver(function *ast.FuncDecl) bool {
	if function.Recv == nil {
		return true
	}
	receiver := function.Recv.List[0].Type
	for {
		switch typed := receiver.(type) {
		case *ast.StarExpr:
			receiver = typed.X
		case *ast.IndexExpr:
			receiver = typed.X
		case *ast.IndexListExpr:
			receiver = typed.X
		case *ast.Ident:
			return typed.IsExported()
		default:
			return false
		}
	}
}
