package feeds

import (
	"encoding/json"
	"errors"

	"lede/internal/fetch"
	"lede/internal/state"
)

// refuse returns why a feed or a page is not read.
func refuse(text string, args ...any) *fetch.Error { return &fetch.Error{Text: text, Args: args} }

// fetchError returns the *fetch.Error that an error is; nil for any other.
func fetchError(err error) *fetch.Error {
	var e *fetch.Error
	errors.As(err, &e)
	return e
}

// storedProblem is a problem as it is stored.
type storedProblem struct {
	Text string `json:"text"`
	Args []any  `json:"args"`
}

// problemText returns the form in which a problem is stored.
func problemText(e *fetch.Error) string {
	raw, err := json.Marshal(storedProblem{e.Text, e.Args})
	if err != nil {
		return ""
	}
	return string(raw)
}

// Problem returns why a feed was not read the last time; nil if it was.
func Problem(f state.Feed) *fetch.Error {
	var p storedProblem
	if f.Problem == "" || json.Unmarshal([]byte(f.Problem), &p) != nil {
		return nil
	}
	for i, arg := range p.Args {
		if n, ok := arg.(float64); ok {
			p.Args[i] = int(n) // all numbers in the sentences are whole
		}
	}
	return &fetch.Error{Text: p.Text, Args: p.Args}
}
