package rest

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"
)

// ErrBadToken is the error of a token that Discord does not accept.
var ErrBadToken = errors.New("the token is not accepted by Discord; reset it in the developer portal (Bot, Reset Token) and put the new one into DISCORD_TOKEN")

// IsBadToken reports whether an error is Discord's refusal of the token.
func IsBadToken(err error) bool {
	var refused *refusal
	return errors.Is(err, ErrBadToken) || errors.As(err, &refused) && refused.status == http.StatusUnauthorized
}

// Discord's error codes of what an earlier try has done.
const (
	alreadyAcknowledged = 40060 // the interaction has its first response
	unknownMessage      = 10008 // the message is deleted
)

// refusal is an answer of Discord that is an error.
type refusal struct {
	status  int
	code    int           // Discord's; 0 if the body has none
	after   time.Duration // of a rate limit; 0 if it does not say
	global  bool          // the rate limit is of all calls
	message string
}

// newRefusal reads an error's answer. One without a readable body is a refusal, too.
func newRefusal(response *http.Response, raw []byte) *refusal {
	var body struct {
		Code    int     `json:"code"`
		Message string  `json:"message"`
		After   float64 `json:"retry_after"`
	}
	r := &refusal{status: response.StatusCode, message: response.Status, global: response.Header.Get("X-RateLimit-Global") != ""}
	if json.Unmarshal(raw, &body) == nil {
		r.code, r.message = body.Code, fmt.Sprintf("%s: %d %s", response.Status, body.Code, body.Message)
		r.after = seconds(fmt.Sprint(body.After), 0)
	}
	r.after = max(r.after, seconds(response.Header.Get("Retry-After"), 0))
	return r
}

// Error returns what Discord refused.
func (r *refusal) Error() string { return r.message }

// temporary reports whether the same call may be accepted later.
func (r *refusal) temporary() bool {
	return r.status == http.StatusTooManyRequests || r.status >= 500
}

// seconds reads a decimal number of seconds, at most an hour; otherwise if the text is not one.
func seconds(text string, otherwise time.Duration) time.Duration {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !(n > 0) || math.IsInf(n, 0) {
		return otherwise
	}
	return time.Duration(min(n, 3600) * float64(time.Second))
}
