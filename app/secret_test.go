package app

import "testing"

func TestAKeptSecretIsOpenedByItsOwnOfficeAlone(t *testing.T) {
	own, err := newVault([]byte("one office"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := newVault([]byte("another office"))
	if err != nil {
		t.Fatal(err)
	}
	sealed := own.SealSecret("correct horse")
	if plain, ok := own.OpenSecret(sealed); !ok || plain != "correct horse" {
		t.Errorf("its own office opens %q, %v", plain, ok)
	}
	if again := own.SealSecret("correct horse"); again == sealed {
		t.Error("the same secret is sealed alike twice, which tells who has the same")
	}
	for about, kept := range map[string]string{
		"nothing": "", "what is in clear": "correct horse", "what is cut short": sealed[:len(sealed)-2], "too little": "AAAA",
	} {
		if plain, ok := own.OpenSecret(kept); ok {
			t.Errorf("%s is opened as %q", about, plain)
		}
	}
	if plain, ok := other.OpenSecret(sealed); ok {
		t.Errorf("another office opens %q", plain)
	}
}
