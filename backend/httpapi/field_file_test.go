package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// sendFile sends a file for a field and returns what puts it there.
func (c client) sendFile(t *testing.T, name, content string) map[string]any {
	t.Helper()
	return c.send(t, http.MethodPost, "/uploads?name="+url.QueryEscape(name), content).want(t, http.StatusCreated).object(t)
}

func puts(kept map[string]any) map[string]any { return map[string]any{"upload": kept["upload"]} }

func TestAFileInAFieldFollowsTheRightOnTheField(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.admin.post(t, "/types/deal/fields", field("contract", "file")).want(t, http.StatusCreated)
	o.admin.post(t, "/types/deal/fields", field("secret", "file", "default_right", "hidden", "cap", "edit")).want(t, http.StatusCreated)
	o.admin.post(t, "/types/deal/fields", field("half", "file", "default_right", "masked")).want(t, http.StatusCreated)
	anna := o.employ(t, "Anna", "Employee")
	put := func(name string) map[string]any { return puts(o.admin.sendFile(t, name, "content of "+name)) }
	deal := o.admin.post(t, "/records/deal", map[string]any{"fields": map[string]any{
		"name": "Crane", "contract": put("contract.txt"), "secret": put("secret.txt"), "half": put("half.txt"),
	}}).want(t, http.StatusCreated).id(t)
	path := func(name string) string { return "/records/deal/" + deal + "/fields/" + name + "/content" }

	if got := anna.get(t, path("contract")).want(t, http.StatusOK); got.text != "content of contract.txt" || !strings.Contains(got.Header.Get("Content-Disposition"), "contract.txt") {
		t.Errorf("%s, %s", got.text, got.Header.Get("Content-Disposition"))
	}
	nothing := anna.get(t, path("nothing")).want(t, http.StatusNotFound)
	for _, name := range []string{"secret", "half"} {
		if got := anna.get(t, path(name)).want(t, http.StatusNotFound); got.text != nothing.text {
			t.Errorf("%s: %s, of a field that is not there %s", name, got.text, nothing.text)
		}
	}
	card := anna.get(t, "/records/deal/"+deal).want(t, http.StatusOK)
	card.mustNotContain(t, "secret.txt", "half.txt")
	shown := card.object(t)["fields"].(map[string]any)["contract"].(map[string]any)
	if _, there := o.admin.get(t, "/records/deal/"+deal).object(t)["fields"].(map[string]any)["contract"].(map[string]any)["upload"]; !there {
		t.Error("who may edit the field cannot put it back")
	}
	o.admin.patch(t, "/types/deal/fields/contract", map[string]any{"cap": "read"}).want(t, http.StatusOK)
	anna.get(t, "/records/deal/"+deal).want(t, http.StatusOK).mustNotContain(t, "upload")
	o.admin.patch(t, "/types/deal/fields/contract", map[string]any{"cap": "edit"}).want(t, http.StatusOK)
	if shown["name"] != "contract.txt" || shown["size"] != float64(len("content of contract.txt")) {
		t.Errorf("shown as %v", shown)
	}
	if found := anna.get(t, "/records/deal?filter="+url.QueryEscape(toJSON(t, where("contract", "contains", "CONTRACT")))).list(t); len(found) != 1 {
		t.Errorf("found by the name of its file: %v", found)
	}
	o.admin.patch(t, "/records/deal/"+deal, map[string]any{"fields": map[string]any{"contract": put("signed.txt"), "secret": put("secret.txt"), "half": nil}}).want(t, http.StatusOK)
	anna.get(t, "/records/deal/"+deal+"/timeline").want(t, http.StatusOK).mustNotContain(t, "upload", "secret.txt", "half.txt")
	if told := o.admin.get(t, "/records/deal/"+deal+"/timeline").want(t, http.StatusOK); !strings.Contains(told.text, `"name":"signed.txt"`) {
		t.Errorf("the history does not name the file: %s", told.text)
	}
}

