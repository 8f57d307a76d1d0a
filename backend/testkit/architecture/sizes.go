package architecture

import (
	"cmp"
	"fmt"
	"go/ast"
	"slices"
)

// Sizes is how the lines of the program spread over files and functions. Tests and generated code stand apart.
type Sizes struct {
	Packages, Files, Functions int
	CodeLines, TestLines       int
	File, Function             Spread // in lines
}

// Spread is the middle and the tail of some sizes.
type Spread struct {
	Median, Tenth, Max int // Tenth: nine of ten are no larger
}

// Budget is the most that Sizes may be.
type Budget struct {
	File, Function Spread
	Reason         string
}

// counted is the size of one file or function.
type counted struct {
	where string
	lines int
}

// Measure counts the lines of the program.
func Measure(tree *Tree) Sizes {
	files, functions := count(tree)
	sizes := Sizes{Packages: len(tree.Packages), Files: len(files), Functions: len(functions), File: spread(files), Function: spread(functions)}
	for _, file := range files {
		sizes.CodeLines += file.lines
	}
	for _, file := range tree.tests {
		sizes.TestLines += file.Lines
	}
	return sizes
}

// count lists the files and functions of the program, generated ones left out.
func count(tree *Tree) (files, functions []counted) {
	for _, file := range tree.program {
		if file.Generated {
			continue
		}
		files = append(files, counted{file.Path, file.Lines})
		for _, node := range file.Syntax.Decls {
			if function, ok := node.(*ast.FuncDecl); ok {
				functions = append(functions, counted{tree.where(function) + " " + function.Name.Name, tree.span(function)})
			}
		}
	}
	return files, functions
}

func spread(sizes []counted) Spread {
	if len(sizes) == 0 {
		return Spread{}
	}
	sorted := slices.SortedFunc(slices.Values(sizes), func(a, b counted) int { return cmp.Compare(a.lines, b.lines) })
	last := len(sorted) - 1
	return Spread{Median: sorted[last/2].lines, Tenth: sorted[last*9/10].lines, Max: sorted[last].lines}
}

// Oversized reports files and functions beyond the budget's maximum, and a middle or a tail of the whole program that has grown too far.
func Oversized(tree *Tree, budget Budget) []Offence {
	files, functions := count(tree)
	for _, file := range tree.tests {
		if hasTestSuffix(file) {
			files = append(files, counted{file.Path, file.Lines})
		}
	}
	found := tooLong(files, budget.File.Max, budget.Reason)
	found = append(found, tooLong(functions, budget.Function.Max, budget.Reason)...)
	sizes := Measure(tree)
	for _, row := range []struct {
		what     string
		is, most int
	}{
		{"median lines of a file", sizes.File.Median, budget.File.Median},
		{"lines of nine files in ten", sizes.File.Tenth, budget.File.Tenth},
		{"median lines of a function", sizes.Function.Median, budget.Function.Median},
		{"lines of nine functions in ten", sizes.Function.Tenth, budget.Function.Tenth},
	} {
		if row.is > row.most {
			found = append(found, Offence{tree.Module, fmt.Sprintf("%s: %d, at most %d", row.what, row.is, row.most), budget.Reason})
		}
	}
	return found
}

func tooLong(sizes []counted, most int, reason string) []Offence {
	var found []Offence
	for _, size := range sizes {
		if size.lines > most {
			found = append(found, Offence{size.where, fmt.Sprintf("%d lines, at most %d", size.lines, most), reason})
		}
	}
	return found
}
