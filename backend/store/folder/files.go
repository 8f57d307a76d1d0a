package folder

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// contents lists the contents of files in a folder, each under its digest.
func contents(files string) ([]string, error) {
	found, err := matching(files, "??/*")
	if err != nil {
		return nil, err
	}
	var kept []string
	for _, name := range found {
		if isDigest(path.Base(name)) {
			kept = append(kept, filepath.Join(files, filepath.FromSlash(name)))
		}
	}
	return kept, nil
}

func isDigest(name string) bool {
	raw, err := hex.DecodeString(name)
	return err == nil && len(raw) == sha256.Size && strings.ToLower(name) == name
}

func packFiles(out *tar.Writer, files string) error {
	kept, err := contents(files)
	if err != nil {
		return err
	}
	for _, path := range kept {
		if err := packFile(out, path); err != nil {
			return err
		}
	}
	return nil
}

func packFile(out *tar.Writer, path string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	about, err := in.Stat()
	if err != nil {
		return err
	}
	return appendFile(out, filesFolder+"/"+filepath.Base(path), about.Size(), about.ModTime(), in)
}

// unpackFiles writes what stands behind the databases of a backup into the working folder, each content under the digest that it has.
func unpackFiles(in *tar.Reader, work string) error {
	for {
		header, err := in.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged(filesFolder, err)
		}
		digest, ok := strings.CutPrefix(header.Name, filesFolder+"/")
		if !ok || !isDigest(digest) {
			return damaged(filesFolder, fmt.Errorf("an entry named %q", header.Name))
		}
		if err := unpackFile(in, filepath.Join(work, filesFolder, digest[:2], digest), digest); err != nil {
			return err
		}
	}
}

func unpackFile(in io.Reader, path, digest string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return unusable(err)
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return unusable(err)
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(out, h), in)
	if closing := errors.Join(out.Sync(), out.Close()); closing != nil {
		return unusable(closing)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || isFormat(err) {
		return damaged(filesFolder, err)
	}
	if err != nil {
		return unusable(err)
	}
	if hex.EncodeToString(h.Sum(nil)) != digest {
		return damaged(filesFolder, errors.New("another hash"))
	}
	return nil
}

// placeFiles moves contents to where they belong. One that is there already is the same.
func placeFiles(files, work string) error {
	kept, err := contents(filepath.Join(work, filesFolder))
	if err != nil {
		return err
	}
	for _, path := range kept {
		place := filepath.Join(files, filepath.Base(path)[:2])
		if err := os.MkdirAll(place, 0o700); err != nil {
			return unusable(err)
		}
		if err := move(path, filepath.Join(place, filepath.Base(path))); err != nil {
			return unusable(err)
		}
		if err := syncFolder(place); err != nil {
			return unusable(err)
		}
	}
	return nil
}

// move renames, or copies where the other folder is on another disk.
func move(from, to string) error {
	if err := os.Rename(from, to); err == nil {
		return nil
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.CreateTemp(filepath.Dir(to), "")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(out.Name()) }()
	_, err = io.Copy(out, in)
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		return err
	}
	return os.Rename(out.Name(), to)
}
