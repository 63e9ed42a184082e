package commands_test

import (
	"fmt"
	"strings"
	"testing"

	"lede/internal/commands"
	"lede/internal/testkit"
)

// use returns the reply to a command that the operator uses; an error's reply fails the test.
func use(t *testing.T, s *commands.Service, l commands.Locale, command string, options commands.Options) commands.Reply {
	t.Helper()
	r := testkit.Use(t, s, l, command, options)
	if r.Err != nil {
		t.Fatalf("/%s %v: %v", command, options, r.Err)
	}
	return r
}

// said returns all that a reply says, a block a line.
func said(r commands.Reply) string {
	var b strings.Builder
	fmt.Fprintln(&b, r.Title)
	for _, block := range r.Blocks {
		fmt.Fprintln(&b, block.Text)
	}
	for _, f := range r.Fields {
		fmt.Fprintf(&b, "%s: %v\n", f.Name, f.Value)
	}
	return b.String() + r.Footer
}

// contains fails the test for each text that a reply does not say.
func contains(t *testing.T, what string, r commands.Reply, wants ...string) {
	t.Helper()
	text := said(r)
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%s: %q is not in:\n%s", what, want, text)
		}
	}
}
