package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// deals fills the company with deals.
func (b *builder) deals(ctx context.Context) error {
	count := b.options.Deals
	if count == 0 {
		count = DefaultDeals
	}
	options := FillOptions{Seed: b.options.Seed, Deals: count, Cells: b.options.Cells}
	if representative, manager, _, ok := Viewpoints(b.Model().Directory); ok {
		options.Representative, options.Manager = representative, manager
	}
	_, err := Fill(ctx, b.Parts, options)
	return err
}

// talked is how many deals have notes and tasks.
const talked = 60

// talk has people note, ask, set tasks, share, edit and delete.
func (b *builder) talk(ctx context.Context) error {
	page, err := b.Records.List(ctx, b.Actor(b.admin), record.ListRequest{Type: "deal", Limit: 3 * talked, Fields: []string{"name", "stage"}})
	if err != nil {
		return err
	}
	for i, deal := range page.Items {
		who, ok := b.working(deal.Responsible)
		if !ok {
			continue
		}
		err := b.about(ctx, i, who, deal)
		if fault.Is(err, fault.Denied) || fault.Is(err, fault.NotFound) {
			continue // the company has rules, and its people meet them
		}
		if err != nil {
			return fmt.Errorf("talk about a deal: %w", err)
		}
	}
	return nil
}

// working finds an employee who can do something now.
func (b *builder) working(id ident.ID) (ident.No, bool) {
	for no, e := range b.Model().Directory.Employees {
		if e.ID == id {
			return no, e.Status == directory.Active
		}
	}
	return 0, false
}

// about does with a deal what the one responsible for it does; the number of the deal says what.
func (b *builder) about(ctx context.Context, i int, who ident.No, deal record.View) error {
	actor := b.Actor(who)
	open := isOpen(deal.Fields["stage"])
	var err error
	switch i % 10 {
	case 0, 1, 4:
		_, err = b.Records.AddNote(ctx, actor, "deal", deal.ID, b.say(pick(b.rng, noteTexts())))
	case 2:
		_, err = b.Records.AddMessage(ctx, actor, "deal", deal.ID, b.say(pick(b.rng, noteTexts())))
	case 5:
		if open {
			sent := map[string]json.RawMessage{"stage": json.RawMessage(`"proposal"`), "probability": json.RawMessage(`70`)}
			if _, _, err = b.Records.Edit(ctx, actor, "deal", deal.ID, "", sent); err == nil {
				deal.Fields["stage"] = "proposal"
			}
		}
	case 6, 7:
		if open {
			_, err = b.Records.SetShares(ctx, actor, "deal", deal.ID, b.gift(i))
		}
	case 8:
		if open && i%20 == 8 {
			return b.Records.Delete(ctx, actor, "deal", deal.ID)
		}
	}
	if err != nil || i%3 == 2 {
		return err
	}
	return b.tasks(ctx, i, actor, deal)
}

// tasks sets what is to be done about a deal: the next step of an open one, and now and then a step that was taken already.
func (b *builder) tasks(ctx context.Context, i int, actor access.Actor, deal record.View) error {
	steps := nextSteps(deal.Fields["stage"])
	step := b.rng.IntN(len(steps))
	ahead := 1 + b.rng.IntN(14)
	if i%7 == 0 {
		ahead = -b.rng.IntN(4) // overdue
	}
	if !isOpen(deal.Fields["stage"]) {
		ahead += 14
	}
	if _, err := b.Records.AddTask(ctx, actor, "deal", deal.ID, record.TaskInput{Title: b.say(steps[step]), Due: b.workday(ahead)}); err != nil || i%5 > 0 {
		return err
	}
	taken := steps[(step+1)%len(steps)]
	item, err := b.Records.AddTask(ctx, actor, "deal", deal.ID, record.TaskInput{Title: b.say(taken), Due: b.workday(-1 - b.rng.IntN(6))})
	if err != nil || item.Task == nil {
		return err
	}
	_, _, err = b.Records.Edit(ctx, actor, schema.TypeTask, item.Task.ID, "", map[string]json.RawMessage{"done": json.RawMessage("true")})
	return err
}

// workday is a time of work on the day that many days from now, or on the Monday after it.
func (b *builder) workday(ahead int) string {
	place, err := time.LoadLocation(b.Model().Directory.Company.TimeZone)
	if err != nil {
		place = time.UTC
	}
	at := b.Clock.Now().In(place).AddDate(0, 0, ahead)
	for at.Weekday() == time.Saturday || at.Weekday() == time.Sunday {
		at = at.AddDate(0, 0, 1)
	}
	return time.Date(at.Year(), at.Month(), at.Day(), 9+b.rng.IntN(8), 30*b.rng.IntN(2), 0, 0, place).Format(time.RFC3339)
}

// gift is a share of each kind in turn.
func (b *builder) gift(i int) []record.ShareInput {
	expires := b.Clock.Now().AddDate(0, 1, 0)
	role := func(key string) ident.No {
		for no, r := range b.Model().Directory.Roles {
			if r.ID == b.ids["role "+key] {
				return no
			}
		}
		return 0
	}
	gifts := []record.ShareInput{
		{Principal: access.Principal{Kind: access.OneEmployee, No: b.no("employee", "volkov")}, Level: access.EditLevel, Reason: b.say(two{"inspects it on site", "осматривает на месте"})},
		{Principal: access.Principal{Kind: access.OneEmployee, No: b.no("employee", "jansen")}, Level: access.ViewLevel, Expires: expires},
		{Principal: access.Principal{Kind: access.InGroup, No: b.no("group", "crane")}, Level: access.EditLevel},
		{Principal: access.Principal{Kind: access.InRole, No: role("marketing")}, Level: access.ViewLevel},
		{Principal: access.Principal{Kind: access.OneEmployee, No: b.no("employee", "virtanen")}, Level: access.AuthorizeLevel, Expires: expires, Reason: b.say(two{"stands in during the holidays", "замещает на время отпуска"})},
	}
	return gifts[i/10%len(gifts) : i/10%len(gifts)+1]
}
