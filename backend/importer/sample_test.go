package importer_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"kontora/backend/importer"
	"kontora/backend/locale"
)

const samplePlan = "../../docs/plans/sales-opportunities.json"

// sampleFolder is where the sample's files lie, if they are here: they are no part of the repository.
func sampleFolder(t *testing.T) (importer.Folder, bool) {
	t.Helper()
	folder := os.Getenv("KONTORA_SAMPLE_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data", "sales-opportunities")
	}
	_, err := os.Stat(filepath.Join(folder, "sales_pipeline.csv"))
	return importer.Folder(folder), err == nil
}

func TestTheSamplePlanIsSound(t *testing.T) {
	plan, err := importer.ReadPlan(samplePlan)
	if err != nil {
		t.Fatal(err)
	}
	o := open(t, locale.English)
	for i, step := range plan.Steps {
		if step.Type == "" {
			continue
		}
		element, ok := o.parts.Model().Schema.Type(step.Type)
		if !ok {
			t.Fatalf("step %d makes %q", i+1, step.Type)
		}
		for name := range step.Fields {
			if _, ok := element.Field(name); !ok {
				t.Errorf("step %d fills %s.%s, which is not there", i+1, step.Type, name)
			}
		}
	}
}

func TestTheSampleIsTakenWholeAndTwiceChangesNothing(t *testing.T) {
	folder, here := sampleFolder(t)
	if !here {
		t.Logf("the sample files are not in %s (set KONTORA_SAMPLE_DATA): only the plan has been checked", folder)
		if _, err := importer.ReadPlan(samplePlan); err != nil {
			t.Error(err)
		}
		return
	}
	o := open(t, locale.English)
	o.parts.Files = folder
	first, err := importer.Run(t.Context(), o.parts, o.Actor(o.admin.Employee), samplePlan, nil)
	if err != nil {
		t.Fatalf("%v: %s", err, o.said(err, locale.English))
	}
	for _, step := range first.Steps {
		t.Logf("%+v", step)
	}
	if first.Rejected() != 0 {
		t.Fatalf("%d rows were rejected", first.Rejected())
	}
	checkPeople(t, o)
	checkDeals(t, o, string(folder))

	again, err := importer.Run(t.Context(), o.parts, o.Actor(o.admin.Employee), samplePlan, nil)
	if err != nil {
		t.Fatal(err)
	}
	if again.Written() != 0 || again.Rejected() != 0 {
		t.Errorf("importing again: %+v", again)
	}
}

func checkPeople(t *testing.T, o *office) {
	t.Helper()
	d := o.Administration.Model().Directory
	if len(d.Employees) != 1+35+6 || len(d.Branches) != 3 {
		t.Errorf("%d employees in %d branches", len(d.Employees), len(d.Branches))
	}
	for _, e := range d.Employees {
		if e.Login != "darcel.schlecht" {
			continue
		}
		superior, role := d.Employees[e.ReportsTo], d.Roles[e.Role]
		if e.Name.First != "Darcel" || superior.Name.Last != "Marxen" || role.Name != "Sales agent" || d.Branches[e.Branch].Name != "Central" {
			t.Errorf("Darcel Schlecht is %+v", e)
		}
		if d.Roles[superior.Role].Name != "Sales manager" || role.Parent != superior.Role || d.Departments[superior.Department].Head != superior.No {
			t.Errorf("his superior is %+v", superior)
		}
		return
	}
	t.Error("Darcel Schlecht is not there")
}

// checkDeals holds the deals against the file.
func checkDeals(t *testing.T, o *office, folder string) {
	t.Helper()
	file, err := os.Open(filepath.Join(folder, "sales_pipeline.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := make(map[string]int)
	for _, row := range rows[1:] {
		if amount, err := strconv.Atoi(row[7]); err == nil && row[4] == "Won" {
			want[row[1]] += amount
		}
	}
	agents := make(map[string]string)
	for _, e := range o.Administration.Model().Directory.Employees {
		agents[e.ID.String()] = e.Name.First + " " + e.Name.Last
	}
	deals := o.all("deal")
	got, all, noCompany, noValue, noDate := make(map[string]int), 0, 0, 0, 0
	for _, deal := range deals {
		amount := 0
		if deal.Fields["value"] == nil {
			noValue++
		} else {
			amount = units(t, deal.Fields["value"])
		}
		if deal.Fields["company"] == nil {
			noCompany++
		}
		if deal.Fields["opened_on"] == nil {
			noDate++
		}
		if deal.Fields["stage"] == "won" {
			all += amount
			got[agents[deal.Responsible.String()]] += amount
		}
	}
	if len(deals) != 8800 || all != 10005534 || noCompany != 1425 || noValue != 2089 || noDate != 500 {
		t.Errorf("%d deals, %d won, %d without a company, %d without a value, %d without a date", len(deals), all, noCompany, noValue, noDate)
	}
	for agent, amount := range want {
		if got[agent] != amount {
			t.Errorf("%s has won %d, not %d", agent, got[agent], amount)
		}
	}
}
