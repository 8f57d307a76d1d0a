package access

// Action is something one may do with a record or a type.
type Action uint8

// The actions.
const (
	View Action = iota
	Create
	Edit
	Delete
	Authorize // change who may
	Transfer  // change the responsible
	Export
	Print
	MassEdit
	Merge
	Import
	Comment // add notes, tasks, messages, files; no profile names it
	actionCount
)

// Actions lists the actions that a profile can name.
func Actions() []Action {
	return []Action{View, Create, Edit, Delete, Authorize, Transfer, Export, Print, MassEdit, Merge, Import}
}

// String is the word of the API.
func (a Action) String() string {
	return [...]string{"view", "create", "edit", "delete", "authorize", "transfer", "export", "print", "mass_edit", "merge", "import", "comment"}[a]
}

// ParseAction reads the word of the API.
func ParseAction(word string) (Action, bool) {
	for a := View; a < actionCount; a++ {
		if a.String() == word {
			return a, true
		}
	}
	return 0, false
}

// Level is what one has on one record.
type Level uint8

// The levels, each including those before it.
const (
	NoLevel Level = iota
	ViewLevel
	EditLevel
	DeleteLevel
	AuthorizeLevel
)

// String is the word of the API.
func (l Level) String() string {
	return [...]string{"none", "view", "edit", "delete", "authorize"}[l]
}

// ParseLevel reads the word of the API.
func ParseLevel(word string) (Level, bool) {
	for l := NoLevel; l <= AuthorizeLevel; l++ {
		if l.String() == word {
			return l, true
		}
	}
	return 0, false
}
