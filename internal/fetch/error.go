package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// Error is why an address was not opened or not read.
type Error struct {
	Text string // a sentence in English, with verbs for Args; the catalog's key
	Args []any
	Err  error // the cause; nil for none

	Status     int           // of the server's answer, if that is the error; else 0
	RetryAfter time.Duration // how long the server asks to wait; 0 if it does not say
}

// Error returns the sentence in English.
func (e *Error) Error() string { return fmt.Sprintf(e.Text, e.Args...) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// refuse returns an Error.
func refuse(cause error, text string, args ...any) *Error {
	return &Error{Text: text, Args: args, Err: cause}
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout()
}

func isTLS(err error) bool {
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var unknown x509.UnknownAuthorityError
	return errors.Is(err, http.ErrSchemeMismatch) || errors.As(err, &certificate) || errors.As(err, &record) || errors.As(err, &alert) || errors.As(err, &unknown) ||
		strings.Contains(err.Error(), "tls: ")
}
