package administration

import (
	"bytes"
	"maps"
	"reflect"
	"slices"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// permit decides what only the whole change shows: that an administrator is left, and that whoever is none neither gives nor gets a
// right he lacks, nor changes himself.
func (s *Service) permit(d *Draft, next *State) error {
	before, after := d.before.Model, next.Model
	if err := directory.CheckLastAdministrator(before.Directory, after.Directory); err != nil {
		return err
	}
	if !d.bounded || d.actor.Rights.Administrator() {
		return nil
	}
	if !reflect.DeepEqual(before.Directory.Employees[d.actor.Employee], after.Directory.Employees[d.actor.Employee]) {
		return fault.New(fault.Denied, "administration.not_oneself")
	}
	if err := d.permitPolicy(); err != nil {
		return err
	}
	for no, was := range before.Directory.Employees {
		if was.Administrator && !reflect.DeepEqual(was, after.Directory.Employees[no]) {
			return mayTouch(d.actor, was)
		}
	}
	for _, no := range slices.Sorted(maps.Keys(after.Directory.Employees)) {
		if err := s.permitGain(d.actor, before, after, no); err != nil {
			return err
		}
		if revived(before, after, no) {
			if err := s.covers(d.actor, after, no); err != nil {
				return err
			}
		}
	}
	return nil
}

// permitGain compares what an employee may before and after a change with what the actor may. Whoever is not active is weighed as if he
// were, so that nobody is prepared with more than the actor has; and to make him active gives him all of it.
func (s *Service) permitGain(actor access.Actor, before, after *access.Model, employee ident.No) error {
	now := s.parts.Clock.Now()
	var had *access.Rights
	was, known := before.Directory.Employees[employee]
	if known && (was.Status == directory.Active || after.Directory.Employees[employee].Status != directory.Active) {
		had = access.Potential(before, s.parts.Cells, employee, now)
	}
	what, more := access.Gains(actor.Rights, had, access.Potential(after, s.parts.Cells, employee, now))
	if !more {
		return nil
	}
	return fault.New(fault.Denied, "administration.exceeds", "name", after.Directory.NameOf(employee), "what", what)
}

// mayTouch is fault.Denied for the entry, sign-in and sessions of an administrator when the actor is none.
func mayTouch(actor access.Actor, e *directory.Employee) error {
	if !e.Administrator || actor.Rights.Administrator() {
		return nil
	}
	return fault.New(fault.Denied, "administration.only_administrators")
}

// revived reports whether an employee who was there becomes active: his records have stayed his, and so has his sign-in.
func revived(before, after *access.Model, employee ident.No) bool {
	was, known := before.Directory.Employees[employee]
	return known && was.Status != directory.Active && after.Directory.Employees[employee].Status == directory.Active
}

// covers is fault.Denied when the employee has a right that the actor lacks, or would have it were he active; his own records count.
// Who opens, renames or gives back a sign-in could use it himself.
func (s *Service) covers(actor access.Actor, model *access.Model, employee ident.No) error {
	e := model.Directory.Employees[employee]
	if err := mayTouch(actor, e); err != nil {
		return err
	}
	potential := access.Potential(model, s.parts.Cells, employee, s.parts.Clock.Now())
	what, more := access.Exceeds(actor.Rights, potential)
	if !more {
		what, more = access.Impersonation(actor.Rights, potential)
	}
	if !more {
		return nil
	}
	return fault.New(fault.Denied, "administration.covers", "name", model.Directory.FullName(e), "what", what)
}

// permitPolicy holds whoever is no administrator, where records are taken by more than who is responsible, by a condition or by whom a field
// of theirs names, to types of which he sees and may change everything himself: which records those are cannot be weighed in advance.
func (d *Draft) permitPolicy() error {
	for _, no := range slices.Concat(slices.Collect(maps.Keys(d.changed)), slices.Collect(maps.Keys(d.removed))) {
		if r := d.rules[no]; r != nil && r.Active && (r.Condition != nil || r.Target.Kind == access.InField) {
			if err := d.ownsAll(r.Type, r.Level); err != nil {
				return err
			}
		}
		if t, old := d.types[no], d.typeBefore(no); t != nil && old != nil && creatorLevel(t) > creatorLevel(old) {
			if err := d.ownsAll(no, creatorLevel(t)); err != nil {
				return err
			}
		}
		// Who stands in a field from the start, or what a condition finds there, decides who sees the records that others will make.
		if t, old := d.types[no], d.typeBefore(no); t != nil && old != nil && d.startsElsewhere(old, t) {
			if err := d.ownsAll(no, access.DeleteLevel); err != nil {
				return err
			}
		}
		// With comments switched on, whoever views a record reads what was said on it, whatever his rights on comments.
		if t, old := d.types[no], d.typeBefore(no); t != nil && old != nil && t.Comments && !old.Comments {
			if err := d.ownsAll(no, access.ViewLevel); err != nil {
				return err
			}
		}
		// Adding a restriction takes from people; loosening one gives.
		if old := d.before.Model.Policy.Restrictions[no]; old != nil {
			if err := d.ownsAll(old.Type, access.DeleteLevel); err != nil {
				return err
			}
		}
	}
	return nil
}

// startsElsewhere reports whether a field on which access rests, by whom it names or by a condition, has another value to start with.
func (d *Draft) startsElsewhere(old, t *schema.ElementType) bool {
	for _, f := range t.Fields {
		before, ok := old.Known(f.Name)
		if ok && bytes.Equal(before.Start, f.Start) || !ok && len(f.Start) == 0 {
			continue
		}
		if slices.Contains(t.AccessFields, f.Name) || d.conditioned(t.No, f.Name) {
			return true
		}
	}
	return false
}

// conditioned reports whether a condition of a rule or restriction tests the field.
func (d *Draft) conditioned(typeNo ident.No, field string) bool {
	tests := func(about ident.No, c *access.Condition) bool {
		return about == typeNo && c != nil && slices.Contains(c.Filter.Fields(), field)
	}
	for _, r := range d.rules {
		if tests(r.Type, r.Condition) {
			return true
		}
	}
	for _, x := range d.restrictions {
		if tests(x.Type, x.Condition) {
			return true
		}
	}
	return false
}

func (d *Draft) typeBefore(no ident.No) *schema.ElementType {
	t, _ := d.before.Model.Schema.TypeByNo(no)
	return t
}

// creatorLevel is what having made a record of the type gives.
func creatorLevel(t *schema.ElementType) access.Level {
	switch t.CreatorKeeps {
	case schema.CreatorEdits:
		return access.EditLevel
	case schema.CreatorNone:
		return access.NoLevel
	}
	return access.ViewLevel
}

func (d *Draft) ownsAll(typeNo ident.No, level access.Level) error {
	for _, needed := range []struct {
		level  access.Level
		action access.Action
	}{{access.ViewLevel, access.View}, {access.EditLevel, access.Edit}, {access.DeleteLevel, access.Delete}} {
		if level >= needed.level && !d.actor.Rights.Reading(typeNo, needed.action).All {
			t, _ := d.before.Model.Schema.TypeByNo(typeNo)
			return fault.New(fault.Denied, "administration.whole_type", "action", locale.Say("administration.action."+needed.action.String()), "type", t.Labels.Many)
		}
	}
	return nil
}
