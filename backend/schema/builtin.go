package schema

import "kontora/backend/locale"

// Names of the types that other parts of the program know by name.
const (
	TypeEmployee = "employee"
	TypeTask     = "task"
	TypeMeeting  = "meeting"
	TypeCall     = "call"
	TypeCampaign = "campaign"
	TypeNote     = "note"
	TypeFile     = "file"
	TypeLead     = "lead"
	TypeDeal     = "deal"
	TypeContact  = "contact"
	TypeCompany  = "company"
	TypeProduct  = "product"
	TypeLine     = "line"
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
		employeeType(), leadType(), contactType(), companyType(), dealType(), productType(), lineType(), projectType(), objectType(), taskType(),
		meetingType(), callType(), campaignType(), noteType(), fileType(),
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
	f := field(FieldName, KindText, sectionMain, en, ru)
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

func calculated(result, formula string, f *Field) *Field {
	f.Result, f.Formula = result, formula
	return f
}

// stage is a choice that says how likely it is to come to something, in percent.
func stage(value, en, ru, color string, percent int) Choice {
	c := choice(value, en, ru, color)
	c.Probability = &percent
	return c
}

func employeeType() *ElementType {
	name := title("Full name", "Полное имя")
	name.Required = false // made of its parts
	t := builtin(TypeEmployee, "users", Private, "Employee", "Employees", "Сотрудник", "Сотрудники",
		name,
		field(FieldLastName, KindText, sectionMain, "Last name", "Фамилия"),
		field(FieldFirstName, KindText, sectionMain, "First name", "Имя"),
		field(FieldPatronymic, KindText, sectionMain, "Patronymic", "Отчество"),
		searched(field("email", KindEmail, sectionContact, "E-mail", "Эл. почта")),
		searched(field("phone", KindPhone, sectionContact, "Work phone", "Рабочий телефон")),
		searched(field("mobile", KindPhone, sectionContact, "Mobile phone", "Мобильный телефон")),
		field("extension", KindText, sectionContact, "Extension", "Добавочный"),
		field("birthday", KindDate, sectionMore, "Birthday", "День рождения"),
		field("about", KindLongText, sectionMore, "About", "О себе"),
		photo(),
	)
	t.Comments, t.ExistsHint = false, false
	// Names are changed under Employees: wherever a person is named the directory's copy is shown, and there is one way to change both.
	for _, f := range t.Fields[:4] {
		f.DefaultRight, f.Cap = Read, Read
	}
	return t
}

// The parts of an employee's name, of which his title is made.
const (
	FieldLastName   = "last_name"
	FieldFirstName  = "first_name"
	FieldPatronymic = "patronymic"
)

// FieldPhoto is the picture of an employee, and of whatever else has one.
const FieldPhoto = "photo"

func photo() *Field {
	f := field(FieldPhoto, KindFile, sectionMain, "Photo", "Фотография")
	f.Image = true
	return f
}

func leadType() *ElementType {
	return builtin(TypeLead, "target", DefaultView, "Lead", "Leads", "Лид", "Лиды",
		title("Lead", "Лид"),
		fast(choices(field("stage", KindChoice, sectionMain, "Stage", "Стадия"),
			choice("new", "New", "Новый", "grey"), choice("working", "In progress", "В работе", "blue"),
			outcome("converted", "Converted", "Превращён в сделку", "green", "won"), outcome("rejected", "Rejected", "Отклонён", "red", "lost"))),
		choices(field("source", KindChoice, sectionMain, "Source", "Источник"),
			choice("site", "Web site", "Сайт", "grey"), choice("call", "Call", "Звонок", "grey"), choice("mail", "Mail", "Письмо", "grey"),
			choice("fair", "Trade fair", "Выставка", "grey"), choice("referral", "Referral", "Рекомендация", "grey")),
		field("value", KindMoney, sectionMain, "Expected value", "Ожидаемая сумма"),
		searched(field("person", KindText, sectionContact, "Contact person", "Контактное лицо")),
		searched(field("company_name", KindText, sectionContact, "Company", "Компания")),
		searched(field("phone", KindPhone, sectionContact, "Phone", "Телефон")),
		searched(field("email", KindEmail, sectionContact, "E-mail", "Эл. почта")),
		field("comment", KindLongText, sectionMore, "Comment", "Комментарий"),
	)
}

func contactType() *ElementType {
	return builtin(TypeContact, "user", DefaultEdit, "Contact", "Contacts", "Контакт", "Контакты",
		title("Name", "Имя"),
		fast(to(TypeCompany, field("company", KindLink, sectionMain, "Company", "Компания"))),
		field("post", KindText, sectionMain, "Post", "Должность"),
		searched(field("phone", KindPhone, sectionContact, "Phone", "Телефон")),
		searched(field("mobile", KindPhone, sectionContact, "Mobile phone", "Мобильный телефон")),
		searched(field("email", KindEmail, sectionContact, "E-mail", "Эл. почта")),
		field("birthday", KindDate, sectionMore, "Birthday", "День рождения"),
		field("comment", KindLongText, sectionMore, "Comment", "Комментарий"),
	)
}

func companyType() *ElementType {
	return builtin(TypeCompany, "building", DefaultEdit, "Company", "Companies", "Компания", "Компании",
		title("Name", "Название"),
		fast(choices(field("industry", KindChoice, sectionMain, "Industry", "Отрасль"),
			choice("technology", "Technology", "Технологии", "grey"), choice("medical", "Medical", "Медицина", "grey"),
			choice("retail", "Retail", "Розничная торговля", "grey"), choice("software", "Software", "Программное обеспечение", "grey"),
			choice("entertainment", "Entertainment", "Развлечения", "grey"), choice("marketing", "Marketing", "Маркетинг", "grey"),
			choice("telecommunications", "Telecommunications", "Связь", "grey"), choice("finance", "Finance", "Финансы", "grey"),
			choice("employment", "Employment", "Подбор персонала", "grey"), choice("services", "Services", "Услуги", "grey"),
			choice("manufacturing", "Manufacturing", "Производство", "grey"), choice("other", "Other", "Другое", "grey"))),
		fast(to(TypeCompany, field("parent_company", KindLink, sectionMain, "Subsidiary of", "Дочерняя компания"))),
		searched(field("phone", KindPhone, sectionContact, "Phone", "Телефон")),
		searched(field("email", KindEmail, sectionContact, "E-mail", "Эл. почта")),
		field("site", KindURL, sectionContact, "Web site", "Сайт"),
		field("country", KindText, sectionContact, "Country", "Страна"),
		field("address", KindText, sectionContact, "Address", "Адрес"),
		searched(field("tax_number", KindText, sectionMore, "Tax number", "ИНН")),
		field("revenue", KindMoney, sectionMore, "Yearly revenue", "Годовая выручка"),
		field("staff", KindNumber, sectionMore, "Staff", "Число сотрудников"),
		field("founded", KindNumber, sectionMore, "Founded in", "Год основания"),
		field("comment", KindLongText, sectionMore, "Comment", "Комментарий"),
	)
}

func dealType() *ElementType {
	return builtin(TypeDeal, "briefcase", DefaultView, "Deal", "Deals", "Сделка", "Сделки",
		title("Deal", "Сделка"),
		fast(choices(field("stage", KindChoice, sectionMain, "Stage", "Стадия"),
			stage("prospecting", "Prospecting", "Первичный контакт", "grey", 10), stage("engaging", "Engaging", "Переговоры", "blue", 40),
			stage("proposal", "Proposal", "Предложение", "amber", 70),
			outcome("won", "Won", "Успех", "green", "won"), outcome("lost", "Lost", "Отказ", "red", "lost"))),
		fast(field("value", KindMoney, sectionMain, "Value", "Сумма")),
		fast(to(TypeCompany, field("company", KindLink, sectionMain, "Company", "Компания"))),
		to(TypeContact, field("contact", KindLink, sectionMain, "Contact", "Контакт")),
		to(TypeProduct, field("product", KindLink, sectionMain, "Product", "Товар или услуга")),
		field("opened_on", KindDate, sectionMore, "Opened on", "Дата начала"),
		fast(field("close_date", KindDate, sectionMain, "Close date", "Дата закрытия")),
		field(FieldProbability, KindPercent, sectionMore, "Probability", "Вероятность"),
		calculated(KindMoney, "value * probability", field(FieldExpected, KindCalculated, sectionMore, "Expected revenue", "Ожидаемая выручка")),
		field("lost_reason", KindText, sectionMore, "Reason for loss", "Причина отказа"),
		searched(field("number", KindText, sectionMore, "Number", "Номер")),
		field("comment", KindLongText, sectionMore, "Comment", "Комментарий"),
	)
}

func productType() *ElementType {
	return builtin(TypeProduct, "box", DefaultEdit, "Product or service", "Products and services", "Товар или услуга", "Товары и услуги",
		title("Name", "Название"),
		searched(field("sku", KindText, sectionMain, "Article", "Артикул")),
		field("series", KindText, sectionMain, "Series", "Серия"),
		fast(field("price", KindMoney, sectionMain, "Price", "Цена")),
		field("unit", KindText, sectionMain, "Unit", "Единица"),
		field("active", KindYesNo, sectionMain, "On sale", "В продаже"),
		field("comment", KindLongText, sectionMore, "Description", "Описание"),
	)
}

func projectType() *ElementType {
	return builtin("project", "clipboard", DefaultView, "Project", "Projects", "Проект", "Проекты",
		title("Name", "Название"),
		choices(field("state", KindChoice, sectionMain, "State", "Состояние"),
			choice("planned", "Planned", "Запланирован", "grey"), choice("running", "Running", "Идёт", "blue"),
			outcome("done", "Done", "Завершён", "green", "won"), outcome("stopped", "Stopped", "Остановлен", "red", "lost")),
		to(TypeCompany, field("company", KindLink, sectionMain, "Company", "Компания")),
		to(TypeDeal, field("deal", KindLink, sectionMain, "Deal", "Сделка")),
		field("starts_on", KindDate, sectionMain, "Starts on", "Начало"),
		field("due", KindDate, sectionMain, "Due", "Срок"),
		field("budget", KindMoney, sectionMain, "Budget", "Бюджет"),
		field("comment", KindLongText, sectionMore, "Comment", "Комментарий"),
	)
}

func objectType() *ElementType {
	return builtin("object", "map-pin", DefaultView, "Object", "Objects", "Объект", "Объекты",
		title("Name", "Название"),
		to(TypeCompany, field("company", KindLink, sectionMain, "Company", "Компания")),
		field("address", KindText, sectionMain, "Address", "Адрес"),
		searched(field("serial_number", KindText, sectionMain, "Serial number", "Серийный номер")),
		field("comment", KindLongText, sectionMore, "Comment", "Комментарий"),
	)
}

func noteType() *ElementType {
	name := title("Note", "Заметка")
	name.Required = false // its first words
	t := builtin(TypeNote, "note", Parent, "Note", "Notes", "Заметка", "Заметки",
		name,
		fast(to("", field(FieldAbout, KindLink, sectionMain, "On", "К чему относится"))),
		field("text", KindLongText, sectionMain, "Text", "Текст"),
		choices(field("channel", KindChoice, sectionMain, "Kind", "Вид"),
			choice("note", "Note", "Заметка", "grey"), choice("chat", "Chat", "Чат", "grey")),
	)
	t.ParentField, t.Comments, t.IsComment = "about", false, true
	return t
}
