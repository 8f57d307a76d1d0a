package httpapi_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"
)

const canary = "canary-7f3d91"

// workbook is an export as a spreadsheet: its rows as they are shown, and all that the file is packed of.
func workbook(t *testing.T, a answer) (file *excelize.File, unpacked string) {
	t.Helper()
	raw := []byte(a.want(t, http.StatusOK).text)
	file, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	packed, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, part := range packed.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil { //nolint:gosec // the program packed it itself
			t.Fatal(err)
		}
	}
	return file, all.String()
}

func cellAt(t *testing.T, file *excelize.File, at string) (text string, kind excelize.CellType) {
	t.Helper()
	text, err := file.GetCellValue("Sheet1", at)
	if err != nil {
		t.Fatal(err)
	}
	kind, err = file.GetCellType("Sheet1", at)
	if err != nil {
		t.Fatal(err)
	}
	return text, kind
}

func TestAWorkbookHasTypedCellsInTheChosenOrder(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.admin.post(t, "/records/deal", map[string]any{"fields": map[string]any{
		"name": "=HYPERLINK(\"http://evil\")", "stage": "won", "value": map[string]any{"amount": "1054.50", "currency": "USD"}, "close_date": "2026-03-01",
	}}).want(t, http.StatusCreated)
	file, unpacked := workbook(t, o.admin.get(t, "/export/deal?format=xlsx&fields=close_date,value,stage,name,responsible"))
	for at, want := range map[string]string{
		"B1": "Close date", "C1": "Value", "D1": "Value, ISO 4217", "E1": "Stage", "F1": "Deal", "G1": "Responsible", "H1": "created_at",
		"B2": "2026-03-01", "C2": "1054.5", "D2": "USD", "E2": "Won", "F2": "'=HYPERLINK(\"http://evil\")", "G2": "Admin",
	} {
		if got, _ := cellAt(t, file, at); got != want {
			t.Errorf("%s is %q, want %q", at, got, want)
		}
	}
	for _, at := range []string{"B2", "C2", "H2"} { // numbers and dates have no type of their own
		if _, kind := cellAt(t, file, at); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
			t.Errorf("%s has the type %d, not that of numbers", at, kind)
		}
	}
	if strings.Contains(unpacked, "<f>") {
		t.Error("the workbook has a formula")
	}
}

// TestWhatIsHiddenIsInNoByteOfAFile exports a hidden and a masked value in every format.
func TestWhatIsHiddenIsInNoByteOfAFile(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna := o.employ(t, "Anna", "Employee")
	o.admin.post(t, "/records/contact", map[string]any{"fields": map[string]any{
		"name": "Pier", "post": canary + "-hidden", "comment": canary + "-masked-9876", "phone": "+4930123456",
	}}).want(t, http.StatusCreated)
	for _, p := range o.admin.get(t, "/profiles").list(t) {
		o.admin.patch(t, "/profiles/"+p["id"].(string), map[string]any{"fields": map[string]any{
			"contact": map[string]any{"post": "hidden", "comment": "masked"},
		}}).want(t, http.StatusOK)
	}
	for _, format := range []string{"csv", "vcf"} {
		anna.get(t, "/export/contact?format="+format).want(t, http.StatusOK).mustNotContain(t, canary)
	}
	file, unpacked := workbook(t, anna.get(t, "/export/contact?format=xlsx"))
	if strings.Contains(unpacked, canary) {
		t.Error("the workbook holds a hidden value")
	}
	if head, err := file.GetRows("Sheet1"); err != nil || strings.Contains(strings.Join(head[0], ","), "Post") {
		t.Errorf("the workbook names a hidden field: %v, %v", head, err)
	}
	anna.get(t, "/export/contact?format=xlsx&fields=post").want(t, http.StatusUnprocessableEntity)
}

