package access

import (
	"slices"
	"testing"

	"kontora/backend/directory"
	"kontora/backend/ident"
)

func TestCapInTheWordsOfProfiles(t *testing.T) {
	m := company(func(m *Model) {
		m.Policy.Profiles[everything].Matrix = nil
		m.give(anna, ReachBranch|ReachOwn, View)
		m.give(boris, ReachAll, View)
		m.Directory.Employees[boris].Status = directory.Suspended
		m.Directory.Groups[tender].Profiles = nos(extra)
		m.Directory.Groups[tender].Members = []directory.Member{{Kind: directory.MemberEmployee, No: vera}}
		m.Policy.Profiles[extra].Matrix = map[string]map[string]Reach{"deal": Matrix(ReachBranch|ReachGroup|ReachOwn, View)}
	})
	for name, c := range map[string]struct {
		who    ident.No
		action Action
		typeNo ident.No
		want   []string
	}{
		"of his own profile":                      {anna, View, deal, []string{"own", "group", "branch"}},
		"of a profile that a group carries":       {vera, View, deal, []string{"own", "group", "branch"}},
		"an action that no profile names":         {anna, Delete, deal, []string{}},
		"a type that is not there":                {anna, View, 999, []string{}},
		"whoever is suspended has none":           {boris, View, deal, []string{}},
		"an administrator has all without a word": {root, Delete, deal, []string{"all"}},
	} {
		t.Run(name, func(t *testing.T) {
			if words := Compile(m, NewTable(), c.who, noon).Cap(c.action, c.typeNo).Words(); !slices.Equal(words, c.want) {
				t.Errorf("%v, want %v", words, c.want)
			}
		})
	}
}
