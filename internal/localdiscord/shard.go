package localdiscord

import (
	"crypto/rand"
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// guildsPerRecommended is for how many guilds a shard is recommended. Discord's figure is its own and changes; this one is of
// what bots see.
const guildsPerRecommended = 1000

// shardBits is by how many bits a guild's id is shifted before it is divided among the shards (discord-api-docs, "Sharding").
const shardBits = 22

// Guild returns the id of the n-th guild of a server; GuildID is that of guild 0. Guilds with consecutive numbers are in different
// shards.
func Guild(n int) string { return idOf(n, GuildID) }

// FirstIn returns the number of the first guild in a shard of so many.
func FirstIn(number, count int) int {
	n := 0
	for k := (shard{number, count}); !k.has(Guild(n)); n++ {
	}
	return n
}

// ChannelOf returns the id of the n-th guild's first channel.
func ChannelOf(n int) string { return idOf(n, ChannelID) }

// idOf returns the id in the n-th guild that is like one in the first.
func idOf(n int, first string) string {
	id, err := strconv.ParseInt(first, 10, 64)
	if err != nil {
		panic(err) // not possible: it is a constant
	}
	return strconv.FormatInt(id+int64(n)<<shardBits, 10)
}

// hasGuild reports whether the bot is in a guild.
func (s *Server) hasGuild(id string) bool {
	for n := range s.options.Guilds {
		if Guild(n) == id {
			return true
		}
	}
	return false
}

// shard is a number and a count, as a bot names them in IDENTIFY.
type shard struct{ number, count int }

// has reports whether the events of a guild come over the shard; those of no guild come over shard 0.
func (k shard) has(guild string) bool {
	id, err := strconv.ParseUint(guild, 10, 64)
	if err != nil {
		return k.number == 0
	}
	return int(id>>shardBits%uint64(k.count)) == k.number
}

// Identify is one IDENTIFY of a bot.
type Identify struct {
	Shard, Count int
	At           time.Time
	Refused      bool // it came too soon after another one
}

// Identifies returns all IDENTIFYs with a valid token and shard, in their order.
func (s *Server) Identifies() []Identify {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.identifies)
}

// Recommend sets how many shards are recommended.
func (s *Server) Recommend(shards int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.recommended = shards
}

// ConnectedShards returns the numbers of the shards that are connected, in order.
func (s *Server) ConnectedShards() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []int
	for _, session := range s.sessions {
		if session.socket != nil {
			out = append(out, session.shard.number)
		}
	}
	slices.Sort(out)
	return out
}

// CutShard closes the connections of a shard without a close frame. Its session can be resumed.
func (s *Server) CutShard(number int) { s.ofShard(number, (*Connection).Cut) }

// CloseShard closes the connections of a shard with a close code.
func (s *Server) CloseShard(number, code int) {
	s.ofShard(number, func(c *Connection) { c.Close(code) })
}

func (s *Server) ofShard(number int, do func(*Connection)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, session := range s.sessions {
		if session.shard.number == number && session.socket != nil {
			do(session.socket)
		}
	}
}

// identifyData is what a bot says when it identifies.
type identifyData struct {
	Token   string  `json:"token"`
	Intents int     `json:"intents"`
	Shard   *[2]int `json:"shard"`
}

// intentGuilds asks for the events about guilds.
const intentGuilds = 1 << 0

// identify begins a session.
func (s *Server) identify(k *Connection, current **session, data json.RawMessage) int {
	var id identifyData
	if err := json.Unmarshal(data, &id); err != nil {
		return closeDecodeError
	}
	if id.Token != "Bot "+s.token {
		return closeAuthFailed
	}
	own := shard{0, 1}
	if id.Shard != nil {
		own = shard{id.Shard[0], id.Shard[1]}
	}
	if own.number < 0 || own.number >= own.count {
		return closeInvalidShard
	}
	guilds := s.guildsOf(own)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case len(guilds) > s.options.GuildsPerShard:
		return closeShardingRequired
	case *current != nil && !(*current).invalid:
		return closeAlreadyAuth
	case len(s.identifies) >= s.options.SessionStarts:
		return closeAuthFailed // Discord resets the token of a bot that identifies more often in a day
	}
	this := Identify{own.number, own.count, time.Now(), false}
	this.Refused = s.isTooSoon(this)
	s.identifies = append(s.identifies, this)
	if this.Refused {
		k.write(map[string]any{"op": opInvalidSession, "d": false})
		return 0
	}
	*current = s.start(k, own, guilds, id.Intents&intentGuilds != 0)
	return 0
}

// isTooSoon reports whether a shard identifies too soon after one with the same key. The server must be locked.
func (s *Server) isTooSoon(this Identify) bool {
	n := s.options.MaxConcurrency
	return slices.ContainsFunc(s.identifies, func(before Identify) bool {
		return !before.Refused && before.Shard%n == this.Shard%n && this.At.Sub(before.At) < s.options.IdentifyEvery
	})
}

// guildsOf returns the ids of a shard's guilds.
func (s *Server) guildsOf(k shard) []string {
	var out []string
	for n := range s.options.Guilds {
		if id := Guild(n); k.has(id) {
			out = append(out, id)
		}
	}
	return out
}

// start begins a session on a connection: READY, and its guilds if the bot asks for them. The server must be locked.
func (s *Server) start(k *Connection, own shard, guilds []string, withGuilds bool) *session {
	s.endSessions(k, own)
	session := &session{id: "session-" + rand.Text(), shard: own, socket: k}
	s.sessions[session.id] = session
	listed := []any{}
	for _, id := range guilds {
		listed = append(listed, map[string]any{"id": id, "unavailable": true})
	}
	s.sendTo(session, "READY", map[string]any{
		"v": 9, "user": botUser(), "session_id": session.id, "resume_gateway_url": s.socketURL() + "resume/",
		"guilds": listed, "shard": []int{own.number, own.count},
		"application": map[string]any{"id": AppID, "flags": 0},
	})
	if withGuilds {
		for _, id := range guilds {
			s.sendTo(session, "GUILD_CREATE", map[string]any{"id": id, "name": "Guild " + id, "unavailable": false, "member_count": 1,
				"channels": []any{}, "members": []any{}, "roles": []any{}})
		}
	}
	s.touch()
	return session
}

// endSessions ends all sessions of a shard, of which a bot has one; their events are lost. A bot that is still connected, other
// than by k, is pushed out. The server must be locked.
func (s *Server) endSessions(k *Connection, own shard) {
	for id, old := range s.sessions {
		if old.shard != own {
			continue
		}
		old.invalid = true
		if old.socket != nil && old.socket != k {
			s.pushedOut = time.Now()
			s.options.Log.Warn("another connection has the bot's token and took the bot's place on the local Discord; the connection before it is closed")
			go old.socket.Close(closeTimedOut)
		}
		old.socket = nil
		delete(s.sessions, id)
	}
}