func TestNamedRecordsAreExported(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee")
	secret, first, second, binned := anna.deal(t, "Secret pier"), boris.deal(t, "First"), boris.deal(t, "Second"), boris.deal(t, "Binned")
	boris.deal(t, "Not named")
	o.admin.send(t, http.MethodDelete, "/records/deal/"+binned, nil).want(t, http.StatusNoContent)
	ids := strings.Join([]string{second, secret, binned, first}, ",")
	for _, format := range []string{"csv", "xlsx"} {
		answer := boris.get(t, "/export/deal?fields=name&format="+format+"&ids="+ids).want(t, http.StatusOK)
		if taken, left := answer.Header.Get("Kontora-Exported"), answer.Header.Get("Kontora-Left-Out"); taken != "2" || left != "0" {
			t.Errorf("%s: %s taken and %s left out, want 2 and 0", format, taken, left)
		}
	}
	text := boris.get(t, "/export/deal?fields=name&ids="+ids).mustNotContain(t, "Secret", "Binned", "Not named").text
	if strings.Index(text, "Second") > strings.Index(text, "First") || !strings.Contains(text, "First") {
		t.Errorf("not in the order they were named: %s", text)
	}
	boris.get(t, "/export/deal?ids=nonsense").want(t, http.StatusUnprocessableEntity)
	logged := o.admin.get(t, "/audit?kind=export&subject=deal").want(t, http.StatusOK).text
	if !strings.Contains(logged, "xlsx") || !strings.Contains(logged, first) {
		t.Errorf("the log does not tell what was taken: %s", logged)
	}
}

func TestPeopleAreExportedAsCards(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	name := strings.Repeat("Длинное имя, ", 12) + "конец"
	o.admin.post(t, "/records/contact", map[string]any{"fields": map[string]any{
		"name": name, "post": "Chief; engineer", "phone": "+49 30 123456", "email": "a@example.org", "birthday": "1980-02-29", "comment": "one\ntwo",
	}}).want(t, http.StatusCreated)
	text := o.admin.get(t, "/export/contact?format=vcf&q="+url.QueryEscape("конец")).want(t, http.StatusOK).text
	for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsRune(line, '\uFFFD') || strings.Contains(line, "\n") {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
	unfolded := strings.ReplaceAll(text, "\r\n ", "")
	for _, want := range []string{
		"BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:individual\r\n", "FN:" + strings.ReplaceAll(name, ",", `\,`) + "\r\n", "TITLE:Chief\\; engineer\r\n",
		"TEL;TYPE=work:+4930123456\r\n", "EMAIL:a@example.org\r\n", "BDAY:19800229\r\n", "NOTE:one\\ntwo\r\n", "END:VCARD\r\n",
	} {
		if !strings.Contains(unfolded, want) {
			t.Errorf("no %q in %s", want, unfolded)
		}
	}
	for _, typeName := range []string{"company", "employee"} {
		o.admin.get(t, "/export/"+typeName+"?format=vcf").want(t, http.StatusOK)
	}
	o.admin.get(t, "/export/deal?format=vcf").want(t, http.StatusUnprocessableEntity)
}

// midway does something after the first bytes have been written.
type midway struct {
	*httptest.ResponseRecorder
	once sync.Once
	do   func()
}

func (w *midway) Write(part []byte) (int, error) {
	n, err := w.ResponseRecorder.Write(part)
	w.once.Do(w.do)
	return n, err
}

func TestAnExportWhoseRightIsLostMidwayIsBrokenOff(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	const more = 201 // than a page holds
	for range more {
		o.admin.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": "Crane"}}).want(t, http.StatusCreated)
	}
	profile := o.admin.post(t, "/profiles", map[string]any{"name": "Takes out", "matrix": map[string]any{"deal": map[string]any{"view": "all", "export": "all"}}}).want(t, http.StatusCreated).id(t)
	o.roles["Bare"] = o.admin.post(t, "/roles", map[string]any{"name": "Bare"}).want(t, http.StatusCreated).id(t)
	clerk := o.employ(t, "Clerk", "Bare", "profiles", []string{profile})
	for about, change := range map[string]map[string]any{
		"he is suspended":        {"status": "suspended"},
		"the right is withdrawn": {"profiles": []string{}},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/export/deal?format=csv", nil)
		r.Host = "127.0.0.1:8080"
		r.Header.Set("Authorization", "Bearer "+clerk.token)
		w := &midway{ResponseRecorder: httptest.NewRecorder(), do: func() { o.admin.patch(t, "/employees/"+clerk.id, change).want(t, http.StatusOK) }}
		brokenOff := func() (how any) {
			defer func() { how = recover() }()
			o.handler.ServeHTTP(w, r)
			return nil
		}()
		if brokenOff != http.ErrAbortHandler || w.Code != http.StatusOK { //nolint:errorlint // it is what net/http knows
			t.Errorf("%s: status %d, %v, %.200s", about, w.Code, brokenOff, w.Body.String())
		}
		o.admin.patch(t, "/employees/"+clerk.id, map[string]any{"status": "active", "profiles": []string{profile}}).want(t, http.StatusOK)
		clerk = o.signIn(t, "clerk", "password of Clerk")
	}
}
