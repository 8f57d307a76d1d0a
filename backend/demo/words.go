package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

func pick[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }

func words(text string) []string { return strings.Split(text, "|") }

func lastNames() []string {
	return words("Абрамов|Быков|Громова|Дьяков|Егорова|Зимин|Исаева|Карпов|Лукина|Мельник|Назаров|Осипова|Панин|Рябов|Седова|Титов|Уварова|Фомин|Чернова|Шилов|" +
		"Andersen|Becker|Cruz|Dijkstra|Eriksen|Fischer|Gruber|Haas|Ivarsson|Keller|Larsen|Meijer|Nowak|Olsen|Peeters|Richter|Silva|Tanaka|Visser|Wagner")
}

func firstNames() []string {
	return words("Алексей|Борис|Валерия|Галина|Денис|Ева|Захар|Илья|Ксения|Лидия|Максим|Наталья|Оксана|Пётр|Светлана|Ульяна|" +
		"Anna|Bruno|Clara|David|Emma|Felix|Greta|Hugo|Ines|Jonas|Karin|Lars|Mila|Noah|Paul|Rosa")
}

// companyName makes names that do not repeat for a long time.
func companyName(rng *rand.Rand, number int) string {
	heads := words("Балтика|Заполярье|Мурман|Онега|Ладога|Поморье|Северяне|Якорь|Маяк|Бриз|Atlas|Baltic|Coral|Delta|Elbe|Fjord|Gulf|Harbour|Island|Jetty|Kiel|Lagoon|Maas|Nordic|Ocean")
	tails := words("Логистика|Терминал|Флот|Судоремонт|Снаб|Кран|Порт|Транс|Shipping|Terminals|Marine|Cargo|Lines|Docks|Freight|Offshore|Towage|Supply")
	head, tail := heads[number%len(heads)], tails[(number/len(heads)+number)%len(tails)]
	if round := number / (len(heads) * len(tails)); round > 0 {
		return fmt.Sprintf("%s %s %d", head, tail, round+1)
	}
	if rng.IntN(4) == 0 {
		return head + "-" + tail
	}
	return head + " " + tail
}

// goods are what the company sells.
func goods() []two {
	return []two{
		{"Quay crane 400 t", "Причальный кран 400 т"},
		{"Mobile crane 60 t", "Мобильный кран 60 т"},
		{"Gantry overhaul", "Капремонт портала"},
		{"Mooring set", "Швартовный комплект"},
		{"Fender system", "Отбойные устройства"},
		{"Dredging pump", "Грунтовый насос"},
		{"Hull cleaning", "Очистка корпуса"},
		{"Dry dock, ten days", "Док, десять суток"},
		{"Engine service", "Обслуживание двигателя"},
		{"Container spreader", "Спредер для контейнеров"},
		{"Winch 12 t", "Лебёдка 12 т"},
		{"Bollard pull test", "Испытание тягового усилия"},
		{"Navigation lights", "Навигационные огни"},
		{"Reefer sockets", "Розетки для рефрижераторов"},
		{"Conveyor belt", "Конвейерная лента"},
		{"Ice fender", "Ледовая защита"},
		{"Pilot boat charter", "Аренда лоцманского катера"},
		{"Diving inspection", "Водолазный осмотр"},
	}
}

func noteTexts() []two {
	return []two{
		{"They asked for delivery before the ice season.", "Просят поставить до ледостава."},
		{"The chief engineer wants to see a crane at work first.", "Главный механик хочет сначала увидеть кран в работе."},
		{"Budget is agreed, the board decides on Thursday.", "Бюджет согласован, правление решает в четверг."},
		{"A competitor offers a longer warranty.", "Конкурент предлагает гарантию дольше."},
		{"Sent the revised drawings.", "Отправили исправленные чертежи."},
		{"Called, nobody answered. Try again after lunch.", "Звонили, не ответили. Перезвонить после обеда."},
		{"They pay in two parts: on signing and on hand-over.", "Платят в два приёма: при подписании и при сдаче."},
		{"The berth is free from the 12th.", "Причал свободен с 12-го."},
	}
}

func taskTitles() []two {
	return []two{
		{"Send the offer", "Отправить предложение"},
		{"Call the chief engineer", "Позвонить главному механику"},
		{"Book a berth", "Забронировать причал"},
		{"Check the drawings", "Проверить чертежи"},
		{"Prepare the contract", "Подготовить договор"},
		{"Visit the terminal", "Съездить на терминал"},
	}
}
