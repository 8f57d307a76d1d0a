package httpapi

import (
	"bytes"
	"context"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"kontora/backend/ident"
	"kontora/backend/locale"
)

func TestAnAnswerThatCannotBeWrittenIsAFailure(t *testing.T) {
	catalogue, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	s := &server{Parts: Parts{Catalogue: catalogue, IDs: ident.Random{}, Logger: slog.New(slog.NewTextHandler(&log, nil))}, mux: http.NewServeMux()}
	s.api = humago.New(s.mux, s.describe())
	for path, body := range map[string]float64{"/one": 1, "/none": math.NaN()} {
		add(s, route(path[1:], http.MethodGet, path, "Answer", "test"), func(context.Context, *request, *none) (*answer[list[float64]], error) {
			return whole([]float64{body}, nil)
		})
	}
	ask := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		s.recovered(s.mux).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api"+path, nil))
		return w
	}
	if w := ask("/one"); w.Code != http.StatusOK || strings.TrimSpace(w.Body.String()) != `{"items":[1],"next":null,"total":1}` {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
	w := ask("/none")
	if w.Code != http.StatusInternalServerError || w.Header().Get("Content-Type") != problemType || !strings.Contains(w.Body.String(), `"error.internal"`) {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "NaN") {
		t.Errorf("logged: %s", log.String())
	}
}
