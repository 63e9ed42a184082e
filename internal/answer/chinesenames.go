package answer

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"lede/internal/lazyregexp"
	"lede/internal/lexicon"
)

// Chinese marks no names with capitals. These cues do: a title before a person, or a verb of speech after one at the head of a
// clause; "在…举行" and the like around a place.
var (
	hanTitled = lazyregexp.New(`(?:总理|部长|主席|总统|首相|代表|发言人|大使|国务卿|主任|局长|司长|书记|市长|省长|牵头人|总裁|董事长|教授)` +
		`(\p{Han}[\p{Han}·]{1,6}?)(?:说|表示|介绍|称|指出|强调|认为|应|在|于|将|与|和|还|也|就|访问|宣布|出席|率|[^\p{Han}·]|$)`)
	hanSpeaker = lazyregexp.New(`(?:^|[，。；：、])(\p{Han}[\p{Han}·]{1,6}?)(?:还|也|则)?(?:` + hanSays + `)`)
	speaks     = lazyregexp.New(`^[还也则]?(?:` + hanSays + `)`)
	hanPlace   = lazyregexp.New(`(?:在|于|抵达|前往|位于|来到)([^，。；、：在于\d]{2,16}?)(?:举行|召开|举办|会晤|会面|会谈|签署|进行|开幕|闭幕|发表|[，。；]|$)`)
)

// hanSays are verbs of speech.
const hanSays = `说|表示|介绍|称|指出|强调|认为`

// hanGroups are parties that speak like persons.
var hanGroups = map[string]bool{"双方": true, "中方": true, "美方": true, "各方": true, "对方": true, "他们": true, "我们": true, "有人": true}

// hanGroup is a party to talks.
var hanGroup = regexp.MustCompile(`[双中美各]方`)

// hanPersons returns the persons that a Chinese text in simplified characters names with a title or as a speaker.
func hanPersons(text string) []Mark {
	var out []Mark
	for _, m := range append(groups(hanTitled, text), groups(hanSpeaker, text)...) {
		if name := text[m.Start:m.End]; !hanGroups[name] && !strings.ContainsAny(name, "的了是") {
			out = append(out, m)
		}
	}
	return joined(text, out)
}

// hanPersons returns the persons that a Chinese text names and a question may ask for: not who reports it, as 何亚东 in
// "何亚东说，中方已批准" for 谁批准.
func (t answerType) hanPersons(text string, asked []Mark) []Mark {
	persons := hanPersons(text)
	if t.asksSpeech || t.asksRole {
		return persons
	}
	return slices.DeleteFunc(persons, func(m Mark) bool {
		return speaks.MatchString(text[m.End:]) && !slices.ContainsFunc(asked, func(a Mark) bool { return a.Start < m.End })
	})
}

// body is the end of the name of an authority, a company or another body.
var body = lazyregexp.New(`(?:政府|[部局院厅署处党军]|委员会|委|公司|集团|大学|法院|银行|议会|组织|协会|联盟|基金会|检察院|大使馆)$`)

// hanBodies returns the authorities, companies and other bodies that a Chinese text in simplified characters names.
func hanBodies(text string) []Mark {
	out := all(hanGroup, text)
	var name Mark // the words in a row that begin with a name
	for _, w := range lexicon.Segment(text) {
		switch {
		case name.End > 0 && name.End == w.Start && w.Kind != lexicon.Light:
			name.End = w.End
		case w.Kind == lexicon.Name:
			name = Mark{w.Start, w.End}
		default:
			name = Mark{}
			continue
		}
		if body.MatchString(text[w.Start:w.End]) {
			out = append(out, name)
		}
	}
	return joined(text, out)
}

// nearest returns the mark that is nearest to one of the others and is none of them itself; nil without any.
func nearest(marks, others []Mark) []Mark {
	var best []Mark
	least := math.MaxInt
	for _, m := range marks {
		for _, o := range others {
			apart := max(o.Start-m.End, m.Start-o.End)
			if apart >= 0 && apart < least && !slices.ContainsFunc(others, func(o Mark) bool { return len(inside([]Mark{m}, o)) > 0 }) {
				best, least = []Mark{m}, apart
			}
		}
	}
	return best
}

// groups returns where the first group of a pattern matches.
func groups(re *lazyregexp.Regexp, text string) []Mark {
	var out []Mark
	for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, Mark{Start: m[2], End: m[3]})
	}
	return out
}

// without returns the longest part of each mark that none of the others touches.
func without(marks, others []Mark) []Mark {
	var out []Mark
	for _, m := range marks {
		for _, o := range others {
			switch {
			case o.End <= m.Start || o.Start >= m.End:
			case o.Start-m.Start > m.End-o.End:
				m.End = o.Start
			default:
				m.Start = max(m.Start, o.End)
			}
		}
		if m.End > m.Start {
			out = append(out, m)
		}
	}
	return out
}
