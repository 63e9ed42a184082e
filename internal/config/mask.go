package config

import (
	"net/url"
	"regexp"
	"strings"
)

// Masked is what stands in place of a secret.
const Masked = "xxxxx"

// secretName matches the names of parameters whose values are secret.
var secretName = regexp.MustCompile(`(?i)pass|secret|token|key|auth`)

// mask returns a text without the secrets that an address may have: its password, and the parameters that are called like one.
// Of an address that cannot be parsed nothing is left.
func mask(text string) string {
	if !strings.Contains(text, "://") {
		return text
	}
	u, err := url.Parse(text)
	if err != nil {
		return Masked
	}
	parameters, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return Masked
	}
	hidden := false
	for name := range parameters {
		if secretName.MatchString(name) {
			parameters.Set(name, Masked)
			hidden = true
		}
	}
	if hidden {
		u.RawQuery = parameters.Encode()
	}
	return u.Redacted()
}
