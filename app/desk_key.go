package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"kontora/backend/ident"
	"kontora/backend/lockbox"
	"kontora/backend/store/sqlite/sealed"
	"kontora/backend/store/sqlite/vfs"
)

// keyFile holds the key of a desk under its locks.
const keyFile = "desk.key"

// The locks of a desk's key besides its employee's password: what the office keeps for him, and what the keyring of the system keeps, which is
// open while somebody is signed in to the computer.
const (
	officeLock  = "office"
	keyringLock = "keyring"
)

// keyring is where the system keeps small secrets for whoever is signed in to the computer.
type keyring interface {
	// Get returns what was set under a name.
	Get(name string) ([]byte, error)
	Set(name string, secret []byte) error
	Delete(name string) error
}

// noKeyring is the keyring of a system that has none.
type noKeyring struct{}

func (noKeyring) Get(string) ([]byte, error) { return nil, os.ErrNotExist }
func (noKeyring) Set(string, []byte) error   { return os.ErrNotExist }
func (noKeyring) Delete(string) error        { return nil }

// layer is how the files of a data folder are kept; nil for the plain way.
func (c Config) layer() (vfs.Files, error) {
	if c.Key == nil {
		return c.Disk, nil
	}
	key, err := lockbox.Derive(c.Key, lockbox.ForFiles)
	if err != nil {
		return nil, err
	}
	if c.Disk == nil {
		c.Disk = vfs.Plain{}
	}
	return sealed.New(key, c.Disk), nil
}

// secret is what seals tokens and secrets of a node. Where everything is kept under a key it follows from that.
func (c Config) secret() ([]byte, error) {
	if c.Key == nil {
		return officeSecret(c.Data)
	}
	return lockbox.Derive(c.Key, lockbox.ForSecrets)
}

// chest is the key of a desk with the file in which it lies under its locks.
type chest struct {
	box    *lockbox.Box
	path   string
	ring   keyring
	cost   lockbox.Cost
	key    []byte // nil until a lock is opened
	office []byte // opens the office's lock; nil but in a chest that has just been made
}

func (r *reception) chestAt(folder string) *chest {
	return &chest{path: filepath.Join(r.config.Data, folder, keyFile), ring: r.ring, cost: lockbox.Cost(r.config.passwords())}
}

// readChest reads the locks of a desk's key.
func (r *reception) readChest(folder string) (*chest, error) {
	c := r.chestAt(folder)
	raw, err := os.ReadFile(c.path)
	if err != nil {
		return nil, fmt.Errorf("read the key of a desk: %w", err)
	}
	if c.box, err = lockbox.Parse(raw); err != nil {
		return nil, fmt.Errorf("read the key of a desk: %w", err)
	}
	return c, nil
}

// makeChest makes the key of a new desk in its folder.
func (r *reception) makeChest(folder, password string) (*chest, error) {
	c := r.chestAt(folder)
	c.box, c.key = lockbox.New(ident.Random{})
	c.office = lockbox.NewKey()
	if err := c.box.LockBy(officeLock, c.key, c.office); err != nil {
		return nil, err
	}
	ringed := lockbox.NewKey()
	if err := c.ring.Set(c.box.ID.String(), ringed); err == nil { // without a keyring the password opens it
		if err := c.box.LockBy(keyringLock, c.key, ringed); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(filepath.Dir(c.path), 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of a desk: %w", err)
	}
	return c, c.lock(password)
}

// lock puts an open chest under a password, unless it is.
func (c *chest) lock(password string) error {
	if _, ok := c.box.OpenByPassword(password); ok {
		return nil
	}
	if err := c.box.LockByPassword(c.key, password, c.cost); err != nil {
		return err
	}
	raw, err := c.box.Bytes()
	if err != nil {
		return err
	}
	if err := writeDurably(c.path, raw); err != nil {
		return fmt.Errorf("keep the key of a desk: %w", err)
	}
	return nil
}

func (c *chest) openByPassword(password string) (ok bool) {
	c.key, ok = c.box.OpenByPassword(password)
	return ok
}

func (c *chest) openByKeyring() (ok bool) {
	ringed, err := c.ring.Get(c.box.ID.String())
	if err == nil {
		c.key, ok = c.box.OpenBy(keyringLock, ringed)
	}
	return ok
}

// openByOffice opens it with what was left there.
func (c *chest) openByOffice(ctx context.Context, link *uplink, token string) (ok bool, err error) {
	left, err := link.leftKey(ctx, token, c.box.ID)
	if err == nil && left != nil {
		c.key, ok = c.box.OpenBy(officeLock, left)
	}
	return ok, err
}

// destroy makes what lies under the key unreadable for good.
func (c *chest) destroy() error {
	err := os.Remove(c.path)
	if os.IsNotExist(err) {
		err = nil
	}
	_ = c.ring.Delete(c.box.ID.String()) // it opens nothing any longer
	return err
}

// writeDurably replaces a file: what was there or what is new outlives a loss of power whole.
func writeDurably(path string, content []byte) (err error) {
	made, err := os.OpenFile(path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) //nolint:gosec // a folder of the user's own
	if err != nil {
		return err
	}
	_, err = made.Write(content)
	if err == nil {
		err = made.Sync()
	}
	if closing := made.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if folder, opening := os.Open(filepath.Dir(path)); err == nil && opening == nil {
		_ = folder.Sync() // Windows syncs no folders
		_ = folder.Close()
	}
	return err
}
