package demo

import (
	"fmt"
	"math/rand/v2"
	"time"

	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/schema"
)

const day = 24 * time.Hour

// trade makes deals one after another, all of them alike in shape and none in detail.
type trade struct {
	rng       *rand.Rand
	ids       ident.Source
	t         *schema.ElementType
	now       time.Time
	currency  string
	say       func(two) string
	goods     []good
	companies []linked
	products  map[string]schema.Ref     // by name
	contacts  map[schema.Ref]schema.Ref // one of each company
	number    int
}

// linked is a record that deals link to.
type linked struct {
	ref     schema.Ref
	name    string
	company schema.Ref // of a contact
}

// Amounts of money are kept in ten-thousandths, numbers in millionths.
const amountScale, numberScale = 10_000, 1_000_000

// deal makes the next deal, without its responsible and its cell.
func (d *trade) deal() *record.Record {
	d.number++
	stage := d.stage()
	made, closing := d.times(stage)
	good := pick(d.rng, d.goods)
	name := d.say(good.name)
	values := map[string]schema.Value{
		"name": name, "number": d.dealNumber(), "stage": stage, "opened_on": dayOf(made), "probability": d.probability(stage),
	}
	if product, ok := d.products[name]; ok {
		values["product"] = product
	}
	if len(d.companies) > 0 && d.rng.IntN(10) > 0 {
		company := pick(d.rng, d.companies)
		values["company"], values["name"] = company.ref, name+" – "+company.name
		if contact, ok := d.contacts[company.ref]; ok && d.rng.IntN(4) > 0 {
			values["contact"] = contact
		}
	}
	if d.rng.IntN(8) > 0 {
		values["value"] = schema.Money{Amount: d.amount(good) * amountScale, Currency: d.currency}
	}
	if stage == "lost" {
		values["lost_reason"] = d.say(pick(d.rng, lossReasons()))
	}
	changed := closing
	if isOpen(stage) {
		changed = made.Add(time.Duration(d.rng.Int64N(int64(d.now.Sub(made)) + 1)))
	}
	if !isOpen(stage) || d.rng.IntN(3) > 0 {
		values["close_date"] = dayOf(closing)
	}
	return &record.Record{ID: d.ids.New(), Type: d.t.No, CreatedAt: made.UnixMilli(), UpdatedAt: changed.UnixMilli(), Values: values}
}

func isOpen(stage any) bool { return stage != "won" && stage != "lost" }

// times are when a deal was made, and when it was closed or is expected to be. The further an open one has come, the older it is; now and
// then one should have been closed already.
func (d *trade) times(stage string) (made, closing time.Time) {
	age, expected := 0, 0 // in days
	switch stage {
	case "prospecting":
		age, expected = d.rng.IntN(30), 30+d.rng.IntN(120)
	case "engaging":
		age, expected = 3+d.rng.IntN(70), 14+d.rng.IntN(90)
	case "proposal":
		age, expected = 10+d.rng.IntN(110), d.rng.IntN(60)-6
	default:
		age = 8 + d.rng.IntN(392)
		expected = 5 + d.rng.IntN(min(age-5, 95)) - age
	}
	made = d.now.Add(-time.Duration(age)*day - time.Duration(d.rng.IntN(24*60))*time.Minute).Truncate(time.Minute)
	return made, d.now.Add(time.Duration(expected) * day)
}

// probability is that of the stage; of some open deals somebody has thought better or worse.
func (d *trade) probability(stage string) schema.Value {
	f, _ := d.t.Stage()
	c, _ := f.Choice(stage)
	chance := c.Chance()
	given, ok := chance.(int64)
	if !ok || !isOpen(stage) || d.rng.IntN(4) > 0 {
		return chance
	}
	const step = 5 * numberScale
	return max(given+int64(d.rng.IntN(8)-4)*step, step)
}

// dayOf is a day as a date is kept: how many have passed since 1970.
func dayOf(at time.Time) int64 { return at.Unix() / int64(day/time.Second) }

func (d *trade) dealNumber() string {
	if d.rng.IntN(50) == 0 {
		return fmt.Sprintf("N-%06d", d.number)
	}
	return fmt.Sprintf("D-%06d", d.number)
}

func (d *trade) stage() string {
	switch n := d.rng.IntN(100); {
	case n < 20:
		return "prospecting"
	case n < 45:
		return "engaging"
	case n < 60:
		return "proposal"
	case n < 85:
		return "won"
	}
	return "lost"
}

// amount is what a customer pays for some of a good, in whole units of money, with the rebate he got.
func (d *trade) amount(of good) int64 {
	amount := int64(of.price*(1+d.rng.IntN(of.most))) * int64(100-d.rng.IntN(13)) / 100
	return max(amount/10, 1) * 10
}
