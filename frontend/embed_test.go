package frontend

import (
	"io/fs"
	"strings"
	"testing"
)

func TestAssetsAlwaysHaveAPage(t *testing.T) {
	page, err := fs.ReadFile(Assets(), "index.html")
	if err != nil {
		t.Fatalf("read index.html: %v", err)
	}
	if !strings.Contains(string(page), "Kontora") {
		t.Errorf("index.html does not name the program: %q", page)
	}
}

func TestUnbuiltPageSpeaksBothLanguages(t *testing.T) {
	page, err := fs.ReadFile(sub(unbuilt, "unbuilt"), "index.html")
	if err != nil {
		t.Fatalf("read index.html: %v", err)
	}
	for _, want := range []string{"is not built", "не собрано"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("page lacks %q", want)
		}
	}
}
