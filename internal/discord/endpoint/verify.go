package endpoint

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// freshness is how far a signature's time may be from now. Discord sends a request once and waits three seconds for the answer; the
// rest is for clocks that differ.
const freshness = 5 * time.Second

// refusal is why a request is refused.
type refusal struct {
	reason string
	status int
	text   string
	age    time.Duration // of a valid signature that is too old; negative for one of the future; else 0
}

var (
	badSignature = &refusal{reason: "signature", status: http.StatusUnauthorized, text: "the signature is not valid"}
	replayed     = &refusal{reason: "replay", status: http.StatusUnauthorized, text: "the request has been sent before"}
	tooLarge     = &refusal{reason: "size", status: http.StatusRequestEntityTooLarge, text: "the body is too large"}
	tooSlow      = &refusal{reason: "slow", status: http.StatusRequestTimeout, text: "the body did not arrive in time"}
	unread       = &refusal{reason: "unreadable", status: http.StatusBadRequest, text: "the body cannot be read"}
	noPost       = &refusal{reason: "method", status: http.StatusMethodNotAllowed, text: "send a POST"}
	crowded      = &refusal{reason: "crowded", status: http.StatusServiceUnavailable, text: "too many requests"}
)

// read returns the body of a request that Discord has signed, or why it is refused. What can be seen in the header is refused without
// reading the body.
func (s *Server) read(w http.ResponseWriter, r *http.Request) ([]byte, *refusal) {
	if r.Method != http.MethodPost {
		return nil, noPost
	}
	given, ok := signatureOf(r.Header)
	if !ok {
		return nil, badSignature
	}
	if r.ContentLength > maxBody {
		return nil, tooLarge
	}
	reading := s.small
	if r.ContentLength < 0 || r.ContentLength > smallBody {
		reading = s.large
	}
	select {
	case reading <- struct{}{}:
		defer func() { <-reading }()
	default:
		return nil, crowded
	}
	signed, err := readSigned(w, r, given.stamp)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, tooLarge
	case errors.Is(err, errSlow):
		return nil, tooSlow
	case err != nil:
		return nil, unread
	}
	return signed[len(given.stamp):], s.verifier.check(given, signed)
}

// signature is what a request's header says of its signature.
type signature struct {
	stamp string // as it is signed
	at    time.Time
	value [ed25519.SignatureSize]byte
}

// signatureOf reads the signature in a header. It returns false if there is none that may be valid.
func signatureOf(h http.Header) (signature, bool) {
	var out signature
	text := h.Get("X-Signature-Ed25519")
	if len(text) != 2*len(out.value) {
		return out, false
	}
	if _, err := hex.Decode(out.value[:], []byte(text)); err != nil {
		return out, false
	}
	out.stamp = h.Get("X-Signature-Timestamp")
	seconds, err := strconv.ParseInt(out.stamp, 10, 64)
	if err != nil || len(out.stamp) > maxStamp || seconds < 0 {
		return out, false
	}
	out.at = time.Unix(seconds, 0)
	return out, true
}

// maxStamp is the length of the longest timestamp that is read, in bytes: seconds since 1970.
const maxStamp = 12

// verifier checks signatures. Those that were valid are kept as long as they are fresh, and refused when they come again.
type verifier struct {
	key ed25519.PublicKey
	now func() time.Time

	mu   sync.Mutex
	seen map[[ed25519.SignatureSize]byte]time.Time
	next time.Time // when seen is cleared of what is old
}

// check returns why a request with a signature of some bytes is refused, or nil.
func (v *verifier) check(s signature, signed []byte) *refusal {
	if !ed25519.Verify(v.key, signed, s.value[:]) {
		return badSignature
	}
	age := v.now().Sub(s.at)
	if age.Abs() > freshness {
		return &refusal{reason: "time", status: http.StatusUnauthorized, text: "the signature is of another time", age: age}
	}
	if !v.first(s) {
		return replayed
	}
	return nil
}

// first reports whether a signature comes for the first time, and keeps it.
func (v *verifier) first(s signature) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := v.now()
	if now.After(v.next) {
		for value, at := range v.seen {
			if now.Sub(at) > freshness {
				delete(v.seen, value)
			}
		}
		v.next = now.Add(freshness)
	}
	if _, again := v.seen[s.value]; again {
		return false
	}
	if v.seen == nil {
		v.seen = map[[ed25519.SignatureSize]byte]time.Time{}
	}
	v.seen[s.value] = s.at
	return true
}
