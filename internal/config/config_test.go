package config

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// samples has a value of each kind, and what is no value of it.
var samples = map[string]struct{ good, bad string }{
	"text": {"someone", ""}, folder: {"some/folder", ""}, "one": {"", "fr"}, "truth": {"false", "maybe"}, "number": {"", "-1"}, "span": {"1h", "soon"},
	"size": {"512KB", "lots"}, "level": {"warn", "loud"}, "origin": {"http://127.0.0.1:81", "ftp://x"}, "server": {"123456789012345678", "x"},
	"postgres": {"postgres://u@h/d", "mysql://h/d"}, "allowed": {"10.1.0.0/16", "10.1.0.0"},
	"opensearch": {"https://a:9200,https://b:9200/mine", "localhost:9200"},
	"shards":     {"0-3/16", "4-3/8"}, "listen": {"127.0.0.1:8080", "https://example.org"}, "publickey": {strings.Repeat("0a", 32), "0a"},
}

// sampleOf returns values that an option takes and does not take.
func sampleOf(t *testing.T, o option) (good, bad string) {
	s, ok := samples[o.kind]
	if !ok {
		t.Fatalf("%s: add a sample of the kind %q", o.key, o.kind)
	}
	if s.good == "" {
		s.good = o.args[len(o.args)-1]
	}
	return s.good, s.bad
}

// TestEveryKey checks for each option that the file, the environment and a flag set it, that each says so, that a later one
// overrides an earlier one, and that a bad value is an error that names the place and the key.
func TestEveryKey(t *testing.T) {
	variables := map[string]string{}
	for _, o := range options() {
		good, bad := sampleOf(t, o)
		if other, ok := variables[o.variable]; ok {
			t.Errorf("%s and %s are both %s", other, o.key, o.variable)
		}
		variables[o.variable] = o.key
		inFile := func(value string) []byte {
			group, name, nested := strings.Cut(o.key, ".")
			if o.list {
				value = "[" + value + "]"
			}
			if nested {
				return fmt.Appendf(nil, "%s:\n  %s: %s\n", group, name, value)
			}
			return fmt.Appendf(nil, "%s: %s\n", group, value)
		}
		line := 1 + strings.Count(o.key, ".")
		file, environ, flags := inFile(good), []string{o.variable + "=" + good}, []Flag{{"--flag", o.key, good}}
		for _, c := range []struct {
			s    Sources
			from string
		}{
			{Sources{}, "default"},
			{Sources{Raw: file}, fmt.Sprintf("c.yaml:%d", line)},
			{Sources{Environ: environ}, o.variable},
			{Sources{Raw: file, Environ: environ}, o.variable},
			{Sources{Raw: file, Environ: environ, Flags: flags}, "--flag"},
		} {
			c.s.File = "c.yaml"
			l, err := Load(c.s)
			if err != nil {
				t.Errorf("%s: %v", o.key, err)
				continue
			}
			if v := l.Values[o.field]; v.Key != o.key || v.From != c.from {
				t.Errorf("%s is from %s, want %s", v.Key, v.From, c.from)
			}
			is := reflect.ValueOf(l.Config).Field(o.field).Interface()
			if initial := reflect.ValueOf(Default()).Field(o.field).Interface(); reflect.DeepEqual(is, initial) != (c.from == "default") {
				t.Errorf("%s from %s is %v, the default is %v", o.key, c.from, is, initial)
			}
		}
		for from, s := range map[string]Sources{fmt.Sprintf("c.yaml:%d: %s: ", line, o.key): {Raw: inFile(bad)},
			o.variable + ": ": {Environ: []string{o.variable + "=" + bad}}, "--flag: ": {Flags: []Flag{{"--flag", o.key, bad}}}} {
			s.File = "c.yaml"
			if bad == "" && o.empty && s.Raw != nil {
				continue // an empty value is allowed there
			}
			if _, err := Load(s); err == nil || !strings.HasPrefix(err.Error(), from) {
				t.Errorf("%s from %s: %q gives %v", o.key, from, bad, err)
			}
		}
	}
}

