package schema

import (
	"encoding/json"
	"slices"
)

// Fields of tasks, meetings and calls that the program itself reads.
const (
	FieldAbout     = "about"
	FieldDue       = "due"
	FieldDone      = "done"
	FieldStarts    = "starts"
	FieldEnds      = "ends"
	FieldAt        = "at"
	FieldDirection = "direction"
	FieldResult    = "result"
	FieldMinutes   = "minutes"
	FieldComment   = "comment"
	FieldText      = "text" // of a note
)

// IsActivity reports whether records of the type stand on the card of what they are about: tasks, meetings and calls. A type of the company's
// own that happens to be called like one does not.
func (t *ElementType) IsActivity() bool {
	about, ok := t.Field(FieldAbout)
	return ok && about.System && slices.Contains([]string{TypeTask, TypeMeeting, TypeCall}, t.Name)
}

// Span returns the fields that say from when to when what a record tells of lasts; a meeting has both.
func (t *ElementType) Span() (from, to *Field, ok bool) {
	if !t.IsActivity() {
		return nil, nil, false
	}
	from, starts := t.Field(FieldStarts)
	to, ends := t.Field(FieldEnds)
	return from, to, starts && ends
}

// StandsOnCards reports whether records of the type are read on the card of what they are about: notes, files and activities.
func (t *ElementType) StandsOnCards() bool {
	_, about := t.Field(FieldAbout)
	return about && (t.IsComment || t.IsActivity())
}

// OnCards reports whether a field of that name is told where the record stands on a card, to all who read comments there. The comment on an
// activity, FieldComment, is told to those alone who may view the activity itself.
func OnCards(name string) bool {
	switch name {
	case FieldName, FieldAbout, FieldDue, FieldDone, FieldStarts, FieldEnds, FieldAt, FieldDirection, FieldResult, FieldMinutes, FieldText:
		return true
	}
	return false
}

func about() *Field {
	return fast(to("", field(FieldAbout, KindLink, sectionMain, "About", "К чему относится")))
}

func withContact() *Field {
	return fast(to(TypeContact, field("contact", KindLink, sectionMain, "With whom", "С кем")))
}

func taskType() *ElementType {
	t := builtin(TypeTask, "check", Private, "Task", "Tasks", "Задача", "Задачи",
		title("Task", "Задача"),
		fast(field(FieldDue, KindDateTime, sectionMain, "Due", "Срок")),
		fast(field(FieldDone, KindYesNo, sectionMain, "Done", "Выполнена")),
		about(),
		field(FieldComment, KindLongText, sectionMore, "Comment", "Комментарий"),
	)
	t.CreatorKeeps = CreatorEdits
	return t
}

// meetingType is a meeting that is planned or was held. Further people who take part are linked with it.
func meetingType() *ElementType {
	t := builtin(TypeMeeting, "meeting", Private, "Meeting", "Meetings", "Встреча", "Встречи",
		title("Subject", "Тема"),
		fast(field(FieldStarts, KindDateTime, sectionMain, "Starts", "Начало")),
		field(FieldEnds, KindDateTime, sectionMain, "Ends", "Окончание"),
		field("place", KindText, sectionMain, "Place", "Место"),
		withContact(),
		about(),
		fast(field(FieldDone, KindYesNo, sectionMain, "Held", "Состоялась")),
		field(FieldComment, KindLongText, sectionMore, "Result", "Итоги"),
	)
	t.CreatorKeeps = CreatorEdits
	return t
}

// callType is a telephone call, written down by hand.
func callType() *ElementType {
	starting := func(value string, f *Field) *Field {
		f.Start = json.RawMessage(value)
		return f
	}
	t := builtin(TypeCall, "call", Private, "Call", "Calls", "Звонок", "Звонки",
		title("Subject", "Тема"),
		starting(`"out"`, fast(choices(field(FieldDirection, KindChoice, sectionMain, "Direction", "Направление"),
			choice("out", "Outgoing", "Исходящий", "blue"), choice("in", "Incoming", "Входящий", "amber")))),
		searched(field("phone", KindPhone, sectionMain, "Phone", "Телефон")),
		starting(startNow, fast(field(FieldAt, KindDateTime, sectionMain, "Date and time", "Дата и время"))),
		field(FieldMinutes, KindNumber, sectionMain, "Duration, min", "Длительность, мин"),
		starting(`"answered"`, fast(choices(field(FieldResult, KindChoice, sectionMain, "Result", "Результат"),
			choice("answered", "Answered", "Поговорили", "green"), choice("no_answer", "No answer", "Нет ответа", "grey"),
			choice("busy", "Busy", "Занято", "grey"), choice("message", "Left a message", "Оставлено сообщение", "amber"),
			choice("wrong_number", "Wrong number", "Неверный номер", "red")))),
		withContact(),
		about(),
		field(FieldComment, KindLongText, sectionMore, "Notes", "Заметки"),
	)
	t.CreatorKeeps = CreatorEdits
	return t
}

// campaignType is what is done to win customers. What it costs and what it is expected to bring stand beside each other.
func campaignType() *ElementType {
	return builtin(TypeCampaign, "campaign", DefaultView, "Campaign", "Campaigns", "Кампания", "Кампании",
		title("Name", "Название"),
		fast(choices(field("status", KindChoice, sectionMain, "Status", "Статус"),
			choice("planned", "Planned", "Запланирована", "grey"), choice("running", "Running", "Идёт", "blue"),
			outcome("finished", "Finished", "Завершена", "green", Won), outcome("stopped", "Stopped", "Остановлена", "red", Lost))),
		fast(field("starts_on", KindDate, sectionMain, "Starts on", "Начало")),
		field("ends_on", KindDate, sectionMain, "Ends on", "Окончание"),
		field("budget", KindMoney, sectionMain, "Budget", "Бюджет"),
		field("expected_income", KindMoney, sectionMain, "Expected income", "Ожидаемый доход"),
		field("audience", KindLongText, sectionMore, "Audience", "Аудитория"),
		field(FieldComment, KindLongText, sectionMore, "Description", "Описание"),
	)
}
