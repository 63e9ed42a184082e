package main

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"

	"lede/internal/commands"
	"lede/internal/console"
)

// cliCommand is a command of the table as a command of the program.
type cliCommand struct {
	command commands.Command
	value   reflect.Value // a struct with a field for each option
}

// newCLICommand makes the struct that kong fills in: a positional argument for the required or positional option, a flag for
// each other one.
func newCLICommand(c commands.Command) cliCommand {
	fields := []reflect.StructField{
		{Name: "Lang", Type: reflect.TypeFor[string](), Tag: `help:"Language of the reply: en or zh." placeholder:"LANG"`},
		{Name: "JSON", Type: reflect.TypeFor[bool](), Tag: `name:"json" help:"Print the result as one JSON object."`}}
	if c.Name == "ask" {
		fields = append(fields, reflect.StructField{Name: "Why", Type: reflect.TypeFor[bool](), Tag: `name:"why" help:"Also print why the first source came first, with the numbers of every feature."`})
	}
	for _, o := range c.Options {
		fields = append(fields, field(o))
	}
	return cliCommand{command: c, value: reflect.New(reflect.StructOf(fields)).Elem()}
}

// field returns the struct field of an option.
func field(o commands.Option) reflect.StructField {
	f := reflect.StructField{Name: strings.ToUpper(o.Name[:1]) + o.Name[1:], Type: reflect.TypeFor[string]()}
	tag := fmt.Sprintf("name:%q help:%q", o.Name, strings.ReplaceAll(o.Description, `"`, `'`)+".")
	switch {
	case o.Required || o.Positional:
		f.Type = reflect.TypeFor[[]string]()
		tag += ` arg:""`
		if !o.Required {
			tag += ` optional:""`
		}
	case o.Kind == commands.Bool:
		f.Type = reflect.TypeFor[bool]()
	default:
		tag += fmt.Sprintf(" placeholder:%q", strings.ToUpper(o.Name))
	}
	f.Tag = reflect.StructTag(tag)
	return f
}

// run answers the command once.
func (s cliCommand) run(e *env, f *flags) error {
	config, err := e.configure(f)
	if err != nil {
		return err
	}
	use := commands.Use{Command: s.command.Name, Options: commands.Options{}}
	for _, o := range s.command.Options {
		use.Options[o.Name] = s.option(o)
	}
	why := s.value.FieldByName("Why")
	form := console.Form{JSON: s.value.FieldByName("JSON").Bool(), Why: why.IsValid() && why.Bool()}
	lang := s.value.FieldByName("Lang").String()
	render := e.renderer()
	if use.Command == "ask" {
		request := askRequest{Lang: cmp.Or(lang, config.Language), Options: use.Options, JSON: form.JSON, Why: form.Why, Color: render.Color}
		if reply, ok := e.askRunning(config, request); ok {
			return reply.write(render.Out)
		}
	}
	app, err := e.openAsIs(config, s.command.NeedsState || s.command.NeedsNews)
	if err != nil {
		return err
	}
	defer app.close()
	update := func() (bool, error) { return e.update(app) }
	if use.Command == "ask" && !form.JSON && app.corpus != nil && app.corpus.IsFilled() {
		app.corpus.VerifyWhenRead()
		form.Update = update // a person reads the answer meanwhile
	} else if _, err := update(); err != nil {
		return err
	}
	return console.Once(e.ctx, app.service, locale(lang, config.Language), use, render, form)
}

// option returns the value of an option: a bool or a string.
func (s cliCommand) option(o commands.Option) any {
	switch v := s.value.FieldByName(field(o).Name).Interface().(type) {
	case []string:
		return strings.Join(v, " ")
	default:
		return v
	}
}
