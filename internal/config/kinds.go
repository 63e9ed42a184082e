package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// folder is the kind of the options that name a folder.
const folder = "folder"

// kinds are what options take. A function reads a value that is not empty, with the arguments of its kind; its error says which
// values are valid, and does not repeat what may contain a secret.
var kinds = map[string]func(text string, args []string) (any, error){
	"text":     func(text string, _ []string) (any, error) { return text, nil },
	folder:     func(text string, _ []string) (any, error) { return text, nil },
	"one":      one,
	"truth":    truth,
	"number":   number,
	"span":     span,
	"size":     size,
	"level":    level,
	"origin":   origin,
	"server":   server,
	"postgres": postgres,

	"opensearch": opensearch,
	"allowed":    allowed,
	"shards":     shards,
	"listen":     listen,

	"publickey": publicKey,
}

// one reads one of the words of args.
func one(text string, args []string) (any, error) {
	if !slices.Contains(args, text) {
		return nil, fmt.Errorf("takes %s", strings.Join(args, " or "))
	}
	return text, nil
}

func truth(text string, _ []string) (any, error) {
	if text != "true" && text != "false" {
		return nil, errors.New("takes true or false")
	}
	return text == "true", nil
}

// number reads a whole number between two.
func number(text string, args []string) (any, error) {
	low, _ := strconv.Atoi(args[0])
	high, _ := strconv.Atoi(args[1])
	value, err := strconv.Atoi(text)
	if err != nil || value < low || value > high {
		return nil, fmt.Errorf("takes a whole number from %d to %d", low, high)
	}
	return value, nil
}

// span reads a length of time between two.
func span(text string, args []string) (any, error) {
	low, _ := time.ParseDuration(args[0])
	high, _ := time.ParseDuration(args[1])
	value, err := time.ParseDuration(text)
	if err != nil || value < low || value > high {
		return nil, fmt.Errorf("takes a time from %s to %s, such as 30m or 2h", low, high)
	}
	return value, nil
}

var sizePattern = regexp.MustCompile(`^([1-9][0-9]{0,11})\s*(|B|KB|MB|GB)$`)

// size reads a size in bytes.
func size(text string, _ []string) (any, error) {
	m := sizePattern.FindStringSubmatch(strings.ToUpper(text))
	if m == nil {
		return nil, errors.New("takes a size such as 10MB, 512KB or 1000000")
	}
	value, _ := strconv.ParseInt(m[1], 10, 64)
	value <<= map[string]int{"KB": 10, "MB": 20, "GB": 30}[m[2]]
	if value <= 0 || value > 1<<32 {
		return nil, errors.New("takes at most 4GB")
	}
	return value, nil
}

func level(text string, _ []string) (any, error) {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	value, ok := levels[text]
	if !ok {
		return nil, errors.New("takes debug, info, warn or error")
	}
	return value, nil
}

// origin reads a scheme and a host.
func origin(text string, _ []string) (any, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil {
		return nil, errors.New("takes a scheme and a host, such as https://discord.com or http://127.0.0.1:8080")
	}
	return u.Scheme + "://" + u.Host, nil
}

var snowflake = regexp.MustCompile(`^[0-9]{15,20}$`)

// server reads the id of a server of Discord.
func server(text string, _ []string) (any, error) {
	if !snowflake.MatchString(text) {
		return nil, fmt.Errorf("%q is no server id; copy it in Discord's developer mode", text)
	}
	return text, nil
}

// postgres reads the address of a database.
func postgres(text string, _ []string) (any, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" || u.Host == "" {
		return nil, errors.New("takes the address of a PostgreSQL database, such as postgres://lede@127.0.0.1/lede")
	}
	return text, nil
}

// opensearch reads the addresses of the nodes of a cluster, with commas between. Their user and password come from the environment.
func opensearch(text string, _ []string) (any, error) {
	for _, one := range strings.Split(text, ",") {
		u, err := url.Parse(strings.TrimSpace(one))
		switch {
		case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
			return nil, errors.New("takes the address of an OpenSearch such as http://127.0.0.1:9200, or those of several nodes with commas between")
		case u.User != nil:
			return nil, errors.New("the user and the password do not belong here; set OPENSEARCH_USER and OPENSEARCH_PASSWORD in the environment")
		}
	}
	return text, nil
}

// allowed reads a network, or an address with its port.
func allowed(text string, _ []string) (any, error) {
	network, err := netip.ParsePrefix(text)
	if err == nil {
		return Allowed{Network: network.Masked()}, nil
	}
	host, err := netip.ParseAddrPort(text)
	if err != nil {
		return nil, fmt.Errorf("%q is neither a network, such as 10.1.0.0/16, nor an address with its port, such as 127.0.0.1:8080", text)
	}
	return Allowed{Host: host}, nil
}