// TestShippedFile checks that the shipped file sets every option to its default, that the README has each with its default,
// and that both mark those that SIGHUP reloads.
func TestShippedFile(t *testing.T) {
	raw, err := os.ReadFile("../../config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	l, err := Load(Sources{File: "config.yaml", Raw: raw})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(l.Config, Default()) {
		t.Errorf("config.yaml is %+v\nthe defaults are %+v", l.Config, Default())
	}
	for i, v := range l.Values {
		if !strings.HasPrefix(v.From, "config.yaml:") {
			t.Errorf("config.yaml does not have %s", v.Key)
		}
		initial := options()[i].initial
		if initial != "" {
			initial = "`" + initial + "` "
		}
		_, row, found := strings.Cut(string(readme), fmt.Sprintf("| `%s` | %s|", v.Key, initial))
		if row, _, _ = strings.Cut(row, "\n"); !found || strings.Contains(row, "↻") != v.Reload {
			t.Errorf("the README does not have %s with its default %s, or with ↻ where it is reloaded", v.Key, initial)
		}
	}
	if marked, reloaded := strings.Count(string(raw), "(SIGHUP)\n"), len(slices.DeleteFunc(l.Values, func(v Value) bool { return !v.Reload })); marked != reloaded {
		t.Errorf("config.yaml marks %d options with (SIGHUP); %d are reloaded", marked, reloaded)
	}
}

func TestFile(t *testing.T) {
	for _, c := range []struct{ yaml, want string }{
		{"", ""},
		{"corpus: a\nmax_file_size: 512KB\ndiscord:\n  guilds: [\"123456789012345678\", 123456789012345678]\n", ""},
		{"corpsu: a\n", `c.yaml:1: unknown key "corpsu"; did you mean "corpus"?`},
		{"discord:\n  api_ulr: x\n", `c.yaml:2: unknown key "discord.api_ulr"; did you mean "discord.api_url"?`},
		{"corpus: a\ncorpus: b\n", `c.yaml:2: "corpus" is here twice`},
		{"language: fr\n", "c.yaml:1: language: takes en or zh"},
		{"limits:\n  per_user: 0\n", "c.yaml:2: limits.per_user: takes a whole number from 1 to 100"},
		{"limits:\n", ""},
		{"limits: 5\n", `c.yaml:1: "limits" takes keys of its own`},
		{"corpus: [a]\n", "c.yaml:1: corpus: takes one value"},
		{"corpus:\n", "c.yaml:1: corpus: must not be empty"},
		{"data:\n", ""},
		{"discord:\n  token: secret\n", "c.yaml:2: the token does not belong in this file"},
		{"discord:\n  api_url: ftp://x\n", "c.yaml:2: discord.api_url: takes a scheme and a host"},
		{"discord:\n  guilds: [x]\n", `c.yaml:2: discord.guilds: "x" is no server id`},
		{"discord:\n  guilds: 123456789012345678\n", `c.yaml:2: discord.guilds: takes a list`},
		{"discord:\n  guilds: [[123456789012345678]]\n", `c.yaml:2: discord.guilds: takes a list of single values`},
		{"max_file_size: lots\n", "c.yaml:1: max_file_size: takes a size such as"},
		{"state:\n  dir: a\n  url: postgres://u:p@h/d?x=1\nfetch:\n  allow: [10.1.0.0/16, \"127.0.0.1:80\", \"[::1]:80\"]\neditors:\n  guilds: [\"123456789012345678\"]\n", ""},
		{"state:\n  url: mysql://secret@h/d\n", "c.yaml:2: state.url: takes the address of a PostgreSQL database"},
		{"index:\n  url: https://a:9200, https://b:9200/mine\n  replicas: 2\n", ""},
		{"index:\n  url: 127.0.0.1:9200\n", "c.yaml:2: index.url: takes the address of an OpenSearch"},
		{"index:\n  url: https://me:secret@h:9200\n", "c.yaml:2: index.url: the user and the password do not belong here"},
		{"fetch:\n  allow: [10.1.0.0]\n", `c.yaml:2: fetch.allow: "10.1.0.0" is neither a network`},
		{"feeds:\n  every: 2h\n", ""},
		{"feeds:\n  every: 1s\n", "c.yaml:2: feeds.every: takes a time from 5m0s to 24h0m0s"},
		{"feeds:\n  every: soon\n", "c.yaml:2: feeds.every: takes a time"},
		{"log:\n  level: loud\n", "c.yaml:2: log.level: takes debug"},
		{"corpus: [a\n", "c.yaml: yaml: line 1"},
	} {
		_, err := Load(Sources{File: "c.yaml", Raw: []byte(c.yaml)})
		got := ""
		if err != nil {
			got = err.Error()
		}
		if c.want == "" && got != "" || !strings.HasPrefix(got, c.want) || strings.Contains(got, "secret") {
			t.Errorf("%q\n got %s\nwant %s", c.yaml, got, c.want)
		}
	}
}

