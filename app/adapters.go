package app

import (
	"context"
	"maps"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/clock"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store/sqlstore"
)

// members tells the identities who in the company an account is. Its administration is set before anyone signs in.
type members struct {
	administration *administration.Service
}

// Member finds the employee of an account.
func (m *members) Member(_ context.Context, account ident.ID) (identity.Member, error) {
	e, ok := m.administration.Member(account)
	if !ok {
		return identity.Member{}, fault.Missing()
	}
	company := m.administration.Model().Directory.Company.ID
	return identity.Member{Employee: e.ID, Company: company, Active: e.Status == directory.Active}, nil
}

// Awaited reports whether the employee of an account is still invited by one who may.
func (m *members) Awaited(account, by ident.ID) bool { return m.administration.Awaited(account, by) }

// Admit makes the employee of an account active.
func (m *members) Admit(ctx context.Context, account, by ident.ID) error {
	return m.administration.Admit(ctx, account, by)
}

// judge gives the records the model and the rights that hold.
type judge struct {
	administration *administration.Service
	cells          access.Cells
	clock          clock.Clock
	cache          *access.Cache
}

// At returns the model as of a configuration commit.
func (j *judge) At(ctx context.Context, cfg uint64) (*access.Model, error) {
	return j.administration.At(ctx, cfg)
}

// Rights are those of an employee now.
func (j *judge) Rights(employee ident.No) *access.Rights {
	return j.cache.Rights(j.administration.Model(), employee)
}

// WhoCan lists who may do something with a record.
func (j *judge) WhoCan(a access.Action, of access.Subject) []access.Access {
	return access.WhoCan(j.administration.Model(), j.cells, of, a, j.clock.Now())
}

// cards is the records' part in changes of people and types. Its records are set before anything is changed.
type cards struct {
	store   *sqlstore.Records
	records *record.Service
}

var _ administration.Records = (*cards)(nil)

// Card reads the card of an employee.
func (c *cards) Card(ctx context.Context, employee ident.ID) (administration.Card, error) {
	var card administration.Card
	values, err := c.records.CardTexts(ctx, employee)
	if err != nil {
		return card, err
	}
	card.Name = directory.PersonName{Last: values["last_name"], First: values["first_name"], Patronymic: values["patronymic"]}
	card.Email, card.Extension = values["email"], values["extension"]
	for _, field := range phoneFields() {
		if values[field] != "" {
			card.Phones = append(card.Phones, values[field])
		}
	}
	return card, nil
}

// phoneFields are the fields of a card that hold the phones of an employee, in their order.
func phoneFields() []string { return []string{"phone", "mobile"} }

// PutCard makes or changes the card of an employee.
func (c *cards) PutCard(ctx context.Context, tx administration.Tx, model *access.Model, actor access.Actor, e *directory.Employee, card administration.Card) error {
	w, err := c.store.Within(tx)
	if err != nil {
		return err
	}
	texts := map[string]string{
		"last_name": e.Name.Last, "first_name": e.Name.First, "patronymic": e.Name.Patronymic, "email": card.Email, "extension": card.Extension,
	}
	fields := phoneFields()
	if len(card.Phones) > len(fields) {
		return fault.Field("phones", "error.too_many_phones", "max", len(fields))
	}
	for i, field := range fields {
		texts[field] = ""
		if i < len(card.Phones) {
			texts[field] = card.Phones[i]
		}
	}
	return inPhones(c.records.PutCard(ctx, w, model, actor, e, texts))
}

// inPhones names the list of phones where one of its fields is wrong.
func inPhones(err error) error {
	refusal := fault.Of(err)
	if refusal == nil || len(refusal.Fields) == 0 {
		return err
	}
	renamed := *refusal
	renamed.Fields = maps.Clone(refusal.Fields)
	for _, field := range phoneFields() {
		if text, ok := renamed.Fields[field]; ok {
			delete(renamed.Fields, field)
			renamed.Fields["phones"] = text
		}
	}
	return &renamed
}

// DeleteCard removes the card of an employee.
func (c *cards) DeleteCard(ctx context.Context, tx administration.Tx, model *access.Model, actor access.Actor, e *directory.Employee) error {
	w, err := c.store.Within(tx)
	if err != nil {
		return err
	}
	return c.records.DeleteCard(ctx, w, model, actor, e.ID)
}

// Mentions counts the records that name a person.
func (c *cards) Mentions(ctx context.Context, tx administration.Tx, model *access.Model, person ident.No) (int64, error) {
	return c.store.Mentions(ctx, tx, model.Schema.Types(), person)
}

// AlterType makes what a type's records need to be kept.
func (c *cards) AlterType(ctx context.Context, tx administration.Tx, before, after *schema.ElementType) error {
	return c.store.AlterType(ctx, tx, before, after)
}

// Unindexed names the fields that still need an index.
func (c *cards) Unindexed(ctx context.Context, tx administration.Tx, t *schema.ElementType) ([]string, error) {
	return c.store.Unindexed(ctx, tx, t)
}

// BuildIndexes makes the indexes that fields wait for.
func (c *cards) BuildIndexes(ctx context.Context, typeName string) ([]string, error) {
	return c.store.BuildIndexes(ctx, c.records.Office.At, typeName)
}

// Unrepeated refuses a field whose values repeat.
func (c *cards) Unrepeated(ctx context.Context, actor access.Actor, typeName, field string) error {
	return c.records.Unrepeated(ctx, actor, typeName, field)
}

// CountValues counts the records with a value in the field.
func (c *cards) CountValues(ctx context.Context, t *schema.ElementType, f *schema.Field) (int64, error) {
	return c.store.CountValues(ctx, c.records.Office.At, t, f)
}

// EraseValues takes values of removed fields out of some records.
func (c *cards) EraseValues(ctx context.Context, typeName string, after int64, limit int) (int64, error) {
	return c.store.EraseValues(ctx, c.records.Office.At, typeName, after, limit)
}

// DropFields drops what is left of removed fields.
func (c *cards) DropFields(ctx context.Context, tx administration.Tx, t *schema.ElementType, fields []*schema.Field) ([]string, error) {
	return c.store.DropFields(ctx, tx, t, fields)
}

// HasRecords reports whether there is a record of the type.
func (c *cards) HasRecords(ctx context.Context, tx administration.Tx, t *schema.ElementType) (bool, error) {
	return c.store.HasRecords(ctx, tx, t)
}

// Holds reports whether a record of the type holds a choice.
func (c *cards) Holds(ctx context.Context, tx administration.Tx, t *schema.ElementType, f *schema.Field, value string) (bool, error) {
	return c.store.Holds(ctx, tx, t, f, value)
}

// ViewsNaming names the shared views with the field and counts the others.
func (c *cards) ViewsNaming(ctx context.Context, typeName, field string) ([]string, int, error) {
	return c.store.ViewsNaming(ctx, typeName, field)
}

// ViewsWith names the saved views with the field.
func (c *cards) ViewsWith(ctx context.Context, tx administration.Tx, typeName, field string) ([]string, error) {
	return c.store.ViewsWith(ctx, tx, typeName, field)
}

// Reevaluate gives some records the cells that their causes make now.
func (c *cards) Reevaluate(ctx context.Context, typeName string, after int64, limit int) (int64, error) {
	return c.records.Reevaluate(ctx, typeName, after, limit)
}
