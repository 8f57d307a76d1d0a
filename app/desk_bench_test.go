package app

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"kontora/backend/demo"
	"kontora/backend/locale"
	"kontora/backend/lockbox"
)

// BenchmarkFirstSync fills a desk over HTTP on one computer, with everything that its employee may see, into files that are indexed and
// synced. The rows are those of an office of 20,000 deals with what belongs to them.
func BenchmarkFirstSync(b *testing.B) {
	office, err := OpenOffice(b.Context(), Config{Data: b.TempDir(), Listen: "127.0.0.1:0", Passwords: cheap()}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	defer office.Close()
	if err := office.MakeUp(b.Context(), locale.English, demo.Options{Seed: 1, Deals: 100_000}); err != nil {
		b.Fatal(err)
	}
	handler, err := office.Handler()
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	for name, key := range map[string][]byte{"plain": nil, "sealed": lockbox.NewKey()} {
		b.Run(name, func(b *testing.B) {
			rows := int64(0)
			for b.Loop() {
				rows += fillDesk(b, &cable{Server: server, office: office}, key)
			}
			b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// fillDesk brings a new desk up to date and returns how many records it then has.
func fillDesk(b *testing.B, c *cable, key []byte) (rows int64) {
	b.StopTimer()
	s := takeSeatWith(b, b.TempDir(), c, key, nil)
	b.StartTimer()
	if status := s.signIn(b, "admin", demo.Password); status != http.StatusOK {
		b.Fatal(status)
	}
	b.StopTimer()
	defer b.StartTimer()
	for _, t := range s.Administration.Model().Schema.Types() {
		rows += s.Records.Store.Total(t.No)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return rows
}
