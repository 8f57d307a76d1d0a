package record

import (
	"encoding/json"

	"kontora/backend/schema"
)

// start fills in what fields of a new record hold before anybody sends a value. What does not fit any more, such as an employee who has
// left, is not filled in.
func (w *writing) start(t *schema.ElementType, r *Record) {
	for _, f := range t.Fields {
		if value, problem := f.StartValue(w.values); problem == nil && value != nil {
			r.Values[f.Name] = value
		}
	}
}

// leaveOut takes back what start filled in where the form does not show the field: nobody has looked at it.
func (w *writing) leaveOut(t *schema.ElementType, r *Record, sent map[string]json.RawMessage) {
	for _, f := range t.Fields {
		if _, own := sent[f.Name]; !own && !t.Shown(w.values, f, r.Row(t)) {
			delete(r.Values, f.Name)
		}
	}
}
