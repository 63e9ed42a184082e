package localdiscord

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// checker collects the errors of a body by the path of their fields, as Discord reports them. The limits are those of
// Discord's documentation. Characters are UTF-16 code units, as Discord's client counts them.
type checker struct {
	errors map[string]any
}

// fail reports a field, by its path: fail("embeds.0.title", …).
func (c *checker) fail(path, format string, args ...any) {
	c.refuse(path, "INVALID", format, args...)
}

// refuse reports a field with one of Discord's own error codes.
func (c *checker) refuse(path, code, format string, args ...any) {
	if c.errors == nil {
		c.errors = map[string]any{}
	}
	at := c.errors
	for _, part := range strings.Split(path, ".") {
		next, ok := at[part].(map[string]any)
		if !ok {
			next = map[string]any{}
			at[part] = next
		}
		at = next
	}
	at["_errors"] = []any{map[string]string{"code": code, "message": fmt.Sprintf(format, args...)}}
}

// result returns the error to refuse the body with, or nil.
func (c *checker) result() error {
	if c.errors == nil {
		return nil
	}
	return &apiError{http.StatusBadRequest, 50035, "Invalid Form Body", c.errors}
}

// length checks the number of a text's characters and returns it.
func (c *checker) length(path, text string, low, high int) int {
	n := units(text)
	if n < low || n > high {
		c.refuse(path, "BASE_TYPE_BAD_LENGTH", "Must be between %d and %d in length, not %d.", low, high, n)
	}
	if strings.TrimSpace(text) == "" && low > 0 {
		c.refuse(path, "BASE_TYPE_REQUIRED", "This field is required")
	}
	return n
}

// units counts the UTF-16 code units of a text.
func units(text string) int { return len(utf16.Encode([]rune(text))) }

func (c *checker) embeds(embeds []Embed) {
	if len(embeds) > 10 {
		c.fail("embeds", "Must be 10 or fewer in length.")
	}
	total := 0
	for i, e := range embeds {
		at := fmt.Sprintf("embeds.%d.", i)
		total += c.length(at+"title", e.Title, 0, 256) + c.length(at+"description", e.Description, 0, 4096)
		if e.Author != nil {
			total += c.length(at+"author.name", e.Author.Name, 1, 256)
		}
		if e.Footer != nil {
			total += c.length(at+"footer.text", e.Footer.Text, 1, 2048)
		}
		if len(e.Fields) > 25 {
			c.fail(at+"fields", "Must be 25 or fewer in length.")
		}
		for j, f := range e.Fields {
			field := fmt.Sprintf("%sfields.%d.", at, j)
			total += c.length(field+"name", f.Name, 1, 256) + c.length(field+"value", f.Value, 1, 1024)
		}
		c.url(at+"url", e.URL, 2048)
		if e.Title == "" && e.Description == "" && len(e.Fields) == 0 && e.Author == nil && e.Footer == nil {
			c.fail(at+"description", "This field is required")
		}
	}
	if total > 6000 {
		c.fail("embeds", "Embed size exceeds maximum size of 6000")
	}
}

func (c *checker) url(path, url string, limit int) {
	if url == "" {
		return
	}
	c.length(path, url, 1, limit)
	if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") || strings.ContainsAny(url, " \n\t") {
		c.refuse(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
	}
}

// checkChoices checks the suggestions of an autocomplete.
func checkChoices(m *messageBody) error {
	c := &checker{}
	if m.Choices == nil {
		c.fail("data.choices", "This field is required")
		return c.result()
	}
	c.choices("data.choices", *m.Choices)
	return c.result()
}

func (c *checker) choices(path string, choices []Choice) {
	if len(choices) > 25 {
		c.fail(path, "Must be 25 or fewer in length.")
	}
	for i, choice := range choices {
		c.length(fmt.Sprintf("%s.%d.name", path, i), choice.Name, 1, 100)
		if text, ok := choice.Value.(string); ok {
			c.length(fmt.Sprintf("%s.%d.value", path, i), text, 1, 100)
		}
	}
}

