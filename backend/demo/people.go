package demo

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"kontora/backend/access"
)

// person is an employee; superiors stand before those who report to them. Each line: last name, first name, patronymic, login,
// position, department, branch, superior, status.
type person struct {
	last, first, patronymic, login, position, department, branch, superior, status string
}

// staff lists the people of the usual company besides its administrator.
func staff() []person {
	lines := `
Орлов|Павел|Андреевич|orlov|director|commerce|petersburg|admin|active
Белова|Ирина|Сергеевна|belova|head of sales|north|murmansk|orlov|active
Harmsen|Joost||harmsen|head of sales|west|rotterdam|orlov|active
Lindqvist|Astrid||lindqvist|key account|key|hamburg|orlov|active
Brandt|Ingrid||brandt|marketer|marketing|hamburg|orlov|active
Vries|Marijke||vries|head of service|service|rotterdam|admin|active
Громов|Степан|Ильич|gromov|engineer|shipyard|murmansk|vries|active
Кузнецова|Вера|Павловна|kuznetsova|accountant|finance|petersburg|admin|active
Зайцева|Нина|Олеговна|zaitseva|personnel|personnel|petersburg|admin|active
Петров|Антон|Викторович|petrov|representative|north|murmansk|belova|active
Смирнова|Ольга|Дмитриевна|smirnova|representative|north|murmansk|belova|active
Фёдоров|Кирилл|Юрьевич|fedorov|representative|north|petersburg|belova|active
Ершова|Алёна|Игоревна|ershova|junior|north|petersburg|petrov|active
Щукин|Лев|Борисович|shchukin|junior|north|murmansk|petrov|active
Яковлева|Дарья|Романовна|yakovleva|representative|north|petersburg|belova|active
Никитин|Глеб|Олегович|nikitin|representative|north|murmansk|belova|suspended
Дорохов|Марк|Львович|dorokhov|representative|north|petersburg|belova|dismissed
Jansen|Pieter||jansen|representative|west|rotterdam|harmsen|active
De Boer|Sanne||de.boer|representative|west|rotterdam|harmsen|active
Müller|Jürgen||mueller|representative|west|hamburg|harmsen|active
Kowalska|Zofia||kowalska|representative|west|hamburg|harmsen|active
Nielsen|Søren||nielsen|representative|west|hamburg|harmsen|active
O’Connor|Maeve||oconnor|representative|west|rotterdam|harmsen|active
García|Lucía||garcia|representative|west|rotterdam|harmsen|invited
Тихонов|Роман|Алексеевич|tikhonov|key account|key|petersburg|lindqvist|active
Virtanen|Aino||virtanen|key account|key|hamburg|lindqvist|active
Dubois|Étienne||dubois|key account|key|rotterdam|lindqvist|active
Лебедева|Полина|Максимовна|lebedeva|marketer|marketing|petersburg|brandt|active
Rossi|Chiara||rossi|marketer|marketing|hamburg|brandt|active
Волков|Егор|Тимурович|volkov|engineer|shipyard|murmansk|gromov|active
Ахметов|Тимур|Рашидович|akhmetov|engineer|shipyard|murmansk|gromov|active
Bakker|Daan||bakker|engineer|service|rotterdam|vries|active
Schmidt|Anke||schmidt|engineer|service|hamburg|vries|active
Соловьёв|Юрий|Петрович|soloviev|engineer|shipyard|murmansk|gromov|active
Морозова|Елена|Андреевна|morozova|accountant|finance|petersburg|kuznetsova|active
Hansen|Ida||hansen|accountant|finance|hamburg|kuznetsova|active
Попова|Кира|Степановна|popova|personnel|personnel|petersburg|zaitseva|active
Жуков|Артём||zhukov|trainee|north|murmansk|belova|active
Novák|Jan||novak|trainee|west|hamburg|harmsen|invited
`
	var people []person
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		p := strings.Split(line, "|")
		people = append(people, person{p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8]})
	}
	return people
}

func (b *builder) people(ctx context.Context) error {
	b.ids["employee admin"] = b.Model().Directory.Employees[b.admin].ID
	if err := b.change(ctx, "employee", "admin", map[string]any{
		"branch_id": b.id("branch", "petersburg"), "department_id": b.id("department", "port"),
		"email": "sokolova@northern-port.example",
	}); err != nil {
		return err
	}
	for i, p := range staff() {
		if err := b.employ(ctx, p, i); err != nil {
			return err
		}
	}
	if err := b.regional(ctx); err != nil {
		return err
	}
	for _, d := range departments() {
		if err := b.change(ctx, "department", d.key, map[string]any{"head_id": b.id("employee", d.head)}); err != nil {
			return err
		}
	}
	// A role set by hand survives a change of position; a profile can be given to one person alone.
	if err := b.change(ctx, "employee", "smirnova", map[string]any{"role_id": b.id("role", "key")}); err != nil {
		return err
	}
	return b.change(ctx, "employee", "morozova", map[string]any{"profiles": b.idsOf("profile", "audit")})
}