func TestAFileIsPutIntoAFieldByWhomItWasGivenTo(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.admin.post(t, "/types/deal/fields", field("contract", "file")).want(t, http.StatusCreated)
	o.admin.post(t, "/types/deal/fields", field("copy", "file")).want(t, http.StatusCreated)
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee")
	sent := anna.sendFile(t, "offer.pdf", "%PDF-1.7 an offer")
	if _, told := sent["digest"]; told || sent["media_type"] != "application/pdf" {
		t.Errorf("the answer is %v", sent)
	}
	deal := func(by client, contract any) answer {
		return by.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": "Crane", "contract": contract}})
	}
	deal(boris, puts(sent)).want(t, http.StatusUnprocessableEntity)
	deal(boris, map[string]any{"upload": "AAAA"}).want(t, http.StatusUnprocessableEntity)
	made := deal(anna, puts(sent)).want(t, http.StatusCreated)

	many := map[string]any{"ids": []string{made.id(t)}, "fields": map[string]any{"contract": puts(sent)}}
	if refused := anna.post(t, "/records/deal/mass/edit", many); refused.want(t, http.StatusUnprocessableEntity).field(t, "contract") == "" {
		t.Errorf("a file for many records: %s", refused.text)
	}

	// What was there can be put back: the card says with what.
	before := made.object(t)["fields"].(map[string]any)["contract"]
	path := "/records/deal/" + made.id(t)
	anna.patch(t, path, map[string]any{"fields": map[string]any{"contract": nil}}).want(t, http.StatusOK)
	// In a record of her own it would outlive her right to this one.
	deal(anna, before).want(t, http.StatusUnprocessableEntity)
	anna.patch(t, "/records/deal/"+deal(anna, nil).id(t), map[string]any{"fields": map[string]any{"contract": before}}).want(t, http.StatusUnprocessableEntity)
	anna.patch(t, path, map[string]any{"fields": map[string]any{"copy": before}}).want(t, http.StatusUnprocessableEntity)
	anna.get(t, path+"/fields/contract/content").want(t, http.StatusNotFound)
	anna.patch(t, path, map[string]any{"fields": map[string]any{"contract": before}}).want(t, http.StatusOK)
	if got := anna.get(t, path+"/fields/contract/content").want(t, http.StatusOK); got.text != "%PDF-1.7 an offer" {
		t.Errorf("put back: %q", got.text)
	}
}

func TestAPhotoIsSeenWhereverAPersonIsNamed(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "employee")
	hire := func(name string, fields map[string]any) client {
		profile := o.admin.post(t, "/profiles", map[string]any{"name": name, "matrix": map[string]any{"deal": map[string]any{"view": "all"}}, "fields": map[string]any{"employee": fields}}).want(t, http.StatusCreated).id(t)
		o.roles[name] = o.admin.post(t, "/roles", map[string]any{"name": name, "profiles": []string{profile}}).want(t, http.StatusCreated).id(t)
		return o.employ(t, name, name)
	}
	anna := o.employ(t, "Anna", "Employee")
	stranger, veiled := hire("Stranger", nil), hire("Veiled", map[string]any{"photo": "hidden"})
	photo := func(of client) string { return "/records/employee/" + of.id + "/fields/photo/content?inline=true" }
	nobodys := strings.Replace(photo(anna), anna.id, strings.Repeat("0", 31)+"7", 1)
	stranger.get(t, photo(anna)).want(t, http.StatusNotFound)
	anna.patch(t, "/records/employee/"+anna.id, map[string]any{"fields": map[string]any{"photo": puts(anna.sendFile(t, "me.png", picture))}}).want(t, http.StatusOK)
	stranger.get(t, "/records/employee/"+anna.id).want(t, http.StatusNotFound)
	if got := stranger.get(t, photo(anna)).want(t, http.StatusOK); got.text != picture || got.Header.Get("Content-Type") != "image/png" {
		t.Errorf("shown as %s", got.Header.Get("Content-Type"))
	}
	missing := stranger.get(t, nobodys).want(t, http.StatusNotFound)
	for about, got := range map[string]answer{"a photo that is hidden": veiled.get(t, photo(anna)), "the photo of one who has none": stranger.get(t, photo(veiled))} {
		if got.want(t, http.StatusNotFound).text != missing.text {
			t.Errorf("%s: %s", about, got.text)
		}
	}
	o.admin.post(t, "/types/employee/fields", field("passport", "file", "default_right", "read")).want(t, http.StatusCreated)
	o.admin.patch(t, "/records/employee/"+anna.id, map[string]any{"fields": map[string]any{"passport": puts(o.admin.sendFile(t, "passport.png", picture))}}).want(t, http.StatusOK)
	stranger.get(t, strings.Replace(photo(anna), "/photo/", "/passport/", 1)).want(t, http.StatusNotFound)
}

func TestAPhotoIsAPicture(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna := o.employ(t, "Anna", "Employee")
	change := func(name, content string) answer {
		return anna.patch(t, "/records/employee/"+anna.id, map[string]any{"fields": map[string]any{"photo": puts(anna.sendFile(t, name, content))}})
	}
	if problem := change("me.png", "<script>").want(t, http.StatusUnprocessableEntity); problem.field(t, "photo") == "" {
		t.Errorf("refused in the words %s", problem.text)
	}
	change("me.png", picture).want(t, http.StatusOK)
	if got := o.admin.get(t, "/records/employee/"+anna.id+"/fields/photo/content?inline=true").want(t, http.StatusOK); got.Header.Get("Content-Type") != "image/png" {
		t.Errorf("shown as %s", got.Header.Get("Content-Type"))
	}
	anna.patch(t, "/records/employee/"+o.id(t, "Admin"), map[string]any{"fields": map[string]any{"photo": nil}}).want(t, http.StatusForbidden)
}
