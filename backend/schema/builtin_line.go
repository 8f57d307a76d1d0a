package schema

import "encoding/json"

// Fields of a product line that are taken over from its product when that is chosen. They are called alike on both.
const (
	FieldUnit    = "unit"
	FieldPrice   = "price"
	FieldProduct = "product"
)

// lineType is one product of a deal with what is asked for it. It is the deal's as far as rights go: whoever may edit that may edit its lines.
func lineType() *ElementType {
	name := title("Name", "Название")
	name.InSearch = false // found by its deal
	deal := fast(to(TypeDeal, field("deal", KindLink, sectionMain, "Deal", "Сделка")))
	deal.Required = true
	quantity := field("quantity", KindNumber, sectionMain, "Quantity", "Количество")
	quantity.Start = json.RawMessage("1")
	t := builtin(TypeLine, "receipt", Parent, "Product line", "Product lines", "Товарная позиция", "Товарные позиции",
		name,
		deal,
		to(TypeProduct, field(FieldProduct, KindLink, sectionMain, "Product", "Товар или услуга")),
		quantity,
		field(FieldUnit, KindText, sectionMain, "Unit", "Единица"),
		field(FieldPrice, KindMoney, sectionMain, "Price", "Цена"),
		field("discount", KindPercent, sectionMain, "Discount", "Скидка"),
		field("vat", KindPercent, sectionMain, "VAT", "НДС"),
		calculated(KindMoney, "price * quantity * (1 - discount)", field("net", KindCalculated, sectionMain, "Net", "Без НДС")),
		calculated(KindMoney, "net * (1 + vat)", field("total", KindCalculated, sectionMain, "Total", "Итого")),
	)
	t.ParentField, t.CreatorKeeps, t.Comments, t.ExistsHint = "deal", CreatorNone, false, false
	return t
}
