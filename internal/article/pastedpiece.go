package article

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/internal/dates"
	"lede/internal/lazyregexp"
)

// pieces takes the pieces of a line and returns those of no known kind.
func (f *facts) pieces(rest string, hadDay, original bool) (strange []string) {
	for _, piece := range pieceMark.Split(rest, -1) {
		if piece = strings.Trim(piece, " ,，.。()（）[]【】〔〕《》:：-–—/／\"“”"); piece == "" {
			continue
		}
		name, value, found := strings.Cut(piece, "：")
		if found && labelOf(name) != "" {
			f.piece(name, strings.TrimSpace(value))
			continue
		}
		if original && hadDay && isPlaceName(piece) && f.kinds > 1 { // where the account is, behind the day
			continue
		}
		if !f.unlabelled(piece, hadDay || len(f.authors) > 0) {
			strange = append(strange, piece)
		}
	}
	return strange
}

// Pieces of a stamp that are of no known kind: so many at the most, each of so many words and bytes.
const (
	minorPieces = 2
	minorWords  = 5
	minorBytes  = 48
)

// areMinor reports whether pieces of a line are too short to be of its text.
func areMinor(pieces []string) bool {
	return len(pieces) <= minorPieces && !slices.ContainsFunc(pieces, func(p string) bool {
		first, _ := utf8.DecodeRuneInString(p)
		return isScore.MatchString(p) && len(dates.Find(p)) == 0 || len(p) > minorBytes || len(strings.Fields(p)) > minorWords || unicode.IsLower(first) || strings.ContainsAny(p, "，。、；,;")
	})
}

// isScore matches a name and a number, as of a match: "Harrow Town 2".
var isScore = lazyregexp.New(`^\p{L}[\p{L} ]*\s\d+$`)

// isPlaceName reports whether a piece may be the name of a province or a country: two to four Chinese characters.
func isPlaceName(piece string) bool {
	n := utf8.RuneCountInString(piece)
	return n >= 2 && n <= 4 && strings.IndexFunc(piece, func(r rune) bool { return !isHan(r) }) < 0
}

// piece takes a piece of a line that has a label.
func (f *facts) piece(name, value string) {
	f.kinds++
	f.labelled = true
	label := labelOf(name)
	f.weak = value != "" && isVague(label, value)
	f.spoken = f.weak && speakers.MatchString(name)
	switch label {
	case "author":
		if !strings.HasSuffix(name, "者") { // 作者 are all authors
			value = withoutAccount(value)
		}
		names := namesOf(value)
		if len(names) == 0 && value != "" || len(value) > 120 {
			f.other = true
		}
		f.authors = append(f.authors, names...)
	case "outlet", "from":
		f.source(label, value)
	case "title":
		f.title = value
	case "url":
		if f.url = webURL(strings.Trim(value, "<>")); f.url == "" {
			f.other = true
		}
	case "tags":
		f.section = sections.MatchString(name)
		if f.tags = splitTags(value); len(f.tags) > 12 {
			f.other = true
		}
	case "photo":
		f.caption = value
		f.other = f.other || len(value) > 100
	case "date":
		f.other = f.other || f.day.IsZero() && f.unclear == nil && value != ""
	case "idle":
		f.other = f.other || len(value) > 80
	}
}

// isVague reports whether what is behind a label may also be the rest of a title or speech: no name of a person or an
// outlet, no address.
func isVague(label, value string) bool {
	switch label {
	case "author":
		return !arePeople(value) && !isOutlet(value)
	case "outlet":
		return !isOutlet(value) && webURL(value) == ""
	case "idle":
		first, _, _ := strings.Cut(value, " ")
		return !arePeople(first) && !arePeople(value) && !strings.ContainsAny(value, "0123456789")
	case "tags", "photo":
		return true
	}
	return false
}

