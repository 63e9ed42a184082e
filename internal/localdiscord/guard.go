package localdiscord

import (
	"crypto/subtle"
	"net/http"
	"net/url"
)

// policy allows the page to load its own files and call its own server only.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// guard passes requests on that do not come from a foreign page, whatever they ask for: other sites cannot call the server
// through the reader's browser, by another port of this machine or by a name that leads here.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer") // the address of the page has its key
		h.Set("Cache-Control", "no-store")
		if !s.isLocal(r) {
			http.Error(w, "this server is for programs of this machine alone, and for its own page", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isLocal reports whether a request names this server as its Host, and does not come from another site's page. A bot sends
// neither Origin nor Sec-Fetch-Site. Browsers send Origin with each POST and each socket, and Sec-Fetch-Site with all requests
// (Fetch Metadata Request Headers, W3C): "none" is a link that the reader opened by hand.
func (s *Server) isLocal(r *http.Request) bool {
	_, port, _ := splitHost(s.listener.Addr().String())
	host, given, ok := splitHost(r.Host)
	if !ok || given != port || host != "127.0.0.1" && host != "localhost" {
		return false
	}
	if origins := r.Header.Values("Origin"); len(origins) > 1 || len(origins) == 1 && origins[0] != "http://"+r.Host {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return true
	}
	return r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Mode") == "navigate" // a link of another page, which needs the key
}

func splitHost(hostport string) (host, port string, ok bool) {
	u, err := url.Parse("http://" + hostport)
	if err != nil {
		return "", "", false
	}
	return u.Hostname(), u.Port(), true
}

// keyParameter is the parameter with the page's key.
const keyParameter = "token"

// withKey passes requests on that have the key of this start.
func (s *Server) withKey(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		given := r.URL.Query().Get(keyParameter)
		if subtle.ConstantTimeCompare([]byte(given), []byte(s.pageKey)) != 1 {
			http.Error(w, "Please open the link that the program printed in the terminal when it started: it has the token of this start.\n请打开程序启动时在终端中显示的链接，其中有本次启动的令牌。", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
