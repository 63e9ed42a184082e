package opensearch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"

	"lede/internal/index"
)

// failure is an answer that says what is wrong.
type failure struct {
	status int
	kind   string // OpenSearch's name of it
	reason string
	where  string
}

// Error returns what is wrong and what to do.
func (f *failure) Error() string {
	switch {
	case f.status == http.StatusUnauthorized:
		return fmt.Sprintf("OpenSearch at %s refuses the user or the key; set OPENSEARCH_USER and OPENSEARCH_PASSWORD, or OPENSEARCH_API_KEY", f.where)
	case f.isBlock():
		return fmt.Sprintf("OpenSearch at %s takes no changes (%s); free some space on its disks", f.where, f.reason)
	case f.status == http.StatusForbidden:
		return fmt.Sprintf("OpenSearch at %s does not permit this to the user of Lede (%s); give it the right to read, write and create the indices", f.where, f.reason)
	case f.status == http.StatusRequestEntityTooLarge:
		return fmt.Sprintf("OpenSearch at %s refuses a request of this size; raise http.max_content_length there", f.where)
	}
	return fmt.Sprintf("OpenSearch at %s answers %d (%s: %s); its log says more", f.where, f.status, f.kind, f.reason)
}

// isBlock reports whether the cluster takes no changes for now, mostly since its disks are full: cluster_block_exception,
// index_create_block_exception.
func (f *failure) isBlock() bool { return strings.HasSuffix(f.kind, "_block_exception") }

// Unwrap returns index.ErrUnavailable for what passes by itself; an index that is missing is made by the process that writes.
func (f *failure) Unwrap() error {
	if f.status == http.StatusTooManyRequests || f.status >= 500 || f.isBlock() || f.kind == "index_not_found_exception" {
		return index.ErrUnavailable
	}
	return nil
}

// unreachable returns the error of a cluster that did not answer, without what was asked, which must not be logged.
func (c *client) unreachable(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	var network *net.OpError
	if errors.As(err, &network) {
		err = network
	}
	return &unreachable{c.where, err}
}

// unreachable is a cluster that does not answer.
type unreachable struct {
	where string
	cause error
}

// Error returns what is wrong and what to do.
func (u *unreachable) Error() string {
	return fmt.Sprintf("OpenSearch at %s does not answer (%v); %s", u.where, u.cause, cure(u.cause))
}

// cure returns what to do about a cluster that does not answer.
func cure(cause error) string {
	var record tls.RecordHeaderError
	var name x509.HostnameError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(cause, &record):
		return "it does not speak TLS: write http:// in index.url"
	case errors.As(cause, &name):
		return "write a name in index.url that its certificate has"
	case errors.As(cause, &certificate):
		return "set index.ca to a file with the certificate that signs this one"
	}
	return "check that it runs and that index.url is right"
}

// Unwrap returns index.ErrUnavailable and the cause.
func (u *unreachable) Unwrap() []error { return []error{index.ErrUnavailable, u.cause} }

// failure reads an answer that is an error.
func (c *client) failure(status int, raw []byte) error {
	var answer struct {
		Error json.RawMessage `json:"error"`
	}
	var cause struct {
		Type, Reason string
		RootCause    []struct{ Type, Reason string } `json:"root_cause"`
	}
	_ = json.Unmarshal(raw, &answer)         // a proxy may answer anything
	_ = json.Unmarshal(answer.Error, &cause) // a text, of a few errors
	if len(cause.RootCause) > 0 {
		cause.Type, cause.Reason = cause.RootCause[0].Type, cause.RootCause[0].Reason
	}
	return &failure{status: status, kind: cause.Type, reason: cause.Reason, where: c.where}
}

// isTimeout reports whether an error is that of a call which took too long.
func isTimeout(err error) bool {
	var e net.Error
	return errors.As(err, &e) && e.Timeout()
}

// isMissing reports whether an error says that there is no such index, alias or document.
func isMissing(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.status == http.StatusNotFound
}

// isConflict reports whether an error says that a document has changed meanwhile.
func isConflict(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.status == http.StatusConflict
}

// isThere reports whether an error says that an index is there already.
func isThere(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.kind == "resource_already_exists_exception"
}
