package demosite

import (
	"strings"
	"time"
)

// story is a story of the site. The stories are made up.
type story struct {
	Name, Lang, Title, Author string
	Published                 time.Time
	Text                      []string // paragraphs
	Corrected                 bool

	before     time.Duration // how long before the start it was published
	later      bool          // it is published after the start
	paragraphs []string
	correction *strings.Replacer // of the text, after the start
}

// Stamp returns when the story was published, as pages write it.
func (s story) Stamp() string { return s.Published.UTC().Format(time.RFC3339) }

// PubDate returns when the story was published, as RSS writes it.
func (s story) PubDate() string { return s.Published.UTC().Format(time.RFC1123Z) }

var unchanged = strings.NewReplacer()

// stories are all stories, the newest first.
var stories = []story{
	{Name: "lighthouse", Lang: "en", Title: "Lighthouse of Port Ember opens to visitors", Author: "Demo desk", later: true, correction: unchanged, paragraphs: []string{
		"The lighthouse of Port Ember opens to visitors in May, the town council decided on a vote of nine to two.",
		"Its stairs have 214 steps. Groups of at most fifteen may climb them, with a guide, from Thursday to Sunday.",
		"Keeper Ines Varga, who has lived beside the tower for thirty years, will lead the first tour herself. “Bring a jacket,” she said, “for the wind up there asks nobody.”",
		"This is a made-up story of the demonstration; Port Ember does not exist.",
	}},
	{Name: "ferry", Lang: "en", Title: "Ferry to Gull Island runs twice as often", Author: "Demo desk", before: 3 * time.Hour,
		correction: strings.NewReplacer("costs 8 crowns", "costs 9 crowns, not 8 as we wrote at first"), paragraphs: []string{
			"The ferry from Port Ember to Gull Island leaves every thirty minutes from April on, twice as often as before.",
			"A ticket costs 8 crowns; children under six and bicycles travel free of charge.",
			"The harbour master, Tomas Reyl, said that the second boat, the Kittiwake, carries 120 passengers and was repaired over the winter.",
			"This is a made-up story of the demonstration; Port Ember does not exist.",
		}},
	{Name: "dengta-chaye", Lang: "zh", Title: "烬港茶叶节将在五月举行", Author: "演示编辑部", before: 5 * time.Hour, correction: unchanged, paragraphs: []string{
		"烬港茶叶节定于五月十六日至十八日举行，地点在老码头的三号仓库。",
		"主办方负责人林若川说，今年有四十二家茶园参加，比去年多十一家，门票每张二十元，学生免费。",
		"开幕当天下午两点有一场采茶比赛，前三名可以得到一套手工茶具。",
		"这是演示用的虚构报道，烬港并不存在。",
	}},
	{Name: "library", Lang: "en", Title: "Port Ember library lends tools as well as books", Author: "Demo desk", before: 26 * time.Hour, correction: unchanged, paragraphs: []string{
		"The public library of Port Ember lends drills, ladders and sewing machines since Monday, next to its 48,000 books.",
		"Librarian Odile Marsh said that residents gave 310 tools in the first week. Each may be borrowed for ten days.",
		"Whoever brings a tool back late repairs one, the rules say.",
		"This is a made-up story of the demonstration; Port Ember does not exist.",
	}},
	{Name: "qiao", Lang: "zh", Title: "烬港旧桥修复工程提前完工", Author: "演示编辑部", before: 30 * time.Hour, correction: unchanged, paragraphs: []string{
		"烬港旧桥的修复工程提前六周完工，周五上午恢复通车。",
		"工程师周以宁介绍，桥长一百八十六米，共更换了两千多块石板，总费用为三百四十万元。",
		"市政府表示，桥上只允许行人、自行车和公交车通过。",
		"这是演示用的虚构报道，烬港并不存在。",
	}},
}