// source takes where a text is from: an outlet, an address, or the sender of a mail.
func (f *facts) source(label, value string) {
	value = strings.Trim(value, " 《》<>「」\"“”")
	if first, _, _ := strings.Cut(bracketed.ReplaceAllString(value, ""), " "); isHanText(first) && isOutlet(first) {
		value = first
	}
	if at := strings.IndexByte(value, '<'); label == "from" && at > 0 {
		value = strings.TrimSpace(value[:at])
	}
	switch u := webURL(value); {
	case u != "":
		f.url = u
	case len(strings.Fields(value)) > 6 || len(value) > 60 || endsInStop(value) && !strings.HasSuffix(value, "Inc."):
		f.other = true
	case label == "from" && isPerson(value):
		f.authors = append(f.authors, value)
	default:
		f.outlet, f.sourced = value, true
	}
}

// unlabelled takes a piece of a line that has no label: a byline, buttons, the name of a section; beside a day or an
// author also an outlet or a person. It returns false for anything else.
func (f *facts) unlabelled(piece string, beside bool) bool {
	if f.byline(piece) || beside && pageOfPaper.MatchString(piece) {
		return true
	}
	tokens := strings.Fields(piece)
	if isTokens := len(tokens) > 1 && len(tokens) < 6 && isHanText(piece); isTokens && (beside || slices.ContainsFunc(tokens, hanByline.MatchString)) {
		known := true
		for _, token := range tokens {
			known = f.unlabelled(token, true) && known
		}
		return known
	}
	switch {
	case isMeasure(piece), isButtons(piece), pictureBy.MatchString(piece):
		f.kinds++
	case beside && (isCount(piece) || isAccount(piece) || inSection.MatchString(piece)),
		beside && stampWord.MatchString(piece) && strings.Trim(stampWord.ReplaceAllString(piece, ""), " :：") == "":
	case beside && isOutlet(piece):
		f.kinds++
		if name, outlet, ok := strings.Cut(piece, ", "); ok && isPerson(name) && isOutlet(outlet) {
			f.outlet = outlet
			if !placeStart.MatchString(name) {
				f.authors = append(f.authors, properName(name))
			}
		} else {
			f.outlet = name
		}
	case beside && (sectionSet[strings.ToLower(piece)] || isRole(piece)):
		f.kinds++
	case beside && arePeople(piece):
		f.kinds++
		f.authors = append(f.authors, namesOf(piece)...)
	case len(f.authors) > 0 && reportedFrom.MatchString(piece):
	default:
		return false
	}
	return true
}

// placeStart is how names of places begin, and hardly ever those of persons: "New Delhi, India Today".
var placeStart = lazyregexp.New(`^(?:New|San|Santa|São|Los|Las|Hong|Kuala|Tel|Buenos|Rio de|Cape|Port|Fort|Saint|St\.?|Sri|Addis|Abu|Mexico|North|South|East|West|Northern|Southern|Eastern|Western|Upper|Lower|United|Washington)\s`)

// isAccount reports whether a piece is the name of an account: "@ann".
func isAccount(piece string) bool {
	return strings.HasPrefix(piece, "@") && !strings.Contains(piece, " ")
}

// byline takes a piece that says who wrote: "By A and B", 记者A. It returns false for anything else.
func (f *facts) byline(piece string) bool {
	var names []string
	var outlet string
	if m := byWords.FindStringSubmatch(piece); m != nil && !endsInStop(m[1]) {
		names, outlet = namesOf(withoutAccount(m[1])), outletIn(m[1])
	} else if m := hanByline.FindStringSubmatch(piece); m != nil {
		names, outlet = namesOf(withoutAccount(m[2])), m[1]
	} else if m := wiredByline.FindStringSubmatch(piece); m != nil {
		names, outlet = namesOf(withoutAccount(m[2])), m[1]
	}
	if len(names) == 0 {
		return false
	}
	f.kinds, f.labelled = f.kinds+1, true
	f.weak = !arePeople(names[0]) && !isOutlet(names[0]) && !isRole(names[0])
	f.spoken = f.weak
	f.authors = append(f.authors, names...)
	if !strings.HasPrefix(outlet, "本") { // 本报 is whichever paper prints it
		f.outlet = cmp.Or(f.outlet, outlet)
	}
	return true
}
