package sqlstore

import (
	"context"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/store"
)

var _ identity.Invitations = (*Identities)(nil)

// InvitationBySecret returns the invitation with that secret, however old, or fault.NotFound.
func (s *Identities) InvitationBySecret(ctx context.Context, secret identity.Digest) (n identity.Invitation, err error) {
	var expires int64
	err = s.db.Read(ctx, func(t *store.Tx) error {
		return found(t.QueryRow(ctx, "SELECT account, given_by, expires_ms FROM invitation WHERE secret = ?", secret[:]).
			Scan(store.ID(&n.Account), store.ID(&n.By), &expires))
	})
	n.Secret, n.ExpiresAt = secret, fromMillis(expires)
	return n, fault.Wrap(err, "read an invitation")
}

// PutInvitation makes an invitation in the place of the one its account had.
func (s *Identities) PutInvitation(ctx context.Context, n identity.Invitation) error {
	return s.change(ctx, "write an invitation", `INSERT INTO invitation(account, secret, given_by, expires_ms) VALUES (?, ?, ?, ?)
		ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, given_by = excluded.given_by, expires_ms = excluded.expires_ms`,
		n.Account, n.Secret[:], n.By, millis(n.ExpiresAt))
}

// DeleteInvitation removes the invitation of an account, if it has one.
func (s *Identities) DeleteInvitation(ctx context.Context, account ident.ID) error {
	return s.change(ctx, "delete an invitation", "DELETE FROM invitation WHERE account = ?", account)
}
