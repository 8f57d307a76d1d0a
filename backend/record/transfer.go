package record

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// TransferRequest names who becomes responsible.
type TransferRequest struct {
	To         ident.ID // an employee or a group
	KeepViewer bool     // the one responsible until now keeps a share to view
}

// Transfer changes the responsible of a record. The answer is empty when the actor no longer sees it.
func (s *Service) Transfer(ctx context.Context, actor access.Actor, typeName string, id ident.ID, request TransferRequest) (View, Names, error) {
	err := s.writer(ctx, actor, func(w *writing) error {
		t, before, err := w.hold(ctx, typeName, id)
		if err != nil {
			return err
		}
		to, ok := w.people.PersonNo(request.To, true)
		if !ok {
			return fault.Field("to", "field.person")
		}
		return w.transfer(ctx, t, before, to, request.KeepViewer)
	})
	if err != nil {
		return View{}, nil, err
	}
	view, names, err := s.Get(ctx, actor, typeName, id)
	if fault.Is(err, fault.NotFound) {
		return View{}, nil, nil
	}
	return view, names, err
}

func (w *writing) transfer(ctx context.Context, t *schema.ElementType, before *Record, to ident.No, keepViewer bool) error {
	if t.Default == schema.Parent || t.Name == schema.TypeEmployee {
		return fault.New(fault.Denied, "error.not_transferable")
	}
	if to == before.Responsible {
		return nil
	}
	if refusal := access.RefuseTransfer(w.model, w.rights, subject(t, before), to); refusal != nil {
		return refusal
	}
	after := before.clone()
	after.Responsible = to
	shares, err := w.Shares(ctx, before.ID)
	if err != nil {
		return err
	}
	if keepViewer {
		shares = w.withViewer(shares, before.Responsible)
	}
	if err := w.place(ctx, t, after, shares, nil); err != nil {
		return err
	}
	after.UpdatedAt = w.Now().UnixMilli()
	if err := w.Update(ctx, t, before, after, []string{""}); err != nil {
		return err
	}
	if keepViewer {
		if err := w.SetShares(ctx, t, before.ID, shares); err != nil {
			return err
		}
	}
	if err := w.moveChildren(ctx, after); err != nil {
		return err
	}
	w.changed(t, after.ID, after.CreatedBy, before.Cell, after.Cell, nil)
	return w.log(ctx, KindTransfer, t, after, w.differences(t, before, after, []string{schema.FieldResponsible}))
}

// withViewer adds a share to view for an employee who has none.
func (w *writing) withViewer(shares []GivenShare, employee ident.No) []GivenShare {
	principal := access.Principal{Kind: access.OneEmployee, No: employee}
	if _, ok := w.model.Directory.Employees[employee]; !ok {
		principal.Kind = access.InGroup
	}
	for _, share := range shares {
		if share.Principal == principal {
			return shares
		}
	}
	return append(shares, GivenShare{
		Share: access.Share{Principal: principal, Level: access.ViewLevel}, GivenBy: w.actor.Employee, GivenAt: w.Now().UnixMilli(),
	})
}
