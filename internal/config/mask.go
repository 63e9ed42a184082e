package config

import (
	"net/url"
	"regexp"
	"strings"
)

// Masked is what is in place of a secret.
const Masked = "xxxxx"

// secretName matches the names of parameters whose values are secret.
var secretName = regexp.MustCompile(`(?i)pass|secret|token|key|auth`)

// mask returns a text without the secrets that an address in it may have, or several with commas between. Of what cannot be parsed
// nothing is left.
func mask(text string) string {
	if !strings.Contains(text, "://") {
		return text
	}
	if masked, ok := maskAddress(text); ok {
		return masked
	}
	var all []string
	for part := range strings.SplitSeq(text, ",") {
		masked, ok := maskAddress(part)
		if !ok {
			return Masked
		}
		all = append(all, masked)
	}
	return strings.Join(all, ",")
}

// maskAddress returns an address without its password and the values of parameters that are called like one. It returns false if it
// is none.
func maskAddress(text string) (masked string, ok bool) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Host == "" {
		return "", false
	}
	parameters, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return "", false
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
	return u.Redacted(), true
}
