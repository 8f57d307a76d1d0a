package importer_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"kontora/backend/fault"
	"kontora/backend/importer"
	"kontora/backend/locale"
)

// deals is a plan that takes deals from deals.csv.
const deals = `{"version": 1, "steps": [{
  "file": "deals.csv", "type": "deal", "key": ["number"],
  "fields": {
    "number": {"column": "no"},
    "name": {"column": "title"},
    "stage": {"column": "stage"},
    "value": {"column": "sum", "decimal": ",", "currency": "EUR"},
    "close_date": {"column": "closed", "date": "DD.MM.YYYY"}
  }
}]}`

const header = "no,title,stage,sum,closed\n"

func wide(columns int) string {
	names := make([]string, columns)
	for i := range names {
		names[i] = fmt.Sprintf("column %d", i)
	}
	return strings.Join(names, ",") + "\n"
}

// TestAFileThatCannotBeReadIsRefusedWhole also holds that nothing of a refused file is imported.
func TestAFileThatCannotBeReadIsRefusedWhole(t *testing.T) {
	o := open(t, locale.English)
	for _, test := range []struct{ about, content, en, ru string }{
		{"a quote that is never closed", header + "1,Crane,won,5,\n2,\"Winch,won,5,\n3,Pump,won,5,\n", "line 3", "со строки 3"},
		{"a quote in the middle", header + "1,Crane \"big\" one,won,5,\n", "line 2", "со строки 2"},
		{"two columns of one name", "no,title,title\n1,a,b\n", "two columns “title”", "два столбца «title»"},
		{"too many columns", wide(501), "501 columns", "столбцов: 501"},
		{"500 columns, none of them the plan's", wide(500), "no column “closed”", "нет столбца «closed»"},
		{"a column with an endless name", "no," + strings.Repeat("x", 300) + "\n", "endless name", "бесконечным названием"},
		{"nothing at all", "", "is empty", "пуст"},
		{"a NUL character", header + "1,Cr\x00ne,won,5,\n", "NUL", "нулевой символ"},
		{"UTF-16", "\xff\xfen\x00o\x00", "UTF-16", "UTF-16"},
		{"a damaged letter in UTF-8", header + "1,Кран и лебёдка \xd0,won,5,\n", "line 2 is damaged", "строка 2 повреждена"},
		{"letters of another encoding", header + "1,Gr\xfc\xdfe aus K\xf6ln,won,5,\n", "neither UTF-8 nor windows-1251", "не UTF-8 и не windows-1251"},
		{"a row without an end", header + "1,\"" + strings.Repeat("x", 2*importer.MaxRow) + "\",won,5,\n", "more than 4 MiB", "больше 4 MiB"},
	} {
		_, err := o.run(t.Context(), deals, files("deals.csv", test.content))
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", test.about, err)
			continue
		}
		if en, ru := o.said(err, locale.English), o.said(err, locale.Russian); !strings.Contains(en, test.en) || !strings.Contains(ru, test.ru) {
			t.Errorf("%s is said as\n%s\n%s", test.about, en, ru)
		}
	}
	if taken := o.all("deal"); len(taken) != 0 {
		t.Errorf("%d deals were taken from refused files", len(taken))
	}
}

func TestAFileThatIsNotThereIsNamed(t *testing.T) {
	o := open(t, locale.English)
	_, err := o.run(t.Context(), deals, files())
	if said := o.said(err, locale.Russian); !strings.Contains(said, "deals.csv") {
		t.Errorf("said: %s", said)
	}
}

