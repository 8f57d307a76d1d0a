package folder

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
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
	"kontora/backend/store"
	"kontora/backend/store/sqlite"
)

// A backup is a compressed tar file: first the manifest, then every database, each a whole SQLite file, then the contents of files. What is
// on a record in a database was kept before that database was copied.
const (
	backupFormat = 1
	manifestName = "manifest.json"
)

// manifest says what a backup holds.
type manifest struct {
	Format    int       `json:"format"`
	Made      time.Time `json:"made"`
	Databases []part    `json:"databases"`
}

// part is one database of a backup.
type part struct {
	Name    string        `json:"name"` // where it stands in a data folder, with slashes
	Content store.Content `json:"content"`
	Version int64         `json:"version"` // of its tables
	Size    int64         `json:"size"`
	SHA256  string        `json:"sha256"`
}

// Backup writes everything in a data folder into one file, which replaces one of that name when it is complete. The folder may be in use:
// each database is copied as of one moment, the identities last, so that whoever is in a company has his account.
func Backup(ctx context.Context, config Config, to string) error {
	if config.URL != "" {
		return onServer()
	}
	config = config.withDefaults()
	names, err := databases(config.Path)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp(filepath.Dir(to), ".kontora-backup-*")
	if err != nil {
		return unusable(err)
	}
	defer func() { _ = os.RemoveAll(work) }()
	m := manifest{Format: backupFormat, Made: config.Clock.Now()}
	for _, name := range names {
		one, err := copyPart(ctx, config.Path, work, name)
		if err != nil {
			return store.Translate(sqlite.Dialect{}, err)
		}
		m.Databases = append(m.Databases, one)
	}
	packed := filepath.Join(work, "packed")
	if err := pack(packed, work, config.Files, m); err != nil {
		return unusable(err)
	}
	if err := os.Rename(packed, to); err != nil {
		return unusable(err)
	}
	return syncFolder(filepath.Dir(to))
}

// onServer sends whoever keeps his data on a server to the tools of the server.
func onServer() error {
	return fault.New(fault.Invalid, "store.backup_database", "schemas", identitiesSchema+", "+companyPrefix+"*")
}

// databases lists the databases of a folder, the identities last.
func databases(path string) ([]string, error) {
	names, err := matching(path, companiesFolder+"/*"+databaseSuffix)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(path, identitiesFile)); err != nil {
		return nil, unusable(err)
	}
	return append(names, identitiesFile), nil
}

// matching lists what lies in a folder and fits a pattern, with slashes. The folder itself may be called as a pattern is.
func matching(path, pattern string) ([]string, error) {
	found, err := fs.Glob(os.DirFS(path), pattern)
	if err != nil {
		return nil, unusable(err)
	}
	return found, nil
}

func contentOf(name string) store.Content {
	if name == identitiesFile {
		return store.Identities
	}
	return store.Company
}

// flat is the name of a database within the working folder.
func flat(name string) string { return strings.ReplaceAll(name, "/", "-") }

func copyPart(ctx context.Context, folder, work, name string) (part, error) {
	copied := filepath.Join(work, flat(name))
	if err := sqlite.Copy(ctx, filepath.Join(folder, filepath.FromSlash(name)), copied); err != nil {
		return part{}, err
	}
	version, damage, err := sqlite.Inspect(ctx, copied)
	if err != nil {
		return part{}, err
	}
	if len(damage) > 0 {
		return part{}, fault.New(fault.Unavailable, "store.damaged").Because(errors.New(strings.Join(damage, "; ")))
	}
	one := part{Name: name, Content: contentOf(name), Version: version}
	one.SHA256, one.Size, err = hashFile(copied)
	return one, err
}

func hashFile(path string) (sum string, size int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer file.Close()
	h := sha256.New()
	size, err = io.Copy(h, file)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// pack writes the manifest and the databases into one file that is on the disk when it returns.
func pack(to, work, files string, m manifest) (err error) {
	file, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	squeezed, err := gzip.NewWriterLevel(file, gzip.BestSpeed)
	if err != nil {
		return err
	}
	out := tar.NewWriter(squeezed)
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := appendFile(out, manifestName, int64(len(text)), m.Made, strings.NewReader(string(text))); err != nil {
		return err
	}
	for _, one := range m.Databases {
		if err := packPart(out, work, one, m.Made); err != nil {
			return err
		}
	}
	if err := packFiles(out, files); err != nil {
		return err
	}
	return errors.Join(out.Close(), squeezed.Close(), file.Sync())
}

func packPart(out *tar.Writer, work string, one part, made time.Time) error {
	file, err := os.Open(filepath.Join(work, flat(one.Name)))
	if err != nil {
		return err
	}
	defer file.Close()
	return appendFile(out, one.Name, one.Size, made, file)
}

func appendFile(out *tar.Writer, name string, size int64, made time.Time, content io.Reader) error {
	err := out.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o600, ModTime: made, Typeflag: tar.TypeReg})
	if err == nil {
		_, err = io.Copy(out, content)
	}
	if err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	return nil
}
