package schema

import "kontora/backend/locale"

// Names of the types that other parts of the program know by name.
const (
	TypeEmployee = "employee"
	TypeTask     = "task"
	TypeNote     = "note"
	TypeDeal     = "deal"
	TypeContact  = "contact"
	TypeCompany  = "company"
)

// Sections of the built-in cards.
const (
	sectionMain    = "main"
	sectionContact = "contact"
	sectionMore    = "more"
)

// Builtin returns the types a company starts with, without numbers: whoever stores them gives types and fields theirs.
func Builtin() []*ElementType {
	return []*ElementType{
		employeeType(), leadType(), contactType(), companyType(), dealType(), productType(), projectType(), objectType(), taskType(), noteType(),
	}
}

func builtin(name, icon string, ground Default, one, many, oneRu, manyRu string, fields ...*Field) *ElementType {
	for i, f := range fields {
		f.Order = i + 1
	}
	return &ElementType{
		Name: name, Icon: icon, Default: ground, CreatorKeeps: CreatorViews, Supervision: UsualSupervision(),
		Labels: TypeLabels{One: labels(one, oneRu), Many: labels(many, manyRu)},
		Fields: fields, Comments: true, ExistsHint: ground != Private,
	}
}

func labels(en, ru string) locale.Labels {
	return locale.Labels{locale.English: en, locale.Russian: ru}
}

func field(name, kind, section, en, ru string) *Field {
	return &Field{Name: name, Kind: kind, Section: section, Labels: labels(en, ru), DefaultRight: Edit, System: true}
}

// title is the field name of a type: what its records are called by.
func title(en, ru string) *Field {
	f := field(FieldName, "text", sectionMain, en, ru)
	f.Required, f.Fast, f.InSearch = true, true, true
	return f
}

func fast(f *Field) *Field     { f.Fast = true; return f }
func searched(f *Field) *Field { f.InSearch = true; return f }

func to(target string, f *Field) *Field {
	f.Target = target
	return f
}

func choices(f *Field, list ...Choice) *Field {
	f.Choices = list
	return f
}

func choice(value, en, ru, color string) Choice {
	return Choice{Value: value, Labels: labels(en, ru), Color: color}
}

func outcome(value, en, ru, color, result string) Choice {
	return Choice{Value: value, Labels: labels(en, ru), Color: color, Outcome: result}
}

func employeeType() *ElementType {
	name := title("Name", "Имя")
	name.Required = false // made of its parts
	t := builtin(TypeEmployee, "users", Private, "Employee", "Employees", "Сотрудник", "Сотрудники",
		name,
		field("last_name", "text", sectionMain, "Last name", "Фамилия"),
		field("first_name", "text", sectionMain, "First name", "Имя"),
		field("patronymic", "text", sectionMain, "Patronymic", "Отчество"),
		searched(field("email", "email", sectionContact, "E-mail", "Эл. почта")),
		searched(field("phone", "phone", sectionContact, "Work phone", "Рабочий телефон")),
		searched(field("mobile", "phone", sectionContact, "Mobile phone", "Мобильный телефон")),
		field("extension", "text", sectionContact, "Extension", "Добавочный"),
		field("birthday", "date", sectionMore, "Birthday", "День рождения"),
		field("about", "long_text", sectionMore, "About", "О себе"),
	)
	t.Comments, t.ExistsHint = false, false
	// Names are changed under Employees: wherever a person is named the directory's copy is shown, and there is one way to change both.
	for _, f := range t.Fields[:4] {
		f.DefaultRight, f.Cap = Read, Read
	}
	return t
}

