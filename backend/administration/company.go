package administration

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/currency"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// CompanyFields is the profile of the company.
type CompanyFields struct {
	Name      string           `json:"name"`
	LegalName string           `json:"legal_name" doc:"as in contracts"`
	TaxNumber string           `json:"tax_number"`
	Address   string           `json:"address"`
	Phone     string           `json:"phone" doc:"E.164"`
	Email     string           `json:"email"`
	Website   string           `json:"website"`
	Logo      *schema.FileJSON `json:"logo" doc:"a picture, set by {\"upload\": token} and taken away by null; GET /api/company/logo fetches it"`
	Language  locale.Language  `json:"language" enum:"en,ru" doc:"of new employees"`
	TimeZone  string           `json:"time_zone" doc:"of new employees"`
	Currency  string           `json:"currency" doc:"ISO 4217: of amounts written without one, from now on"`
	Country   string           `json:"country" doc:"ISO 3166: of phone numbers written without one, from now on"`
	// Everybody's name is written so, wherever it stands; people are sorted by their last name in either order.
	NameOrder directory.NameOrder `json:"name_order" enum:"last_first,first_last"`
	Rates     []directory.Rate    `json:"rates" doc:"what one unit of other currencies is worth in that of the company, for totals over several of them"`
	WorkDays  []int               `json:"work_days" doc:"1 is Monday"`
	WorkFrom  string              `json:"work_from" example:"09:00"`
	WorkTo    string              `json:"work_to" example:"18:00"`
	// Numbers are dialled so, besides the rules of the country.
	DialOutside  string `json:"dial_outside" doc:"digits dialled before a number outside the company"`
	DialInternal int    `json:"dial_internal" doc:"up to how many digits a number is one within the company and left as it is; 0: none is"`
	// Files may take so much of the office's disk.
	FilesPerDayMB   int `json:"files_per_day_mb" doc:"how much one employee may send in a day"`
	FilesKeepFreeMB int `json:"files_keep_free_mb" doc:"free space of the disk below which no file is taken"`
}

// Company is the company in the form of the API.
type Company struct {
	Version string `json:"version"`
	CompanyFields
}

// Company is the profile of the company, which everybody who works there may read.
func (s *Service) Company(_ context.Context, actor access.Actor) (Company, error) {
	if !actor.Rights.Active() {
		return Company{}, fault.Missing()
	}
	return companyView(s.State()), nil
}

// ChangeCompany lays what was sent over the profile. version is the one the change was made on; empty: whatever there is.
func (s *Service) ChangeCompany(ctx context.Context, actor access.Actor, version string, sent json.RawMessage) (Company, error) {
	if err := mayWrite(actor, access.AdministrationPeople); err != nil {
		return Company{}, err
	}
	err := s.Modify(ctx, actor, func(_ context.Context, d *Draft) error {
		no, err := d.before.No(d.directory.Company.ID, CompanyKind)
		if err != nil {
			return err
		}
		if version != "" && version != d.before.Version(no) {
			return fault.New(fault.Conflict, "administration.changed_meanwhile").With(companyView(d.before))
		}
		in, err := overlay(companyView(d.before).CompanyFields, sent)
		if err != nil {
			return err
		}
		company, err := in.Fields.read(d.directory.Company.ID)
		if err != nil {
			return err
		}
		if company.Room != d.directory.Company.Room.Usual() && !actor.Rights.Administrator() {
			return fault.Field("files_per_day_mb", "administration.only_administrators")
		}
		if company.Logo, err = s.logo(actor, d.directory.Company.Logo, in.Fields.Logo); err != nil {
			return err
		}
		company.Mail = d.directory.Company.Mail
		if company.NameOrder != d.directory.Company.NameOrder.Usual() {
			d.retitle()
		}
		d.directory.Company = company
		d.touch(CompanyKind, no)
		return d.overview().CheckCompany()
	})
	if err != nil {
		return Company{}, err
	}
	return companyView(s.State()), nil
}

func companyView(st *State) Company {
	c := st.Model.Directory.Company
	view := Company{CompanyFields: CompanyFields{
		Name: c.Name, LegalName: c.LegalName, TaxNumber: c.TaxNumber, Address: c.Address, Phone: c.Phone, Email: c.Email, Website: c.Website,
		Language: c.Language, TimeZone: c.TimeZone, Currency: c.Currency, Country: c.Country, NameOrder: c.NameOrder.Usual(),
		Rates: append([]directory.Rate{}, c.Rates...), WorkDays: append([]int{}, c.WorkDays...), WorkFrom: c.WorkFrom, WorkTo: c.WorkTo,
		DialOutside: c.DialRules.Outside, DialInternal: c.DialRules.Internal,
		FilesPerDayMB: c.Room.Usual().PerDayMB, FilesKeepFreeMB: c.Room.Usual().KeepFreeMB,
	}}
	if c.Logo != nil {
		view.Logo = &schema.FileJSON{Name: c.Logo.Name, Size: c.Logo.Size, MediaType: c.Logo.MediaType}
	}
	if no, err := st.No(c.ID, CompanyKind); err == nil {
		view.Version = st.Version(no)
	}
	return view
}

