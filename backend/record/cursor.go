package record

import (
	"bytes"
	"encoding/gob"
	"slices"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
)

// place is where a page ended. It is only good for the same type and order.
type place struct {
	Type   ident.No
	Orders []string
	Keys   []query.Scalar
	No     int64
}

// position is the place of a record in the order of the query.
func position(q *Query, r *Record) ([]query.Scalar, int64) {
	keys := make([]query.Scalar, 0, len(q.Order))
	for _, o := range q.Order {
		keys = append(keys, r.scalar(q.Type, o.Field.Compared()))
	}
	return keys, r.No
}

func (q *Query) orders() []string {
	names := make([]string, 0, len(q.Order))
	for _, o := range q.Order {
		name := o.Field.Name
		if o.Descending {
			name = "-" + name
		}
		names = append(names, name)
	}
	return names
}

func (s *Service) sealCursor(q *Query, last *Record) string {
	p := place{Type: q.Type.No, Orders: q.orders()}
	p.Keys, p.No = position(q, last)
	return s.sealToken(p)
}

func (s *Service) openCursor(q *Query, token string) error {
	var p place
	if err := s.openToken(token, &p); err != nil || token == "" {
		return err
	}
	if p.Type != q.Type.No || len(p.Keys) != len(q.Order) || !slices.Equal(p.Orders, q.orders()) {
		return fault.Field("cursor", "error.cursor")
	}
	q.After, q.AfterNo = p.Keys, p.No
	return nil
}

// sealToken makes an opaque token of a plain value.
func (s *Service) sealToken(value any) string {
	var plain bytes.Buffer
	if err := gob.NewEncoder(&plain).Encode(value); err != nil {
		return "" // never: tokens are made of plain types
	}
	return s.Seal.Cursor(plain.Bytes())
}

// openToken reads what sealToken made; an empty token leaves the value as it is.
func (s *Service) openToken(token string, value any) error {
	if token == "" {
		return nil
	}
	plain, err := s.Seal.OpenCursor(token)
	if err == nil {
		err = gob.NewDecoder(bytes.NewReader(plain)).Decode(value)
	}
	if err != nil {
		return fault.Field("cursor", "error.cursor")
	}
	return nil
}
