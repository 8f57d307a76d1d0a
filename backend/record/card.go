package record

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// PutCard makes or changes the record of the type employee that belongs to an employee, within a transaction that changes him and under
// the model as it will be. Whoever may change the employee may change what is named here; the rest of his card stays. Texts are read as a
// person would type them.
func (s *Service) PutCard(ctx context.Context, w Writer, model *access.Model, actor access.Actor, e *directory.Employee, texts map[string]string) error {
	t, ok := model.Schema.Type(schema.TypeEmployee)
	if !ok {
		return fault.Missing()
	}
	job := s.underModel(w, model, actor)
	before, err := w.Get(ctx, t, e.ID, t.Fields)
	if err != nil {
		return err
	}
	after := &Record{
		ID: e.ID, Type: t.No, Responsible: e.No, CreatedBy: e.No, Values: make(map[string]schema.Value),
		CreatedAt: w.Now().UnixMilli(), UpdatedAt: w.Now().UnixMilli(),
	}
	if before != nil {
		after = before.clone()
	}
	changed, err := job.readTexts(t, after, texts)
	if err != nil {
		return err
	}
	if before == nil {
		job.entitle(t, after)
		if err := job.place(ctx, t, after, nil, nil); err != nil {
			return err
		}
		return job.keep(ctx, t, after)
	}
	if len(changed) == 0 {
		return nil
	}
	return job.rewrite(ctx, t, before, after, changed)
}

// DeleteCard puts the card of an employee into the bin.
func (s *Service) DeleteCard(ctx context.Context, w Writer, model *access.Model, actor access.Actor, employee ident.ID) error {
	t, ok := model.Schema.Type(schema.TypeEmployee)
	if !ok {
		return nil
	}
	before, err := w.Get(ctx, t, employee, t.Fields)
	if err != nil || before == nil || before.Deleted != nil {
		return err
	}
	return s.underModel(w, model, actor).discard(ctx, t, before)
}

// underModel is a transaction decided under a model that is not in force yet.
func (s *Service) underModel(w Writer, model *access.Model, actor access.Actor) *writing {
	return &writing{Writer: w, service: s, scene: s.sceneUnder(model, actor)}
}

// readTexts reads the named fields as texts and returns those that changed.
func (w *writing) readTexts(t *schema.ElementType, r *Record, texts map[string]string) ([]string, error) {
	problems := fault.Fields{}
	var changed []string
	for name, text := range texts {
		f, ok := t.Field(name)
		if !ok {
			continue
		}
		v, problem := f.ParseText(w.values, text)
		if problem != nil {
			problems[name] = *problem
			continue
		}
		if !same(f, r.Values[name], v) {
			set(r, name, v)
			changed = append(changed, name)
		}
	}
	return changed, problems.Err()
}

// CardTexts reads an employee's card as texts by field name, for those who administer people.
func (s *Service) CardTexts(ctx context.Context, employee ident.ID) (map[string]string, error) {
	texts := make(map[string]string)
	err := s.Store.Read(ctx, func(r Reader) error {
		model, err := s.Office.At(ctx, r.Config())
		if err != nil {
			return err
		}
		t, ok := model.Schema.Type(schema.TypeEmployee)
		if !ok {
			return nil
		}
		found, err := r.Get(ctx, t, employee, t.Fields)
		if err != nil || found == nil {
			return err
		}
		for _, f := range t.Fields {
			texts[f.Name] = f.Text(found.Values[f.Name])
		}
		return nil
	})
	return texts, err
}
