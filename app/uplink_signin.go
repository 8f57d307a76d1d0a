package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
)

// SignIn asks the office to let somebody in, and keeps what lets him in here while it is away.
func (u *uplink) SignIn(ctx context.Context, login, password string) error {
	granted, err := u.admit(ctx, login, password)
	if err != nil {
		return u.whileAway(ctx, err)
	}
	if company := u.desk.Replica.Company(); company != nil && company.Employee != granted.Employee.ID {
		return fault.New(fault.Denied, "app.desk_of_another")
	}
	if err := u.take(ctx, granted); err != nil {
		return err
	}
	if err := u.firstTold(ctx); err != nil {
		return err
	}
	return u.keepAccount(ctx, login, password)
}

// take makes what the office has granted the session of the desk.
func (u *uplink) take(ctx context.Context, granted letIn) error {
	u.granting.Lock()
	defer u.granting.Unlock()
	if granted.device != "" {
		if err := u.keep(ctx, keptDevice, granted.device); err != nil {
			return err
		}
	}
	if err := u.keep(ctx, keptToken, granted.Token); err != nil {
		return err
	}
	if err := u.desk.Replica.Remember(ctx, keptLock, []byte{}); err != nil {
		return err
	}
	u.mu.Lock()
	u.token = granted.Token
	u.mu.Unlock()
	return nil
}

// firstTold has the office followed and waits until the desk knows of the company: its records come while they are looked at.
func (u *uplink) firstTold(ctx context.Context) error {
	select {
	case u.signedIn <- struct{}{}:
	default:
	}
	u.mu.Lock()
	serving := u.serving
	u.mu.Unlock()
	if !serving {
		if u.desk.Replica.Company() != nil {
			return nil
		}
		return u.pull(ctx)
	}
	late := time.NewTimer(officeAnswers)
	defer late.Stop()
	select {
	case <-u.desk.told:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-late.C:
		return fault.New(fault.Unavailable, "app.office_away")
	}
}

// admission is what the office has said of somebody who signs in before it was known at whose desk.
type admission struct {
	granted letIn
	refused error
}

type admissionKey struct{}

// admit asks the office to let somebody in, unless that was done.
func (u *uplink) admit(ctx context.Context, login, password string) (letIn, error) {
	if said, ok := ctx.Value(admissionKey{}).(*admission); ok {
		return said.granted, said.refused
	}
	return u.askToLetIn(ctx, login, password)
}

// whileAway is why nobody is let in, or that the office is away and the desk decides: not once the office has refused what the desk kept.
func (u *uplink) whileAway(ctx context.Context, err error) error {
	if !fault.Is(err, fault.Unavailable) {
		return err
	}
	locked, reading := u.desk.Replica.Recall(ctx, keptLock)
	if reading != nil {
		return reading
	}
	switch {
	case u.desk.Replica.Company() == nil:
		return fault.New(fault.Denied, "app.desk_first")
	case len(locked) > 0:
		return fault.New(fault.Unauthenticated, "app.desk_locked")
	case !u.desk.leased():
		return fault.New(fault.Unauthenticated, "app.desk_lease", "days", int(lease/(24*time.Hour)))
	}
	return err
}

// lock ends everything that is open on this computer: the office has ended the session of the desk, or its employee works there no longer.
// Whoever the office lets in opens it again; where that was done meanwhile, another session than the ended one is there, and nothing is locked.
func (u *uplink) lock(ctx context.Context, ended string) error {
	u.granting.Lock()
	defer u.granting.Unlock()
	u.mu.Lock()
	if u.token != ended {
		u.mu.Unlock()
		return nil
	}
	u.token = ""
	u.mu.Unlock()
	err := errors.Join(u.keep(ctx, keptToken, ""), u.desk.Replica.Remember(ctx, keptLock, []byte{1}))
	if company := u.desk.Replica.Company(); company != nil {
		err = errors.Join(err, u.identity.EndEmployee(ctx, company.Employee, ident.ID{}))
	}
	return err
}

// computerName is how the office lists this computer.
func computerName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	return fmt.Sprintf("Kontora-Desk/%s (%s; %s)", version(), host, runtime.GOOS)
}

type letIn struct {
	device   string // by which the office knows this computer again, if it did not before
	Token    string `json:"token"`
	Employee struct {
		ID ident.ID `json:"id"`
	} `json:"employee"`
}

func (u *uplink) askToLetIn(ctx context.Context, login, password string) (granted letIn, err error) {
	body, err := json.Marshal(map[string]string{"login": login, "password": password})
	if err != nil {
		return granted, err
	}
	r, err := u.request(ctx, http.MethodPost, "/api/session", bytes.NewReader(body))
	if err != nil {
		return granted, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer none") // whoever signs in is nobody yet
	r.Header.Set("User-Agent", computerName())
	if device, err := u.recall(ctx, keptDevice); err == nil && device != "" {
		r.AddCookie(&http.Cookie{Name: "kontora_device", Value: device})
	}
	answer, err := u.send(r)
	if err != nil {
		return granted, fault.New(fault.Unavailable, "app.office_away").Because(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return granted, refusal(answer)
	}
	for _, c := range answer.Cookies() {
		if c.Name == "kontora_device" {
			granted.device = c.Value
		}
	}
	return granted, json.NewDecoder(io.LimitReader(answer.Body, 1<<20)).Decode(&granted)
}

// keepAccount makes or changes the sign-in on this computer to the login and password that the office has just taken.
func (u *uplink) keepAccount(ctx context.Context, login, password string) error {
	kept, err := u.desk.Replica.Recall(ctx, keptAccount)
	if err != nil {
		return err
	}
	if id, err := ident.FromBytes(kept); err == nil {
		if err := u.identity.Rename(ctx, id, login); err != nil {
			return err
		}
		return u.identity.SetPassword(ctx, id, password, ident.ID{})
	}
	id, err := u.identity.Open(ctx, login, password)
	if err != nil {
		return err
	}
	return u.desk.Replica.Remember(ctx, keptAccount, id[:])
}
