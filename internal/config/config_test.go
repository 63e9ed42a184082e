package config

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestShippedFile checks that the shipped file has the defaults and names every key.
func TestShippedFile(t *testing.T) {
	raw, err := os.ReadFile("../../config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := Parse("config.yaml", raw)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(c, Default()) {
		t.Errorf("config.yaml is %+v\nthe defaults are %+v", c, Default())
	}
	for key := range options {
		last := key[strings.LastIndex(key, ".")+1:]
		if !strings.Contains(string(raw), last+":") {
			t.Errorf("config.yaml does not name %s", key)
		}
	}
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"", ""},
		{"corpus: a\nmax_file_size: 512KB\ndiscord:\n  guilds: [\"123456789012345678\", 123456789012345678]\n", ""},
		{"corpsu: a\n", `c.yaml:1: unknown key "corpsu"; did you mean "corpus"?`},
		{"discord:\n  api_ulr: x\n", `c.yaml:2: unknown key "discord.api_ulr"; did you mean "discord.api_url"?`},
		{"corpus: a\ncorpus: b\n", `c.yaml:2: "corpus" is here twice`},
		{"language: fr\n", "c.yaml:1: language: takes en or zh"},
		{"limits:\n  per_user: 0\n", "c.yaml:2: limits.per_user: takes a whole number from 1 to 100"},
		{"limits: 5\n", `c.yaml:1: "limits" takes keys of its own`},
		{"discord:\n  token: secret\n", "c.yaml:2: the token does not belong in this file"},
		{"discord:\n  api_url: ftp://x\n", "c.yaml:2: discord.api_url: takes a scheme and a host"},
		{"discord:\n  guilds: [x]\n", `c.yaml:2: discord.guilds: "x" is no server id`},
		{"max_file_size: lots\n", "c.yaml:1: max_file_size: takes a size such as"},
		{"state:\n  dir: a\n  url: postgres://u:p@h/d?x=1\nfetch:\n  allow: [10.1.0.0/16, \"127.0.0.1:80\", \"[::1]:80\"]\neditors:\n  guilds: [\"123456789012345678\"]\n", ""},
		{"state:\n  url: mysql://secret@h/d\n", "c.yaml:2: state.url: takes the address of a PostgreSQL database"},
		{"fetch:\n  allow: [10.1.0.0]\n", `c.yaml:2: fetch.allow: "10.1.0.0" is neither a network`},
		{"feeds:\n  every: 2h\n", ""},
		{"feeds:\n  every: 1s\n", "c.yaml:2: feeds.every: takes a time from 5m0s to 24h0m0s"},
		{"feeds:\n  every: soon\n", "c.yaml:2: feeds.every: takes a time"},
		{"log:\n  level: loud\n", "c.yaml:2: log.level: takes debug"},
		{"corpus: [a\n", "c.yaml: yaml: line 1"},
	} {
		_, err := Parse("c.yaml", []byte(c.yaml))
		got := ""
		if err != nil {
			got = err.Error()
		}
		if c.want == "" && got != "" || !strings.HasPrefix(got, c.want) || strings.Contains(got, "secret") {
			t.Errorf("%q\n got %s\nwant %s", c.yaml, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("discord:\n  guilds: [1]\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if c, err := Parse("c.yaml", raw); err == nil && (c.Corpus == "" || c.PerUser < 1 || c.MaxFileSize < 1) {
			t.Fatalf("%q gives %+v", raw, c)
		}
	})
}
