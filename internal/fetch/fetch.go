// Package fetch is the only way out of the program to addresses that people name. It opens http and https only, and checks
// each address when it is dialled, after the name is resolved, on every redirect: private, loopback, link-local and other
// special networks are refused, whatever notation or name leads there. Time, size, redirects and headers are bounded. It
// sends no cookies and no credentials.
package fetch

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// Bounds of one fetch.
const (
	DefaultTimeout = 10 * time.Second
	DefaultBytes   = 10 << 20 // after decompression
	maxRedirects   = 5
	maxHeaders     = 64 << 10
	maxAddress     = 2048 // characters
)

// Options configure a Fetcher. The zero Options refuse all special addresses.
type Options struct {
	Networks  []netip.Prefix   // special networks that may be opened all the same, on ports 80 and 443
	Hosts     []netip.AddrPort // single addresses that may be opened all the same, each on its port
	UserAgent string           // names the program to the sites
	Timeout   time.Duration    // of a whole fetch, redirects included; DefaultTimeout if zero
	MaxBytes  int64            // of a body after decompression; DefaultBytes if zero
	Resolver  *net.Resolver    // nil for the system's
}

// Fetcher opens web addresses. It is safe for concurrent use.
type Fetcher struct{ current atomic.Pointer[opener] }

// New returns a fetcher.
func New(o Options) *Fetcher {
	f := &Fetcher{}
	f.Reconfigure(o)
	return f
}

// Reconfigure changes the options. Fetches under way keep those that they began with.
func (f *Fetcher) Reconfigure(o Options) { f.current.Store(newOpener(o)) }

// Get opens an address. The error is an *Error, whose sentence says what is wrong, unless ctx was cancelled.
func (f *Fetcher) Get(ctx context.Context, address string) (Page, error) {
	return f.Do(ctx, Request{Address: address})
}

// Do opens an address as a request says, see Get.
func (f *Fetcher) Do(ctx context.Context, r Request) (Page, error) {
	return f.current.Load().open(ctx, r)
}

// opener opens addresses with some options.
type opener struct {
	options Options
	client  *http.Client
}

func newOpener(o Options) *opener {
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = DefaultBytes
	}
	dialer := &net.Dialer{Control: control(o), Resolver: o.Resolver, Timeout: o.Timeout}
	transport := &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true, TLSHandshakeTimeout: o.Timeout,
		MaxResponseHeaderBytes: maxHeaders, DisableCompression: true}
	return &opener{o, &http.Client{Transport: transport, CheckRedirect: checkRedirect}}
}

// control returns the dialer's check of each resolved address.
func control(o Options) func(network, address string, c syscall.RawConn) error {
	var four, six []netip.Prefix
	for _, p := range o.Networks {
		if p.Addr().Is4() {
			four = append(four, p)
		} else {
			six = append(six, p)
		}
	}
	guardian := ssrf.New(ssrf.WithAllowedV4Prefixes(four...), ssrf.WithAllowedV6Prefixes(six...))
	return func(network, address string, c syscall.RawConn) error {
		if at, err := netip.ParseAddrPort(address); err == nil && slices.Contains(o.Hosts, at) {
			return nil
		}
		return guardian.Safe(network, address, c)
	}
}

// Request is what is asked of a site.
type Request struct {
	Address  string
	Accept   string // media types; "" for those of articles
	ETag     string // of an earlier Page: a page that is still the same is not sent again
	Modified string // likewise
	MaxBytes int64  // of the body after decompression; that of the fetcher if zero, which it cannot exceed
}

// Page is what an address gave.
type Page struct {
	URL       string // after redirects
	Type      string // the Content-Type as the server sent it, "" for none
	Raw       []byte // text in UTF-8 where the server names another character set
	ETag      string // with which the page is asked for again; "" for none
	Modified  string // the Last-Modified, likewise
	Unchanged bool   // it is the page that the request's ETag or Modified is of; Raw is empty
	MaxAge    time.Duration
	Moved     bool // all redirects on the way to URL are permanent, and there was one
}

