package architecture

import (
	"go/ast"
	"go/types"
	"strings"
)

// Sleeps reports tests that wait for time to pass.
func Sleeps(tree *Tree) []Offence {
	var found []Offence
	for _, file := range tree.tests {
		found = append(found, uses(tree, file, Names{
			Package: "time",
			Names:   []string{"Sleep"},
			Reason:  "a test that sleeps is slow when all is well and fails when the machine is busy: wait for the event, or use testing/synctest",
		})...)
	}
	return found
}

// Skips reports tests that can be left out. A property of rapid may discard an example.
func Skips(tree *Tree) []Offence {
	var found []Offence
	for _, file := range tree.tests {
		ast.Inspect(file.Syntax, func(node ast.Node) bool {
			selector, ok := node.(*ast.SelectorExpr)
			if ok && isSkip(selector) {
				what := "calls " + types.ExprString(selector)
				found = append(found, Offence{tree.where(selector), what, "what is skipped is not tested: fail, and say what is missing"})
			}
			return true
		})
	}
	return found
}

func isSkip(selector *ast.SelectorExpr) bool {
	subject, ok := selector.X.(*ast.Ident)
	if !ok {
		return false
	}
	switch selector.Sel.Name {
	case "Short":
		return isPackage(subject, "testing")
	case "Skip", "Skipf", "SkipNow":
		parameter := parameterType(subject)
		return parameter != nil && strings.Contains(types.ExprString(parameter), "testing.")
	}
	return false
}

// Toothless reports tests that never mention their *testing.T: nothing they find can make them fail.
func Toothless(tree *Tree) []Offence {
	var found []Offence
	for _, file := range tree.tests {
		for _, node := range file.Syntax.Decls {
			function, ok := node.(*ast.FuncDecl)
			if ok && hasTestSuffix(file) && function.Recv == nil && strings.HasPrefix(function.Name.Name, "Test") && !mentionsItsParameter(function) {
				found = append(found, Offence{tree.where(function), function.Name.Name + " never mentions its parameter", "a test that cannot fail proves nothing"})
			}
		}
	}
	return found
}

func mentionsItsParameter(function *ast.FuncDecl) bool {
	parameters := function.Type.Params.List
	if len(parameters) != 1 || len(parameters[0].Names) != 1 || function.Name.Name == "TestMain" {
		return len(parameters) == 0 || function.Name.Name == "TestMain"
	}
	mentioned := false
	ast.Inspect(function.Body, func(node ast.Node) bool {
		if name, ok := node.(*ast.Ident); ok && name.Name == parameters[0].Names[0].Name {
			mentioned = true
		}
		return !mentioned
	})
	return mentioned
}

func hasTestSuffix(file *File) bool {
	return strings.HasSuffix(file.Path, "_test.go")
}
