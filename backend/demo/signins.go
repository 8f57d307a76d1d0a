package demo

import "kontora/backend/locale"

// Password is everybody's in the made-up company. The office that shows it lives in a temporary folder.
const Password = "demo-demo-demo"

// SignIn is someone to sign in as.
type SignIn struct {
	Login    string
	Password string
	Who      locale.Labels
}

// SignIns lists whom to sign in as to see the company from every side, the administrator first.
func SignIns() []SignIn {
	who := func(login, en, ru string) SignIn {
		return SignIn{login, Password, locale.Labels{locale.English: en, locale.Russian: ru}}
	}
	return []SignIn{
		who("admin", "Marina Sokolova, administrator: sees and changes everything", "Марина Соколова, администратор: видит и меняет всё"),
		who("orlov", "Pavel Orlov, commercial director: sees the work of everyone below him", "Павел Орлов, коммерческий директор: видит работу всех, кто ниже"),
		who("belova", "Irina Belova, head of sales: hands deals over within her department", "Ирина Белова, начальник отдела продаж: передаёт сделки внутри отдела"),
		who("petrov", "Anton Petrov, sales representative: sees his own deals, those of his groups and what others open to him", "Антон Петров, представитель: видит свои сделки, сделки своих групп и то, что ему открыли другие"),
		who("lindqvist", "Astrid Lindqvist, key accounts: her team edits each other's deals", "Астрид Линдквист, ключевые клиенты: в её команде правят сделки друг друга"),
		who("gromov", "Stepan Gromov, shipyard engineer: sees won deals without their value", "Степан Громов, инженер верфи: видит выигранные сделки без суммы"),
		who("kuznetsova", "Vera Kuznetsova, finance: sees all deals and exports them, changes none", "Вера Кузнецова, финансы: видит и выгружает все сделки, но не меняет"),
		who("brandt", "Ingrid Brandt, marketing: works on leads, sees the end of phone numbers only", "Ингрид Брандт, маркетинг: ведёт лиды, от телефонов видит только конец"),
		who("zaitseva", "Nina Zaitseva, personnel: administers people, has no access to deals", "Нина Зайцева, кадры: ведёт сотрудников, доступа к сделкам нет"),
	}
}

func signsIn(login string) bool {
	for _, s := range SignIns() {
		if s.Login == login {
			return true
		}
	}
	return false
}