func (o *opener) open(ctx context.Context, r Request) (Page, error) {
	target, err := parse(r.Address)
	if err != nil {
		return Page{}, err
	}
	within, cancel := context.WithTimeout(ctx, o.options.Timeout)
	defer cancel()
	page, err := o.do(within, r, target)
	if err != nil && ctx.Err() != nil {
		return Page{}, ctx.Err()
	}
	return page, err
}

func (o *opener) do(ctx context.Context, r Request, target *url.URL) (Page, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target.String(), nil)
	if err != nil {
		return Page{}, notAddress()
	}
	o.setHeader(request.Header, r)
	response, err := o.client.Do(request)
	if err != nil {
		return Page{}, o.explain(err, target.Host)
	}
	defer response.Body.Close()
	page, err := newPage(r, response)
	if err != nil || page.Unchanged {
		return page, err
	}
	raw, err := read(response, o.limit(r))
	if err != nil {
		return Page{}, o.explain(err, response.Request.URL.Host)
	}
	page.Raw = decode(raw, page.Type)
	return page, nil
}

// articleTypes are the media types of articles, those that are read best first.
const articleTypes = "text/html,application/xhtml+xml,application/pdf,text/*;q=0.9,*/*;q=0.5"

func (o *opener) setHeader(h http.Header, r Request) {
	h.Set("User-Agent", o.options.UserAgent)
	h.Set("Accept", cmp.Or(r.Accept, articleTypes))
	h.Set("Accept-Encoding", "gzip")
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.Modified != "" {
		h.Set("If-Modified-Since", r.Modified)
	}
}

// limit returns how large the body of a response to a request may be.
func (o *opener) limit(r Request) int64 {
	if r.MaxBytes == 0 {
		return o.options.MaxBytes
	}
	return min(r.MaxBytes, o.options.MaxBytes)
}

// read returns the body without its compression, within a limit of its size.
func read(r *http.Response, limit int64) ([]byte, error) {
	body, err := decompressed(r)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(body, limit+1))
	switch {
	case int64(len(raw)) > limit:
		return nil, refuse(nil, "The page is larger than %d MB, more than I read.", limit>>20)
	case err != nil:
		return nil, err
	case strings.TrimSpace(string(raw)) == "":
		return nil, refuse(nil, "The page at %s is empty.", r.Request.URL.Host)
	}
	return raw, nil
}

// parse returns an address that may be opened. The address of the connection is checked later, see control.
func parse(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || len(address) > maxAddress || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, notAddress()
	}
	return u, check(u)
}

func notAddress() error {
	return refuse(nil, "That is no web address that I can open; it begins with http:// or https://.")
}

func check(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return refuse(nil, "%s sends on to an address that is not of the web.", u.Host)
	}
	if u.User != nil {
		return refuse(nil, "Addresses with a user name or a password in them are not opened.")
	}
	return nil
}

func checkRedirect(next *http.Request, before []*http.Request) error {
	if len(before) > maxRedirects {
		return refuse(nil, "%s sends on to other pages more than %d times.", before[0].URL.Host, maxRedirects)
	}
	next.Header.Del("Referer")
	return check(next.URL)
}

// explain returns why a fetch failed as an *Error.
func (o *opener) explain(err error, host string) error {
	var known *Error
	var lookup *net.DNSError
	var dial *net.OpError
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		if u, e := url.Parse(wrapped.URL); e == nil && u.Host != "" {
			host = u.Host
		}
	}
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork), errors.Is(err, ssrf.ErrInvalidHostPort):
		return refuse(err, "%s is an address of a private or special network, which I do not open.", host)
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return refuse(err, "%s has a port other than 80 and 443, which I do not open.", host)
	case isTimeout(err):
		return refuse(err, "%s did not send the whole page within %d seconds.", host, int(o.options.Timeout/time.Second))
	case errors.As(err, &lookup):
		return refuse(err, "There is no site called %s.", host)
	case isTLS(err):
		return refuse(err, "The connection to %s is not secure: its certificate or its encryption is not valid.", host)
	case errors.As(err, &dial) && dial.Op == "dial":
		return refuse(err, "%s cannot be reached.", host)
	}
	return refuse(err, "%s broke off, or does not answer as the web does.", host)
}
