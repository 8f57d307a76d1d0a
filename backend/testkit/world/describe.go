package world

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"kontora/backend/schema"
)

// GoString writes the company line by line, for the message of a failed test.
func (w *World) GoString() string {
	var b strings.Builder
	line := func(kind string, no any, v any) {
		text, err := json.Marshal(v)
		if err != nil {
			text = []byte(err.Error())
		}
		fmt.Fprintf(&b, "\n  %s %v %s", kind, no, text)
	}
	fmt.Fprintf(&b, "company at %s", w.Now.Format(time.RFC3339))
	for _, t := range w.Types {
		line("type", t.No, describeType(t))
	}
	for _, p := range sorted(w.Policy.Profiles) {
		line("profile", p.No, map[string]any{"matrix": p.Matrix, "fields": p.Fields, "features": p.Features})
	}
	d := w.Directory
	for _, v := range sorted(d.Roles) {
		line("role", v.No, v)
	}
	for _, v := range sorted(d.Departments) {
		line("department", v.No, v)
	}
	for _, v := range sorted(d.Employees) {
		line("employee", v.No, map[string]any{
			"status": v.Status, "administrator": v.Administrator, "role": v.Role, "department": v.Department, "branch": v.Branch,
			"reports_to": v.ReportsTo, "profiles": v.Profiles,
		})
	}
	for _, v := range sorted(d.Groups) {
		line("group", v.No, v)
	}
	for _, v := range sorted(w.Policy.Rules) {
		line("rule", v.No, v)
	}
	for _, v := range sorted(w.Policy.Restrictions) {
		line("restriction", v.No, v)
	}
	for _, r := range w.Records {
		parent := ""
		if r.Parent != nil {
			parent = " below " + r.Parent.String()
		}
		line("record", fmt.Sprintf("%v of %d by %d%s", r, r.Responsible, r.Creator, parent), map[string]any{"values": r.Values, "shares": r.Shares})
	}
	return b.String()
}

// describeType leaves out what is as usual.
func describeType(t *schema.ElementType) map[string]any {
	rights := map[string]any{}
	for _, f := range t.Fields {
		if f.DefaultRight != schema.Edit || f.Cap != "" || slices.Contains(t.AccessFields, f.Name) {
			rights[fmt.Sprintf("%s %d", f.Name, f.No)] = []schema.FieldRight{f.DefaultRight, f.Cap}
		}
	}
	return map[string]any{
		"name": t.Name, "default": t.Default, "creator_keeps": t.CreatorKeeps, "access_fields": t.AccessFields, "supervision": t.Supervision,
		"comments": t.Comments, "is_comment": t.IsComment, "fields": rights,
	}
}
