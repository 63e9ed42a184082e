package commands

import (
	"context"
	"strings"
	"time"

	"lede/internal/added"
	"lede/internal/query"
)

// Names of the fields of the forms.
const (
	TitleField  = "title"
	DayField    = "day"
	OutletField = "outlet"
	LinkField   = "link"
	TagsField   = "tags"
)

// TextFields are the names of the fields of a pasted text, which is longer than one field takes.
var TextFields = []string{"text", "text2", "text3"}

// paste reads the text of a form as a draft.
func (s *Service) paste(ctx context.Context, a Actor, f Submit) (Result, error) {
	var parts []string
	for _, name := range TextFields {
		parts = append(parts, f.Values[name])
	}
	link, err := webAddress(f.text(LinkField))
	if err != nil {
		return nil, err
	}
	read, err := s.Added.ReadText(ctx, f.text(TitleField), link, parts, editorOf(a))
	if err != nil {
		return nil, s.addError(err)
	}
	return s.previewed(ctx, a, read, "", false)
}

// askCorrection asks for what is wrong with a draft.
func (s *Service) askCorrection(ctx context.Context, id string) (Result, error) {
	preview, err := s.Added.Draft(ctx, id)
	if err != nil {
		return nil, s.addError(err)
	}
	return CorrectResult{preview}, nil
}

// correct returns the work of correcting a draft by a form.
func (s *Service) correct(a Actor, f Submit) (job, error) {
	day, err := s.day(f.text(DayField))
	if err != nil {
		return nil, err
	}
	link, err := webAddress(f.text(LinkField))
	if err != nil {
		return nil, err
	}
	fields := added.Fields{Title: f.text(TitleField), Day: day, Outlet: f.text(OutletField), Link: link, Tags: tagsOf(f.text(TagsField))}
	return func(ctx context.Context) (Result, error) {
		preview, err := s.Added.Correct(ctx, f.State.ID, fields)
		if err != nil {
			return nil, s.addError(err)
		}
		return s.compare(ctx, preview, "")
	}, nil
}

// day reads one day; an empty text is the zero time.
func (s *Service) day(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	f, err := query.ParseFilter("", "", text, text, s.Now())
	if err != nil {
		return time.Time{}, queryError(err)
	}
	if !f.Since.Equal(f.Until) {
		return time.Time{}, queryError(&query.Error{Code: query.BadDate, Value: text})
	}
	return f.Since, nil
}

// webAddress returns an address of the web; an empty text is none.
func webAddress(text string) (string, error) {
	if text == "" || strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://") {
		return text, nil
	}
	return "", refuse("That is no web address that I can open; it begins with http:// or https://.")
}

// tagsOf reads tags with commas between them.
func tagsOf(text string) []string {
	var out []string
	for _, tag := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、;；\n", r) }) {
		if tag = strings.TrimSpace(tag); tag != "" {
			out = append(out, tag)
		}
	}
	return out
}

// PasteResult asks for the text of an article.
type PasteResult struct{}

// CorrectResult asks for what is wrong with a draft.
type CorrectResult struct{ Preview added.Preview }

// FormRecord is a form for programs, which cannot fill it in.
type FormRecord struct {
	Fields []string `json:"fields"` // their names
}

// Record returns a FormRecord.
func (PasteResult) Record() any {
	return FormRecord{append([]string{TitleField, LinkField}, TextFields...)}
}

// Record returns a FormRecord.
func (CorrectResult) Record() any {
	return FormRecord{[]string{TitleField, DayField, OutletField, LinkField, TagsField}}
}
