// Package schema knows the types of element a company keeps and their fields: what kinds of field there are, how a value is read,
// stored, compared, shortened and shown. It does not know who may see what.
package schema

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
)

// Default is what everyone has on the records of a type before anything is added: the ground of the rights on it.
type Default string

// The organisation defaults. Under Parent a record is as accessible as the record it belongs to.
const (
	Private       Default = "private"
	DefaultView   Default = "view"
	DefaultEdit   Default = "edit"
	DefaultDelete Default = "delete"
	Parent        Default = "parent"
)

// CreatorKeeps is what the creator of a record has on it when he is not its responsible.
type CreatorKeeps string

// What a creator keeps.
const (
	CreatorViews CreatorKeeps = "view"
	CreatorEdits CreatorKeeps = "edit"
	CreatorNone  CreatorKeeps = "nothing"
)

// SupervisionLevel is what a superior has on what those below him are responsible for.
type SupervisionLevel string

// The levels of supervision.
const (
	SupervisionNone      SupervisionLevel = "none"
	SupervisionView      SupervisionLevel = "view"
	SupervisionEdit      SupervisionLevel = "edit"
	SupervisionDelete    SupervisionLevel = "delete"
	SupervisionAuthorize SupervisionLevel = "authorize"
)

// Supervision holds the level of each way of being someone's superior, for one type.
type Supervision struct {
	RoleBelow      SupervisionLevel `json:"role_below"`
	Reports        SupervisionLevel `json:"reports"`
	DepartmentHead SupervisionLevel `json:"department_head"`
	GroupManager   SupervisionLevel `json:"group_manager"`
}

// UsualSupervision is what a type starts with: superiors view, managers of groups edit.
func UsualSupervision() Supervision {
	return Supervision{RoleBelow: SupervisionView, Reports: SupervisionView, DepartmentHead: SupervisionView, GroupManager: SupervisionEdit}
}

// FieldRight is what a person may do with a field. They are ordered: hidden < masked < read < edit.
type FieldRight string

// The field rights. The empty FieldRight says nothing.
const (
	Hidden FieldRight = "hidden"
	Masked FieldRight = "masked"
	Read   FieldRight = "read"
	Edit   FieldRight = "edit"
)

// Rank orders field rights from 1 (hidden) to 4 (edit); what says nothing has 0.
func (r FieldRight) Rank() int {
	switch r {
	case Hidden:
		return 1
	case Masked:
		return 2
	case Read:
		return 3
	case Edit:
		return 4
	}
	return 0
}

// MaxAccessFields and MaxConditions bound what one cell of a type can depend on.
const (
	MaxAccessFields = 2
	MaxConditions   = 32
	MaxParentDepth  = 3
)

// TypeLabels are the names of a type for one and for many of its records.
type TypeLabels struct {
	One  locale.Labels `json:"one"`
	Many locale.Labels `json:"many"`
}

// ElementType describes one type of record. It is immutable once it is part of a Schema.
type ElementType struct {
	No           ident.No     `json:"-"`
	ID           ident.ID     `json:"-"`
	Name         string       `json:"name"` // lower-case identifier, also of its table; never changes
	Labels       TypeLabels   `json:"labels"`
	Icon         string       `json:"icon,omitempty"`
	Default      Default      `json:"default"`
	CreatorKeeps CreatorKeeps `json:"creator_keeps"`
	ParentField  string       `json:"parent_field,omitempty"`  // the link that leads to the parent, under Default Parent
	AccessFields []string     `json:"access_fields,omitempty"` // fields of kind employee that can bear access, at most MaxAccessFields
	Supervision  Supervision  `json:"supervision"`
	Comments     bool         `json:"comments"`             // who may view may comment
	IsComment    bool         `json:"is_comment,omitempty"` // its records are comments (notes, messages, files): with Default Parent, who may view a record whose type has Comments reads and adds them whatever his caps on this type say
	ExistsHint   bool         `json:"exists_hint"`          // what one may not see may say that it exists and who is responsible
	Fields       []*Field     `json:"fields"`
	Sections     []Section    `json:"sections,omitempty"`   // in their order; fields may name further ones
	Archived     []*Field     `json:"archived,omitempty"`   // out of use with their values kept: no list, form, filter or file knows them
	Removing     []*Field     `json:"removing,omitempty"`   // removed for good: their values are being taken out of the records
	Removed      []string     `json:"removed,omitempty"`    // names of fields that are gone but whose columns, empty, are still there
	InArchive    bool         `json:"in_archive,omitempty"` // the whole type is out of use
}

