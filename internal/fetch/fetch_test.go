package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// local returns a fetcher that may open one listener.
func local(t *testing.T, server *httptest.Server, change ...func(*Options)) *Fetcher {
	t.Helper()
	o := Options{Hosts: []netip.AddrPort{netip.MustParseAddrPort(server.Listener.Addr().String())}, UserAgent: "test",
		Timeout: time.Second, MaxBytes: 1 << 20}
	for _, f := range change {
		f(&o)
	}
	return New(o)
}

// TestConditional asks for a page that has not changed, and for one that has.
func TestConditional(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"2"`)
		w.Header().Set("Last-Modified", "Sun, 01 Mar 2026 09:00:00 GMT")
		w.Header().Set("Cache-Control", "public, max-age=90")
		if r.Header.Get("If-None-Match") == `"2"` || r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, "text")
	}))
	defer server.Close()
	f := local(t, server)
	for r, want := range map[Request]bool{{}: false, {ETag: `"1"`}: false, {ETag: `"2"`}: true, {Modified: "Sun, 01 Mar 2026 09:00:00 GMT"}: true} {
		r.Address = server.URL
		page, err := f.Do(t.Context(), r)
		if err != nil || page.Unchanged != want || (string(page.Raw) == "text") == want || page.ETag != `"2"` || page.Modified == "" || page.MaxAge != 90*time.Second {
			t.Errorf("%+v: %+v, %v", r, page, err)
		}
	}
	if _, err := f.Do(t.Context(), Request{Address: server.URL, MaxBytes: 3}); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Error(err)
	}
}

// TestRetryAfter reads how long a server asks to wait.
func TestRetryAfter(t *testing.T) {
	for value, want := range map[string]time.Duration{"120": 2 * time.Minute, "Sun, 01 Mar 2026 10:00:00 GMT": time.Hour, "Sun, 01 Mar 2026 08:00:00 GMT": 0,
		"-5": 0, "soon": 0, "": 0, "99999999999999999999": 0, "2000000000": maxWait, "Fri, 01 Mar 2126 10:00:00 GMT": maxWait} {
		h := http.Header{"Retry-After": {value}, "Date": {"Sun, 01 Mar 2026 09:00:00 GMT"}}
		if got := retryAfter(h); got != want {
			t.Errorf("%s: %s", value, got)
		}
	}
}

// refusedWith checks that opening an address ends in an *Error that says what is wrong.
func refusedWith(t *testing.T, f *Fetcher, address, want string) {
	t.Helper()
	page, err := f.Get(t.Context(), address)
	var e *Error
	if !errors.As(err, &e) || !strings.Contains(err.Error(), want) {
		t.Errorf("%s: %q, %v; want %q", address, page.Raw[:min(len(page.Raw), 50)], err, want)
	}
}

func TestGet(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/page?a=1", http.StatusFound)
		case "/gbk":
			w.Header().Set("Content-Type", "text/html; charset=gbk")
			_, _ = w.Write([]byte("\xd6\xd0\xce\xc4"))
		case "/zipped":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = z.Write([]byte("unzipped"))
			_ = z.Close()
		default:
			http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
			fmt.Fprintf(w, "%s|%s|%s|%s", r.UserAgent(), r.Header.Get("Cookie"), r.Header.Get("Referer"), r.URL.RawQuery)
		}
	}))
	defer server.Close()
	f := local(t, server)
	for path, want := range map[string]string{"/": "test|||", "/again": "test|||", "/moved": "test|||a=1", "/gbk": "中文", "/zipped": "unzipped"} {
		if page, err := f.Get(t.Context(), server.URL+path); err != nil || string(page.Raw) != want {
			t.Errorf("%s: %q, %v", path, page.Raw, err)
		}
	}
	if page, _ := f.Get(t.Context(), server.URL+"/moved"); page.URL != server.URL+"/page?a=1" {
		t.Errorf("after the redirect the address is %s", page.URL)
	}
}

// TestNetworks checks that no notation of a special address is dialled.
func TestNetworks(t *testing.T) {
	f := New(Options{Timeout: time.Second})
	for _, host := range []string{
		"127.0.0.1", "127.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "localhost", "localhost.", "LOCALHOST", "10.0.0.1", "10.255.255.255",
		"172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.100.100.200",
		"192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
		"[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "[::127.0.0.1]",
		"[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[fe80::1]", "[fe80::1%25lo]", "[fc00::1]",
		"[fd00:ec2::254]", "[ff02::1]", "[2001:db8::1]", "[100::1]", "2130706433", "017700000001", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1",
		"127.0.0.1.", "①②⑦.⓪.⓪.①", "127。0。0。1",
	} {
		for _, address := range []string{"http://" + host + "/", "https://" + host + "/x"} {
			_, err := f.Get(t.Context(), address)
			var e *Error
			if !errors.As(err, &e) || errors.Is(err, context.DeadlineExceeded) || strings.Contains(err.Error(), "cannot be reached") {
				t.Errorf("%s: %v", address, err)
			}
		}
	}
}

// TestAddresses checks what is refused before anything is dialled.
func TestAddresses(t *testing.T) {
	f := New(Options{Timeout: time.Second})
	for address, want := range map[string]string{
		"":                         "no web address",
		"example.org":              "no web address",
		"//example.org/":           "no web address",
		"http://":                  "no web address",
		"http:///path":             "no web address",
		"http://:80/":              "no web address",
		"file:///etc/passwd":       "no web address",
		"gopher://127.0.0.1:70/1":  "no web address",
		"ftp://example.org/":       "no web address",
		"javascript:alert(1)":      "no web address",
		"data:text/html,hi":        "no web address",
		"http://[::1":              "no web address",
		"http://exa mple.org/":     "no web address",
		"http://127.0.0.1\r\nX: y": "no web address",
		"http://a:b@example.org/":  "user name or a password",
		"http://a@127.0.0.1/":      "user name or a password",
		"http://127.0.0.1:22/":     "port other than",
		"http://127.0.0.1:6379/":   "port other than",
		"https://127.0.0.1:8443/":  "port other than",
		"http://127.0.0.1:0/":      "port other than",
		"http://127.0.0.1:99999/":  "",
		"http://example.org/" + strings.Repeat("a", maxAddress): "no web address",
	} {
		refusedWith(t, f, address, want)
	}
}

// TestHostileServers opens servers that send what a careless client would take.
func TestHostileServers(t *testing.T) {
	bomb := zipped(bytes.Repeat([]byte("a"), 50<<20))
	for name, c := range map[string]struct{ sends, want string }{
		"endless body":         {"HTTP/1.1 200 OK\r\n\r\n" + strings.Repeat("a", 3<<20), "larger than 1 MB"},
		"too long":             {"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n" + strings.Repeat("a", 3<<20), "larger than 1 MB"},
		"gzip bomb":            {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + string(bomb), "larger than 1 MB"},
		"gzip in gzip":         {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\n\r\n" + string(zipped(bomb)), "compressed in a way"},
		"brotli":               {"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nabc", "compressed in a way"},
		"deflate":              {"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\nabc", "compressed in a way"},
		"no gzip":              {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot zipped at all", "broke off"},
		"torn gzip":            {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + string(bomb[:100]), "broke off"},
		"shorter than said":    {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", "broke off"},
		"two lengths":          {"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nabc", "broke off"},
		"negative length":      {"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc", "broke off"},
		"no number":            {"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nabc", "broke off"},
		"broken pieces":        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n", "broke off"},
		"huge piece":           {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabc", "broke off"},
		"piece without end":    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "broke off"},
		"endless headers":      {"HTTP/1.1 200 OK\r\n" + strings.Repeat("A: "+strings.Repeat("b", 1000)+"\r\n", 200) + "\r\nabc", "broke off"},
		"endless header":       {"HTTP/1.1 200 OK\r\nA: " + strings.Repeat("b", 1<<20), "broke off"},
		"endless status":       {"HTTP/1.1 200 " + strings.Repeat("b", 1<<20), "broke off"},
		"nothing":              {"", "broke off"},
		"no HTTP":              {"SSH-2.0-OpenSSH_9.2\r\n", "broke off"},
		"an old HTTP":          {"<html>hello</html>", "broke off"},
		"no status":            {"HTTP/1.1 \r\n\r\n", "broke off"},
		"empty":                {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "is empty"},
		"blank":                {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n \n ", "is empty"},
		"no content":           {"HTTP/1.1 204 No Content\r\n\r\n", "error 204"},
		"partial":              {"HTTP/1.1 206 Partial Content\r\nContent-Length: 3\r\n\r\nabc", "error 206"},
		"not found":            {"HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nabc", "error 404"},
		"login":                {"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 3\r\n\r\nabc", "error 401"},
		"failing":              {"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 9\r\nContent-Length: 3\r\n\r\nabc", "error 503"},
		"switching":            {"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nabc", "error 101"},
		"continuing for ever":  {strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 1000), "broke off"},
		"to loopback":          {redirect("http://127.0.0.1/"), "private or special"},
		"to loopback's port":   {redirect("http://127.0.0.1:8080/"), "port other than"},
		"to metadata":          {redirect("http://169.254.169.254/latest/meta-data/"), "private or special"},
		"to IPv6 loopback":     {redirect("http://[::1]/"), "private or special"},
		"to mapped loopback":   {redirect("http://[::ffff:127.0.0.1]/"), "private or special"},
		"to localhost":         {redirect("https://localhost/"), "private or special"},
		"to a file":            {redirect("file:///etc/passwd"), "not of the web"},
		"to a script":          {redirect("javascript:alert(1)"), "not of the web"},
		"to a name":            {redirect("http://user:word@example.org/"), "user name or a password"},
		"to nowhere":           {"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "error 302"},
		"to no address":        {redirect("http://[::1"), "broke off"},
		"to itself":            {redirect("/"), "more than 5 times"},
		"to itself by another": {"HTTP/1.1 308 Permanent Redirect\r\nLocation: ?again\r\nContent-Length: 0\r\n\r\n", "more than 5 times"},
	} {
		t.Run(name, func(t *testing.T) {
			server := raw(t, func(conn net.Conn) { _, _ = io.WriteString(conn, c.sends) })
			refusedWith(t, local(t, server), server.URL, c.want)
		})
	}
}

// TestSlowServers checks that a fetch ends within its time, wherever a server stops.
func TestSlowServers(t *testing.T) {
	for name, sends := range map[string]string{"silent": "", "in the status": "HTTP/1.1 2", "in the headers": "HTTP/1.1 200 OK\r\nA: ",
		"in the body": "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\na", "in gzip": "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := raw(t, func(conn net.Conn) {
				_, _ = io.WriteString(conn, sends)
				_, _ = io.Copy(io.Discard, conn) // until the client has gone
			})
			refusedWith(t, local(t, server), server.URL, "did not send the whole page within 1 seconds")
		})
	}
	t.Run("a byte at a time", func(t *testing.T) {
		t.Parallel()
		server := raw(t, func(conn net.Conn) {
			_, err := io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
			for err == nil {
				time.Sleep(20 * time.Millisecond)
				_, err = io.WriteString(conn, "a")
			}
		})
		refusedWith(t, local(t, server), server.URL, "did not send the whole page")
	})
}

// TestTLS checks that what cannot be trusted is not read.
func TestTLS(t *testing.T) {
	own := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "secret") }))
	own.Config.ErrorLog = log.New(io.Discard, "", 0)
	own.StartTLS()
	defer own.Close()
	refusedWith(t, local(t, own), own.URL, "not secure")
	old := httptest.NewUnstartedServer(http.NotFoundHandler())
	old.Config.ErrorLog = log.New(io.Discard, "", 0)
	old.TLS = &tls.Config{MaxVersion: tls.VersionTLS11}
	old.StartTLS()
	defer old.Close()
	refusedWith(t, local(t, old), old.URL, "not secure")
	plain := raw(t, func(conn net.Conn) { _, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\nabc") })
	refusedWith(t, local(t, plain), strings.Replace(plain.URL, "http:", "https:", 1), "not secure")
	garbage := raw(t, func(conn net.Conn) { _, _ = conn.Write(bytes.Repeat([]byte{0x16, 3, 3, 0xff, 0xff, 9}, 999)) })
	refusedWith(t, local(t, garbage), strings.Replace(garbage.URL, "http:", "https:", 1), "not secure")
}

// TestRebinding opens a name that leads to an allowed address first and to another one at the redirect.
func TestRebinding(t *testing.T) {
	var asked int
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		http.Redirect(w, r, "/next", http.StatusFound)
	}))
	defer server.Close()
	names := nameServer(t, "127.0.0.1", "127.0.0.2")
	f := local(t, server, func(o *Options) { o.Resolver = names })
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	refusedWith(t, f, "http://rebind.example:"+port+"/", "port other than")
	if asked != 1 {
		t.Errorf("the server was asked %d times", asked)
	}
	f = New(Options{Timeout: time.Second, Resolver: nameServer(t, "10.0.0.7")})
	refusedWith(t, f, "http://inside.example/", "private or special")
}

// TestNetworksAllowed checks that the configuration's networks are opened, on the ports of the web alone.
func TestNetworksAllowed(t *testing.T) {
	f := New(Options{Timeout: time.Second, Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}})
	for _, host := range []string{"127.3.2.1", "[::1]"} {
		if _, err := f.Get(t.Context(), "http://"+host+"/"); err == nil || strings.Contains(err.Error(), "private") {
			t.Errorf("%s: %v", host, err)
		}
		refusedWith(t, f, "http://"+host+":22/", "port other than")
	}
	refusedWith(t, f, "http://10.0.0.1/", "private")
}

func redirect(to string) string {
	return "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n"
}

func zipped(raw []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(raw)
	_ = z.Close()
	return b.Bytes()
}
