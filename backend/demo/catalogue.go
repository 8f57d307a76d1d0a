package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
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
			"name": b.say(good.name), "sku": fmt.Sprintf("NP-%03d", 100+7*i), "price": b.money(good.price), "unit": b.say(good.unit), "active": i%9 != 8,
		})
	}
	return b.add(ctx, "product", rows, "")
}

// customer is a company that was made.
type customer struct {
	id      ident.ID
	name    string
	country country
}

func (b *builder) companies(ctx context.Context) ([]customer, error) {
	industries := words("services|manufacturing|retail|technology|other")
	var rows []fields
	var made []customer
	for i := range companyCount {
		c := b.customer(i)
		staff := 10 * (1 + b.rng.IntN(60))
		rows = append(rows, fields{
			"name": c.name, "industry": pick(b.rng, industries), "country": b.say(c.country.name), "staff": staff,
			"founded": 1950 + b.rng.IntN(70), "revenue": b.money(staff * 1000 * (80 + b.rng.IntN(200))), "tax_number": fmt.Sprintf("%010d", 7_800_000_000+b.rng.IntN(99_999_999)),
			"phone": phone(b.rng, c.country.dial), "email": "office@" + mailName(c.name) + ".example", "site": "https://" + mailName(c.name) + ".example",
		})
		made = append(made, c)
	}
	ids, err := b.add(ctx, "company", rows, "employee", sellers()...)
	for i, id := range ids {
		made[i].id = id
	}
	return made, err
}

// customer makes up a company of a country.
func (b *builder) customer(number int) customer {
	name, cyrillic := companyName(number)
	where := countries()[0]
	if !cyrillic {
		where = pick(b.rng, countries()[1:])
	}
	return customer{name: b.written(name), country: where}
}

// contacts gives every company its people.
func (b *builder) contacts(ctx context.Context, companies []customer) ([]ident.ID, error) {
	posts := []two{{"Chief engineer", "Главный механик"}, {"Buyer", "Закупщик"}, {"Director", "Директор"}, {"Harbour master", "Капитан порта"}, {"Accountant", "Бухгалтер"}}
	var rows []fields
	for i := range contactCount {
		of := companies[i%len(companies)]
		who := someone(b.rng, of.country.cyrillic)
		row := fields{
			"name": b.written(who.first + " " + who.last), "company": of.id, "post": b.say(posts[(i/len(companies)+i)%len(posts)]),
			"mobile": phone(b.rng, of.country.mobile), "phone": phone(b.rng, of.country.dial), "email": mailOf(who, of),
		}
		if i%5 == 0 {
			row["birthday"] = time.Date(1960+b.rng.IntN(40), time.Month(1+b.rng.IntN(12)), 1+b.rng.IntN(28), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		}
		rows = append(rows, row)
	}
	return b.add(ctx, "contact", rows, "employee", sellers()...)
}

func mailOf(who human, of customer) string {
	return mailName(who.first) + "." + mailName(who.last) + "@" + mailName(of.name) + ".example"
}

// leads are partly a group's: whoever has time takes one.
func (b *builder) leads(ctx context.Context) ([]ident.ID, error) {
	stages, sources := words("new|new|working|working|converted|rejected"), words("site|call|mail|fair|referral")
	var rows []fields
	for i := range leadCount {
		good, from := pick(b.rng, goods()), b.customer(companyCount+i)
		who := someone(b.rng, from.country.cyrillic)
		rows = append(rows, fields{
			"name": b.say(good.name), "stage": pick(b.rng, stages), "source": pick(b.rng, sources), "person": b.written(who.first + " " + who.last),
			"company_name": from.name, "value": b.money(good.price * (1 + b.rng.IntN(good.most))), "email": mailOf(who, from),
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
func (b *builder) works(ctx context.Context, companies []customer) error {
	var projects, objects []fields
	for i := range projectCount {
		project := b.project(words("planned|running|running|done|stopped")[i%5])
		good := goods()[i%3] // what is large enough
		project["name"] = fmt.Sprintf("%s, %s %d", b.say(good.name), b.say(two{"lot", "лот"}), i+1)
		project["company"], project["budget"] = pick(b.rng, companies).id, b.money(good.price*(10+b.rng.IntN(10))/10)
		projects = append(projects, project)
	}
	for i := range objectCount {
		objects = append(objects, fields{
			"name": fmt.Sprintf("%s %d", b.say(two{"Berth", "Причал"}), i+1), "company": pick(b.rng, companies).id,
			"serial_number": fmt.Sprintf("B%05d", 10_000+b.rng.IntN(89_999)), "address": b.say(pick(b.rng, branches()).name),
		})
	}
	if _, err := b.add(ctx, "project", projects, "group", "tenders", "crane"); err != nil {
		return err
	}
	_, err := b.add(ctx, "object", objects, "employee", "vries", "bakker", "schmidt", "gromov", "volkov")
	return err
}

// project is one whose dates fit its state.
func (b *builder) project(state string) fields {
	now := b.Clock.Now().UTC()
	from, to := -20-b.rng.IntN(150), 20+b.rng.IntN(150)
	switch state {
	case "planned":
		from = 10 + b.rng.IntN(60)
		to += from
	case "done", "stopped":
		to = -1 - b.rng.IntN(-from)
	}
	return fields{"state": state, "starts_on": now.AddDate(0, 0, from).Format(time.DateOnly), "due": now.AddDate(0, 0, to).Format(time.DateOnly)}
}
