package identity

import (
	"context"
	"strings"
	"testing"
	"time"

	"kontora/backend/clock"
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
	l := newLanes(func(n int) int { return 0 })
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

func TestAttemptsThatWereNeverTriedDoNotCount(t *testing.T) {
	never := func(time.Duration) <-chan time.Time { t.Error("an attempt was slowed"); return nil }
	s := New(Parts{Clock: clock.NewManual(time.Unix(1e9, 0)), Cost: Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}, After: never})
	attempt := attemptOn{login: "anna", password: "wrong", from: "192.0.2.7"}
	var leave []func()
	for range openPlaces {
		out, err := s.lanes.enter(t.Context(), "others", false)
		if err != nil {
			t.Fatal(err)
		}
		leave = append(leave, out)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 {
		if err := s.checkPassword(ended, attempt); !fault.Is(err, fault.Unavailable) {
			t.Fatalf("without a place: %v", err)
		}
	}
	for _, out := range leave {
		out()
	}
	for range freeAttempts {
		if err := s.checkPassword(t.Context(), attempt); !fault.Is(err, fault.Unauthenticated) {
			t.Fatalf("with a place: %v", err)
		}
	}
}

func TestWhoWaitsTooLongOrTooMany(t *testing.T) {
	l := newLimiter(clock.NewManual(time.Unix(1e9, 0)), func(time.Duration) <-chan time.Time { return nil }, func(int) int { return 2 })
	p := pair{"192.0.2.7", "anna"}
	for range freeAttempts {
		if _, err := l.begin(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	const sent = waitingOnPair + 1
	refused := make(chan error, sent)
	ended, cancel := context.WithCancel(t.Context())
	for range sent {
		go func() {
			_, err := l.begin(ended, p)
			refused <- err
		}()
	}
	first := <-refused // one of those who wait already, not the last who came
	if wait, ok := fault.Of(first).Detail.(fault.RetryAfter); !ok || time.Duration(wait) != firstPause {
		t.Errorf("one too many: %v", first)
	}
	cancel()
	for range sent - 1 {
		if err := <-refused; !fault.Is(err, fault.Unavailable) {
			t.Errorf("given up: %v", err)
		}
	}
	if left := len(l.seen[p].waiting.inside); left != 0 || l.seen[p].failures != freeAttempts {
		t.Errorf("%d left waiting, %d failures", left, l.seen[p].failures)
	}
}

func TestAFloodFromOnePlaceLeavesRoomForOthers(t *testing.T) {
	l := newLanes(func(int) int { return 0 })
	for n := range 4 {
		for range waitingEach + 5 {
			l.queue(string(rune('a' + n)))
		}
	}
	if l.total != waitingMost {
		t.Fatalf("%d wait, want %d", l.total, waitingMost)
	}
	for n := range 10 {
		out := l.queue("someone " + string(rune('a'+n)))
		select {
		case <-out:
			t.Error("someone from elsewhere has to go")
		default:
		}
	}
	if l.total != waitingMost {
		t.Errorf("%d wait, want %d", l.total, waitingMost)
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