// read turns what was filled in into the company, each field in its usual form.
func (f CompanyFields) read(id ident.ID) (directory.Company, error) {
	problems := fault.Fields{}
	c := directory.Company{
		ID: id, Name: trim(f.Name), LegalName: trim(f.LegalName), TaxNumber: trim(f.TaxNumber), Address: trim(f.Address),
		Language: f.Language, TimeZone: f.TimeZone, Currency: strings.ToUpper(trim(f.Currency)), Country: strings.ToUpper(trim(f.Country)),
		NameOrder: f.NameOrder, WorkDays: slices.Compact(slices.Sorted(slices.Values(f.WorkDays))),
	}
	if !c.NameOrder.Known() {
		problems.Add("name_order", "directory.choice")
	}
	checkZone(problems, c.TimeZone)
	c.Rates = readRates(problems, f.Rates, c.Currency)
	if _, err := currency.ParseISO(c.Currency); err != nil {
		problems.Add("currency", "field.currency", "currency", shorten(f.Currency))
	}
	if !phonenumbers.GetSupportedRegions()[c.Country] {
		problems.Add("country", "administration.country", "name", shorten(f.Country))
	}
	c.DialRules = f.dialRules(problems)
	c.Phone = reached(problems, "phone", "field.phone", trim(f.Phone), c.Dialling().Read)
	c.Email = reached(problems, "email", "field.email", trim(f.Email), schema.ParseEmail)
	c.Website = reached(problems, "website", "field.url", trim(f.Website), schema.ParseWebAddress)
	c.WorkFrom = timeOfDay(problems, "work_from", trim(f.WorkFrom))
	c.WorkTo = timeOfDay(problems, "work_to", trim(f.WorkTo))
	c.Room = f.room(problems)
	return c, problems.Err()
}

// Bounds of the room for files, in MB.
const (
	leastRoom = 100
	mostRoom  = 10_000_000
)

func (f CompanyFields) room(problems fault.Fields) directory.Room {
	for name, value := range map[string]int{"files_per_day_mb": f.FilesPerDayMB, "files_keep_free_mb": f.FilesKeepFreeMB} {
		if value < leastRoom || value > mostRoom {
			problems.Add(name, "administration.room", "min", leastRoom, "max", mostRoom)
		}
	}
	return directory.Room{PerDayMB: f.FilesPerDayMB, KeepFreeMB: f.FilesKeepFreeMB}
}

// maxRates is how many currencies a company has rates of at most.
const maxRates = 50

// readRates reads rates and puts them in the order of their currencies. Each problem is told at the one it is about: rates[2].
func readRates(problems fault.Fields, sent []directory.Rate, own string) []directory.Rate {
	if len(sent) > maxRates {
		problems.Add("rates", "administration.too_many_rates", "max", maxRates)
		return nil
	}
	rates := make([]directory.Rate, 0, len(sent))
	for i, r := range sent {
		place, code := fmt.Sprintf("rates[%d]", i), strings.ToUpper(trim(r.Currency))
		value, ok := schema.ParseRate(trim(r.Value))
		switch _, err := currency.ParseISO(code); {
		case err != nil:
			problems.Add(place, "field.currency", "currency", shorten(r.Currency))
		case code == own, slices.ContainsFunc(rates, func(other directory.Rate) bool { return other.Currency == code }):
			problems.Add(place, "administration.rate_twice", "currency", code)
		case !ok:
			problems.Add(place, "administration.rate", "currency", code)
		default:
			rates = append(rates, directory.Rate{Currency: code, Value: value})
		}
	}
	slices.SortFunc(rates, func(a, b directory.Rate) int { return strings.Compare(a.Currency, b.Currency) })
	return rates
}

// reached reads an optional way to reach the company.
func reached(problems fault.Fields, field, key, text string, parse func(string) (string, bool)) string {
	if text == "" {
		return ""
	}
	clean, ok := parse(text)
	if !ok {
		problems.Add(field, key, "value", shorten(text))
	}
	return clean
}

func timeOfDay(problems fault.Fields, field, text string) string {
	const form = "15:04"
	if text == "" {
		return ""
	}
	at, err := time.Parse(form, text)
	if err != nil {
		problems.Add(field, "administration.time_of_day", "value", shorten(text))
		return ""
	}
	return at.Format(form)
}
