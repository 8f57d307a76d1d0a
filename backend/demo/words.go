package demo

import (
	"math/rand/v2"
	"strings"
)

func pick[T any](rng *rand.Rand, list []T) T { return list[rng.IntN(len(list))] }

func words(text string) []string { return strings.Split(text, "|") }

// good is something that the company sells.
type good struct {
	name  two
	price int // of one, in whole euros
	unit  two
	most  int // how many one customer orders
}

func goods() []good {
	piece, set, hour, day, metre := two{"piece", "шт."}, two{"set", "компл."}, two{"hour", "час"}, two{"day", "сутки"}, two{"metre", "м"}
	return []good{
		{two{"Quay crane 400 t", "Причальный кран 400 т"}, 1_900_000, piece, 2},
		{two{"Mobile crane 60 t", "Мобильный кран 60 т"}, 380_000, piece, 3},
		{two{"Gantry overhaul", "Капремонт портала"}, 240_000, piece, 2},
		{two{"Mooring set", "Швартовный комплект"}, 8_400, set, 12},
		{two{"Fender system", "Отбойные устройства"}, 14_500, set, 20},
		{two{"Dredging pump", "Грунтовый насос"}, 46_000, piece, 4},
		{two{"Hull cleaning", "Очистка корпуса"}, 12_800, piece, 6},
		{two{"Dry dock", "Стоянка в доке"}, 9_500, day, 20},
		{two{"Engine service", "Обслуживание двигателя"}, 140, hour, 400},
		{two{"Container spreader", "Спредер для контейнеров"}, 92_000, piece, 5},
		{two{"Winch 12 t", "Лебёдка 12 т"}, 17_200, piece, 8},
		{two{"Bollard pull test", "Испытание тягового усилия"}, 3_600, piece, 5},
		{two{"Navigation lights", "Навигационные огни"}, 1_150, set, 30},
		{two{"Reefer sockets", "Розетки для рефрижераторов"}, 480, piece, 120},
		{two{"Conveyor belt", "Конвейерная лента"}, 310, metre, 900},
		{two{"Ice fender", "Ледовая защита"}, 22_000, set, 10},
		{two{"Pilot boat charter", "Аренда лоцманского катера"}, 2_400, day, 30},
		{two{"Diving inspection", "Водолазный осмотр"}, 4_900, day, 6},
	}
}

func lossReasons() []two {
	return []two{{"price", "цена"}, {"deadline", "сроки"}, {"competitor", "выбрали конкурента"}, {"no budget", "нет бюджета"}, {"project put off", "проект отложен"}}
}

func noteTexts() []two {
	return []two{
		{"They asked for delivery before the ice season.", "Просят поставить до ледостава."},
		{"The chief engineer wants to see the equipment at work first.", "Главный механик хочет сначала увидеть технику в работе."},
		{"Budget is agreed, the board decides on Thursday.", "Бюджет согласован, правление решает в четверг."},
		{"A competitor offers a longer warranty.", "Конкурент предлагает гарантию дольше."},
		{"Sent the revised drawings.", "Отправили исправленные чертежи."},
		{"Called, nobody answered. Try again after lunch.", "Звонили, не ответили. Перезвонить после обеда."},
		{"They pay in two parts: on signing and on hand-over.", "Платят в два приёма: при подписании и при сдаче."},
		{"The berth is free from the 12th.", "Причал свободен с 12-го."},
		{"Their lawyer has questions about the penalty clause.", "У их юриста вопросы по пункту о неустойке."},
		{"Met at the fair; they are replacing their equipment next year.", "Встретились на выставке; в следующем году они меняют технику."},
	}
}

// nextSteps are the tasks that fit a deal at a stage.
func nextSteps(stage any) []two {
	switch stage {
	case "prospecting":
		return []two{{"Call and find out what is needed", "Позвонить и выяснить потребность"}, {"Visit the terminal", "Съездить на терминал"}, {"Find out who decides", "Узнать, кто принимает решение"}}
	case "engaging":
		return []two{{"Send the offer", "Отправить предложение"}, {"Check the drawings", "Проверить чертежи"}, {"Call the chief engineer", "Позвонить главному механику"}}
	case "proposal":
		return []two{{"Ask about the decision", "Узнать о решении"}, {"Prepare the contract", "Подготовить договор"}, {"Agree on the terms of payment", "Согласовать условия оплаты"}}
	case "won":
		return []two{{"Book a berth", "Забронировать причал"}, {"Hand over to service", "Передать в сервис"}}
	}
	return []two{{"Ask again in half a year", "Напомнить о себе через полгода"}}
}
