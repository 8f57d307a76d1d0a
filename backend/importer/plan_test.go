package importer_test

import (
	"os"
	"strings"
	"testing"

	"kontora/backend/fault"
	"kontora/backend/importer"
	"kontora/backend/locale"
)

// step is a plan of one step with the given source of the name, and more of the step.
func step(source, more string) string {
	return `{"version": 1, "steps": [` + "\n" + `  {"file": "a.csv", "type": "deal", ` + more + `"fields": {"name": ` + source + `}}]}`
}

func TestAPlanThatIsWrongIsRefusedWithItsPlace(t *testing.T) {
	texts, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	good := `{"column": "a"}`
	for _, test := range []struct{ about, plan, en, ru string }{
		{"no JSON", "{\"version\": 1,\n \"steps\": [}", "plan.json:2:12: this is not valid JSON", "это не JSON"},
		{"cut off", `{"version": 1, "steps": [`, "plan.json:1:", "plan.json:1:"},
		{"no object", `[]`, "“{” is expected", "ожидается «{»"},
		{"something after it", step(good, "") + " {}", "something after the end", "после конца"},
		{"another version", strings.Replace(step(good, ""), "1,", "2,", 1), "version 2", "версия плана 2"},
		{"no steps", `{"version": 1, "steps": []}`, "no steps", "нет шагов"},
		{"an unknown word of the plan", "{\"version\": 1,\n\n  \"stepz\": []}", "plan.json:3:10: a plan has no “stepz”", "не бывает «stepz»"},
		{"an unknown word of a step", step(good, `"filed": 1, `), "plan.json:2:37: a plan has no “filed”", "не бывает «filed»"},
		{"a value of the wrong kind", step(`{"column": 5}`, ""), "plan.json:2:", "не того вида"},
		{"neither type nor entry", strings.Replace(step(good, ""), `"type": "deal", `, "", 1), "plan.json:2:3: a step names either", "шаг называет либо"},
		{"both type and entry", step(good, `"entry": "role", `), "a step names either", "шаг называет либо"},
		{"a file in a folder", strings.Replace(step(good, ""), "a.csv", "../a.csv", 1), "“../a.csv” must be the plain name", "без папок"},
		{"an unknown way with what is there", step(good, `"existing": "burn", `), "“burn” is no value for “existing”", "«burn» не подходит"},
		{"no fields", `{"version": 1, "steps": [{"file": "a.csv", "type": "deal", "fields": {}}]}`, "has no fields", "нет полей"},
		{"a key that is no field", step(good, `"key": ["number"], `), "“number” is part of the key", "«number» входит в ключ"},
		{"an entry without a key", `{"version": 1, "steps": [{"entry": "role", "fields": {"name": {"value": "x"}}}]}`, "needs a “key”", "нужен ключ"},
		{"no source", step(`{}`, ""), "exactly one of", "ровно одно"},
		{"two sources", step(`{"column": "a", "text": "b"}`, ""), "exactly one of", "ровно одно"},
		{"brackets that do not match", step(`{"text": "{a"}`, ""), "brackets do not match", "не сходятся скобки"},
		{"a column without a file", `{"version": 1, "steps": [{"type": "deal", "fields": {"name": {"column": "a"}}}]}`, "has no file", "файла у шага нет"},
		{"an unknown form", step(`{"column": "a", "as": "shout"}`, ""), "unknown word “shout”", "незнакомое слово «shout»"},
		{"a form of date nobody knows", step(`{"column": "a", "date": "yesterday"}`, ""), "no form of a date", "не вид даты"},
		{"an unknown decimal sign", step(`{"column": "a", "decimal": "x"}`, ""), "unknown word “x”", "незнакомое слово «x»"},
		{"a search for nothing", step(`{"column": "a", "find": {}}`, ""), "what finds “name”", "поиск для «name»"},
		{"a search that does something else when it fails", step(`{"column": "a", "find": {"type": "deal", "missing": "guess"}}`, ""), "“guess”", "«guess»"},
		{"a search by a number", step(`{"value": 5, "find": {"type": "deal"}}`, ""), "a text or a list of texts", "по тексту или списку"},
		{"a format of a file nobody reads", strings.Replace(step(good, ""), `"steps"`, `"format": {"b.csv": {}}, "steps"`, 1), "no step reads", "ни один шаг"},
		{"an encoding that is not read", strings.Replace(step(good, ""), `"steps"`, `"format": {"a.csv": {"encoding": "koi8-r"}}, "steps"`, 1), "“koi8-r”", "«koi8-r»"},
		{"a delimiter of two signs", strings.Replace(step(good, ""), `"steps"`, `"format": {"a.csv": {"delimiter": "::"}}, "steps"`, 1), "“::”", "«::»"},
		{"without end", strings.Repeat(" ", importer.MaxPlan+1), "longer than", "длиннее"},
	} {
		_, err := importer.ParsePlan("plan.json", []byte(test.plan))
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", test.about, err)
			continue
		}
		if en, ru := said(texts, err, locale.English), said(texts, err, locale.Russian); !strings.Contains(en, test.en) || !strings.Contains(ru, test.ru) {
			t.Errorf("%s is said as\n%s\n%s", test.about, en, ru)
		}
	}
}