// TestEnvironment checks what is written otherwise than in the file: empty values, lists and texts that would need quotation
// marks there.
func TestEnvironment(t *testing.T) {
	const a, b = "123456789012345678", "223456789012345678"
	for _, c := range []struct{ pair, want string }{
		{`LEDE_DATA=`, `LEDE_DATA: is empty; give it a value, leave it out, or write "" with the quotation marks`},
		{`LEDE_DATA=""`, `data=`},
		{`LEDE_CORPUS=""`, `LEDE_CORPUS: must not be empty`},
		{`LEDE_FETCH_CONTACT=a: b # c`, `fetch.contact=a: b # c`},
		{`LEDE_DISCORD_GUILDS=` + a, `discord.guilds=[` + a + `]`},
		{`LEDE_DISCORD_GUILDS=` + a + `, ` + b, `discord.guilds=[` + a + `, ` + b + `]`},
		{`LEDE_DISCORD_GUILDS=["` + a + `","` + b + `"]`, `discord.guilds=[` + a + `, ` + b + `]`},
		{`LEDE_DISCORD_GUILDS=["` + a, `LEDE_DISCORD_GUILDS: is no list`},
		{`LEDE_DISCORD_GUILDS=""`, `discord.guilds=[]`},
		{`LEDE_DISCORD_GUILDS=[]`, `discord.guilds=[]`},
		{`LEDE_FETCH_ALLOW=10.1.0.0/16 [::1]:80`, `fetch.allow=[10.1.0.0/16, [::1]:80]`},
		{`LEDE_LIMITS_PERUSER=1`, `LEDE_LIMITS_PERUSER is unknown, LEDE_LIMITS_PER_USER is like it`},
		{`LEDE_DISCORD_TOKEN=secret`, `LEDE_DISCORD_TOKEN: the bot's token is in DISCORD_TOKEN`},
		{`LEDERHOSEN=1`, ``},
	} {
		l, err := Load(Sources{Environ: []string{"PATH=/bin", c.pair}})
		got := ""
		for _, v := range l.Values {
			if v.From != "default" {
				got += v.Key + "=" + v.String()
			}
		}
		for _, u := range l.Unknown {
			got += u.Name + " is unknown, " + u.Nearest + " is like it"
		}
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" || strings.Contains(got, "secret") {
			t.Errorf("%s\n got %s\nwant %s", c.pair, got, c.want)
		}
	}
}

// TestRelativePaths checks which folder a relative path counts from: the file's, but the working directory for a flag.
func TestRelativePaths(t *testing.T) {
	home := filepath.FromSlash("/etc/lede")
	absolute, err := filepath.Abs("elsewhere")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		s    Sources
		want string
	}{
		{Sources{}, filepath.Join(home, "corpus")},
		{Sources{Raw: []byte("corpus: ../articles")}, filepath.FromSlash("/etc/articles")},
		{Sources{Raw: []byte("corpus: " + absolute)}, absolute},
		{Sources{Environ: []string{"LEDE_CORPUS=articles"}}, filepath.Join(home, "articles")},
		{Sources{Flags: []Flag{{"--corpus", "corpus", "./articles/"}}}, "articles"},
	} {
		c.s.File = filepath.Join(home, "config.yaml")
		l, err := Load(c.s)
		if err != nil || l.Corpus != c.want || l.Values[0].String() != c.want {
			t.Errorf("%s, %s: %s, want %s (%v)", l.Values[0].From, l.Values[0], l.Corpus, c.want, err)
		}
	}
	if l, err := Load(Sources{File: filepath.Join(home, "config.yaml"), Raw: []byte(`data: ""`)}); err != nil || l.Data != "" {
		t.Errorf("a data folder that is not there is %q, %v", l.Data, err)
	}
}

