package administration

import (
	"log/slog"
	"slices"
	"strconv"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// State is the configuration at one moment: the model, and the outward names and versions of what it is made of. It is immutable.
type State struct {
	Seq   uint64 // of the last configuration commit
	Model *access.Model
	// rebuild are the types whose records wait to be put into their cells anew.
	rebuild map[ident.No]bool
	known   map[ident.No]known
	byID    map[ident.ID]ident.No
}

// known is what the state keeps of a document besides its content.
type known struct {
	kind    Kind
	id      ident.ID
	version uint64
}

// newState builds the model of documents. A condition that no longer fits its type is logged and shares nothing, or restricts everything.
func newState(documents []Document, seq uint64, logger *slog.Logger) (*State, error) {
	content := newContent()
	s := &State{Seq: seq, known: make(map[ident.No]known, len(documents)), byID: make(map[ident.ID]ident.No, len(documents))}
	for _, d := range documents {
		if err := content.read(d); err != nil {
			return nil, err
		}
		s.known[d.No] = known{kind: d.Kind, id: d.ID, version: d.Version}
		s.byID[d.ID] = d.No
	}
	s.Model, s.rebuild = content.model(), content.rebuild
	for no, problem := range content.bindConditions(s) {
		logger.Error("condition does not fit its type", "document", s.known[no].id.String(), "error", problem)
	}
	return s, nil
}

// content is what the state says, to be read and copied, never to be written to.
func (s *State) content() *content {
	policy := s.Model.Policy
	c := &content{
		directory: s.Model.Directory, profiles: policy.Profiles, rules: policy.Rules, restrictions: policy.Restrictions,
		types: make(map[ident.No]*schema.ElementType), rebuild: s.rebuild,
	}
	for _, t := range slices.Concat(s.Model.Schema.Types(), s.Model.Schema.Archived()) {
		c.types[t.No] = t
	}
	return c
}

// sortNames are what the documents of a kind are sorted by, by number: what they are called, and people by their last name.
func (s *State) sortNames(kind Kind) map[ident.No]string {
	content, names := s.content(), make(map[ident.No]string)
	for no, k := range s.known {
		if k.kind == kind {
			names[no] = content.nameOf(kind, no)
			if kind == EmployeeKind {
				names[no] = content.directory.Employees[no].Name.Sorted()
			}
		}
	}
	return names
}

// ID is the outward identifier of a number; zero for one that names nothing.
func (s *State) ID(no ident.No) ident.ID { return s.known[no].id }

// No finds the number of an identifier of one of the kinds. What is not there is fault.NotFound.
func (s *State) No(id ident.ID, kinds ...Kind) (ident.No, error) {
	no, ok := s.byID[id]
	if ok {
		for _, kind := range kinds {
			if s.known[no].kind == kind {
				return no, nil
			}
		}
	}
	return 0, fault.Missing()
}

// Version is the version of a document in the form of the API.
func (s *State) Version(no ident.No) string { return strconv.FormatUint(s.known[no].version, 10) }

// PersonNo implements schema.People.
func (s *State) PersonNo(id ident.ID, groups bool) (ident.No, bool) {
	kinds := []Kind{EmployeeKind}
	if groups {
		kinds = append(kinds, GroupKind)
	}
	no, err := s.No(id, kinds...)
	return no, err == nil
}

// PersonID implements schema.People.
func (s *State) PersonID(no ident.No) (ident.ID, bool) {
	k, ok := s.known[no]
	return k.id, ok && (k.kind == EmployeeKind || k.kind == GroupKind)
}

// TypeNo implements schema.People.
func (s *State) TypeNo(name string) (ident.No, bool) {
	t, ok := s.Model.Schema.Type(name)
	if !ok {
		return 0, false
	}
	return t.No, true
}

// TypeName implements schema.People.
func (s *State) TypeName(no ident.No) (string, bool) {
	t, ok := s.Model.Schema.TypeByNo(no)
	if !ok {
		return "", false
	}
	return t.Name, true
}