var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// locales are the keys of a localization.
const locales = " id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko "

// checkCommands checks a bulk overwrite.
func checkCommands(list []Command) error {
	c := &checker{}
	if len(list) > 100 {
		c.fail("commands", "Maximum number of application commands reached (100)")
	}
	seen := map[string]bool{}
	onMessages := 0
	for i, command := range list {
		at := fmt.Sprintf("%d.", i)
		key := fmt.Sprint(command.Type, command.Name)
		if seen[key] {
			c.fail(at+"name", "Application command names must be unique")
		}
		seen[key] = true
		switch command.Type {
		case slashCommand:
			c.slash(at, command)
		case messageCommand:
			onMessages++
			c.onMessage(at, command)
		default:
			c.fail(at+"type", "Unknown command type %d", command.Type)
		}
	}
	if onMessages > 15 {
		c.fail("commands", "Maximum number of message commands reached (15)")
	}
	return c.result()
}

// Types of a command.
const (
	slashCommand   = 1
	messageCommand = 3 // of the menu on a message
)

func (c *checker) slash(at string, command Command) {
	size := c.named(at, command.Name, command.Description, command.Descriptions)
	if len(command.Options) > 25 {
		c.fail(at+"options", "Must be 25 or fewer in length.")
	}
	optional := false
	for j, o := range command.Options {
		path := fmt.Sprintf("%soptions.%d.", at, j)
		size += c.option(path, o)
		if o.Required && optional {
			c.fail(path+"required", "Required options must be placed before non-required options")
		}
		optional = optional || !o.Required
	}
	if size > 8000 {
		c.fail(at+"name", "The command is larger than 8000 characters")
	}
}

// onMessage checks a message command: its name may have blanks and capitals, and there is nothing else to it.
func (c *checker) onMessage(at string, command Command) {
	c.length(at+"name", command.Name, 1, 32)
	for locale, name := range command.Names {
		c.length(at+"name_localizations."+locale, name, 1, 32)
	}
	if command.Description != "" || len(command.Descriptions) > 0 || len(command.Options) > 0 {
		c.fail(at+"description", "Context menu commands cannot have description or options")
	}
}

// named checks a name and a description and returns their size, with the longest localization.
func (c *checker) named(at, name, description string, localized map[string]string) int {
	if !commandName.MatchString(name) || name != strings.ToLower(name) {
		c.fail(at+"name", "Command name is invalid")
	}
	size := c.length(at+"description", description, 1, 100)
	for locale, text := range localized {
		if !strings.Contains(locales, " "+locale+" ") {
			c.fail(at+"description_localizations", "Unknown locale %s", locale)
		}
		size = max(size, c.length(at+"description_localizations."+locale, text, 1, 100))
	}
	return units(name) + size
}

// Types of an option, as far as they are known here.
const (
	textOption       = 3
	numberOption     = 4
	boolOption       = 5
	channelOption    = 7
	roleOption       = 8
	attachmentOption = 11
)

var optionTypes = []int{textOption, numberOption, boolOption, channelOption, roleOption, attachmentOption}

func (c *checker) option(at string, o Option) int {
	size := c.named(at, o.Name, o.Description, o.Descriptions)
	if !slices.Contains(optionTypes, o.Type) {
		c.fail(at+"type", "Unknown option type %d", o.Type)
	}
	if o.Autocomplete && len(o.Choices) > 0 {
		c.fail(at+"autocomplete", "Autocomplete and choices exclude each other")
	}
	if o.MaxLength != nil && (*o.MaxLength < 1 || *o.MaxLength > 6000 || o.Type != 3) {
		c.fail(at+"max_length", "Must be from 1 to 6000, of a text")
	}
	c.choices(at+"choices", o.Choices)
	for _, choice := range o.Choices {
		size += units(choice.Name) + units(fmt.Sprint(choice.Value))
	}
	return size
}