// TestMask checks that a value as it is printed has none of the secrets that an address may have.
func TestMask(t *testing.T) {
	for text, want := range map[string]string{
		"postgres://lede@h/d":                                  "postgres://lede@h/d",
		"postgres://lede:hunter2@h/d?sslmode=disable":          "postgres://lede:xxxxx@h/d?sslmode=disable",
		"postgres://h/d?user=u&password=hunter2":               "postgres://h/d?password=xxxxx&user=u",
		"postgres://h/d?sslpassword=hunter2":                   "postgres://h/d?sslpassword=xxxxx",
		"postgres://h/d?password=hunter2;x":                    "xxxxx",
		"postgres://u:hunter2%zz@h":                            "xxxxx",
		"https://h:9200/?api_key=hunter2&access_token=hunter2": "https://h:9200/?access_token=xxxxx&api_key=xxxxx",
		"https://a:9200,https://b:9200/x":                      "https://a:9200,https://b:9200/x",
		"https://a:9200, https://u:hunter2@b:9200":             "https://a:9200,https://u:xxxxx@b:9200",
		"https://a:9200,https://u:hun,ter2@b:9200":             "xxxxx",
		"postgres://u:hun,ter2@h/d":                            "postgres://u:xxxxx@h/d",
		"somebody@example.org":                                 "somebody@example.org",
		"folder: with/a key=1":                                 "folder: with/a key=1",
	} {
		if got := mask(text); got != want {
			t.Errorf("%s is shown as %s, want %s", text, got, want)
		}
	}
	l, err := Load(Sources{Environ: []string{"LEDE_STATE_URL=postgres://u:hunter2@h/d"}})
	if err != nil || strings.Contains(fmt.Sprint(l.Values), "hunter2") || l.StateURL != "postgres://u:hunter2@h/d" {
		t.Errorf("%v, %v", l.Values, err)
	}
}

// TestReload checks what a running bot takes over, and that what it does not is named, a secret among them: both are printed
// alike.
func TestReload(t *testing.T) {
	var loaded []Loaded
	for _, yaml := range []string{"state:\n  url: postgres://u:a@h/d\nlog:\n  level: info\n", "# a line more\nstate:\n  url: postgres://u:b@h/d\nlog:\n  level: warn\n"} {
		l, err := Load(Sources{File: "c.yaml", Raw: []byte(yaml)})
		if err != nil {
			t.Fatal(err)
		}
		loaded = append(loaded, l)
	}
	for range 2 { // what needs a restart is named every time
		now, changes := loaded[0].Reload(loaded[1])
		if len(changes) == 0 || now.LogLevel != loaded[1].LogLevel || now.StateURL != loaded[0].StateURL || loaded[0].LogLevel == now.LogLevel && len(changes) == 2 {
			t.Fatalf("%+v", now)
		}
		var keys []string
		for _, v := range changes {
			keys = append(keys, v.Key)
		}
		if !slices.Contains(keys, "state.url") {
			t.Errorf("changed are %q", keys)
		}
		loaded[0] = now
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte("discord:\n  guilds: [1]\n"), "LEDE_DISCORD_GUILDS=[1]")
	f.Fuzz(func(t *testing.T, raw []byte, pair string) {
		if l, err := Load(Sources{File: "c.yaml", Raw: raw, Environ: []string{pair}}); err == nil && (l.Corpus == "" || l.PerUser < 1 || l.MaxFileSize < 1) {
			t.Fatalf("%q and %q give %+v", raw, pair, l.Config)
		}
	})
}

func TestParseShards(t *testing.T) {
	for text, want := range map[string]Shards{
		"auto": {}, "none": {None: true}, "1": {Count: 1}, "16": {Last: 15, Count: 16}, "0-3/16": {Last: 3, Count: 16}, "5/16": {First: 5, Last: 5, Count: 16},
	} {
		if got, err := parseShards(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "0", "16/16", "4-16/16", "5-4/16", "-1/16", "1-/4", "/4", "4/", "a", "1/2/3", "100000", "0-3", " 1"} {
		if got, err := parseShards(text); err == nil {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
