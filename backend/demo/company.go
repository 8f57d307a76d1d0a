package demo

import (
	"kontora/backend/directory"
	"kontora/backend/locale"
)

// Company is the made-up company, before it has anybody.
func Company(language locale.Language) directory.Company {
	name := two{"Northern Port", "Северный порт"}.in(language)
	return directory.Company{
		Name: name, LegalName: name + " GmbH", Address: "Kaistraße 12, Hamburg", Phone: "+494012345670",
		Email: "office@northern-port.example", Website: "https://northern-port.example",
		Language: language, TimeZone: "Europe/Berlin", Currency: "EUR", Country: "DE",
		WorkDays: []int{1, 2, 3, 4, 5}, WorkFrom: "09:00", WorkTo: "18:00",
	}
}

// Administrator is who founds the company.
func Administrator(language locale.Language) directory.PersonName {
	return directory.PersonName{Last: written(language, "Соколова"), First: written(language, "Марина"), Patronymic: written(language, "Игоревна")}
}
