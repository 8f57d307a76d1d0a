package httpapi_test

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"
)

// painted is a PNG of that size, through which one sees.
func painted(t *testing.T, w, h int) string {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewRGBA(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// measured is how large the picture in an answer is.
func measured(t *testing.T, a answer) image.Point {
	t.Helper()
	c, err := png.DecodeConfig(strings.NewReader(a.want(t, http.StatusOK).text))
	if err != nil {
		t.Fatalf("no picture but %.40q: %v", a.text, err)
	}
	return image.Pt(c.Width, c.Height)
}

func TestASmallPictureIsForWhomTheWholeIs(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	o.admin.post(t, "/types/deal/fields", field("sketch", "file")).want(t, http.StatusCreated)
	o.admin.post(t, "/types/deal/fields", field("secret", "file", "default_right", "hidden", "cap", "edit")).want(t, http.StatusCreated)
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee")
	whole := painted(t, 600, 300)
	deal := anna.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": "Crane", "sketch": puts(anna.sendFile(t, "sketch.png", whole))}}).
		want(t, http.StatusCreated).id(t)
	o.admin.patch(t, "/records/deal/"+deal, map[string]any{"fields": map[string]any{"secret": puts(o.admin.sendFile(t, "secret.png", whole))}}).want(t, http.StatusOK)
	_, onCard := fileOf(t, anna.upload(t, deal, "photo.png", whole))
	inField, secret := "/records/deal/"+deal+"/fields/sketch/content", "/records/deal/"+deal+"/fields/secret/content"

	for _, path := range []string{onCard, inField} {
		for size, want := range map[string]image.Point{"": {X: 600, Y: 300}, "?size=96": {X: 96, Y: 48}, "?size=256": {X: 256, Y: 128}} {
			if got := measured(t, anna.get(t, path+size)); got != want {
				t.Errorf("%s%s is %v", path, size, got)
			}
			hidden := boris.get(t, path+size).want(t, http.StatusNotFound)
			if hidden.text != boris.get(t, path).text {
				t.Errorf("%s%s says more than the whole: %s", path, size, hidden.text)
			}
		}
		anna.get(t, path+"?size=4000").want(t, http.StatusUnprocessableEntity)
	}
	anna.get(t, secret+"?size=96").want(t, http.StatusNotFound)

	small := anna.get(t, inField+"?size=96&inline=true").want(t, http.StatusOK)
	if kept := small.Header.Get("Cache-Control"); kept != "private, no-cache" || !strings.HasPrefix(small.Header.Get("Content-Disposition"), "inline") {
		t.Errorf("kept %q, %s", kept, small.Header.Get("Content-Disposition"))
	}
	tag := small.Header.Get("ETag")
	if tag == anna.get(t, inField).Header.Get("ETag") {
		t.Error("small and whole have the same tag")
	}
	anna.send(t, http.MethodGet, inField+"?size=96", nil, "If-None-Match", tag).want(t, http.StatusNotModified)
	boris.send(t, http.MethodGet, inField+"?size=96", nil, "If-None-Match", tag).want(t, http.StatusNotFound)
	o.admin.patch(t, "/types/deal/fields/sketch", map[string]any{"default_right": "hidden"}).want(t, http.StatusOK)
	anna.send(t, http.MethodGet, inField+"?size=96", nil, "If-None-Match", tag).want(t, http.StatusNotFound)
}

func TestWhatCannotBeMadeSmallComesWhole(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	deal := o.admin.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": "Crane"}}).want(t, http.StatusCreated).id(t)
	large := painted(t, 600, 300)
	for name, content := range map[string]string{
		"cut.png": large[:60], "bomb.png": strings.Replace(large, "\x00\x00\x02\x58\x00\x00\x01\x2c", "\x00\x00\xea\x60\x00\x00\xea\x60", 1),
		"tiny.png": painted(t, 20, 10), "note.txt": "no picture",
	} {
		_, path := fileOf(t, o.admin.upload(t, deal, name, content))
		for range 2 { // what was found the first time is remembered
			if got := o.admin.get(t, path+"?size=96").want(t, http.StatusOK); got.text != content {
				t.Errorf("%s: %d bytes of %d", name, len(got.text), len(content))
			}
		}
	}
}

func TestTheLogoIsGivenSmall(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.admin.patch(t, "/company", map[string]any{"logo": puts(o.admin.sendFile(t, "logo.png", painted(t, 600, 300)))}).want(t, http.StatusOK)
	if got := measured(t, o.admin.get(t, "/company/logo?size=256")); got != image.Pt(256, 128) {
		t.Errorf("the logo is %v", got)
	}
}
