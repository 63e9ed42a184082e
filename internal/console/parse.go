package console

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"lede/internal/commands"
	"lede/internal/text"
)

// parseLine reads "ask Who is going to London? --source reuters.com --private". The words belong to the
// command's first option; quotation marks stay, since they make phrases.
func parseLine(line string) commands.Use {
	name, rest, _ := strings.Cut(line, " ")
	use := commands.Use{Command: name, Options: commands.Options{}}
	command, ok := commands.Find(name)
	if !ok {
		return use // Accept says so in the user's language
	}
	var words []string
	fields := strings.Fields(rest)
	for i := 0; i < len(fields); i++ {
		option, ok := optionOf(command, fields[i])
		switch {
		case !ok:
			words = append(words, fields[i])
		case option.Kind == commands.Bool:
			use.Options[option.Name] = true
		default:
			var value string
			value, i = optionValue(fields, i)
			use.Options[option.Name] = value
		}
	}
	if first := command.Options; len(first) > 0 && len(words) > 0 {
		use.Options[first[0].Name] = strings.Join(words, " ")
	}
	return use
}

// optionOf returns the option that a field such as "--source" or "--source=x" names.
func optionOf(c commands.Command, field string) (commands.Option, bool) {
	name, ok := strings.CutPrefix(field, "--")
	name, _, _ = strings.Cut(name, "=")
	for _, o := range c.Options {
		if ok && o.Name == name {
			return o, true
		}
	}
	return commands.Option{}, false
}

// optionValue returns the value of the option in fields[i], one word or several between quotation marks, and
// the last field that it takes.
func optionValue(fields []string, i int) (string, int) {
	_, value, inline := strings.Cut(fields[i], "=")
	if !inline {
		i++
		if i == len(fields) {
			return "", i
		}
		value = fields[i]
	}
	if !strings.HasPrefix(value, `"`) {
		return value, i
	}
	for !strings.HasSuffix(value[1:], `"`) && i+1 < len(fields) {
		i++
		value += " " + fields[i]
	}
	return strings.Trim(value, `"`), i
}

// WriteJSON writes a value as one line of JSON that steers no terminal.
func WriteJSON(out io.Writer, value any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	if err == nil {
		_, err = out.Write(text.EscapeJSON(b.Bytes()))
	}
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}
