package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"

	"kontora/backend/locale"
)

// country is where customers are. Their people and companies are named as is usual there, and Russian names are written in Latin letters
// for an English company.
type country struct {
	name     two
	dial     string // before seven digits
	mobile   string // likewise
	cyrillic bool
}

func countries() []country {
	return []country{
		{two{"Russia", "Россия"}, "+7815", "+7921", true},
		{two{"Germany", "Германия"}, "+4940", "+49151", false},
		{two{"Netherlands", "Нидерланды"}, "+3110", "+3161", false},
		{two{"Norway", "Норвегия"}, "+472", "+479", false},
		{two{"Finland", "Финляндия"}, "+3589", "+35840", false},
		{two{"Poland", "Польша"}, "+4858", "+4850", false},
		{two{"Denmark", "Дания"}, "+453", "+452", false},
	}
}

// phone is a number that nobody is likely to have.
func phone(rng *rand.Rand, prefix string) string {
	return fmt.Sprintf("%s%07d", prefix, 2_000_000+rng.IntN(6_999_999))
}

// human is somebody outside the company, or one of its many sellers.
type human struct{ first, last string }

func someone(rng *rand.Rand, cyrillic bool) human {
	if !cyrillic {
		return human{
			pick(rng, words("Anna|Bruno|Clara|David|Emma|Felix|Greta|Hugo|Ines|Jonas|Karin|Lars|Mila|Noah|Paul|Rosa")),
			pick(rng, words("Andersen|Becker|Cruz|Dijkstra|Eriksen|Fischer|Gruber|Haas|Ivarsson|Keller|Larsen|Meijer|Nowak|Olsen|Peeters|Richter|Silva|Tanaka|Visser|Wagner")),
		}
	}
	if rng.IntN(2) == 0 {
		return human{
			pick(rng, words("Валерия|Галина|Ева|Ксения|Лидия|Наталья|Оксана|Светлана|Ульяна")),
			pick(rng, words("Громова|Егорова|Исаева|Лукина|Осипова|Седова|Уварова|Чернова|Абрамова|Титова")),
		}
	}
	return human{
		pick(rng, words("Алексей|Борис|Денис|Захар|Илья|Максим|Пётр|Сергей|Фёдор")),
		pick(rng, words("Абрамов|Быков|Дьяков|Зимин|Карпов|Мельник|Назаров|Панин|Рябов|Титов|Фомин|Шилов")),
	}
}

// companyName makes names that do not repeat for a long time, each in one language.
func companyName(number int) (name string, cyrillic bool) {
	russian, western := words("Балтика|Заполярье|Мурман|Онега|Ладога|Поморье|Северяне|Якорь|Маяк|Бриз"), words("Atlas|Baltic|Coral|Delta|Elbe|Fjord|Gulf|Harbour|Island|Jetty|Kiel|Lagoon|Maas|Nordic|Ocean")
	heads := len(russian) + len(western)
	head, round := number%heads, number/heads
	tails, mark := words("Логистика|Терминал|Флот|Судоремонт|Снаб|Кран|Порт|Транс|Сервис|Строй|Буксир"), "-"
	if cyrillic = head < len(russian); cyrillic {
		name = russian[head]
	} else {
		name = western[head-len(russian)]
		tails, mark = words("Shipping|Terminals|Marine|Cargo|Lines|Docks|Freight|Offshore|Towage|Supply|Shipyard"), " "
	}
	name += mark + tails[(head+round)%len(tails)]
	if again := round / len(tails); again > 0 {
		name = fmt.Sprintf("%s %d", name, again+1)
	}
	return name, cyrillic
}

// written is a Russian name as a company of the language writes it.
func (b *builder) written(name string) string { return written(b.language, name) }

func written(language locale.Language, name string) string {
	if language == locale.Russian {
		return name
	}
	return latin(name)
}

// latin writes Russian letters in Latin ones, as in passports and addresses of mail; others stay.
func latin(text string) string {
	const russian = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
	letters := words("a|b|v|g|d|e|e|zh|z|i|i|k|l|m|n|o|p|r|s|t|u|f|kh|ts|ch|sh|shch||y||e|yu|ya")
	var out strings.Builder
	for _, letter := range text {
		at := strings.IndexRune(russian, unicode.ToLower(letter))
		if at < 0 {
			out.WriteRune(letter)
			continue
		}
		said := letters[at/len("а")]
		if unicode.IsUpper(letter) && said != "" {
			said = strings.ToUpper(said[:1]) + said[1:]
		}
		out.WriteString(said)
	}
	return out.String()
}

// mailName is a name as it stands in an address of mail.
func mailName(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(latin(name))), "-")
}
