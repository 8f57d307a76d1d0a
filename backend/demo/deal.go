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
	goods     []string
	companies []linked
	products  []linked
	number    int
}

// linked is a record that deals link to.
type linked struct {
	ref  schema.Ref
	name string
}

// amountScale is how amounts of money are kept: in ten-thousandths.
const amountScale = 10_000

// deal makes the next deal, without its responsible and its cell.
func (d *trade) deal() *record.Record {
	d.number++
	made := d.now.Add(-time.Duration(d.rng.IntN(400*24*60)) * time.Minute).Truncate(time.Minute)
	good := pick(d.rng, d.goods)
	values := map[string]schema.Value{
		"name": good, "number": d.dealNumber(), "stage": d.stage(), "opened_on": dayOf(made),
		"probability": int64(5*(1+d.rng.IntN(19))) * 1_000_000,
	}
	if len(d.companies) > 0 && d.rng.IntN(10) > 0 {
		company := pick(d.rng, d.companies)
		values["company"], values["name"] = company.ref, good+" – "+company.name
	}
	if len(d.products) > 0 && d.rng.IntN(5) > 0 {
		values["product"] = pick(d.rng, d.products).ref
	}
	if d.rng.IntN(8) > 0 {
		values["value"] = schema.Money{Amount: d.amount() * amountScale, Currency: d.currency}
	}
	changed := made.Add(time.Duration(d.rng.Int64N(int64(d.now.Sub(made)) + 1)))
	switch values["stage"] {
	case "won", "lost":
		values["close_date"] = dayOf(changed)
		if values["stage"] == "lost" {
			values["lost_reason"] = pick(d.rng, words("price|deadline|competitor|no budget"))
		}
	default:
		if d.rng.IntN(3) > 0 {
			values["close_date"] = dayOf(d.now.Add(time.Duration(d.rng.IntN(120)) * day))
		}
	}
	return &record.Record{ID: d.ids.New(), Type: d.t.No, CreatedAt: made.UnixMilli(), UpdatedAt: changed.UnixMilli(), Values: values}
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

// amount is a price of three significant digits; most are small and a few large.
func (d *trade) amount() int64 {
	amount := int64(100 + d.rng.IntN(900))
	for range d.rng.IntN(2) + d.rng.IntN(2) + d.rng.IntN(3) {
		amount *= 10
	}
	return amount
}