func leadType() *ElementType {
	return builtin("lead", "target", DefaultView, "Lead", "Leads", "Лид", "Лиды",
		title("Lead", "Лид"),
		fast(choices(field("stage", "choice", sectionMain, "Stage", "Стадия"),
			choice("new", "New", "Новый", "gray"), choice("working", "In progress", "В работе", "blue"),
			outcome("converted", "Converted", "Превращён в сделку", "green", "won"), outcome("rejected", "Rejected", "Отклонён", "red", "lost"))),
		choices(field("source", "choice", sectionMain, "Source", "Источник"),
			choice("site", "Web site", "Сайт", "gray"), choice("call", "Call", "Звонок", "gray"), choice("mail", "Mail", "Письмо", "gray"),
			choice("fair", "Trade fair", "Выставка", "gray"), choice("referral", "Referral", "Рекомендация", "gray")),
		field("value", "money", sectionMain, "Expected value", "Ожидаемая сумма"),
		searched(field("person", "text", sectionContact, "Contact person", "Контактное лицо")),
		searched(field("company_name", "text", sectionContact, "Company", "Компания")),
		searched(field("phone", "phone", sectionContact, "Phone", "Телефон")),
		searched(field("email", "email", sectionContact, "E-mail", "Эл. почта")),
		field("comment", "long_text", sectionMore, "Comment", "Комментарий"),
	)
}

func contactType() *ElementType {
	return builtin(TypeContact, "user", DefaultEdit, "Contact", "Contacts", "Контакт", "Контакты",
		title("Name", "Имя"),
		fast(to(TypeCompany, field("company", "link", sectionMain, "Company", "Компания"))),
		field("post", "text", sectionMain, "Post", "Должность"),
		searched(field("phone", "phone", sectionContact, "Phone", "Телефон")),
		searched(field("mobile", "phone", sectionContact, "Mobile phone", "Мобильный телефон")),
		searched(field("email", "email", sectionContact, "E-mail", "Эл. почта")),
		field("birthday", "date", sectionMore, "Birthday", "День рождения"),
		field("comment", "long_text", sectionMore, "Comment", "Комментарий"),
	)
}

func companyType() *ElementType {
	return builtin(TypeCompany, "building", DefaultEdit, "Company", "Companies", "Компания", "Компании",
		title("Name", "Название"),
		fast(choices(field("industry", "choice", sectionMain, "Industry", "Отрасль"),
			choice("technology", "Technology", "Технологии", "gray"), choice("medical", "Medical", "Медицина", "gray"),
			choice("retail", "Retail", "Розничная торговля", "gray"), choice("software", "Software", "Программное обеспечение", "gray"),
			choice("entertainment", "Entertainment", "Развлечения", "gray"), choice("marketing", "Marketing", "Маркетинг", "gray"),
			choice("telecommunications", "Telecommunications", "Связь", "gray"), choice("finance", "Finance", "Финансы", "gray"),
			choice("employment", "Employment", "Подбор персонала", "gray"), choice("services", "Services", "Услуги", "gray"),
			choice("manufacturing", "Manufacturing", "Производство", "gray"), choice("other", "Other", "Другое", "gray"))),
		fast(to(TypeCompany, field("parent_company", "link", sectionMain, "Subsidiary of", "Дочерняя компания"))),
		searched(field("phone", "phone", sectionContact, "Phone", "Телефон")),
		searched(field("email", "email", sectionContact, "E-mail", "Эл. почта")),
		field("site", "url", sectionContact, "Web site", "Сайт"),
		field("country", "text", sectionContact, "Country", "Страна"),
		field("address", "text", sectionContact, "Address", "Адрес"),
		searched(field("tax_number", "text", sectionMore, "Tax number", "ИНН")),
		field("revenue", "money", sectionMore, "Yearly revenue", "Годовая выручка"),
		field("staff", "number", sectionMore, "Staff", "Число сотрудников"),
		field("founded", "number", sectionMore, "Founded in", "Год основания"),
		field("comment", "long_text", sectionMore, "Comment", "Комментарий"),
	)
}

