package exporter

import "testing"

func TestWhatASpreadsheetWouldTakeForAFormula(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "@SUM(A1)": "'@SUM(A1)", "+cmd|x": "'+cmd|x", "-x": "'-x", "\tx": "'\tx",
		"-2+3+cmd|' /C calc'!A0": "'-2+3+cmd|' /C calc'!A0", "+1*SUM(A1)": "'+1*SUM(A1)", "＝1+1": "'＝1+1", "\n=x": "'\n=x",
		"+44 20 7946 0018": "+44 20 7946 0018", "+7 (812) 123-45-67": "+7 (812) 123-45-67", "-5.00": "-5.00", "Anna": "Anna", "": "", "+": "+",
	} {
		if got := plain(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
