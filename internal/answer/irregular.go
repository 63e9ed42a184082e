package answer

import (
	"strings"

	"lede/internal/analysis"
)

// irregular are forms of English words that a stemmer does not join, a line a word. Those that mostly are another word are
// left out (saw, found, lay), and so are words that frame a question (take, say).
const irregular = `arise arose arisen
awake awoke awoken
bear bore borne
beat beaten
begin began begun
bend bent
bind bound
bite bit bitten
bleed bled
blow blew blown
break broke broken
breed bred
bring brought
build built
burn burnt
buy bought
catch caught
child children
choose chose chosen
creep crept
deal dealt
dig dug
draw drew drawn
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
feed fed
feel felt
fight fought
flee fled
fly flew flown
foot feet
forbid forbade forbidden
forget forgot forgotten
freeze froze frozen
grow grew grown
hang hung
hear heard
hide hid hidden
keep kept
know knew known
lay laid
lead led
leave left
lend lent
light lit
lose lost
man men
overcome overcame
oversee oversaw overseen
overthrow overthrew overthrown
pay paid
rebuild rebuilt
ride rode ridden
ring rang rung
rise rose risen
run ran
seek sought
sell sold
send sent
shake shook shaken
shine shone
shoot shot
show shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
sleep slept
slide slid
speak spoke spoken
spend spent
spin spun
stand stood
steal stole stolen
stick stuck
strike struck
swear swore sworn
sweep swept
swim swam swum
swing swung
teach taught
tear tore torn
think thought
throw threw thrown
tooth teeth
undergo underwent undergone
understand understood
undertake undertook undertaken
uphold upheld
wake woke woken
wear wore worn
weave wove woven
win won
withdraw withdrew withdrawn
withstand withstood
woman women
write wrote written`

// otherForms has the other forms of each irregular word, by its stem.
var otherForms = func() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(irregular) {
		forms := strings.Fields(line)
		for i, form := range forms {
			stem := analysis.Stem(form)
			out[stem] = append(append(out[stem], forms[:i]...), forms[i+1:]...)
		}
	}
	return out
}()