func TestABadRowIsRejectedAloneWithItsReason(t *testing.T) {
	for _, test := range []struct {
		language locale.Language
		reasons  map[string]string
		column   string
	}{
		{locale.English, map[string]string{
			"2": "Stage: “sold” is not one of the choices.", "3": "Value: An amount with at most four decimals is expected.",
			"4": "Close date: “2026-11-21” is no date of the form DD.MM.YYYY.", "5": "Deal: Fill in this field.", "": "Number: This is empty",
			"6": "The row has 3 columns instead of 5.", "7": "Deal: At most 500 characters; this has 501.",
			"8": "Close date: “30.02.2026” is no date", "10": "Value: An amount", "1": "An earlier row says something else about “Deal” of the same record.",
		}, "Reason for rejection"},
		{locale.Russian, map[string]string{
			"2": "Стадия: ", "3": "Сумма: ", "4": "Дата закрытия: «2026-11-21»", "5": "Сделка: ", "": "Номер: Здесь пусто",
			"6": "В строке столбцов: 3, а нужно 5.", "7": "Сделка: ", "8": "«30.02.2026» — не дата вида DD.MM.YYYY", "10": "Сумма: ", "1": "Более ранняя строка",
		}, "Причина отказа"},
	} {
		o := open(t, test.language)
		folder := files("deals.csv", header+
			"1,Crane,won,\"1 054,50\",21.11.2026\n2,Winch,sold,5,\n3,Pump,won,five,\n4,Mast,won,5,2026-11-21\n5,,won,5,\n,Hull,won,5,\n6,Boom,won\n"+
			"7,"+strings.Repeat("x", 501)+",won,5,\n8,Lamp,won,5,30.02.2026\n1,Another crane,won,\"1054,50\",21.11.2026\n9,=2+3,lost,,\n1,Crane,Won,\"1.054,50\",21.11.2026\n10,Oar,won,\"1.05,4\",\n")
		report := o.must(deals, folder)
		step := report.Steps[0]
		if step.Rows != 13 || step.Made != 2 || step.Rejected != 10 || step.Same != 1 || step.Reasons != "deals.rejected.csv" {
			t.Errorf("%+v", step)
		}
		rejected := table(t, folder["deals.rejected.csv"].String())
		if got := rejected[0][len(rejected[0])-1]; got != test.column {
			t.Errorf("the column is called %q", got)
		}
		for _, row := range rejected[1:] {
			reason := row[len(row)-1]
			if want, ok := test.reasons[row[0]]; !ok || !strings.Contains(reason, want) {
				t.Errorf("deal %q was rejected because: %s", row[0], reason)
			}
		}
		if len(rejected) != 1+len(test.reasons) {
			t.Errorf("%d rows were rejected", len(rejected)-1)
		}
	}
}

func TestCorrectedRejectsCanBeImported(t *testing.T) {
	o := open(t, locale.English)
	folder := files("deals.csv", header+"1,=SUM(A1),sold,5,\n2,\"two\nlines, and a \"\"quote\"\"\",sold,5,\n")
	o.must(deals, folder)
	corrected := strings.ReplaceAll(folder["deals.rejected.csv"].String(), "sold", "won")
	again := files("deals.csv", corrected)
	report := o.must(deals, again)
	if report.Steps[0].Made != 2 || report.Rejected() != 0 {
		t.Errorf("%+v", report.Steps[0])
	}
	if got := plain(o.all("deal", "name")[0].Fields["name"]); got != "=SUM(A1)" {
		t.Errorf("the name became %q", got)
	}
	if _, still := again["deals.rejected.csv"]; still {
		t.Error("there is a file of rejected rows though none was rejected")
	}
}

func TestWhatSomebodyMayNotImportIsRefused(t *testing.T) {
	o := open(t, locale.English)
	o.must(people, files("people.csv", "name,boss\nAnna Snelling,\n"))
	for no, e := range o.Administration.Model().Directory.Employees {
		if e.Login == "anna.snelling" {
			o.admin = o.Actor(no)
		}
	}
	_, err := o.run(t.Context(), deals, files("deals.csv", header+"1,Crane,won,5,\n"))
	if !fault.Is(err, fault.Denied) {
		t.Errorf("a representative imports deals: %v", err)
	}
	if _, err := o.run(t.Context(), people, files("people.csv", "name,boss\nCarl Lin,\n")); !fault.Is(err, fault.Denied) {
		t.Errorf("a representative imports people: %v", err)
	}
}

func TestAnImportEndsWhenItIsCancelled(t *testing.T) {
	o := open(t, locale.English)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := o.run(ctx, deals, files("deals.csv", header+"1,Crane,won,5,\n")); err == nil {
		t.Error("a cancelled import succeeded")
	}
	if taken := o.all("deal"); len(taken) != 0 {
		t.Errorf("%d deals were taken", len(taken))
	}
}
