package commands_test

import (
	"fmt"
	"slices"
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
	for _, section := range r.Sections {
		for _, block := range section.Blocks {
			fmt.Fprintln(&b, block.Text)
		}
	}
	return b.String()
}

// button returns the button of a kind under a reply; a reply without one fails the test.
func button(t *testing.T, r commands.Reply, kind commands.StateKind) commands.Button {
	t.Helper()
	for _, b := range slices.Concat(r.Rows...) {
		if b.State.Kind == kind {
			return b
		}
	}
	t.Fatalf("no button %q under:\n%s", kind, said(r))
	return commands.Button{}
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