// Field describes one field of a type. It is immutable once it is part of a Schema.
type Field struct {
	No           ident.No        `json:"no"` // unique within the company; principals of kind field name it
	Name         string          `json:"name"`
	Kind         string          `json:"kind"`
	Labels       locale.Labels   `json:"labels"`
	Required     bool            `json:"required,omitempty"`
	Unique       bool            `json:"unique,omitempty"`
	DefaultRight FieldRight      `json:"default_right"` // for whom no profile names the field
	Cap          FieldRight      `json:"cap,omitempty"` // beats every profile and the administrator; empty: no cap
	Choices      []Choice        `json:"choices,omitempty"`
	DependsOn    string          `json:"depends_on,omitempty"` // kind choice: another choice of the record, whose value decides which choices fit
	Target       string          `json:"target,omitempty"`     // kind link: the type it leads to; empty: any
	Reverse      locale.Labels   `json:"reverse,omitempty"`    // kind link: the head under which the record stands on the card of the one it leads to, such as "Supplier of"; none: the name of its type
	Image        bool            `json:"image,omitempty"`      // kind file: a picture, which the window shows
	Section      string          `json:"section,omitempty"`
	Order        int             `json:"order"`
	Start        json.RawMessage `json:"default,omitempty"` // what a new record holds, as the API sends it, or a word of StartValue
	ShowIf       query.Expr      `json:"show_if,omitzero"`  // over other fields of the record: while it does not match, the card and the form leave the field out
	Fast         bool            `json:"fast,omitempty"`    // has an index for filter and sort
	System       bool            `json:"system,omitempty"`  // the program itself depends on it; it is not removed
	InSearch     bool            `json:"in_search,omitempty"`
	Formula      string          `json:"formula,omitempty"`    // kind calculated: over names of fields of the record
	Result       string          `json:"result,omitempty"`     // kind calculated: number, percent or money
	Shortened    bool            `json:"shortened,omitempty"`  // on a desk: the office has sent only the ends of its values, as words
	Building     bool            `json:"building,omitempty"`   // kind calculated: older records wait to be worked out; nobody sees it yet
	Indexing     bool            `json:"indexing,omitempty"`   // fast or unique, and its index is still being made: nothing goes by it yet, and values may repeat
	NotUnique    bool            `json:"not_unique,omitempty"` // it was to be unique, but values that repeat came while its index was being made
	Refilling    bool            `json:"refilling,omitempty"`  // put into the search or taken out of it: the search index is still being filled anew for older records
	inherent     bool            // one of the fields every record has by itself
}

// Choice is one value of a field of kind choice.
type Choice struct {
	Value   string        `json:"value"`
	Labels  locale.Labels `json:"labels"`
	Color   string        `json:"color,omitempty"`
	Outcome string        `json:"outcome,omitempty"` // "won" or "lost" closes a deal or lead
	// Probability is how likely what stands at the stage is won, in whole percent; nil where nobody has said. What is closed has the one of
	// its outcome.
	Probability *int `json:"probability,omitempty"`
	// RotsAfter is for how many days what stands at the stage may stay without a change before it counts as forgotten: 0 for ever, nil as
	// long as is usual. What is closed is never forgotten.
	RotsAfter *int `json:"rots_after,omitempty"`
	// For are the values of the field on which this one depends beside which the choice fits; none: beside all.
	For []string `json:"for,omitempty"`
}

// IsPart reports whether records of the type are parts of the one they stand on, as lines are of a deal: who adds, moves, edits or removes
// one edits that.
func (t *ElementType) IsPart() bool {
	return t.Default == Parent && !t.IsComment && t.CreatorKeeps == CreatorNone
}

// Repeats is the field whose content a field shows in part: a note is called by its first words.
func (t *ElementType) Repeats(f *Field) (*Field, bool) {
	if t.Name != TypeNote || f.Name != FieldName {
		return nil, false
	}
	return t.Field("text")
}

// Field returns the field of that name.
func (t *ElementType) Field(name string) (*Field, bool) {
	for _, f := range t.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return nil, false
}

// Column returns the field that is stored in the column of that full name, and which of its columns that is. Inherent fields are no type's.
func (t *ElementType) Column(name string) (f *Field, i int, ok bool) {
	rest, ok := strings.CutPrefix(name, "f_")
	if !ok {
		return nil, 0, false
	}
	rest, _, _ = strings.Cut(rest, "__") // which no name of a field has in it
	f, ok = t.Field(rest)
	if !ok {
		return nil, 0, false
	}
	suffix := name[len("f_")+len(rest):]
	i = slices.IndexFunc(f.kind().Columns(), func(c Column) bool { return c.Name == suffix })
	return f, i, i >= 0
}

// Choice returns the choice of that value.
func (f *Field) Choice(value string) (Choice, bool) {
	for _, c := range f.Choices {
		if c.Value == value {
			return c, true
		}
	}
	return Choice{}, false
}

// Schema is the element types of one company at one moment. It is immutable and safe for concurrent use.
type Schema struct {
	types  []*ElementType
	away   []*ElementType
	byName map[string]*ElementType
	byNo   map[ident.No]*ElementType
}

// New makes a Schema of types that Validate has accepted.
func New(types []*ElementType) *Schema {
	s := &Schema{byName: make(map[string]*ElementType, len(types)), byNo: make(map[ident.No]*ElementType, len(types))}
	for _, t := range types {
		if t.InArchive {
			s.away = append(s.away, t)
		} else {
			s.types = append(s.types, t)
		}
	}
	for _, list := range [][]*ElementType{s.types, s.away} {
		slices.SortFunc(list, func(a, b *ElementType) int { return cmp.Compare(a.No, b.No) })
	}
	for _, t := range s.types {
		s.byName[t.Name] = t
		s.byNo[t.No] = t
	}
	return s
}

// Types returns all types in use in the order they were made.
func (s *Schema) Types() []*ElementType { return s.types }

// Archived returns the types that are out of use. Nothing else of the Schema knows them.
func (s *Schema) Archived() []*ElementType { return s.away }

// Type returns the type of that name.
func (s *Schema) Type(name string) (*ElementType, bool) {
	t, ok := s.byName[name]
	return t, ok
}

// TypeByNo returns the type of that number.
func (s *Schema) TypeByNo(no ident.No) (*ElementType, bool) {
	t, ok := s.byNo[no]
	return t, ok
}
