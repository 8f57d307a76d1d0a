package administration

import (
	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/schema"
)

// Logo is the picture of the company, which everybody who works there may see; false where it has none. version changes with it.
func (s *Service) Logo(actor access.Actor) (logo directory.Picture, version string, ok bool) {
	c := s.State().Model.Directory.Company
	if c.Logo == nil || !actor.Rights.Active() {
		return directory.Picture{}, "", false
	}
	no, err := s.State().No(c.ID, CompanyKind)
	if err != nil {
		return directory.Picture{}, "", false
	}
	return *c.Logo, s.State().Version(no), true
}

// logo is the picture after a change: the one whose token was sent, none, or the one that is there.
func (s *Service) logo(actor access.Actor, there *directory.Picture, sent *schema.FileJSON) (*directory.Picture, error) {
	switch {
	case sent == nil:
		return nil, nil
	case sent.Upload == "":
		return there, nil
	}
	sentFile, ok := s.parts.Uploads.OpenUpload(sent.Upload, schema.Place{}, actor.Employee, s.parts.Clock.Now())
	if !ok {
		return nil, fault.Field("logo", "field.file")
	}
	if !sentFile.IsPicture() {
		return nil, fault.Field("logo", "field.image", "max_mb", schema.MaxImage>>20)
	}
	return &directory.Picture{Name: sentFile.Name, Size: sentFile.Size, MediaType: sentFile.MediaType, Digest: sentFile.Digest}, nil
}
