package demo

import (
	"context"

	"kontora/backend/access"
)

type object = map[string]any

func test(field, op string, value any) object {
	return object{"field": field, "op": op, "value": value}
}

// rules makes one sharing rule of each sort and restrictions.
func (b *builder) rules(ctx context.Context) error {
	responsible := func(p object) object { return object{"kind": "responsible", "principal": p} }
	condition := func(filter object) object { return object{"kind": "condition", "filter": filter} }
	currency := b.Model().Directory.Company.Currency
	sum := func(amount string) object { return object{"amount": amount, "currency": currency} }
	rules := []struct {
		name       two
		typeName   string
		source, to object
		level      string
	}{
		{two{"West sees the deals of North", "«Запад» видит сделки «Севера»"}, "deal", responsible(b.principal(access.InDepartment, "north")), b.principal(access.InDepartment, "west"), "view"},
		{two{"Engineers see won deals", "Инженеры видят выигранные сделки"}, "deal", condition(test("stage", "=", "won")), b.principal(access.InGroup, "engineers"), "view"},
		{two{"Large deals: the superior works along", "Крупные сделки: участвует руководитель"}, "deal", condition(test("value", ">=", sum("400000"))), b.principal(access.Superior, ""), "edit"},
		{two{"The engineer named in a deal edits it", "Названный в сделке инженер правит её"}, "deal", condition(test("engineer", "empty", false)), b.principal(access.InField, "engineer"), "edit"},
		{two{"Key accounts are known to Hamburg", "Ключевых клиентов знает Гамбург"}, "deal", responsible(b.principal(access.InRole, "key")), b.principal(access.InBranch, "hamburg"), "view"},
		{two{"New leads are for all of commerce", "Новые лиды — для всей коммерции"}, "lead", condition(test("stage", "=", "new")), b.principal(access.InDepartmentBelow, "commerce"), "edit"},
		{two{"Tenders are deleted by their group", "Тендеры удаляет их группа"}, "project", responsible(b.principal(access.InGroup, "tenders")), b.principal(access.InGroup, "tenders"), "delete"},
	}
	for _, r := range rules {
		fields := object{"name": b.say(r.name), "type": r.typeName, "source": r.source, "target": r.to, "level": r.level, "active": true}
		if err := b.make(ctx, "sharing_rule", r.name.en, fields); err != nil {
			return err
		}
	}
	restrictions := []struct {
		name        two
		filter      object
		who, except []object
		level       string
	}{
		{
			two{"Closed deals are not changed", "Закрытые сделки не меняют"},
			test("stage", "in", []string{"won", "lost"}),
			[]object{b.principal(access.Everyone, "")},
			[]object{b.principal(access.InRole, "head"), b.principal(access.InRole, "director"), b.principal(access.InRole, "key")},
			"view",
		},
		{
			two{"Naval orders stay in Petersburg", "Военные заказы — только в Петербурге"},
			test("number", "starts", "N-"),
			[]object{b.principal(access.Everyone, "")},
			[]object{b.principal(access.InBranch, "petersburg"), b.principal(access.InBranch, "murmansk")},
			"none",
		},
	}
	for _, r := range restrictions {
		fields := object{"name": b.say(r.name), "type": "deal", "filter": r.filter, "who": r.who, "except": r.except, "level": r.level, "active": true}
		if err := b.make(ctx, "restriction", r.name.en, fields); err != nil {
			return err
		}
	}
	return nil
}