func dealType() *ElementType {
	return builtin(TypeDeal, "briefcase", DefaultView, "Deal", "Deals", "Сделка", "Сделки",
		title("Deal", "Сделка"),
		fast(choices(field("stage", "choice", sectionMain, "Stage", "Стадия"),
			choice("prospecting", "Prospecting", "Первичный контакт", "gray"), choice("engaging", "Engaging", "Переговоры", "blue"),
			choice("proposal", "Proposal", "Предложение", "yellow"),
			outcome("won", "Won", "Успех", "green", "won"), outcome("lost", "Lost", "Отказ", "red", "lost"))),
		fast(field("value", "money", sectionMain, "Value", "Сумма")),
		fast(to(TypeCompany, field("company", "link", sectionMain, "Company", "Компания"))),
		to(TypeContact, field("contact", "link", sectionMain, "Contact", "Контакт")),
		to("product", field("product", "link", sectionMain, "Product", "Товар или услуга")),
		field("opened_on", "date", sectionMore, "Opened on", "Дата начала"),
		fast(field("close_date", "date", sectionMain, "Close date", "Дата закрытия")),
		field("probability", "number", sectionMore, "Probability, %", "Вероятность, %"),
		field("lost_reason", "text", sectionMore, "Reason of loss", "Причина отказа"),
		searched(field("number", "text", sectionMore, "Number", "Номер")),
		field("comment", "long_text", sectionMore, "Comment", "Комментарий"),
	)
}

func productType() *ElementType {
	return builtin("product", "box", DefaultEdit, "Product or service", "Products and services", "Товар или услуга", "Товары и услуги",
		title("Name", "Название"),
		searched(field("sku", "text", sectionMain, "Article", "Артикул")),
		field("series", "text", sectionMain, "Series", "Серия"),
		fast(field("price", "money", sectionMain, "Price", "Цена")),
		field("unit", "text", sectionMain, "Unit", "Единица"),
		field("active", "yes_no", sectionMain, "On sale", "В продаже"),
		field("comment", "long_text", sectionMore, "Description", "Описание"),
	)
}

func projectType() *ElementType {
	return builtin("project", "clipboard", DefaultView, "Project", "Projects", "Проект", "Проекты",
		title("Name", "Название"),
		choices(field("state", "choice", sectionMain, "State", "Состояние"),
			choice("planned", "Planned", "Запланирован", "gray"), choice("running", "Running", "Идёт", "blue"),
			outcome("done", "Done", "Завершён", "green", "won"), outcome("stopped", "Stopped", "Остановлен", "red", "lost")),
		to(TypeCompany, field("company", "link", sectionMain, "Company", "Компания")),
		to(TypeDeal, field("deal", "link", sectionMain, "Deal", "Сделка")),
		field("starts_on", "date", sectionMain, "Starts on", "Начало"),
		field("due", "date", sectionMain, "Due", "Срок"),
		field("budget", "money", sectionMain, "Budget", "Бюджет"),
		field("comment", "long_text", sectionMore, "Comment", "Комментарий"),
	)
}

func objectType() *ElementType {
	return builtin("object", "map-pin", DefaultView, "Object", "Objects", "Объект", "Объекты",
		title("Name", "Название"),
		to(TypeCompany, field("company", "link", sectionMain, "Company", "Компания")),
		field("address", "text", sectionMain, "Address", "Адрес"),
		searched(field("serial_number", "text", sectionMain, "Serial number", "Серийный номер")),
		field("comment", "long_text", sectionMore, "Comment", "Комментарий"),
	)
}

func taskType() *ElementType {
	t := builtin(TypeTask, "check", Private, "Task", "Tasks", "Задача", "Задачи",
		title("Task", "Задача"),
		fast(field("due", "date_time", sectionMain, "Due", "Срок")),
		fast(field("done", "yes_no", sectionMain, "Done", "Выполнена")),
		fast(to("", field("about", "link", sectionMain, "About", "К чему относится"))),
		field("comment", "long_text", sectionMore, "Comment", "Комментарий"),
	)
	t.CreatorKeeps = CreatorEdits
	return t
}

func noteType() *ElementType {
	name := title("Note", "Заметка")
	name.Required = false // its first words
	t := builtin(TypeNote, "note", Parent, "Note", "Notes", "Заметка", "Заметки",
		name,
		fast(to("", field("about", "link", sectionMain, "On", "К чему относится"))),
		field("text", "long_text", sectionMain, "Text", "Текст"),
		choices(field("channel", "choice", sectionMain, "Kind", "Вид"),
			choice("note", "Note", "Заметка", "gray"), choice("chat", "Chat", "Чат", "gray")),
	)
	t.ParentField, t.Comments, t.IsComment = "about", false, true
	return t
}
