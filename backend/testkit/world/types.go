package world

import (
	"fmt"

	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// names are those of the types of a company, in the order in which it gets them. None is a type the program itself depends on.
func typeName(i int) string {
	names := []string{"order", "claim", "visit", "offer", "detail"}
	if i < len(names) {
		return names[i]
	}
	return fmt.Sprintf("thing%d", i)
}

func (m *maker) types() {
	for i := range m.count(2, m.size.Types) {
		m.w.Types = append(m.w.Types, m.elementType(typeName(i), i))
	}
	if m.exact || m.once(3) {
		m.w.Types = append(m.w.Types, m.elementType(EmployeeType, 0))
	}
}

func (m *maker) elementType(name string, i int) *schema.ElementType {
	no := m.number()
	t := &schema.ElementType{
		No: no, ID: IDOf(no), Name: name, Labels: schema.TypeLabels{One: labels(name), Many: labels(name + "s")},
		Default: schema.Private, CreatorKeeps: pick(m, schema.CreatorViews, schema.CreatorEdits, schema.CreatorNone),
		Supervision: schema.UsualSupervision(), Comments: m.mostly(4), ExistsHint: m.once(2),
	}
	t.Fields = m.fields()
	if m.once(2) {
		t.Default = pick(m, schema.DefaultView, schema.DefaultEdit, schema.DefaultDelete)
	}
	t.IsComment = m.once(3) // says something only of a type controlled by its parent
	if i > 0 && m.once(2) {
		m.control(t)
		return t
	}
	if m.mostly(4) {
		t.Supervision = schema.Supervision{RoleBelow: m.supervision(), Reports: m.supervision(), DepartmentHead: m.supervision(), GroupManager: m.supervision()}
	}
	t.AccessFields = pick(m, nil, []string{"assistant"}, []string{"assistant", "curator"}, []string{"curator", "assistant"})
	return t
}

// control puts the type under a parent: a type made before it, or any of them.
func (m *maker) control(t *schema.ElementType) {
	t.Default = schema.Parent
	t.ParentField = "belongs_to"
	target := ""
	if m.mostly(3) {
		target = m.w.Types[len(m.w.Types)-1-m.source.upTo(min(1, len(m.w.Types)-1))].Name
		if m.controlDepth(target) >= schema.MaxParentDepth {
			target = m.w.Types[0].Name
		}
	}
	t.Fields = append(t.Fields, m.field(t.ParentField, "link", func(f *schema.Field) { f.Target, f.Required = target, true }))
}

// controlDepth is how many parents a record of the type can have above it at most.
func (m *maker) controlDepth(name string) int {
	for i, t := range m.w.Types {
		if t.Name != name || t.Default != schema.Parent {
			continue
		}
		link, _ := t.Field(t.ParentField)
		if link.Target != "" {
			return m.controlDepth(link.Target) + 1
		}
		deepest := 0
		for _, earlier := range m.w.Types[:i] {
			deepest = max(deepest, m.controlDepth(earlier.Name))
		}
		return deepest + 1
	}
	return 0
}

func (m *maker) supervision() schema.SupervisionLevel {
	return pick(m, schema.SupervisionNone, schema.SupervisionView, schema.SupervisionEdit, schema.SupervisionDelete, schema.SupervisionAuthorize)
}

func (m *maker) fields() []*schema.Field {
	plain := func(*schema.Field) {}
	return []*schema.Field{
		m.field("name", "text", func(f *schema.Field) {
			f.System, f.InSearch, f.Fast, f.DefaultRight, f.Cap = true, true, true, schema.Edit, ""
		}),
		m.field("amount", "number", func(f *schema.Field) { f.Fast = true }),
		m.field("stage", "choice", func(f *schema.Field) {
			for _, v := range stages() {
				f.Choices = append(f.Choices, schema.Choice{Value: v, Labels: labels(v)})
			}
			f.Choices[len(f.Choices)-1].Outcome = schema.Won
		}),
		m.field("urgent", "yes_no", plain),
		m.field("due", "date", plain),
		m.field("assistant", "employee", plain),
		m.field("curator", "employee", plain),
		m.field("probability", schema.KindPercent, plain),
		m.field("expected", schema.KindCalculated, func(f *schema.Field) {
			f.Formula, f.Result = "amount * probability", schema.KindNumber
		}),
		m.field("score", schema.KindCalculated, func(f *schema.Field) {
			f.Formula, f.Result = "amount * (2 + urgent)", schema.KindNumber
		}),
		m.field("grade", schema.KindCalculated, func(f *schema.Field) {
			f.Formula, f.Result = "(due - due) / 10 + score", schema.KindPercent
		}),
	}
}

func (m *maker) field(name, kind string, set func(*schema.Field)) *schema.Field {
	f := &schema.Field{No: m.number(), Name: name, Kind: kind, Labels: labels(name), Order: int(m.last), DefaultRight: schema.Edit}
	if m.once(2) {
		f.DefaultRight = pick(m, schema.Read, schema.Masked, schema.Hidden)
	}
	if m.once(6) {
		f.Cap = pick(m, schema.Read, schema.Masked, schema.Hidden, schema.Edit)
	}
	set(f)
	return f
}

func labels(text string) locale.Labels {
	return locale.Labels{locale.English: text, locale.Russian: text}
}

func stages() []string { return []string{"new", "open", "won"} }

func (w *World) typeByNo(no ident.No) *schema.ElementType {
	for _, t := range w.Types {
		if t.No == no {
			return t
		}
	}
	return nil
}
