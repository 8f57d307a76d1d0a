package httpapi

import (
	"context"
	"net/http"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
)

// desk is a computer that holds a copy of what somebody may see.
type desk struct {
	ID      ident.ID  `json:"id"`
	Name    string    `json:"name" doc:"what the computer calls itself"`
	Address string    `json:"address" doc:"from where it reached the office"`
	SeenAt  time.Time `json:"seen_at"`
	Current bool      `json:"current" doc:"the one that asks"`
}

type employeeDeskPath struct {
	ID   string `path:"id"`
	Desk string `path:"desk"`
}

func (s *server) deskRoutes() {
	const gone = "Its session ends now; the copy goes when the computer next reaches the office. What was typed there and not sent is kept for its author."
	add(s, route("list-desks", http.MethodGet, "/desks", "List the computers that hold a copy of what one may see", "session"),
		func(ctx context.Context, r *request, _ *none) (*answer[list[desk]], error) {
			return s.desksOf(ctx, r, r.session.Account)
		})
	add(s, described(noContent(route("remove-desk", http.MethodDelete, "/desks/{id}", "Have the copy on a computer removed", "session")), gone),
		func(ctx context.Context, r *request, in *idPath) (*none, error) {
			return s.removeDesk(ctx, r, r.session.Account, in.ID)
		})
	add(s, route("list-employee-desks", http.MethodGet, "/employees/{id}/desks", "List the computers that hold a copy of what an employee may see", "people"),
		func(ctx context.Context, r *request, in *idPath) (*answer[list[desk]], error) {
			account, err := s.accountOf(r, in.ID)
			if err != nil {
				return nil, err
			}
			return s.desksOf(ctx, r, account)
		})
	add(s, described(noContent(route("remove-employee-desk", http.MethodDelete, "/employees/{id}/desks/{desk}", "Have an employee's copy on a computer removed", "people")), gone),
		func(ctx context.Context, r *request, in *employeeDeskPath) (*none, error) {
			account, err := s.accountOf(r, in.ID)
			if err != nil {
				return nil, err
			}
			return s.removeDesk(ctx, r, account, in.Desk)
		})
}

// accountOf is the sign-in of an employee whom the asker may sign out.
func (s *server) accountOf(r *request, employee string) (ident.ID, error) {
	which, err := id(employee)
	if err != nil {
		return ident.ID{}, err
	}
	return s.Administration.Employees().Account(r.actor, which)
}

func (s *server) desksOf(ctx context.Context, r *request, account ident.ID) (*answer[list[desk]], error) {
	found, err := s.Identity.Desks(ctx, account)
	items := make([]desk, 0, len(found))
	for _, d := range found {
		items = append(items, desk{ID: d.ID, Name: d.Name, Address: d.Address, SeenAt: d.SeenAt, Current: d.Device == r.session.Device})
	}
	return whole(items, err)
}

func (s *server) removeDesk(ctx context.Context, r *request, account ident.ID, desk string) (*none, error) {
	which, err := id(desk)
	if err != nil {
		return nil, err
	}
	if account.IsZero() {
		return nil, fault.Missing()
	}
	return nil, s.Identity.RemoveDesk(ctx, account, which, r.session.Employee)
}
