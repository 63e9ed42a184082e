package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// groups are the keys that contain other keys.
var groups = []string{"local", "discord", "limits", "log"}

// options has the setter of each key. It checks the value; its error says which values are valid.
var options = map[string]func(c *Config, n *yaml.Node) error{
	"corpus":        func(c *Config, n *yaml.Node) error { return setText(n, &c.Corpus, true) },
	"data":          func(c *Config, n *yaml.Node) error { return setText(n, &c.Data, false) },
	"language":      setLanguage,
	"max_file_size": setSize,

	"local.port": func(c *Config, n *yaml.Node) error { return whole(n, &c.LocalPort, 1024, 65000) },

	"discord.api_url": setAPIURL,
	"discord.guilds":  setGuilds,

	"limits.questions_at_work": func(c *Config, n *yaml.Node) error { return whole(n, &c.QuestionsAtWork, 1, 1000) },
	"limits.per_user":          func(c *Config, n *yaml.Node) error { return whole(n, &c.PerUser, 1, 100) },

	"log.level": setLevel,
}

func setText(n *yaml.Node, to *string, needed bool) error {
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

func whole(n *yaml.Node, to *int, low, high int) error {
	value, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || value < low || value > high {
		return fmt.Errorf("takes a whole number from %d to %d", low, high)
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

func setGuilds(c *Config, n *yaml.Node) error {
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
		c.Guilds = append(c.Guilds, id.Value)
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
