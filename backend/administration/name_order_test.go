package administration_test

import (
	"testing"

	"kontora/backend/directory"
	"kontora/backend/locale"
	"kontora/backend/testkit/office"
)

func TestANewCompanyWritesNamesAsItsLanguageDoes(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	for language, want := range map[locale.Language]string{locale.English: "Ada Admin", locale.Russian: "Admin Ada"} {
		founding := office.Founding(language)
		founding.Company.NameOrder = ""
		founded, admin := office.Found(t, founding, "")
		if got := founded.Administration.Model().Directory.NameOf(admin.Employee); got != want {
			t.Errorf("in %s the administrator is called %q, want %q", language, got, want)
		}
		if got := founded.Administration.Model().Directory.Company.NameOrder; got != directory.NameOrderOf(language) {
			t.Errorf("in %s the order is %q", language, got)
		}
	}
}
