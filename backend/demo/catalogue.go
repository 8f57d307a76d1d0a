package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kontora/backend/ident"
	"kontora/backend/record"
)

// How many records of each type the usual company has.
const (
	companyCount = 120
	contactCount = 240
	leadCount    = 150
	projectCount = 12
	objectCount  = 24
)

// catalogue makes everything that is not a deal.
func (b *builder) catalogue(ctx context.Context) error {
	if _, err := b.goods(ctx); err != nil {
		return err
	}
	companies, err := b.companies(ctx)
	if err != nil {
		return err
	}
	if _, err := b.contacts(ctx, companies); err != nil {
		return err
	}
	if _, err := b.leads(ctx); err != nil {
		return err
	}
	return b.works(ctx, companies)
}

// fields are values of a record as the API takes them.
type fields map[string]any

// add makes records of a type. Each is the responsibility of one of the people and groups named by their keys, or of the administrator.
func (b *builder) add(ctx context.Context, typeName string, rows []fields, kind string, people ...string) ([]ident.ID, error) {
	request := record.ImportRequest{Type: typeName}
	for _, row := range rows {
		input := record.ImportRow{Input: record.Input{Fields: make(map[string]json.RawMessage, len(row))}}
		for name, value := range row {
			raw, err := json.Marshal(value)
			if err != nil {
				return nil, fmt.Errorf("write %s: %w", name, err)
			}
			input.Fields[name] = raw
		}
		if len(people) > 0 {
			input.Responsible = b.ids[kind+" "+pick(b.rng, people)]
		}
		request.Rows = append(request.Rows, input)
	}
	results, err := b.Records.Import(ctx, b.Actor(b.admin), request)
	if err != nil {
		return nil, fmt.Errorf("make records of %s: %w", typeName, err)
	}
	ids := make([]ident.ID, 0, len(results))
	for _, result := range results {
		if result.Problem != nil {
			return nil, fmt.Errorf("make a %s: %w", typeName, result.Problem)
		}
		ids = append(ids, result.ID)
	}
	return ids, nil
}

func (b *builder) money(amount int) fields {
	return fields{"amount": strconv.Itoa(amount), "currency": b.Model().Directory.Company.Currency}
}

func sellers() []string {
	return words("petrov|smirnova|fedorov|ershova|shchukin|yakovleva|jansen|de.boer|mueller|kowalska|nielsen|oconnor|tikhonov|virtanen|dubois|lindqvist|belova|harmsen")
}

func (b *builder) goods(ctx context.Context) ([]ident.ID, error) {
	var rows []fields
	for i, good := range goods() {
		rows = append(rows, fields{
			"name": b.say(good), "sku": fmt.Sprintf("NP-%03d", 100+7*i), "price": b.money(100 * (1 + b.rng.IntN(900))),
			"unit": b.say(two{"piece", "шт."}), "active": i%9 != 8,
		})
	}
	return b.add(ctx, "product", rows, "")
}

func (b *builder) companies(ctx context.Context) ([]ident.ID, error) {
	countries := words("Россия|Deutschland|Nederland|Norge|Suomi|Polska|Danmark")
	industries := words("services|manufacturing|retail|technology|other")
	var rows []fields
	for i := range companyCount {
		name := companyName(b.rng, i)
		rows = append(rows, fields{
			"name": name, "industry": pick(b.rng, industries), "country": pick(b.rng, countries), "staff": 10 * (1 + b.rng.IntN(400)),
			"founded": 1950 + b.rng.IntN(70), "revenue": b.money(100_000 * (1 + b.rng.IntN(900))), "tax_number": fmt.Sprintf("%010d", 7_800_000_000+b.rng.IntN(99_999_999)),
			"phone": fmt.Sprintf("+4940%07d", 1_000_000+b.rng.IntN(8_999_999)),
		})
	}
	return b.add(ctx, "company", rows, "employee", sellers()...)
}

func (b *builder) contacts(ctx context.Context, companies []ident.ID) ([]ident.ID, error) {
	posts := []two{{"Chief engineer", "Главный механик"}, {"Buyer", "Закупщик"}, {"Director", "Директор"}, {"Harbour master", "Капитан порта"}, {"Accountant", "Бухгалтер"}}
	var rows []fields
	for i := range contactCount {
		row := fields{
			"name": pick(b.rng, firstNames()) + " " + pick(b.rng, lastNames()), "company": companies[b.rng.IntN(len(companies))],
			"post": b.say(pick(b.rng, posts)), "mobile": fmt.Sprintf("+79%09d", 100_000_000+b.rng.IntN(899_999_999)),
			"phone": fmt.Sprintf("+3110%07d", 2_000_000+b.rng.IntN(6_999_999)), "email": fmt.Sprintf("contact%d@example.com", i+1),
		}
		if i%5 == 0 {
			row["birthday"] = time.Date(1960+b.rng.IntN(40), time.Month(1+b.rng.IntN(12)), 1+b.rng.IntN(28), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		}
		rows = append(rows, row)
	}
	return b.add(ctx, "contact", rows, "employee", sellers()...)
}

// leads are partly a group's: whoever has time takes one.
func (b *builder) leads(ctx context.Context) ([]ident.ID, error) {
	stages, sources := words("new|new|working|working|converted|rejected"), words("site|call|mail|fair|referral")
	var rows []fields
	for i := range leadCount {
		good := b.say(pick(b.rng, goods()))
		rows = append(rows, fields{
			"name": good, "stage": pick(b.rng, stages), "source": pick(b.rng, sources), "person": pick(b.rng, firstNames()) + " " + pick(b.rng, lastNames()),
			"company_name": companyName(b.rng, companyCount+i), "value": b.money(1000 * (1 + b.rng.IntN(200))), "email": fmt.Sprintf("lead%d@example.com", i+1),
		})
	}
	half := len(rows) / 2
	first, err := b.add(ctx, "lead", rows[:half], "group", "leads")
	if err != nil {
		return nil, err
	}
	rest, err := b.add(ctx, "lead", rows[half:], "employee", append(sellers(), "brandt", "lebedeva", "rossi")...)
	return append(first, rest...), err
}

// works makes projects and the places where work is done.
func (b *builder) works(ctx context.Context, companies []ident.ID) error {
	states := words("planned|running|running|done|stopped")
	now := b.Clock.Now().UTC()
	var projects, objects []fields
	for i := range projectCount {
		projects = append(projects, fields{
			"name": fmt.Sprintf("%s, %s %d", b.say(pick(b.rng, goods())), strings.ToLower(b.say(two{"Lot", "Лот"})), i+1), "state": pick(b.rng, states),
			"company": companies[b.rng.IntN(len(companies))], "budget": b.money(50_000 * (1 + b.rng.IntN(80))),
			"starts_on": now.AddDate(0, 0, -b.rng.IntN(200)).Format(time.DateOnly), "due": now.AddDate(0, 0, 10+b.rng.IntN(200)).Format(time.DateOnly),
		})
	}
	for i := range objectCount {
		objects = append(objects, fields{
			"name": fmt.Sprintf("%s %d", b.say(two{"Berth", "Причал"}), i+1), "company": companies[b.rng.IntN(len(companies))],
			"serial_number": fmt.Sprintf("B%05d", 10_000+b.rng.IntN(89_999)), "address": b.say(pick(b.rng, branches()).name),
		})
	}
	if _, err := b.add(ctx, "project", projects, "group", "tenders", "crane"); err != nil {
		return err
	}
	_, err := b.add(ctx, "object", objects, "employee", "vries", "bakker", "schmidt", "gromov", "volkov")
	return err
}
