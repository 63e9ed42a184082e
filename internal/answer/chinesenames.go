package answer

import (
	"regexp"
	"strings"
)

// Chinese marks no names with capitals. These cues do: a title before a person, or a verb of speech after one at the head of a
// clause; "在…举行" and the like around a place.
var (
	hanTitled = regexp.MustCompile(`(?:总理|部长|主席|总统|首相|代表|发言人|大使|国务卿|主任|局长|司长|书记|市长|省长|牵头人|总裁|董事长|教授)` +
		`(\p{Han}[\p{Han}·]{1,6}?)(?:说|表示|介绍|称|指出|强调|认为|应|在|于|将|与|和|还|也|就|访问|宣布|出席|率|[^\p{Han}·]|$)`)
	hanSpeaker = regexp.MustCompile(`(?:^|[，。；：、])(\p{Han}[\p{Han}·]{1,6}?)(?:还|也|则)?(?:说|表示|介绍|称|指出|强调|认为)`)
	hanPlace   = regexp.MustCompile(`(?:在|于|抵达|前往|位于|来到)([^，。；、：在于\d]{2,16}?)(?:举行|召开|举办|会晤|会面|会谈|签署|进行|开幕|闭幕|发表|[，。；]|$)`)
)

// hanGroups are parties that speak like persons.
var hanGroups = map[string]bool{"双方": true, "中方": true, "美方": true, "各方": true, "对方": true, "他们": true, "我们": true, "有人": true}

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

// groups returns where the first group of a pattern matches.
func groups(re *regexp.Regexp, text string) []Mark {
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
