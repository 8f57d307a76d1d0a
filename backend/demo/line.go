package demo

import (
	"context"
	"math/rand/v2"

	"kontora/backend/access"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// lineStream keeps the chance by which lines are made apart from that of the deals: with lines or without, the deals are the same.
const lineStream = 3

// lines gives every third of the deals of a product the lines of which it consists. Companies for measurements have none.
func (f *filling) lines(ctx context.Context, deals []record.Filling) error {
	t, ok := f.model.Schema.Type(schema.TypeLine)
	if !ok || f.options.Deals >= manyDeals {
		return nil
	}
	return f.parts.Target.Fill(ctx, t, func(w record.Writer) ([]record.Filling, error) {
		rng := rand.New(rand.NewPCG(f.options.Seed, lineStream))
		var made []record.Filling
		for _, deal := range deals {
			value, worth := deal.Values["value"].(schema.Money)
			product, sells := deal.Values["product"].(schema.Ref)
			if !worth || !sells || rng.IntN(3) > 0 {
				continue
			}
			cell, err := w.Cell(ctx, access.Cause{Type: t.No, Parent: deal.Cell})
			if err != nil {
				return nil, err
			}
			for _, values := range f.trade.composed(rng, product, value) {
				values["deal"] = schema.Ref{Type: deal.Type, ID: deal.ID}
				made = append(made, record.Filling{Record: &record.Record{
					ID: f.trade.ids.New(), Type: t.No, Cell: cell, Responsible: deal.Responsible, CreatedBy: deal.CreatedBy,
					CreatedAt: deal.CreatedAt, UpdatedAt: deal.CreatedAt, Values: values,
				}})
			}
		}
		return made, nil
	})
}

// composed are the lines of a deal: mostly one that comes to its value, now and then some further product whose price nobody has taken into
// the value yet.
func (d *trade) composed(rng *rand.Rand, product schema.Ref, value schema.Money) []map[string]schema.Value {
	line := func(name string, ref schema.Ref, quantity int, price int64) map[string]schema.Value {
		return map[string]schema.Value{
			"name": name, "product": ref, "quantity": int64(quantity) * numberScale, "unit": d.say(two{"pcs", "шт."}),
			"price": schema.Money{Amount: price, Currency: value.Currency},
		}
	}
	quantity := pick(rng, []int{1, 2, 5})
	lines := []map[string]schema.Value{line(d.nameOf(product), product, quantity, value.Amount/int64(quantity))}
	if further := pick(rng, d.goods); rng.IntN(4) == 0 {
		name := d.say(further.name)
		if ref, ok := d.products[name]; ok && ref != product {
			more := line(name, ref, 1, int64(further.price)*amountScale)
			more["discount"] = int64(5*(1+rng.IntN(3))) * numberScale
			lines = append(lines, more)
		}
	}
	return lines
}

// nameOf is what a product is called.
func (d *trade) nameOf(product schema.Ref) string {
	for _, good := range d.goods {
		if name := d.say(good.name); d.products[name] == product {
			return name
		}
	}
	return d.say(two{"Product", "Товар"})
}