func TestAPlanThatDoesNotFitTheCompanyIsRefusedBeforeAnythingIsDone(t *testing.T) {
	o := open(t, locale.English)
	first := `{"entry": "branch", "key": ["name"], "fields": {"name": {"value": "Oslo"}}}`
	for _, test := range []struct{ about, step, en, ru string }{
		{"an unknown type", `{"file": "a.csv", "type": "ship", "fields": {"name": {"column": "a"}}}`, "no type “ship”", "типа «ship» здесь нет"},
		{"an unknown kind of entry", `{"entry": "harbour", "key": ["name"], "fields": {"name": {"value": "a"}}}`, "no “harbour”", "справочника «harbour» нет"},
		{"an unknown field", `{"file": "a.csv", "type": "deal", "fields": {"colour": {"column": "a"}}}`, "“Deal” has no field “colour”", "нет поля «colour»"},
		{"a link that nothing finds", `{"file": "a.csv", "type": "deal", "fields": {"company": {"column": "a"}}}`, "how it is found", "как её найти"},
		{"a search in an unknown type", `{"file": "a.csv", "type": "deal", "fields": {"company": {"column": "a", "find": {"type": "ship"}}}}`, "no type “ship”", "типа «ship»"},
		{"a search by an unknown field", `{"file": "a.csv", "type": "deal", "fields": {"company": {"column": "a", "find": {"type": "company", "by": "smell"}}}}`, "no field “smell”", "нет поля «smell»"},
		{"a search in an unknown kind", `{"file": "a.csv", "type": "deal", "fields": {"company": {"column": "a", "find": {"entry": "crew"}}}}`, "no “crew”", "«crew» нет"},
		{"a column that is not there", `{"file": "a.csv", "type": "deal", "fields": {"name": {"column": "z"}}}`, "a.csv has no column “z”", "нет столбца «z»"},
		{"people as records", `{"file": "a.csv", "type": "employee", "fields": {"about": {"column": "a"}}}`, "under Employees", "Сотрудники"},
	} {
		_, err := o.run(t.Context(), `{"version": 1, "steps": [`+first+", "+test.step+"]}", files("a.csv", "a\n1\n"))
		if en, ru := o.said(err, locale.English), o.said(err, locale.Russian); !strings.Contains(en, test.en) || !strings.Contains(ru, test.ru) {
			t.Errorf("%s is said as\n%s\n%s", test.about, en, ru)
		}
	}
	if n := len(o.Administration.Model().Directory.Branches); n != 0 {
		t.Errorf("%d branches were made by plans that do not fit", n)
	}
}

func FuzzPlan(f *testing.F) {
	sample, err := os.ReadFile(samplePlan)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{string(sample), people, deals, step(`{"text": "{a}[ – {b}]"}`, ""), `{"version":1`, `{"steps":[{"fields":{"\u0000":null}}]}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		plan, err := importer.ParsePlan("plan.json", raw)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("%v", err)
			}
			return
		}
		if len(plan.Steps) == 0 {
			t.Error("a plan without steps was taken")
		}
	})
}
