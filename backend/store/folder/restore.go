package folder

import (
	"archive/tar"
	"compress/flate"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/store"
	"kontora/backend/store/migrations"
	"kontora/backend/store/sqlite"
)

// maxManifest bounds the manifest, in bytes.
const maxManifest = 1 << 20

// Restore puts what Backup wrote into a folder that holds no data yet. A backup that is damaged or from a newer program is refused before
// anything stands in its place, and no folder is left that was not there. What is restored begins a history of its own: nobody mistakes it
// for the one that went on.
func Restore(ctx context.Context, config Config, from string) (err error) {
	if config.URL != "" {
		return onServer()
	}
	absent := missingFolders(config.Path)
	defer func() {
		if err != nil && len(absent) > 0 {
			_ = os.Remove(filepath.Join(config.Path, lockFile))
			for _, made := range absent {
				_ = os.Remove(made) // what somebody else has put something into stays
			}
		}
	}()
	if err := os.MkdirAll(config.Path, 0o700); err != nil {
		return unusable(err)
	}
	config = config.withDefaults()
	held, err := acquire(config)
	if err != nil {
		return err
	}
	defer func() { _ = held.release() }()
	if err := holdsNothing(config.Path); err != nil {
		return err
	}
	work, err := os.MkdirTemp(config.Path, ".restoring-*")
	if err != nil {
		return unusable(err)
	}
	defer func() { _ = os.RemoveAll(work) }()
	m, err := unpack(from, work)
	if err != nil {
		return err
	}
	for _, one := range m.Databases {
		if err := begin(ctx, config, filepath.Join(work, flat(one.Name)), one); err != nil {
			return err
		}
	}
	if err := placeFiles(config.Files, work); err != nil {
		return err
	}
	return place(config.Path, work, m)
}

// missingFolders lists those folders on the way to a path that are not there, the deepest first.
func missingFolders(path string) []string {
	var missing []string
	for {
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			return missing
		}
		missing = append(missing, path)
		path = filepath.Dir(path)
	}
}

func holdsNothing(path string) error {
	found, err := matching(path, companiesFolder+"/*"+databaseSuffix)
	if err != nil {
		return err
	}
	_, err = os.Stat(filepath.Join(path, identitiesFile))
	if len(found) > 0 || err == nil {
		return fault.New(fault.Conflict, "store.restore_not_empty")
	}
	return nil
}

func damaged(why string, cause error) error {
	return fault.New(fault.Invalid, "store.backup_damaged", "reason", why).Because(cause)
}

// unpack writes the databases of a backup into the working folder and makes sure that they are what the manifest says.
func unpack(from, work string) (manifest, error) {
	file, err := os.Open(from)
	if err != nil {
		return manifest{}, unusable(err)
	}
	defer file.Close()
	in, m, err := readBackup(file)
	if err != nil {
		return m, err
	}
	for _, one := range m.Databases {
		if err := unpackPart(in, work, one); err != nil {
			return m, err
		}
	}
	return m, unpackFiles(in, work)
}

// readBackup begins to read a backup: what it returns stands behind the manifest.
func readBackup(file io.Reader) (*tar.Reader, manifest, error) {
	squeezed, err := gzip.NewReader(file)
	if err != nil {
		return nil, manifest{}, damaged("gzip", err)
	}
	in := tar.NewReader(squeezed)
	m, err := readManifest(in)
	return in, m, err
}

// BackupMade is when the backup in a file was made. A file that is not there is fs.ErrNotExist, one that is no backup a fault.
func BackupMade(path string) (time.Time, error) {
	file, err := os.Open(path)
	if err != nil {
		return time.Time{}, err
	}
	defer file.Close()
	_, m, err := readBackup(file)
	return m.Made, err
}

func readManifest(in *tar.Reader) (m manifest, err error) {
	header, err := in.Next()
	if err != nil || header.Name != manifestName {
		return m, damaged(manifestName, err)
	}
	text, err := io.ReadAll(io.LimitReader(in, maxManifest))
	if err != nil {
		return m, damaged(manifestName, err)
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return m, damaged(manifestName, err)
	}
	if m.Format > backupFormat {
		return m, fault.New(fault.Invalid, "store.backup_newer")
	}
	complete := false
	for _, one := range m.Databases {
		if !proper(one) {
			return m, damaged(manifestName, fmt.Errorf("a database named %q", one.Name))
		}
		complete = complete || one.Content == store.Identities
	}
	if !complete {
		return m, damaged(manifestName, errors.New("no identities"))
	}
	return m, nil
}

// proper reports whether a part is named as the databases of a folder are, so that nothing is written elsewhere.
func proper(one part) bool {
	if one.Content != contentOf(one.Name) {
		return false
	}
	if one.Name == identitiesFile {
		return true
	}
	name, inFolder := strings.CutPrefix(one.Name, companiesFolder+"/")
	name, ends := strings.CutSuffix(name, databaseSuffix)
	_, err := ident.Parse(name)
	return inFolder && ends && err == nil
}

func unpackPart(in *tar.Reader, work string, one part) error {
	header, err := in.Next()
	if err != nil || header.Name != one.Name || header.Size != one.Size {
		return damaged(one.Name, err)
	}
	path := filepath.Join(work, flat(one.Name))
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return unusable(err)
	}
	_, err = io.CopyN(file, in, one.Size)
	if closing := file.Close(); closing != nil {
		return unusable(closing)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || isFormat(err) {
		return damaged(one.Name, err)
	}
	if err != nil {
		return unusable(err)
	}
	sum, _, err := hashFile(path)
	if err != nil {
		return unusable(err)
	}
	if sum != one.SHA256 {
		return damaged(one.Name, errors.New("another hash"))
	}
	return nil
}

// isFormat reports whether compressed data is not what was written.
func isFormat(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.As(err, &corrupt) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, tar.ErrHeader)
}

// begin looks whether this program can work with a database, and starts its new history.
func begin(ctx context.Context, config Config, path string, one part) error {
	version, damage, err := sqlite.Inspect(ctx, path)
	if err != nil || len(damage) > 0 {
		return damaged(one.Name, errors.Join(err, errors.New(strings.Join(damage, "; "))))
	}
	known, err := migrations.Latest(string(one.Content))
	if err != nil {
		return err
	}
	if version > known {
		return fault.New(fault.Invalid, "store.backup_newer")
	}
	db, err := store.Open(ctx, store.Config{Content: one.Content, Path: path, Clock: config.Clock, Idents: config.Idents, Logger: config.Logger})
	if err != nil {
		return err
	}
	return errors.Join(db.BeginHistory(ctx), db.Close())
}

// place moves the databases to where they belong, the identities last: a folder without them holds nothing.
func place(path, work string, m manifest) error {
	if err := os.MkdirAll(filepath.Join(path, companiesFolder), 0o700); err != nil {
		return unusable(err)
	}
	for _, one := range m.Databases {
		if err := os.Rename(filepath.Join(work, flat(one.Name)), filepath.Join(path, filepath.FromSlash(one.Name))); err != nil {
			return unusable(err)
		}
	}
	return errors.Join(syncFolder(filepath.Join(path, companiesFolder)), syncFolder(path))
}
