package httpapi

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/net/idna"

	"kontora/backend/fault"
)

// outer is what every request passes before it reaches a route, the outermost first.
func (s *server) outer(inner http.Handler) http.Handler {
	return s.recovered(headers(s.hostChecked(s.sameOrigin(s.bounded(inner)))))
}

// recovered answers when a handler panics, so that one mistake ends one request.
func (s *server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(cause)
			}
			s.apologise(w, r, cause)
		}()
		next.ServeHTTP(w, r)
	})
}

func (s *server) apologise(w http.ResponseWriter, r *http.Request, cause any) {
	p := translate(s.Catalogue, languageOf(r), fault.New(fault.Internal, "error.internal"))
	p.Ref = s.newRef()
	s.Logger.ErrorContext(r.Context(), "request panicked", "ref", p.Ref, "method", r.Method, "error", causeOf(fmt.Errorf("%v", cause)), "stack", string(debug.Stack()))
	writeProblem(w, p)
}

// contentPolicy lets the window load its own files and nothing else. Its component library sets styles inline.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; " +
	"connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)")
		if strings.HasPrefix(r.URL.Path, "/api/") {
			h.Set("Cache-Control", "no-store")
			h.Set("Vary", "Accept-Language, Authorization, Cookie")
		}
		next.ServeHTTP(w, r)
	})
}

// hostChecked refuses requests for a name that is not this office's. A page of a stranger can make its own name lead to this computer
// (DNS rebinding) and would then count as the same origin; it cannot do so with an address.
func (s *server) hostChecked(next http.Handler) http.Handler {
	own := slices.Clone(s.Hosts)
	if name, err := os.Hostname(); err == nil {
		own = append(own, name, name+".local")
	}
	for i, name := range own {
		if encoded, err := idna.ToASCII(name); err == nil {
			own[i] = encoded // as browsers send it
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/healthz" && !isOwn(r.Host, own) {
			p := translate(s.Catalogue, languageOf(r), fault.New(fault.Denied, "http.host"))
			p.Status = http.StatusMisdirectedRequest
			writeProblem(w, p)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isOwn reports whether a Host header names an address, this computer, or one of its names.
func isOwn(host string, own []string) bool {
	name := host
	if bare, _, err := net.SplitHostPort(host); err == nil {
		name = bare
	}
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	if _, err := netip.ParseAddr(strings.Trim(name, "[]")); err == nil {
		return true
	}
	return name == "localhost" || strings.HasSuffix(name, ".localhost") ||
		slices.ContainsFunc(own, func(n string) bool { return strings.EqualFold(n, name) })
}

// sameOrigin refuses writes that a page of another origin makes with the cookies of whoever looks at it.
func (s *server) sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := protection.Check(r); err != nil {
			writeProblem(w, translate(s.Catalogue, languageOf(r), fault.New(fault.Denied, "http.cross_origin")))
			return
		}
		next.ServeHTTP(w, r)
	})
}
