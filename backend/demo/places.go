package demo

import (
	"context"
	"encoding/json"
	"fmt"
)

// types makes deals and leads private, so that who sees what depends on who he is, and gives deals a field that bears access.
func (b *builder) types(ctx context.Context) error {
	admin := b.Actor(b.admin)
	field := `{"name": "engineer", "kind": "employee", "labels": {"en": "Engineer", "ru": "Инженер"}, "section": "main"}`
	if err := b.Types.AddField(ctx, admin, "deal", json.RawMessage(field)); err != nil {
		return fmt.Errorf("add a field: %w", err)
	}
	for _, change := range [][2]string{
		{"deal", `{"default": "private", "access_fields": ["engineer"],
			"supervision": {"role_below": "none", "reports": "view", "department_head": "edit", "group_manager": "edit"}}`},
		{"lead", `{"default": "private", "creator_keeps": "edit", "exists_hint": true}`},
		{"company", `{"default": "view"}`},
		{"product", `{"default": "view"}`},
	} {
		if err := b.Types.ChangeType(ctx, admin, change[0], "", json.RawMessage(change[1])); err != nil {
			return fmt.Errorf("change %s: %w", change[0], err)
		}
	}
	return nil
}

// branch is a place of the company.
type branch struct {
	key           string
	name          two
	address, zone string
}

func branches() []branch {
	return []branch{
		{"murmansk", two{"Murmansk", "Мурманск"}, "Портовый проезд, 12", "Europe/Moscow"},
		{"petersburg", two{"Saint Petersburg", "Санкт-Петербург"}, "Гапсальская ул., 4", "Europe/Moscow"},
		{"hamburg", two{"Hamburg", "Гамбург"}, "Kaispeicherweg 7", "Europe/Berlin"},
		{"rotterdam", two{"Rotterdam", "Роттердам"}, "Merwehavenpad 31", "Europe/Amsterdam"},
	}
}

// department is a node of the tree; parents stand before those below them.
type department struct {
	key, parent, head string
	name              two
}

func departments() []department {
	return []department{
		{"port", "", "admin", two{"Northern Port", "Северный порт"}},
		{"commerce", "port", "orlov", two{"Commerce", "Коммерческая дирекция"}},
		{"north", "commerce", "belova", two{"Sales North", "Отдел продаж «Север»"}},
		{"west", "commerce", "harmsen", two{"Sales West", "Отдел продаж «Запад»"}},
		{"key", "commerce", "lindqvist", two{"Key accounts", "Ключевые клиенты"}},
		{"marketing", "commerce", "brandt", two{"Marketing", "Маркетинг"}},
		{"service", "port", "vries", two{"Service", "Сервис"}},
		{"shipyard", "service", "gromov", two{"Shipyard", "Верфь"}},
		{"finance", "port", "kuznetsova", two{"Finance", "Финансы"}},
		{"personnel", "port", "zaitseva", two{"Personnel", "Отдел кадров"}},
	}
}

func (b *builder) places(ctx context.Context) error {
	for _, p := range branches() {
		if err := b.make(ctx, "branch", p.key, map[string]any{"name": b.say(p.name), "address": b.written(p.address), "time_zone": p.zone}); err != nil {
			return err
		}
	}
	for _, d := range departments() {
		if err := b.make(ctx, "department", d.key, map[string]any{"name": b.say(d.name), "parent_id": b.id("department", d.parent)}); err != nil {
			return err
		}
	}
	return nil
}
