package record

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"time"

	"kontora/backend/ident"
	"kontora/backend/schema"
)

// sealedUpload is what a token for a file holds.
type sealedUpload struct {
	File schema.File
	From schema.Place
	To   ident.No
	Day  int64 // since 1970, in UTC
}

// uploadDays is how many days behind its own a token is taken.
const uploadDays = 1

func dayOf(now time.Time) int64 { return now.Unix() / int64(24*time.Hour/time.Second) }

// SealUpload makes the token with which that employee alone can put the file into a field, the one it is from if it is from one, on this
// day and the next. Equal files have equal tokens on one day, so that nothing seems to have changed where nothing has: the nonce follows
// from what is sealed.
func (s *Seal) SealUpload(f schema.File, from schema.Place, to ident.No, now time.Time) string {
	plain, err := json.Marshal(sealedUpload{File: f, From: from, To: to, Day: dayOf(now)})
	if err != nil {
		return "" // never: they are plain values
	}
	mac := hmac.New(sha256.New, s.nonces[:])
	mac.Write(plain)
	nonce := mac.Sum(nil)[:s.uploads.NonceSize()]
	return base64.RawURLEncoding.EncodeToString(s.uploads.Seal(nonce, nonce, plain, nil))
}

// OpenUpload reads a token that SealUpload made for him, of a file that he has just sent or that stands in that place.
func (s *Seal) OpenUpload(token string, into schema.Place, by ident.No, now time.Time) (schema.File, bool) {
	sealed, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(sealed) < s.uploads.NonceSize() {
		return schema.File{}, false
	}
	plain, err := s.uploads.Open(nil, sealed[:s.uploads.NonceSize()], sealed[s.uploads.NonceSize():], nil)
	if err != nil {
		return schema.File{}, false
	}
	var upload sealedUpload
	if err := json.Unmarshal(plain, &upload); err != nil || upload.To != by || by == 0 {
		return schema.File{}, false
	}
	if upload.From != (schema.Place{}) && upload.From != into {
		return schema.File{}, false
	}
	age := dayOf(now) - upload.Day
	return upload.File, age >= 0 && age <= uploadDays
}
