package record

import (
	"context"
	"slices"
	"time"

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
	given, err := w.Shares(ctx, before.ID)
	if err != nil {
		return err
	}
	shares, changes := given, w.differences(t, before, after, []string{schema.FieldResponsible})
	if keepViewer {
		share := access.Share{Principal: w.keeper(before.Responsible), Level: access.ViewLevel}
		shares = withShare(given, GivenShare{Share: share, GivenBy: w.actor.Employee, GivenAt: w.Now().UnixMilli()}, w.Now())
		changes = append(changes, w.sharesChange(given, shares))
	}
	if err := w.place(ctx, t, after, shares, nil); err != nil {
		return err
	}
	if err := w.lockBelow(ctx, t, before.ID); err != nil {
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
	w.stir(t, before, after, nil)
	if err := w.tellOfTransfer(ctx, t, after); err != nil {
		return err
	}
	return w.log(ctx, KindTransfer, t, after, changes)
}

// keeper is who was responsible, as a principal.
func (w *writing) keeper(responsible ident.No) access.Principal {
	if _, ok := w.model.Directory.Employees[responsible]; !ok {
		return access.Principal{Kind: access.InGroup, No: responsible}
	}
	return access.Principal{Kind: access.OneEmployee, No: responsible}
}

// withShare adds a share for a principal who has none. One that is over is none: the new one takes its place.
func withShare(shares []GivenShare, added GivenShare, now time.Time) []GivenShare {
	for i, share := range shares {
		switch {
		case share.Principal != added.Principal:
		case share.Holds(now):
			return shares
		default:
			return slices.Concat(shares[:i], []GivenShare{added}, shares[i+1:])
		}
	}
	return append(shares, added)
}
