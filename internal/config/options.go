package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// groups are the keys that contain other keys.
var groups = []string{"local", "discord", "limits", "log", "state", "editors", "fetch", "feeds"}

// options has the setter of each key. It checks the value; its error says which values are valid.
var options = map[string]func(c *Config, n *yaml.Node) error{
	"corpus":        func(c *Config, n *yaml.Node) error { return textValue(n, &c.Corpus, true) },
	"data":          func(c *Config, n *yaml.Node) error { return textValue(n, &c.Data, false) },
	"language":      setLanguage,
	"max_file_size": setSize,

	"local.port": func(c *Config, n *yaml.Node) error { return wholeNumber(n, &c.LocalPort, 1024, 65000) },

	"discord.api_url": setAPIURL,
	"discord.guilds":  func(c *Config, n *yaml.Node) error { return guildIDs(n, &c.Guilds) },

	"limits.questions_at_work": func(c *Config, n *yaml.Node) error { return wholeNumber(n, &c.QuestionsAtWork, 1, 1000) },
	"limits.per_user":          func(c *Config, n *yaml.Node) error { return wholeNumber(n, &c.PerUser, 1, 100) },

	"log.level": setLevel,

	"state.dir":      func(c *Config, n *yaml.Node) error { return textValue(n, &c.State, true) },
	"state.url":      setStateURL,
	"editors.guilds": func(c *Config, n *yaml.Node) error { return guildIDs(n, &c.EditorGuilds) },
	"gaps":           func(c *Config, n *yaml.Node) error { return yesOrNo(n, &c.Gaps) },
	"fetch.allow":    setAllowed,
	"feeds.every":    func(c *Config, n *yaml.Node) error { return span(n, &c.FeedsEvery, 5*time.Minute, 24*time.Hour) },
	"fetch.contact":  func(c *Config, n *yaml.Node) error { return textValue(n, &c.FetchContact, false) },
}

// textValue sets a text. It refuses an empty one if one is needed.
func textValue(n *yaml.Node, to *string, needed bool) error {
	if n.Kind != yaml.ScalarNode {
		return errors.New("takes one text")
	}
	value := n.Value
	if n.Tag == "!!null" {
		value = ""
	}
	if needed && value == "" {
		return errors.New("must not be empty")
	}
	*to = value
	return nil
}

// yesOrNo sets a flag.
func yesOrNo(n *yaml.Node, to *bool) error {
	if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
		return errors.New("takes true or false")
	}
	return n.Decode(to)
}

// wholeNumber sets a number from low to high.
func wholeNumber(n *yaml.Node, to *int, low, high int) error {
	value, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || value < low || value > high {
		return fmt.Errorf("takes a whole number from %d to %d", low, high)
	}
	*to = value
	return nil
}

// span sets a time from low to high.
func span(n *yaml.Node, to *time.Duration, low, high time.Duration) error {
	value, err := time.ParseDuration(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || value < low || value > high {
		return fmt.Errorf("takes a time from %s to %s, such as 30m or 2h", low, high)
	}
	*to = value
	return nil
}

func setLanguage(c *Config, n *yaml.Node) error {
	if n.Value != "en" && n.Value != "zh" {
		return errors.New("takes en or zh")
	}
	c.Language = n.Value
	return nil
}

var size = regexp.MustCompile(`^([1-9][0-9]{0,11})\s*(|B|KB|MB|GB)$`)

func setSize(c *Config, n *yaml.Node) error {
	m := size.FindStringSubmatch(strings.ToUpper(n.Value))
	if m == nil {
		return errors.New("takes a size such as 10MB, 512KB or 1000000")
	}
	value, _ := strconv.ParseInt(m[1], 10, 64)
	value <<= map[string]int{"KB": 10, "MB": 20, "GB": 30}[m[2]]
	if value <= 0 || value > 1<<32 {
		return errors.New("takes at most 4GB")
	}
	c.MaxFileSize = value
	return nil
}

func setAPIURL(c *Config, n *yaml.Node) error {
	u, err := url.Parse(n.Value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil {
		return errors.New("takes a scheme and a host, such as https://discord.com or http://127.0.0.1:8080")
	}
	c.APIURL = u.Scheme + "://" + u.Host
	return nil
}

var snowflake = regexp.MustCompile(`^[0-9]{15,20}$`)

// guildIDs sets a list of ids of servers.
func guildIDs(n *yaml.Node, to *[]string) error {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		return errors.New(`takes a list of server ids, such as ["123456789012345678"]`)
	}
	for _, id := range n.Content {
		if !snowflake.MatchString(id.Value) {
			return fmt.Errorf("%q is no server id; copy it in Discord's developer mode", id.Value)
		}
		*to = append(*to, id.Value)
	}
	return nil
}

func setStateURL(c *Config, n *yaml.Node) error {
	u, err := url.Parse(n.Value)
	if n.Value != "" && (err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" || u.Host == "") {
		return errors.New("takes the address of a PostgreSQL database, such as postgres://lede@127.0.0.1/lede")
	}
	c.StateURL = n.Value
	return nil
}

// setAllowed sets the networks and the single addresses that may be opened though they are private.
func setAllowed(c *Config, n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		return errors.New("takes a list, such as [10.1.0.0/16, 127.0.0.1:8080]")
	}
	for _, item := range n.Content {
		network, err := netip.ParsePrefix(item.Value)
		if err == nil {
			c.FetchNetworks = append(c.FetchNetworks, network.Masked())
			continue
		}
		host, err := netip.ParseAddrPort(item.Value)
		if err != nil {
			return fmt.Errorf("%q is neither a network, such as 10.1.0.0/16, nor an address with its port, such as 127.0.0.1:8080", item.Value)
		}
		c.FetchHosts = append(c.FetchHosts, host)
	}
	return nil
}

func setLevel(c *Config, n *yaml.Node) error {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	level, ok := levels[n.Value]
	if !ok {
		return errors.New("takes debug, info, warn or error")
	}
	c.LogLevel = level
	return nil
}
