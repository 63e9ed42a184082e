package article

import (
	"strings"
	"testing"
)

// TestHeadKeepsProse checks that what is above or beside the first lines of a text is lost only where it is about the article.
func TestHeadKeepsProse(t *testing.T) {
	prose := "The harbour wall of Harrow was built by forty men in the winter of the great frost. They came from three villages. Nobody paid them until spring. Their names are on a board in the church."
	rest := "\n\nThe council voted for the repair on Monday, and the work will begin in May.\n\nIt will take two years.\n"
	han := "港湾的石墙是四十个人在大寒的冬天筑成的。他们来自三个村子。直到春天才领到工钱。他们的名字写在教堂的木牌上。"
	for name, c := range map[string]struct{ text, has, title, author string }{
		"a photo below the first paragraph": {"The old wall\n\n" + prose + "\n\nPhoto: Bo Sample" + rest, prose, "The old wall", ""},
		"a number below it":                 {"The old wall\n\n" + prose + "\n\n10 minutes" + rest, prose, "The old wall", ""},
		"a Chinese picture":                 {"旧石墙的故事\n\n" + han + "\n\n图：旧码头\n\n镇议会周一投票决定维修，五月开工。\n", "四十个人", "旧石墙的故事", ""},
		"a founder's day":                   {"The Harbour Wall\n\nFounded 5 May 1978, 10:00\n\n" + prose + rest, "Founded 5 May 1978", "The Harbour Wall", ""},
		"a Chinese title with 文":            {"文天祥\n\n" + han + "\n\n镇议会周一投票决定维修，五月开工。\n", "四十个人", "文天祥", ""},
		"a Chinese title with 作者":           {"作者之死\n\n" + han + "\n\n镇议会周一投票决定维修，五月开工。\n", "四十个人", "作者之死", ""},
		"a comment":                         {"Comment: The harbour deserves better\n\nBy Ann Example\n\n3 June 2025\n\n" + prose + rest, prose, "Comment: The harbour deserves better", "Ann Example"},
		"a deck":                            {"The old wall\n\nForty men built it in one winter.\n\nBy Ann Example\n\n" + prose + rest, prose, "The old wall", "Ann Example"},
		"a night":                           {"The old wall\n\n" + prose + "\n\nBy Night" + rest, prose, "The old wall", ""},
		"means of travel":                   {"Getting to Harrow\n\nBy Boat\n\n" + prose + "\n\nBy Rail" + rest, "By Boat", "Getting to Harrow", ""},
		"a reporter who speaks":             {"与石匠的对话\n\n" + han + "\n\n记者：您好\n\n石匠：请坐。\n\n记者：谢谢您\n", "记者：您好", "与石匠的对话", ""},
		"an editor who asks":                {"At the mason's\n\n" + prose + "\n\nEditor: So you stayed\n\nI did, and the wall is mine." + rest, "Editor: So you stayed", "At the mason's", ""},
		"a score":                           {"Harrow win\n\n" + prose + "\n\nHarrow Bay 3 | Dunmore 1 | 3 May 2025, 15:00" + rest, prose, "Harrow win", ""},
		"other properties":                  {"Autumn fair\nAuthor: Ann Example\nDate: 3 May 2025\nVenue: The Old Mill\nGuests: the mason and his two sons\n\n" + prose + rest, "Guests: the mason and his two sons", "Autumn fair", "Ann Example"},
		"a title in capitals above a deck":  {"THE OLD WALL\n\nHow forty men built it\n\nBy Ann Example\n\n" + prose + rest, prose, "THE OLD WALL", "Ann Example"},
		"a title like a byline":             {"By Lamplight\n\n" + prose + rest, prose, "By Lamplight", ""},
		"a title like a label":              {"分享：石匠的一天\n\n" + han + "\n\n镇议会周一投票决定维修，五月开工。\n", "四十个人", "分享：石匠的一天", ""},
		"a title like a tag":                {"#SaveTheWall\n\n" + prose + rest, prose, "#SaveTheWall", ""},
		"the book's own hand":               {"记者手记\n\n" + han + "\n\n镇议会周一投票决定维修，五月开工。\n", "四十个人", "记者手记", ""},
	} {
		a, _ := parseUnder(Defaults{}, "a.txt", []byte(c.text))
		if !strings.Contains(a.Text+strings.Join(a.Captions, "\n"), c.has) || a.Title != c.title || a.Author != c.author {
			t.Errorf("%s: title %q, author %q, captions %q, text %q", name, a.Title, a.Author, a.Captions, a.Text)
		}
	}
}
