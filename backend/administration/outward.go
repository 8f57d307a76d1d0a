package administration

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// ref is the outward form of a number; nil for none.
func (s *State) ref(no ident.No) *ident.ID {
	if no == 0 {
		return nil
	}
	id := s.ID(no)
	return &id
}

// refs is the outward form of numbers, never nil.
func (s *State) refs(numbers []ident.No) []ident.ID {
	ids := make([]ident.ID, 0, len(numbers))
	for _, no := range numbers {
		ids = append(ids, s.ID(no))
	}
	return ids
}

// Principal is a principal in the form of the API. ID is the name of a field for the kind field, and empty for everyone and superior.
type Principal struct {
	Kind access.PrincipalKind `json:"kind" enum:"everyone,employee,role,role_and_below,group,department,department_and_below,branch,superior,field"`
	ID   string               `json:"id,omitempty"`
}

func (s *State) principal(p access.Principal, typeNo ident.No) Principal {
	switch p.Kind {
	case access.Everyone, access.Superior:
		return Principal{Kind: p.Kind}
	case access.InField:
		if t, ok := s.Model.Schema.TypeByNo(typeNo); ok {
			for _, f := range t.Fields {
				if f.No == p.No {
					return Principal{Kind: p.Kind, ID: f.Name}
				}
			}
		}
		return Principal{Kind: p.Kind}
	case access.OneEmployee, access.InRole, access.InRoleAndBelow, access.InGroup, access.InDepartment, access.InDepartmentBelow, access.InBranch:
	}
	return Principal{Kind: p.Kind, ID: s.ID(p.No).String()}
}

func (s *State) principals(list []access.Principal, typeNo ident.No) []Principal {
	outward := make([]Principal, 0, len(list))
	for _, p := range list {
		outward = append(outward, s.principal(p, typeNo))
	}
	return outward
}

// Principal is the outward form of a principal about records of the type.
func (s *State) Principal(p access.Principal, typeNo ident.No) Principal {
	return s.principal(p, typeNo)
}

// ReadPrincipal reads the outward form. Errors are about the field principal.
func (s *State) ReadPrincipal(p Principal, typeNo ident.No) (access.Principal, error) {
	d := &Draft{content: &content{types: make(map[ident.No]*schema.ElementType)}, before: s}
	if t, ok := s.Model.Schema.TypeByNo(typeNo); ok {
		d.types[typeNo] = t
	}
	problems := fault.Fields{}
	inward := d.principal(problems, "principal", p, typeNo)
	return inward, problems.Err()
}

// NameOf is what a document is called, and empty for a number that names none.
func (s *State) NameOf(no ident.No) string { return s.content().nameOf(s.known[no].kind, no) }

// kindOfPrincipal is the kind of document a principal names; false for the kinds that name none.
func kindOfPrincipal(kind access.PrincipalKind) (Kind, bool) {
	switch kind {
	case access.OneEmployee:
		return EmployeeKind, true
	case access.InRole, access.InRoleAndBelow:
		return RoleKind, true
	case access.InGroup:
		return GroupKind, true
	case access.InDepartment, access.InDepartmentBelow:
		return DepartmentKind, true
	case access.InBranch:
		return BranchKind, true
	case access.Everyone, access.Superior, access.InField:
	}
	return "", false
}

// principal reads an outward principal. typeNo is the type whose fields it may name; relative ones need it.
func (d *Draft) principal(problems fault.Fields, field string, p Principal, typeNo ident.No) access.Principal {
	switch p.Kind {
	case access.Everyone:
		return access.Principal{Kind: p.Kind}
	case access.Superior:
		if typeNo == 0 {
			problems.Add(field, "administration.principal_relative")
		}
		return access.Principal{Kind: p.Kind}
	case access.InField:
		return access.Principal{Kind: p.Kind, No: d.accessField(problems, field, p.ID, typeNo)}
	case access.OneEmployee, access.InRole, access.InRoleAndBelow, access.InGroup, access.InDepartment, access.InDepartmentBelow, access.InBranch:
	}
	kind, ok := kindOfPrincipal(p.Kind)
	if !ok {
		problems.Add(field, "administration.principal_kind")
		return access.Principal{}
	}
	id, err := ident.Parse(p.ID)
	if err != nil {
		problems.Add(field, "administration.unknown_reference")
		return access.Principal{}
	}
	return access.Principal{Kind: p.Kind, No: d.ref(problems, field, &id, kind)}
}

func (d *Draft) accessField(problems fault.Fields, field, name string, typeNo ident.No) ident.No {
	t, ok := d.types[typeNo]
	if ok {
		for _, bearing := range t.AccessFields {
			if f, found := t.Field(bearing); found && bearing == name {
				return f.No
			}
		}
	}
	problems.Add(field, "administration.principal_field", "name", shorten(name))
	return 0
}

func (d *Draft) principals(problems fault.Fields, field string, list []Principal, typeNo ident.No) []access.Principal {
	var inward []access.Principal
	for _, p := range list {
		inward = append(inward, d.principal(problems, field, p, typeNo))
	}
	return inward
}

// overview is the draft's directory as it stands, in maps of its own: asking it about relations fixes nothing in the draft.
func (d *Draft) overview() *directory.Directory { return d.directory.Draft() }

// checked joins what was found while reading with what the check of the whole entry finds.
func checked(problems fault.Fields, err error) error {
	if other := problems.Merge(err); other != nil {
		return other
	}
	return problems.Err()
}

func trim(name string) string { return schema.Line(strings.ToValidUTF8(name, "\uFFFD")) }

// outward is the name of a document and what was filled in for it, as the log keeps it.
func (s *State) outward(no ident.No) (name string, body json.RawMessage) {
	content := s.content()
	name = content.nameOf(s.known[no].kind, no)
	body, err := json.Marshal(s.filledIn(content, no))
	if err != nil {
		return name, nil // none of these types can fail to marshal
	}
	return name, body
}

func (s *State) filledIn(content *content, no ident.No) any {
	switch s.known[no].kind {
	case EmployeeKind:
		return employeeFields(s, no)
	case PositionKind:
		return positionFields(s, no)
	case RoleKind:
		return roleFields(s, no)
	case ProfileKind:
		return profileFields(s, no)
	case GroupKind:
		return groupFields(s, no)
	case DepartmentKind:
		return departmentFields(s, no)
	case BranchKind:
		return branchFields(s, no)
	case RuleKind:
		return ruleFields(s, no)
	case RestrictionKind:
		return restrictionFields(s, no)
	case TypeKind:
		return content.types[no]
	case CompanyKind:
		return companyOutward{companyView(s).CompanyFields, s.mailOutward()}
	}
	return nil
}

// companyOutward is the company as the log has it, with its mail server.
type companyOutward struct {
	CompanyFields
	Mail *mailOutward `json:"mail,omitempty"`
}

// mailOutward is a mail server of whose password nothing shows but that there is one, and whether it is another one than before.
type mailOutward struct {
	MailFields
	Password string `json:"password,omitempty"`
}

func (s *State) mailOutward() *mailOutward {
	m := s.Model.Directory.Company.Mail
	if m == nil {
		return nil
	}
	out := &mailOutward{MailFields: mailFields(m)}
	if m.Password != "" {
		sealed := sha256.Sum256([]byte(m.Password)) // sealed anew each time it is typed, so that it tells nothing of the password
		out.Password = "••• " + hex.EncodeToString(sealed[:4])
	}
	return out
}
