package gateway

import (
	"fmt"
	"strings"
	"testing"

	"lede/internal/localdiscord"
)

// TestMalformedMessages sends messages that lack what they should have, or have it of another type. On several of them
// discordgo panics in goroutines of its own, which ends the process. The bot answers the next question.
func TestMalformedMessages(t *testing.T) {
	t.Parallel()
	texts := []string{"", "null", "[]", "{}", "0", `"x"`, "{", "\x00\xff", strings.Repeat("[", 20000),
		`{"op":null}`, `{"op":"0"}`, `{"op":99,"d":{}}`, `{"op":1,"d":null}`, `{"op":11}`, `{"op":10,"d":null}`, `{"op":10,"d":{"heartbeat_interval":0}}`,
		`{"op":7,"d":null}`, `{"op":9}`, `{"op":9,"d":true}`, `{"op":0}`, `{"op":0,"t":null,"s":null,"d":null}`}
	for _, name := range []string{"READY", "RESUMED", "INTERACTION_CREATE", "GUILD_CREATE", "GUILD_UPDATE", "VOICE_STATE_UPDATE", "VOICE_SERVER_UPDATE", "MESSAGE_CREATE", "THREAD_LIST_SYNC"} {
		for _, data := range []string{"null", "{}", "[]", "1", `{"guilds":[null],"user":null}`, `{"id":"1","token":"x","type":2}`, `{"id":"1","token":"x","type":2,"data":null,"member":null}`,
			`{"id":"1","token":"x","type":3,"data":{"values":null},"message":{"components":[null]}}`, `{"id":1,"type":"2"}`, `{"id":"1","token":"x","type":4,"data":{"options":[{"name":null}]}}`} {
			texts = append(texts, fmt.Sprintf(`{"op":0,"t":%q,"s":1,"d":%s}`, name, data))
		}
		texts = append(texts, fmt.Sprintf(`{"op":0,"t":%q,"s":1}`, name))
	}
	r := connect(t, localdiscord.Options{SessionStarts: 1 << 30}, nil).ready(t)
	for _, text := range texts {
		r.SendRaw(text)
	}
	r.answered(t)
	for _, text := range []string{`{"op":0,"t":"READY","s":1,"d":null}`, `{"op":10,"d":{"heartbeat_interval":0}}`, `{"op":9,"d":null}`} {
		r.SendRaw(text)
		r.answered(t)
	}
}
