package console

import (
	"fmt"
	"os"
	"strings"

	"lede/internal/added"
	"lede/internal/commands"
)

// withFiles reads the files that a use names: the values of File options, and a first option that is no web address, where
// the command takes a file as well ("/add report.pdf").
func withFiles(use commands.Use) (commands.Use, error) {
	command, _ := commands.Find(use.Command)
	for _, o := range command.Options {
		if o.Kind != commands.File {
			continue
		}
		path := use.Options.Text(o.Name)
		if first := command.Options[0].Name; path == "" && !isAddress(use.Options.Text(first)) {
			path = use.Options.Text(first)
			delete(use.Options, first)
		}
		delete(use.Options, o.Name)
		if path == "" {
			continue
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return use, &commands.UserError{Text: "I cannot read the file: %s", Args: []any{fmt.Sprint(err)}}
		}
		use.Options[o.Name] = added.File{Name: path, Raw: raw}
	}
	return use, nil
}

// isAddress reports whether a text is meant as a web address.
func isAddress(text string) bool { return strings.Contains(text, "://") }
