package demo

import (
	"context"
	"maps"
)

// reaches is the row of a profile for one type: actions and how far each reaches.
type reaches map[string]any

func reach(far any, actions ...string) reaches {
	row := make(reaches, len(actions))
	for _, action := range actions {
		row[action] = far
	}
	return row
}

// and joins rows; what stands later counts.
func (r reaches) and(other reaches) reaches {
	joined := maps.Clone(r)
	maps.Copy(joined, other)
	return joined
}

// profile is a profile of the company.
type profile struct {
	key      string
	name     two
	matrix   map[string]any
	fields   map[string]any
	features map[string]bool
}

func profiles() []profile {
	own, wide := "own", []string{"own", "group", "department_and_below"}
	work := []string{"view", "create", "edit", "delete", "authorize", "print"}
	lead := append([]string{"export", "mass_edit", "merge", "import"}, work...)
	mine := reach(own, work...)
	shared := reach("all", "view", "edit", "create", "print").and(reach(own, "delete", "authorize"))
	look := reach("all", "view", "print")
	every := func(row reaches, types ...string) map[string]any {
		matrix := map[string]any{"employee": reach("all", "view").and(reach(own, "edit")), "note": reach("all", "view").and(reach(own, "create", "edit", "delete"))}
		for _, t := range types {
			matrix[t] = row
		}
		return matrix
	}
	with := func(matrix map[string]any, t string, row reaches) map[string]any { matrix[t] = row; return matrix }
	active := func(matrix map[string]any) map[string]any {
		return with(with(with(matrix, "task", mine), "meeting", mine), "call", mine)
	}
	everyday := map[string]bool{"telephony": true, "mail": true, "documents": true}

	representative := every(mine, "lead", "deal", "project", "object", "task", "meeting", "call")
	representative = with(with(with(with(representative, "company", shared), "contact", shared), "product", look), "campaign", look)
	representative = with(representative, "deal", mine.and(reach([]string{"own", "department"}, "transfer")))
	head := every(reach(wide, append([]string{"transfer"}, lead...)...), "lead", "deal", "project", "object", "task", "meeting", "call")
	head = with(with(with(with(head, "company", shared), "contact", shared), "product", look), "campaign", look)
	director := every(reach("all", append([]string{"transfer"}, lead...)...), "lead", "deal", "project", "object", "task", "meeting", "call", "campaign", "company", "contact", "product")

	engineer := every(look, "company", "contact", "product")
	engineer = with(with(with(engineer, "deal", reach(own, "view", "edit")), "object", mine), "project", mine)
	engineer = active(engineer)
	finance := every(look.and(reach("all", "export")), "deal", "company", "contact", "product", "project")
	finance = active(finance)
	marketing := every(look, "company", "contact", "product")
	marketing = with(with(with(marketing, "lead", reach("all", lead...)), "deal", reach(own, "view", "create", "edit")), "campaign", reach("all", lead...))
	marketing = active(marketing)
	people := every(look, "company", "contact")
	people = with(active(people), "employee", reach("all", "view", "edit"))
	queue := map[string]any{"lead": reach([]string{"group"}, "view", "edit", "transfer")}

	return []profile{
		{"representative", two{"Sales: own deals", "Продажи: свои сделки"}, representative, nil, everyday},
		{"head", two{"Sales: department", "Продажи: отдел"}, head, nil, map[string]bool{"telephony": true, "mail": true, "documents": true, "reports": true, "campaigns": true}},
		{"director", two{"Commercial director", "Коммерческий директор"}, director, nil, map[string]bool{"telephony": true, "mail": true, "documents": true, "reports": true, "campaigns": true, "processes": true, "api": true}},
		{
			"engineer",
			two{"Service without amounts", "Сервис без сумм"},
			engineer,
			map[string]any{"deal": map[string]string{"value": "hidden", "probability": "hidden", "lost_reason": "hidden"}},
			everyday,
		},
		{"finance", two{"Finance", "Финансы"}, finance, map[string]any{"deal": map[string]string{"value": "read", "comment": "read"}}, map[string]bool{"reports": true, "documents": true}},
		{
			"marketing",
			two{"Marketing", "Маркетинг"},
			marketing,
			map[string]any{"contact": map[string]string{"phone": "masked", "mobile": "masked"}, "deal": map[string]string{"value": "masked"}},
			map[string]bool{"campaigns": true, "mail": true, "reports": true},
		},
		{"people", two{"Personnel", "Кадры"}, people, nil, map[string]bool{"administration.people": true, "mail": true}},
		{"audit", two{"Reads the log", "Читает журнал"}, map[string]any{}, nil, map[string]bool{"administration.audit": true}},
		{"queue", two{"Queue of leads", "Очередь лидов"}, queue, nil, nil},
		{"silent", two{"Reads without comments", "Читает без комментариев"}, every(look, "company", "contact", "product"), nil, map[string]bool{"comments": false}},
	}
}

