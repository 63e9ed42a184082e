package answer

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/internal/corpus"
	"lede/internal/query"
)

const shipped = "../../corpus"

// engine returns an engine over a folder, with an index in memory.
func engine(t testing.TB, dir string) *Engine {
	t.Helper()
	e, err := open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func open(dir string) (*Engine, error) {
	c, err := corpus.Load(context.Background(), corpus.Options{Dir: dir, MaxFileSize: 10 << 20})
	if err != nil {
		return nil, err
	}
	return New(c.Index), nil
}

// Engines that several tests share.
var (
	shippedEngine = sync.OnceValue(func() *Engine { return must(open(shipped)) })
	aloneEngine   = sync.OnceValue(func() *Engine {
		dir := must(os.MkdirTemp("", "alone"))
		defer os.RemoveAll(dir)
		copySeed(dir)
		return must(open(dir))
	})
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// copySeed writes the seed article, and nothing else, to a folder.
func copySeed(dir string) {
	const name = "2025-06-06-london-trade-talks.txt"
	raw := must(os.ReadFile(filepath.Join(shipped, name)))
	if err := os.WriteFile(filepath.Join(dir, name), raw, 0o644); err != nil {
		panic(err)
	}
}

// folder returns a folder with some files.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func ask(t testing.TB, e *Engine, question string) Answer {
	t.Helper()
	q, err := query.Parse(question, time.Date(2025, 6, 20, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	a, err := e.Ask(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func textOf(a Answer) string {
	var texts []string
	for _, s := range a.Sentences {
		texts = append(texts, s.Text)
	}
	return strings.Join(texts, " ")
}

type expectation struct {
	question string
	verdicts string
	holds    string
}

func check(t *testing.T, e *Engine, list []expectation) {
	t.Helper()
	for _, c := range list {
		a := ask(t, e, c.question)
		ok := strings.Contains(c.verdicts, string(a.Verdict))
		for _, want := range strings.Split(c.holds, "|") {
			ok = ok && strings.Contains(textOf(a), want)
		}
		if !ok {
			t.Errorf("%s\n got %s: %s\n missing %q\nwant %s holding %q", c.question, a.Verdict, textOf(a), a.Missing, c.verdicts, c.holds)
		}
	}
}

func TestSeedAlone(t *testing.T) {
	check(t, aloneEngine(), []expectation{
		{"Who will travel to London for the talks?", "answered", "Besseint|Rutnik|Grille"},
		{"Who is going to London?", "related", ""}, // many of its sentences name London
		{"Which officials are travelling to London?", "answered", "Besseint"},
		{"When will the trade representative travel to London?", "answered", "June 9"},
		{"On what date will they go to London for consultations?", "answered", "June 9"},
		{"When will Besseint be in London?", "answered", "June 9"},
		{"How much of the global rare earth magnet processing capacity does China account for?", "answered", "90%"},
		{"What share of magnet processing capacity does China have?", "answered", "90%"},
		{"How long are the export licenses valid?", "answered", "six months"},
		{"For how many months are the licences valid?", "answered", "six months"},
		{"Suppliers of which car makers received permits?", "answered", "General Motors"},
		{"Which companies' suppliers got export permits?", "answered", "General Motors"},
		{"Why did China restrict rare earth exports?", "answered", "resource protection"},
		{"Where were talks held in May?", "answered", "Geneva"},
		{"What did Trump say about the meeting?", "answered", ""},
		{"Which tariff on soybeans was agreed?", "related none", ""},
		{"How many soldiers were killed in Ukraine?", "related none", ""},
		{"What is the price of rare earth magnets?", "related none", ""},
		{"Who won the Champions League final?", "none", ""},
		{"Who is the prime minister of Japan?", "none", ""},
		{"欧冠决赛谁赢了？", "none", ""},
	})
}

// TestPhrases checks that a quotation that no article contains does not prevent an answer.
func TestPhrases(t *testing.T) {
	e := shippedEngine()
	for question, missing := range map[string]string{
		`Who is travelling to London in June for the “talks of trade”?`: "“talks of trade”",
		`Who is going to London for the "trade talks"?`:                 "",
	} {
		a := ask(t, e, question)
		if len(a.Passages) == 0 || missing != "" && a.Verdict != Answered || strings.Join(a.Missing, " ") != missing {
			t.Errorf("%s: %s, missing %q", question, a.Verdict, a.Missing)
		}
	}
}

// TestPhraseInPassages checks that every passage of a search contains the phrase, with Chinese particles or without.
func TestPhraseInPassages(t *testing.T) {
	e := shippedEngine()
	for _, phrase := range []string{"关系的本质", "经贸磋商机制", "rare earth"} {
		q, err := query.Parse(`"`+phrase+`"`, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		a, err := e.Search(t.Context(), q)
		if err != nil || len(a.Passages) == 0 || len(a.Missing) > 0 {
			t.Errorf("%s: %d passages, missing %q, %v", phrase, len(a.Passages), a.Missing, err)
		}
		for _, p := range a.Passages {
			if text := strings.ToLower(strings.ReplaceAll(p.Text(), "-", " ")); !strings.Contains(text, phrase) {
				t.Errorf("%s is not in %q", phrase, p.Text())
			}
		}
	}
}

// TestRecent checks that of two articles that answer alike the newer one comes first, or the one of the year asked for.
func TestRecent(t *testing.T) {
	files := map[string]string{}
	for year, text := range map[string]string{
		"2021": "Families left their homes early that morning. The storm flooded the harbour of Miami. Two ferries sank before noon.",
		"2023": "Nobody had expected so much rain in spring. The storm flooded the harbour of Tampa. Schools were closed for days.",
		"2025": "Repairs are going to cost the port a fortune. The storm flooded the harbour of Naples. Fishermen lost a dozen boats.",
		"2099": "This date was typed by somebody in a hurry. The storm flooded the harbour of Utopia. Nobody was there to see it.",
	} {
		files[year+".md"] = "---\ntitle: Storm\npublished: " + year + "-05-01\n---\n" + text
	}
	e := engine(t, folder(t, files))
	for question, want := range map[string]string{
		"Which harbour did the storm flood this week?": "Naples",
		"Which harbour did the storm flood?":           "Naples",
		"Which harbour did the storm flood in 2021?":   "Miami",
	} {
		if a := ask(t, e, question); len(a.Passages) == 0 || !strings.Contains(a.Passages[0].Text(), want) {
			t.Errorf("%s: %q", question, a.Articles)
		}
	}
}

// TestAmounts checks that a question for an amount is answered by one in its unit.
func TestAmounts(t *testing.T) {
	e := engine(t, folder(t, map[string]string{"mine.txt": "The mine lies 12 kilometres from Port Adam and opened in 1984.\n\nThe mine employs 340 people and sold ore for $56 million last year.\n\n" +
		"Its owner, who is 71 years old, holds 80% of the mine.", "ship.txt": "The salt ship carried 1500 sailors. It sailed in 1620.", "kuang.txt": "这座煤矿去年生产了350万吨煤。煤矿雇用了1200名工人，车间都在地下。"}))
	check(t, e, []expectation{
		{"How many people does the mine employ?", "answered", "340 people"},
		{"How much was the ore of the mine sold for?", "answered", "$56 million"},
		{"What percentage of the mine does its owner hold?", "answered", "80%"},
		{"How old is the owner of the mine?", "answered", "71 years old"},
		{"How far is the mine from Port Adam?", "answered", "12 kilometres"},
		{"煤矿雇用了多少名工人？", "answered", "1200名"},
		{"How many sailors did the salt ship carry?", "answered", "1500 sailors"},
	})
}

// TestNames checks that a name is found in other spellings, and that a common word is none.
func TestNames(t *testing.T) {
	alone, all := aloneEngine(), shippedEngine()
	for _, c := range []struct {
		e                   *Engine
		question, spellings string
	}{
		{alone, "What is Bessent's role?", "Besseint"},
		{alone, "where will bessent go?", "Besseint"},
		{alone, "Who is Lutnick?", "Rutnik"},
		{alone, "Where is Greer going?", "Grille"},
		{alone, "Where is US Trade Representative Greer going?", "Grille"},
		{alone, "Who is Besseint?", ""},
		{alone, "Where is Pessant?", "Besseint"},
		{alone, "What does Londom say?", ""}, // too short to be sure of by its spelling alone
		{alone, "What does Thrade say?", ""}, // "trade" is a common word
		{all, "Where is Howard Lutnick going?", "Rutnik"},
		{all, "Who is Trump?", ""},
	} {
		a := ask(t, c.e, c.question)
		if got := strings.Join(a.Spellings, " "); got != c.spellings {
			t.Errorf("%s: spelled %q, want %q; %s", c.question, got, c.spellings, a.Text())
		}
		if c.spellings != "" && len(a.Missing) > 0 {
			t.Errorf("%s: missing %q", c.question, a.Missing)
		}
	}
	a := ask(t, all, "Who is Rutnik?")
	if a.Articles[0] != "2025-06-06-london-trade-talks.txt" {
		t.Errorf("the exact name comes after its variant: %q", a.Articles)
	}
}

// TestAliases checks that an editor's aliases join spellings and scripts.
func TestAliases(t *testing.T) {
	dir := t.TempDir()
	copySeed(dir)
	aliases := "- [Besseint, 貝森特]\n- [Jamison Grille, 格里尔]\n"
	if err := os.WriteFile(filepath.Join(dir, "aliases.yaml"), []byte(aliases), 0o644); err != nil {
		t.Fatal(err)
	}
	check(t, engine(t, dir), []expectation{
		{"贝森特是谁？", "answered", "Besseint"},
		{"格里尔去哪里？", "answered related", "Grille"},
		{"卢特尼克是谁？", "related", "Rutnik"}, // by its sound
		{"李世石是谁？", "none", ""},
	})
}

func TestShipped(t *testing.T) {
	check(t, shippedEngine(), []expectation{
		{"Who is travelling to London for the talks?", "answered", ""},
		{"Where in London were the talks held?", "answered", "Lancaster House"},
		{"Which seven elements need an export licence?", "answered", "samarium"},
		{"When did Suzuki stop production of the Swift?", "answered", "26 May"},
		{"How long was the call between Trump and Xi?", "answered", "an hour and a half"},
		{"How far did magnet exports fall in May?", "answered related", "74%"},
		{"Who led the Chinese side in Geneva?", "answered", "He Lifeng"},
		{"Which Huawei chips are named in the guidance?", "answered", "910B"},
		{"何立峰什么时候访问英国？", "answered", "6月8日"},
		{"会议在哪里举行？", "answered", "兰卡斯特宫"},
		{"谁是美方代表？", "answered", "贝森特"},
		{"Who won the Champions League final?", "none", ""},
		{"中美會談甚麼時候舉行？", "answered", "6月9日"},
		{"倫敦會談是幾月幾日舉行的？", "answered", "6月9日"},
		{"兰卡斯特宫六月九日举行了什么？", "answered", "首次会议"},
		{"北京奥运会有多少运动员参加？", "related none", ""},
	})
}

func TestNothingOfDisclaimerOrCaptions(t *testing.T) {
	e := aloneEngine()
	for _, q := range []string{"Does the article represent the author's personal views?", "Rare earth elements", "US Treasury Secretary Besseint", "Who should click the Top/Downvote buttons?"} {
		a := ask(t, e, q)
		all := textOf(a)
		for _, p := range a.Passages {
			all += "\n" + p.Text()
		}
		for _, banned := range []string{"personal views", "Downvote", "\nUS Treasury Secretary Besseint\n", "\nRare earth elements\n"} {
			if strings.Contains(all, banned) {
				t.Errorf("%s: holds %q", q, banned)
			}
		}
	}
}

// TestExplain checks that the parts add up to the score and that articles filtered out fail the filter named.
func TestExplain(t *testing.T) {
	e := shippedEngine()
	q, err := query.Parse(`Where were the talks in London held? tag:tariffs before:2025-06-01`, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	a, err := e.Ask(t.Context(), q)
	if err != nil || len(a.Passages) == 0 {
		t.Fatal(err, a)
	}
	x, ok, err := e.Explain(t.Context(), q, a.Passages[0].Article.ID)
	if err != nil || !ok || x.Rank != 1 || x.Passage.Best != a.Passages[0].Best {
		t.Fatal(err, ok, x)
	}
	sum := 0.0
	for _, p := range x.Parts {
		sum += p.Points
	}
	if math.Abs(sum-a.Passages[0].Score) > 1e-9 {
		t.Errorf("the parts make %f, the score is %f", sum, a.Passages[0].Score)
	}
	if len(x.FilteredOut) == 0 {
		t.Error("no filter held an article back")
	}
	for _, h := range x.FilteredOut {
		if h.By.IsZero() || h.By.Match("", h.Article.Outlet, h.Article.Host, h.Article.Tags, h.Article.Published) {
			t.Errorf("%s passes %s", h.Article.Path, h.By)
		}
	}
	if _, ok, err := e.Explain(t.Context(), q, "gone"); ok || err != nil {
		t.Errorf("an article that is gone: %v %v", ok, err)
	}
}

// TestOthers checks that an answer shows other articles that answer, each source once.
func TestOthers(t *testing.T) {
	a := ask(t, shippedEngine(), "Who is He Lifeng?")
	if len(a.Others) == 0 {
		t.Fatal("no other article answers")
	}
	seen := map[string]bool{a.Sentences[0].Article.Path: true}
	for _, s := range a.Others {
		if seen[s.Article.Path] || s.Citation == 0 {
			t.Errorf("%s: citation %d: %s", s.Article.Path, s.Citation, s.Text)
		}
		seen[s.Article.Path] = true
	}
}
