package present

import (
	"lede/internal/added"
	"lede/internal/commands"
)

// Lengths of what is typed in a form, in characters. A title is one line of front matter, a link what package fetch opens.
const (
	titleLength = 300
	wordsLength = 200
	linkLength  = 2048
)

// pasteForm asks for the text of an article.
func (d *draft) pasteForm() {
	d.Form = &commands.Form{Title: d.say("An article to add"), State: commands.State{Kind: commands.PasteArticle}, Fields: []commands.Field{
		{Name: commands.TitleField, Label: d.say("Title"), Hint: d.say("May be empty if the text begins with it"), MaxLength: titleLength},
		{Name: commands.LinkField, Label: d.say("Link"), Hint: d.say("Where it was published; may be empty"), MaxLength: linkLength},
		{Name: commands.TextFields[0], Label: d.say("Text"), Hint: d.say("Longer than three fields? Give me a file: /add with the option file"), Long: true, Required: true},
		{Name: commands.TextFields[1], Label: d.say("Text, second part"), Long: true},
		{Name: commands.TextFields[2], Label: d.say("Text, third part"), Long: true},
	}}
}

// correctForm asks for what is wrong with an article, with what was read in the fields.
func (d *draft) correctForm(p added.Preview) {
	a := &p.Article
	day := ""
	if !a.Published.IsZero() {
		day = a.Date()
	}
	d.Form = &commands.Form{Title: d.say("Correct the article"), State: commands.State{Kind: commands.CorrectDraft, ID: p.ID}, Fields: []commands.Field{
		{Name: commands.TitleField, Label: d.say("Title"), Value: a.Title, Required: true, MaxLength: titleLength},
		{Name: commands.DayField, Label: d.say("Date"), Hint: d.say("Like 2025-06-09; empty for none"), Value: day, MaxLength: wordsLength},
		{Name: commands.OutletField, Label: d.say("Outlet"), Value: a.Outlet, MaxLength: wordsLength},
		{Name: commands.LinkField, Label: d.say("Link"), Value: a.URL, MaxLength: linkLength},
		{Name: commands.TagsField, Label: d.say("Tags"), Hint: d.say("With commas between them"), Value: d.list(a.Tags), MaxLength: wordsLength},
	}}
}

// settings shows the settings of a server.
func (d *draft) settings(r commands.SettingsResult) {
	d.heading(d.say("Settings of this server"))
	if r.Changed {
		d.Tone = commands.Sure
		d.paragraph(d.say("Changed. It counts from now on."))
	}
	editors := commands.Text{{Text: d.say("members who may manage the server")}}
	for _, role := range r.Editors {
		editors = append(editors, commands.Span{Text: ", "}, commands.Span{Text: role, Role: role})
	}
	d.field("Editors", editors)
	language := d.say("each reader's own")
	if name, ok := settingLanguages[r.Language]; ok {
		language = d.say(name)
	}
	d.field("Language", commands.Plain(language))
	channel := commands.Text{{Text: d.say("none")}}
	if r.Channel != "" {
		channel = commands.Text{{Text: r.Channel, Room: r.Channel}}
	}
	d.field("Channel for posts", channel)
	replies := d.say("everybody")
	if r.Private {
		replies = d.say("only who asked")
	}
	d.field("Who sees the replies", commands.Plain(replies))
	if !r.OwnsCorpus {
		d.small(d.say("The articles belong to another server; its editors alone add and remove them. Whoever runs this bot names the servers in config.yaml."))
	}
}

// settingLanguages are the languages of /settings.
var settingLanguages = map[string]string{
	string(commands.English): "English", string(commands.Chinese): "Chinese (simplified)", string(commands.Taiwan): "Chinese (traditional)",
}
