package config

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"net"
	"regexp"
	"strconv"
)

// Shards are the shards of Discord's gateway that a process serves: First to Last of Count. The zero Shards are all, as many as Discord
// recommends.
type Shards struct {
	None               bool // none: interactions come to the endpoint alone
	First, Last, Count int
}

// shardRange is a count, a number of a count, or a range of a count.
var shardRange = regexp.MustCompile(`^(?:([0-9]{1,5})(?:-([0-9]{1,5}))?/)?([0-9]{1,5})$`)

// parseShards reads auto, none, a count (16), or a range with a count (0-3/16, 5/16).
func parseShards(text string) (Shards, error) {
	switch text {
	case "auto":
		return Shards{}, nil
	case "none":
		return Shards{None: true}, nil
	}
	m := shardRange.FindStringSubmatch(text)
	if m == nil {
		return Shards{}, errShards
	}
	number := func(text string, otherwise int) int {
		if text == "" {
			return otherwise
		}
		n, _ := strconv.Atoi(text) // five digits at most
		return n
	}
	s := Shards{Count: number(m[3], 0)}
	if m[1] == "" {
		s.Last = s.Count - 1
	} else {
		s.First = number(m[1], 0)
		s.Last = number(m[2], s.First)
	}
	if s.Count < 1 || s.First > s.Last || s.Last >= s.Count {
		return Shards{}, errShards
	}
	return s, nil
}

var errShards = errors.New("takes auto, none, a number of shards such as 16, or a range of them such as 0-3/16, whose numbers go from 0 to one less than the count")

func shards(text string, _ []string) (any, error) { return parseShards(text) }

// listen reads a host and a port; the host may be empty.
func listen(text string, _ []string) (any, error) {
	_, port, err := net.SplitHostPort(text)
	if at, wrong := strconv.Atoi(port); err != nil || wrong != nil || at < 0 || at > 65535 {
		return nil, errors.New(`takes a host and a port, such as 127.0.0.1:8080, or ":8080" for all hosts`)
	}
	return text, nil
}

// publicKey reads the key of an application, in hexadecimal digits.
func publicKey(text string, _ []string) (any, error) {
	key, err := hex.DecodeString(text)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, errors.New("takes the 64 hexadecimal digits that the developer portal shows (General Information, Public Key)")
	}
	return text, nil
}
