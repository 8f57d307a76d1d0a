package access

import (
	"strings"
	"unicode"

	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// doing names an action so that a sentence can go on after "allows".
func doing(a Action) locale.Text { return locale.Say("access.doing." + a.String()) }

// LevelName names a level.
func LevelName(l Level) locale.Text { return locale.Say("access.level." + l.String()) }

func featureName(f Feature) locale.Text { return locale.Say("access.feature." + string(f)) }

func rightName(r schema.FieldRight) locale.Text {
	if r.Rank() == 0 {
		r = schema.Hidden
	}
	return locale.Say("access.right." + string(r))
}

// inSentence is the name of the records of a type as it stands inside a sentence; abbreviations keep their capitals.
func inSentence(t *schema.ElementType) locale.Labels {
	lowered := make(locale.Labels, len(t.Labels.Many))
	for language, name := range t.Labels.Many {
		letters := []rune(name)
		if len(letters) > 1 && !unicode.IsUpper(letters[1]) {
			letters[0] = unicode.ToLower(letters[0])
		}
		lowered[language] = string(letters)
	}
	if len(lowered) == 0 {
		lowered[locale.English] = t.Name
	}
	return lowered
}

// ways names a reach as a list.
func ways(r Reach) locale.Text {
	words := r.Words()
	if len(words) == 0 {
		words = []string{noReach}
	}
	list := locale.Say("access.reach." + words[0])
	for _, word := range words[1:] {
		list = locale.Say("access.and", "first", list, "second", locale.Say("access.reach."+word))
	}
	return list
}

// PrincipalName names whom a principal holds.
func (m *Model) PrincipalName(p Principal) locale.Text {
	d, name := m.Directory, ""
	switch p.Kind {
	case Everyone, Superior:
	case OneEmployee, InGroup:
		name = d.NameOf(p.No)
	case InRole, InRoleAndBelow:
		name = nameOf(d.Roles[p.No] != nil, func() string { return d.Roles[p.No].Name })
	case InDepartment, InDepartmentBelow:
		name = nameOf(d.Departments[p.No] != nil, func() string { return d.Departments[p.No].Name })
	case InBranch:
		name = nameOf(d.Branches[p.No] != nil, func() string { return d.Branches[p.No].Name })
	case InField:
		return locale.Say("access.principal.field", "name", m.fieldLabel(p.No))
	}
	return locale.Say("access.principal."+string(p.Kind), "name", name)
}

func nameOf(there bool, name func() string) string {
	if !there {
		return ""
	}
	return name()
}

func (m *Model) fieldLabel(no ident.No) locale.Labels {
	for _, t := range m.Schema.Types() {
		for _, f := range t.Fields {
			if f.No == no {
				return fieldLabels(f)
			}
		}
	}
	return nil
}

func fieldLabels(f *schema.Field) locale.Labels {
	if len(f.Labels) == 0 {
		return locale.Labels{locale.English: f.Name}
	}
	return f.Labels
}

// responsibleName names the employee or group in charge.
func (m *Model) responsibleName(no ident.No) locale.Text {
	if name := m.Directory.NameOf(no); name != "" {
		return locale.Say("access.name", "name", name)
	}
	return locale.Say("access.nobody")
}

// profileNames lists the profiles the employee has, each once.
func (r *Rights) profileNames() string {
	var names []string
	seen := make(map[*Profile]bool)
	for _, h := range r.held {
		if !seen[h.profile] {
			seen[h.profile] = true
			names = append(names, h.profile.Name)
		}
	}
	return strings.Join(names, ", ")
}

// perProfiles chooses the sentence that fits how many profiles he has: none, one or several.
func (r *Rights) perProfiles(key string) string {
	seen := make(map[*Profile]bool)
	for _, h := range r.held {
		seen[h.profile] = true
	}
	switch len(seen) {
	case 0:
		return key + ".none"
	case 1:
		return key + ".one"
	}
	return key + ".many"
}
