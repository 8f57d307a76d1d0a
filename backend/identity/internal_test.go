package identity

import (
	"context"
	"strings"
	"testing"

	"kontora/backend/fault"
)

func TestStoredPasswordsThatAreDamaged(t *testing.T) {
	cost := Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}
	good := cost.hash("secret")
	if matches, stale := cost.verify("secret", good); !matches || stale {
		t.Fatalf("a good one: matches %v, stale %v", matches, stale)
	}
	for name, text := range map[string]string{
		"empty":            "",
		"another function": strings.Replace(good, "argon2id", "argon2i", 1),
		"cut short":        good[:len(good)-5],
		"too much memory":  strings.Replace(good, "m=64", "m=4000000000", 1),
		"no passes":        strings.Replace(good, "t=1", "t=0", 1),
		"no sum":           good[:strings.LastIndex(good, "$")+1],
	} {
		if matches, _ := cost.verify("secret", text); matches {
			t.Errorf("%s: matches", name)
		}
	}
}

func TestSourcesOfAttempts(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7:5000":              "192.0.2.7",
		"192.0.2.7":                   "192.0.2.7",
		"[2001:db8:1:2:3:4:5:6]:5000": "2001:db8:1:2::/64",
		"[::ffff:192.0.2.7]:80":       "192.0.2.7",
		"[fe80::1%eth0]:80":           "fe80::/64",
		"":                            "",
	} {
		if got := source(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

func TestAFloodLeavesAPlaceToKnownDevices(t *testing.T) {
	l := newLanes()
	for range openPlaces {
		if _, err := l.enter(t.Context(), "flood", false); err != nil {
			t.Fatal(err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.enter(ended, "flood", false); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a stranger behind the flood: %v", err)
	}
	leave, err := l.enter(t.Context(), "device", true)
	if err != nil {
		t.Fatalf("a known device behind the flood: %v", err)
	}
	leave()
	if len(l.waiting) != 0 || l.total != 0 {
		t.Errorf("left behind: %v, %d", l.waiting, l.total)
	}
}

func FuzzLoginKey(f *testing.F) {
	for _, seed := range []string{"Anna", "почта@xn--e1afmkfd.xn--p1ai", "Корол\u0435\u0308в", "a@b@c", "@", "ﬀ", "\xff", "İ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, login string) {
		key := LoginKey(login)
		if again := LoginKey(key); again != key {
			t.Errorf("%q: the key %q has another key %q", login, key, again)
		}
	})
}

func FuzzParseStored(f *testing.F) {
	f.Add((Cost{MemoryKiB: 8, Passes: 1, Lanes: 1}).hash("x"))
	f.Add("$argon2id$v=19$m=1,t=1,p=1$$")
	f.Fuzz(func(t *testing.T, text string) {
		s, ok := parseStored(text)
		if ok && (len(s.salt) != saltBytes || len(s.sum) != hashBytes || s.cost.MemoryKiB > maxMemoryKiB || s.cost.Passes > maxPasses || s.cost.Lanes == 0) {
			t.Errorf("accepted %+v", s)
		}
	})
}

func FuzzSource(f *testing.F) {
	f.Add("192.0.2.7:5000")
	f.Add("[2001:db8::1%x]:1")
	f.Fuzz(func(t *testing.T, address string) {
		if one := source(address); source(one) != one && !strings.HasSuffix(one, "/64") {
			t.Errorf("%q: %q is not its own source", address, one)
		}
	})
}
