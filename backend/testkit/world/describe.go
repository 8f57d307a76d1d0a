package world

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
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
		line("type", t.No, t)
	}
	for _, p := range sorted(w.Policy.Profiles) {
		line("profile", p.No, p)
	}
	d := w.Directory
	for _, v := range sorted(d.Roles) {
		line("role", v.No, v)
	}
	for _, v := range sorted(d.Departments) {
		line("department", v.No, v)
	}
	for _, v := range sorted(d.Employees) {
		line("employee", v.No, v)
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
