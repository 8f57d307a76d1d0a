package identity

import (
	"context"
	"time"

	"kontora/backend/ident"
)

// Accounts keeps the accounts of a data folder. What is not there is fault.NotFound.
type Accounts interface {
	AccountByLogin(ctx context.Context, loginKey string) (Account, error)
	Account(ctx context.Context, id ident.ID) (Account, error)
	// PutAccount makes or replaces an account, and ends its invitation in the same step; fault.Conflict when another account has its
	// LoginKey.
	PutAccount(ctx context.Context, a Account) error
	// ChangeAccount lets fn alter an account and writes it back, as PutAccount does, in one step that no other change comes between. fn may be
	// called again when one did.
	ChangeAccount(ctx context.Context, id ident.ID, fn func(*Account) error) error
	// DeleteAccount removes the account with its sessions, devices and invitation; removing what is not there is no error.
	DeleteAccount(ctx context.Context, id ident.ID) error
}

// Sessions keeps sessions and tokens. What is not there is fault.NotFound.
type Sessions interface {
	SessionBySecret(ctx context.Context, secret Digest) (Session, error)
	// PutSession makes a session; it never replaces one.
	PutSession(ctx context.Context, s Session) error
	// TouchSession moves SeenAt.
	TouchSession(ctx context.Context, id ident.ID, at time.Time) error
	// Sessions lists what matches, newest first, expired ones included.
	Sessions(ctx context.Context, which Which) ([]Session, error)
	// EndSessions removes what matches and returns the ids that were there.
	EndSessions(ctx context.Context, which Which) ([]ident.ID, error)
}

// Devices keeps the computers from which accounts have signed in.
type Devices interface {
	// DeviceBySecret is fault.NotFound for a secret that belongs to no device of the account.
	DeviceBySecret(ctx context.Context, account ident.ID, secret Digest) (Device, error)
	// Device is fault.NotFound for a secret that belongs to no device.
	Device(ctx context.Context, secret Digest) (Device, error)
	// PutDevice makes a device; it never replaces one.
	PutDevice(ctx context.Context, d Device) error
}

// Invitations keeps the invitation of each account that has one. What is not there is fault.NotFound.
type Invitations interface {
	InvitationBySecret(ctx context.Context, secret Digest) (Invitation, error)
	// PutInvitation makes an invitation in the place of the one its account had.
	PutInvitation(ctx context.Context, n Invitation) error
	// DeleteInvitation removes the invitation of an account; removing what is not there is no error.
	DeleteInvitation(ctx context.Context, account ident.ID) error
}

// Which selects sessions: all that is set must agree. The zero Which selects nothing.
type Which struct {
	ID       ident.ID
	Account  ident.ID
	Employee ident.ID
	Device   ident.ID
	Kind     Kind     // empty: both
	Except   ident.ID // a session that stays
}

// Names reports whether the selection names anything; a store selects nothing for one that does not.
func (w Which) Names() bool {
	return !w.ID.IsZero() || !w.Account.IsZero() || !w.Employee.IsZero() || !w.Device.IsZero()
}