// role is a node of the role tree; higher ones stand before those below them.
type role struct {
	key, parent string
	name        two
	team        string
	profiles    []string
}

func roles() []role {
	return []role{
		{"director", "", two{"Commercial director", "Коммерческий директор"}, "none", []string{"director"}},
		{"head", "director", two{"Head of sales", "Начальник отдела продаж"}, "none", []string{"head"}},
		{"representative", "head", two{"Sales representative", "Представитель"}, "none", []string{"representative"}},
		{"key", "director", two{"Key account team", "Команда ключевых клиентов"}, "edit", []string{"representative"}},
		{"marketing", "director", two{"Marketing", "Маркетинг"}, "view", []string{"marketing"}},
		{"service", "", two{"Head of service", "Начальник сервиса"}, "none", []string{"engineer"}},
		{"engineer", "service", two{"Engineer", "Инженер"}, "view", []string{"engineer"}},
		{"finance", "", two{"Accountant", "Бухгалтер"}, "none", []string{"finance"}},
		{"people", "", two{"Personnel officer", "Специалист по кадрам"}, "none", []string{"people"}},
		{"guest", "", two{"Trainee", "Стажёр"}, "none", []string{"silent"}},
	}
}

// position is a post; its key is that of the role it implies, unless it says another.
type position struct {
	key, role, department string
	name                  two
}

func positions() []position {
	return []position{
		{"director", "director", "commerce", two{"Commercial director", "Коммерческий директор"}},
		{"head of sales", "head", "", two{"Head of sales", "Начальник отдела продаж"}},
		{"representative", "representative", "", two{"Sales representative", "Торговый представитель"}},
		{"junior", "representative", "north", two{"Junior representative", "Младший представитель"}},
		{"key account", "key", "key", two{"Key account manager", "Менеджер по ключевым клиентам"}},
		{"marketer", "marketing", "marketing", two{"Marketer", "Маркетолог"}},
		{"head of service", "service", "service", two{"Head of service", "Начальник сервиса"}},
		{"engineer", "engineer", "shipyard", two{"Service engineer", "Сервисный инженер"}},
		{"accountant", "finance", "finance", two{"Accountant", "Бухгалтер"}},
		{"personnel", "people", "personnel", two{"Personnel officer", "Специалист по кадрам"}},
		{"trainee", "guest", "", two{"Trainee", "Стажёр"}},
	}
}

func (b *builder) roles(ctx context.Context) error {
	for _, p := range profiles() {
		fields := map[string]any{"name": b.say(p.name), "matrix": p.matrix, "fields": p.fields, "features": p.features}
		if err := b.make(ctx, "profile", p.key, fields); err != nil {
			return err
		}
	}
	for _, r := range roles() {
		fields := map[string]any{"name": b.say(r.name), "parent_id": b.id("role", r.parent), "team": r.team, "profiles": b.idsOf("profile", r.profiles...)}
		if err := b.make(ctx, "role", r.key, fields); err != nil {
			return err
		}
	}
	for _, p := range positions() {
		fields := map[string]any{"name": b.say(p.name), "role_id": b.id("role", p.role), "department_id": b.id("department", p.department)}
		if err := b.make(ctx, "position", p.key, fields); err != nil {
			return err
		}
	}
	return nil
}