func (b *builder) employ(ctx context.Context, p person, number int) error {
	fields := map[string]any{
		"last_name": b.written(p.last), "first_name": b.written(p.first), "patronymic": b.written(p.patronymic), "login": p.login, "status": p.status,
		"position_id": b.id("position", p.position), "department_id": b.id("department", p.department),
		"branch_id": b.id("branch", p.branch), "reports_to": b.id("employee", p.superior),
		"email": p.login + "@northern-port.example", "extension": strconv.Itoa(101 + number),
	}
	for _, place := range branches() {
		if place.key == p.branch {
			fields["time_zone"] = place.zone
		}
	}
	if signsIn(p.login) {
		fields["password"] = Password
	}
	return b.make(ctx, "employee", p.login, fields)
}

// regional makes the people that a larger company has: departments of regional sales, each with its head.
func (b *builder) regional(ctx context.Context) error {
	const team = 20
	for made := 1 + len(staff()); made < b.options.Employees; made++ {
		number := made - len(staff())
		key, head := fmt.Sprintf("region %d", (number-1)/team+1), fmt.Sprintf("region%d.1", (number-1)/team+1)
		who := someone(b.rng, number%3 == 0)
		p := person{
			last: who.last, first: who.first, login: fmt.Sprintf("region%d.%d", (number-1)/team+1, (number-1)%team+1),
			position: "representative", department: key, branch: branches()[number%4].key, superior: head, status: "active",
		}
		if (number-1)%team == 0 {
			name := two{fmt.Sprintf("Regional sales %d", (number-1)/team+1), fmt.Sprintf("Региональные продажи %d", (number-1)/team+1)}
			if err := b.make(ctx, "department", key, map[string]any{"name": b.say(name), "parent_id": b.id("department", "commerce")}); err != nil {
				return err
			}
			p.position, p.superior = "head of sales", "orlov"
		}
		if err := b.employ(ctx, p, len(staff())+number); err != nil {
			return err
		}
		if p.position == "head of sales" {
			if err := b.change(ctx, "department", key, map[string]any{"head_id": b.id("employee", p.login)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// groups makes sets of people that cut across departments.
func (b *builder) groups(ctx context.Context) error {
	member := func(kind access.PrincipalKind, key string, manages bool) map[string]any {
		m := b.principal(kind, key)
		m["manager"] = manages
		return m
	}
	groups := []struct {
		key     string
		name    two
		fields  map[string]any
		members func() []map[string]any // asked for when it is made: a group may hold one made before it
	}{
		{
			"leads",
			two{"Queue of northern leads", "Очередь северных лидов"},
			map[string]any{"profiles": b.idsOf("profile", "queue"), "department_id": b.id("department", "north"), "branch_id": b.id("branch", "murmansk"), "counts_for_reach": true},
			func() []map[string]any {
				return []map[string]any{member(access.InDepartment, "north", false), member(access.OneEmployee, "belova", true), member(access.OneEmployee, "brandt", true)}
			},
		},
		{
			"crane",
			two{"Project “Crane 400”", "Проект «Кран-400»"},
			map[string]any{"counts_for_reach": true},
			func() []map[string]any {
				return []map[string]any{member(access.OneEmployee, "tikhonov", true), member(access.OneEmployee, "gromov", false), member(access.OneEmployee, "jansen", false), member(access.OneEmployee, "petrov", false)}
			},
		},
		{
			"hamburg",
			two{"Everyone in Hamburg", "Все в Гамбурге"},
			map[string]any{"counts_for_reach": false},
			func() []map[string]any {
				return []map[string]any{member(access.InBranch, "hamburg", false)}
			},
		},
		{
			"engineers",
			two{"All engineers", "Все инженеры"},
			map[string]any{"counts_for_reach": false},
			func() []map[string]any {
				return []map[string]any{member(access.InRoleAndBelow, "service", false)}
			},
		},
		{
			"tenders",
			two{"Tenders", "Тендеры"},
			map[string]any{"counts_for_reach": true},
			func() []map[string]any {
				return []map[string]any{member(access.InGroup, "crane", false), member(access.InRole, "key", false), member(access.OneEmployee, "kuznetsova", true)}
			},
		},
	}
	for _, g := range groups {
		g.fields["name"], g.fields["members"] = b.say(g.name), g.members()
		if err := b.make(ctx, "group", g.key, g.fields); err != nil {
			return err
		}
	}
	for number := len(groups) + 1; number <= b.options.Groups; number++ {
		key := fmt.Sprintf("group %d", number)
		members := []map[string]any{}
		for range 6 {
			members = append(members, member(access.OneEmployee, staff()[b.rng.IntN(len(staff()))].login, len(members) == 0))
		}
		name := two{fmt.Sprintf("Working group %d", number), fmt.Sprintf("Рабочая группа %d", number)}
		if err := b.make(ctx, "group", key, map[string]any{"name": b.say(name), "members": members, "counts_for_reach": true}); err != nil {
			return err
		}
	}
	return nil
}
