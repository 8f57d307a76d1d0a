package architecture

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ThirdParty stands for everything outside the module and the standard library in the To of a Ban.
const ThirdParty = "third party"

// Row is one layer of the program. Its elements import from rows before it in the list, never from one another or from rows after it.
type Row struct {
	Elements []string // import paths below the module; a package belongs to the longest one that holds it
	Reason   string   // why these must not know their own row or a later one
}

// Meeting allows one element to import another of its own row.
type Meeting struct {
	From, To string
	Reason   string
}

// Ban forbids imports that the order of rows alone would allow. Paths may end in "/...".
type Ban struct {
	From   []string
	Except []string // of From
	To     []string
	Reason string
}

// Rows reports imports that run against the order of the rows. Tests are free: they may bring a whole program together.
func Rows(tree *Tree, rows []Row, meetings []Meeting) []Offence {
	var found []Offence
	for pkg, file := range tree.program {
		from, fromRow := place(tree, rows, pkg.Path)
		if fromRow < 0 {
			continue
		}
		for _, spec := range file.Syntax.Imports {
			target, err := strconv.Unquote(spec.Path.Value)
			to, toRow := place(tree, rows, target)
			if err != nil || toRow < fromRow || to == from || isMeeting(meetings, from, to) {
				continue
			}
			what := fmt.Sprintf("%s (row %d) imports %s (row %d)", from, fromRow+1, to, toRow+1)
			found = append(found, Offence{tree.where(spec), what, rows[fromRow].Reason})
		}
	}
	return found
}

// Homeless reports packages that belong to no row: a new folder has to say where it stands.
func Homeless(tree *Tree, rows []Row, outside []string) []Offence {
	var found []Offence
	for _, pkg := range tree.Packages {
		if _, row := place(tree, rows, pkg.Path); row < 0 && !matchesAny(pkg.Path, outside) {
			found = append(found, Offence{pkg.Path, "belongs to no row", "name it in the table of rows, so that it is known who may import it"})
		}
	}
	return found
}

// place finds the element and the row of a package; the row is -1 for what the table does not hold.
func place(tree *Tree, rows []Row, importPath string) (string, int) {
	longest, number := "", -1
	for i, row := range rows {
		for _, element := range row.Elements {
			if matches(importPath, tree.Module+"/"+element+"/...") && len(element) > len(longest) {
				longest, number = element, i
			}
		}
	}
	return longest, number
}

func isMeeting(meetings []Meeting, from, to string) bool {
	return slices.ContainsFunc(meetings, func(m Meeting) bool { return m.From == from && m.To == to })
}

// Bans reports forbidden imports in what ends up in the binary.
func Bans(tree *Tree, bans []Ban) []Offence {
	var found []Offence
	for pkg, file := range tree.program {
		for _, spec := range file.Syntax.Imports {
			target, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				continue
			}
			for _, ban := range bans {
				if matchesAny(pkg.Path, ban.From) && !matchesAny(pkg.Path, ban.Except) && isBanned(tree, target, ban.To) {
					found = append(found, Offence{tree.where(spec), fmt.Sprintf("%s imports %s", pkg.Path, target), ban.Reason})
				}
			}
		}
	}
	return found
}

func isBanned(tree *Tree, target string, banned []string) bool {
	own := matches(target, tree.Module+"/...")
	standard := !strings.Contains(strings.Split(target, "/")[0], ".")
	return matchesAny(target, banned) || slices.Contains(banned, ThirdParty) && !own && !standard
}
