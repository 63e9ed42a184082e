package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// TestDockerfile reads the Dockerfile as its builder does: nothing is to be warned of, and what runs is one static program of an
// ordinary user.
func TestDockerfile(t *testing.T) {
	file, err := os.Open("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	parsed, err := parser.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	warn := func(rule, _, _, message string, _ []parser.Range) { t.Errorf("%s: %s", rule, message) }
	stages, _, err := instructions.Parse(parsed.AST, linter.New(&linter.Config{Warn: warn}))
	if err != nil {
		t.Fatal(err)
	}
	last := stages[len(stages)-1]
	if last.BaseName != "scratch" {
		t.Errorf("the image is made of %s", last.BaseName)
	}
	found := map[string]bool{}
	for _, command := range last.Commands {
		found[command.Name()] = true
		switch c := command.(type) {
		case *instructions.UserCommand:
			if c.User == "" || strings.HasPrefix(c.User, "0") || strings.HasPrefix(c.User, "root") {
				t.Errorf("the user is %q", c.User)
			}
		case *instructions.HealthCheckCommand:
			if !slices.Equal(c.Health.Test, []string{"CMD", "/bot", "health"}) {
				t.Errorf("the health check runs %q", c.Health.Test)
			}
		case *instructions.EntrypointCommand:
			if c.PrependShell {
				t.Error("the image has no shell to start the program with")
			}
		}
	}
	for _, want := range []string{"USER", "HEALTHCHECK", "ENTRYPOINT", "VOLUME"} {
		if !found[want] && !found[strings.ToLower(want)] {
			t.Errorf("the last stage has no %s, but %v", want, found)
		}
	}
	for _, stage := range stages {
		if stage.BaseName != "scratch" && (!strings.Contains(stage.BaseName, ":") || strings.HasSuffix(stage.BaseName, ":latest")) {
			t.Errorf("%s names no version", stage.BaseName)
		}
	}
}

// TestCompose reads compose.yaml as Docker does. It needs the secrets from outside, and lets the bot write nowhere but into its
// volume.
func TestCompose(t *testing.T) {
	load := func(environment ...string) (*cli.ProjectOptions, error) {
		return cli.NewProjectOptions([]string{"../compose.yaml"}, cli.WithEnv(environment), cli.WithName("lede"))
	}
	options, err := load()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := options.LoadProject(t.Context()); err == nil || !strings.Contains(err.Error(), "put it into .env") {
		t.Errorf("without secrets: %v", err)
	}
	if options, err = load("DISCORD_TOKEN=a", "POSTGRES_PASSWORD=b"); err != nil {
		t.Fatal(err)
	}
	project, err := options.LoadProject(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range project.Services {
		if name != "lede" && (!strings.Contains(s.Image, ":") || strings.HasSuffix(s.Image, ":latest") || s.HealthCheck == nil) {
			t.Errorf("%s is of %s, and checked by %v", name, s.Image, s.HealthCheck)
		}
		if len(s.Ports) > 0 {
			t.Errorf("%s publishes %v", name, s.Ports)
		}
	}
	if bot := project.Services["lede"]; !bot.ReadOnly || bot.User != "65532:65532" || !slices.Contains(bot.CapDrop, "ALL") {
		t.Errorf("the bot is read-only %v, user %q, without %v", bot.ReadOnly, bot.User, bot.CapDrop)
	}
}
