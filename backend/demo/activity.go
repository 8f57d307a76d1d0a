package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// visited is how many deals are looked through for calls and meetings.
const visited = 150

// activities has those responsible for deals write calls down and plan meetings about them.
func (b *builder) activities(ctx context.Context) error {
	page, err := b.Records.List(ctx, b.Actor(b.admin), record.ListRequest{Type: schema.TypeDeal, Limit: visited, Fields: []string{"name", "stage"}})
	if err != nil {
		return err
	}
	for i, deal := range page.Items {
		who, ok := b.working(deal.Responsible)
		if !ok {
			continue
		}
		actor := b.Actor(who)
		if i%3 == 0 {
			err = b.wrote(ctx, actor, schema.TypeCall, deal, b.call(i, deal))
		}
		if err == nil && i%5 == 0 && isOpen(deal.Fields["stage"]) {
			err = b.wrote(ctx, actor, schema.TypeMeeting, deal, map[string]any{
				schema.FieldName: b.say(pick(b.rng, meetingSubjects())), schema.FieldStarts: b.workday(2 + b.rng.IntN(20)),
			})
		}
		if err != nil {
			return fmt.Errorf("call and meet about a deal: %w", err)
		}
	}
	return nil
}

// call is one of the last days: most were answered.
func (b *builder) call(i int, deal record.View) map[string]any {
	name, _ := deal.Fields["name"].(string)
	fields := map[string]any{
		schema.FieldName: b.say(two{"Call: ", "Звонок: "}) + name, schema.FieldAt: b.workday(-3 - b.rng.IntN(10)),
		schema.FieldResult: "answered", schema.FieldMinutes: strconv.Itoa(2 + b.rng.IntN(20)), schema.FieldComment: b.say(pick(b.rng, noteTexts())),
	}
	switch i % 4 {
	case 1:
		fields[schema.FieldDirection] = "in"
	case 2:
		fields[schema.FieldResult] = "no_answer"
		delete(fields, schema.FieldMinutes)
		delete(fields, schema.FieldComment)
	}
	return fields
}

// wrote makes an activity about a deal, as far as the company's rules let that employee.
func (b *builder) wrote(ctx context.Context, actor access.Actor, typeName string, deal record.View, fields map[string]any) error {
	fields[schema.FieldAbout] = map[string]any{"type": deal.Type, "id": deal.ID}
	sent := make(map[string]json.RawMessage, len(fields))
	for name, value := range fields {
		raw, err := json.Marshal(value)
		if err != nil {
			return fmt.Errorf("encode %s: %w", name, err)
		}
		sent[name] = raw
	}
	_, _, err := b.Records.Create(ctx, actor, typeName, record.Input{Fields: sent})
	if fault.Is(err, fault.Invalid) {
		if _, unseen := fault.Of(err).Fields[schema.FieldAbout]; unseen {
			return nil // a restriction keeps the deal from him
		}
	}
	if fault.Is(err, fault.Denied) || fault.Is(err, fault.NotFound) {
		return nil // he may not make any
	}
	return err
}

func meetingSubjects() []two {
	return []two{
		{"Walk round the site", "Осмотр площадки"},
		{"Presentation of the offer", "Презентация предложения"},
		{"Talk with the chief engineer", "Встреча с главным инженером"},
		{"Terms of the contract", "Условия договора"},
	}
}
