package record

import (
	"context"
	"encoding/json"
	"time"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// MaxNamed is how many records can be named one by one for one change of many.
const MaxNamed = 10_000

// massPatience is how long records are changed in one transaction while others wait to write.
const massPatience = 15 * time.Millisecond

// MassRequest says what is done to which records of a type. Each record is changed as if it were changed alone: by the same rights, checks
// and log.
type MassRequest struct {
	Type   string
	Action access.Action              // MassEdit, Transfer or Delete
	IDs    []ident.ID                 // these; when nil, all that match the filter and the search
	Filter query.Expr                 //
	Search string                     //
	Fields map[string]json.RawMessage // of MassEdit
	To     ident.ID                   // of Transfer: an employee or a group
	By     ident.No                   // to be put back: who changed them
	Batch  ident.ID                   // what this belongs to: who is told of it hears once
}

// MassItem is a record to be changed.
type MassItem struct {
	No int64 // rises from record to record; of records that were named: their place, from 1
	ID ident.ID
}

// MassOutcome is what became of one record: it has a Refusal, or what it was Before, or it was so already.
type MassOutcome struct {
	Changed bool
	Before  json.RawMessage
	Refusal error
}

// MassUndo is a record to be put back: what it was before, and the commit that changed it.
type MassUndo struct {
	ID     ident.ID
	Before json.RawMessage
	Seq    uint64
}

// earlier is what a mass change keeps of a record.
type earlier struct {
	Fields      map[string]json.RawMessage `json:"fields,omitempty"`
	Responsible ident.ID                   `json:"responsible,omitzero"`
	DeletedAt   int64                      `json:"deleted_at,omitempty"`
}

// MassCheck refuses what can be done to no record at all, and counts the records.
func (s *Service) MassCheck(ctx context.Context, actor access.Actor, request MassRequest) (count int64, err error) {
	if len(request.IDs) > MaxNamed {
		return 0, fault.Field("ids", "error.too_many_records", "max", MaxNamed)
	}
	err = s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, ok := c.readable(request.Type)
		if !ok {
			return fault.Missing()
		}
		if err := c.massAllowed(t, request); err != nil {
			return err
		}
		if count = int64(len(request.IDs)); request.IDs != nil {
			return nil
		}
		q, err := s.massQuery(c, t, request)
		if err != nil {
			return err
		}
		count, err = s.count(ctx, r, c, q, 0)
		return err
	})
	return count, err
}

// massAllowed decides what does not depend on the record.
func (c *scene) massAllowed(t *schema.ElementType, request MassRequest) error {
	switch request.Action {
	case access.Transfer:
		if t.Default == schema.Parent || t.Name == schema.TypeEmployee {
			return fault.New(fault.Denied, "error.not_transferable")
		}
		if _, ok := c.people.PersonNo(request.To, true); !ok {
			return fault.Field("to", "field.person")
		}
	case access.Delete:
		if t.Name == schema.TypeEmployee {
			return fault.New(fault.Denied, "error.employee_elsewhere")
		}
	default:
		if err := c.massFields(t, request.Fields); err != nil {
			return err
		}
	}
	if !c.rights.May(request.Action, t.No) {
		return access.RefuseType(c.model, c.rights, request.Action, t.No)
	}
	return nil
}

func (c *scene) massFields(t *schema.ElementType, sent map[string]json.RawMessage) error {
	if len(sent) == 0 {
		return fault.Field("fields", "field.required")
	}
	problems := fault.Fields{}
	changed, err := c.take(t, &Record{Values: make(map[string]schema.Value)}, sent, problems)
	if err != nil {
		return err
	}
	for _, name := range changed {
		switch f, ok := t.Field(name); {
		case ok && f.Unique:
			problems.Add(name, "field.mass_unique", "field", f.Labels)
		case ok && f.Kind == schema.KindFile: // what puts a file back lasts for a day only, and an undo for longer
			problems.Add(name, "field.mass_file", "field", f.Labels)
		}
	}
	return problems.Err()
}

func (s *Service) massQuery(c *scene, t *schema.ElementType, request MassRequest) (*Query, error) {
	return s.query(c, t, ListRequest{Type: request.Type, Filter: request.Filter, Search: request.Search, Action: access.View, Limit: MaxLimit})
}

// MassNext finds the records behind one, at most limit of MaxLimit. Nothing is locked: they are looked at again before they are changed.
func (s *Service) MassNext(ctx context.Context, actor access.Actor, request MassRequest, behind int64, limit int) ([]MassItem, error) {
	var items []MassItem
	if request.IDs != nil {
		from := min(int(behind), len(request.IDs))
		for at, id := range request.IDs[from:min(from+limit, len(request.IDs))] {
			items = append(items, MassItem{No: int64(from + at + 1), ID: id})
		}
		return items, nil
	}
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		items = nil
		t, ok := c.readable(request.Type)
		if !ok {
			return fault.Missing()
		}
		q, err := s.massQuery(c, t, request)
		if err != nil {
			return err
		}
		q.ByNumber, q.AfterNo = true, behind
		err = s.each(ctx, r, c, q, func(found *Record) bool {
			items = append(items, MassItem{No: found.No, ID: found.ID})
			return len(items) < limit
		})
		return err
	})
	return items, err
}
