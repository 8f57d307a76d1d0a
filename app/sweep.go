package app

import (
	"context"
	"log/slog"

	"kontora/backend/clock"
	"kontora/backend/fault"
	"kontora/backend/store/blobs"
)

// sweep takes away contents of files that nothing has used for long.
type sweep struct {
	contents *blobs.Folder
	used     func(ctx context.Context) (map[string]bool, error)
	clock    clock.Clock
	logger   *slog.Logger
}

// sweep is nil where contents may be those of other offices too: in a folder of one's own choice, or of several companies.
func (o *Office) sweep(ctx context.Context) (*sweep, error) {
	companies, err := o.folder.Companies(ctx)
	if err != nil || len(companies) != 1 || o.ownFiles == nil {
		return nil, err
	}
	return &sweep{contents: o.ownFiles, used: o.usedContents, clock: o.Clock, logger: o.Logger}, nil
}

// usedContents are the digests of all contents that anything in the company names.
func (o *Office) usedContents(ctx context.Context) (map[string]bool, error) {
	files, err := o.namedContents(ctx)
	used := make(map[string]bool, len(files))
	for _, f := range files {
		used[f.Digest] = true
	}
	return used, err
}

func (s *sweep) once(ctx context.Context) error {
	now := s.clock.Now()
	used, err := s.used(ctx)
	if err != nil {
		return err
	}
	swept, err := s.contents.Sweep(ctx, func(digest string) bool { return used[digest] }, now)
	if swept.Contents > 0 {
		s.logger.InfoContext(ctx, "unused contents of files taken away", "contents", swept.Contents, "bytes", swept.Bytes)
	}
	return fault.Wrap(err, "sweep contents of files")
}
