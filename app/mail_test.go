package app

import "testing"

func TestLettersGoToNoAddressWhereOtherThingsAnswer(t *testing.T) {
	for address, refused := range map[string]bool{
		"93.184.216.34:587":        false,
		"192.168.1.5:25":           false,
		"127.0.0.1:2525":           false,
		"[2001:db8::1]:465":        false,
		"169.254.169.254:25":       true,
		"[::ffff:169.254.1.1]:587": true,
		"[fe80::1%eth0]:587":       true,
		"224.0.0.1:25":             true,
		"[ff02::1]:25":             true,
		"0.0.0.0:25":               true,
		"[::]:25":                  true,
		"smtp.port.example:25":     true,
		"192.168.1.5":              true,
	} {
		if err := mailAddress("tcp", address); (err != nil) != refused {
			t.Errorf("%s: %v", address, err)
		}
	}
}
