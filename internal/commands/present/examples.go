package present

import "lede/internal/commands"

// Examples returns three questions that the shipped articles answer, for somebody who asks for the first time.
func Examples(l commands.Locale) []string {
	switch l {
	case commands.Chinese:
		return []string{"伦敦会谈在哪里举行？", "何立峰什么时候访问英国？", "双方在伦敦达成了什么？"}
	case commands.Taiwan:
		return []string{"倫敦會談在哪裡舉行？", "何立峰什麼時候訪問英國？", "雙方在倫敦達成了什麼？"}
	}
	return []string{"Where in London were the talks held?", "How long are the temporary licences valid?", "How much did magnet exports fall in May?"}
}

// Greeting returns the sentence that greets somebody who asks for the first time.
func Greeting(l commands.Locale) string {
	return Say(l, "Hello! Ask me about the articles tracked here; I answer in their own words and name the source.")
}

// TrackExample returns what tracking the site of the demonstration is called.
func TrackExample(l commands.Locale) string { return Say(l, "Track a made-up news site") }
