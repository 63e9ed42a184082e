// Package config has the program's options. Config is the only list of them: a field's tags name its key, what it takes and its
// default. Load sets them from the defaults, config.yaml, the environment and the flags, each of which overrides those before it,
// and says where every value came from. It is pure: texts in, options out, or an error that names the place, the key and what to
// do. The token is no option, and never in the file.
package config

import (
	"log/slog"
	"net/netip"
	"time"
)

// Config is every option there is. Of the tags, key is the key in the file, with a dot between the levels; takes is a kind of kinds.go
// with its arguments, and "?" behind it allows an empty value; default is the default as the file has it; reload:"yes" marks what a
// running bot takes over on SIGHUP. A slice is a list of what it takes. The environment variable of "a.b" is LEDE_A_B.
type Config struct {
	Corpus          string        `key:"corpus" takes:"folder" default:"corpus"`                                  // of the articles
	Data            string        `key:"data" takes:"folder?" default:"data"`                                     // for the index; "" keeps it in memory
	Language        string        `key:"language" takes:"one en zh" default:"en"`                                 // of replies where the reader's is not known
	MaxFileSize     int64         `key:"max_file_size" takes:"size" default:"10MB"`                               // in bytes; larger files of the corpus are not read
	LocalPort       int           `key:"local.port" takes:"number 1024 65000" default:"4848"`                     // of the page on 127.0.0.1; the next free one if it is taken
	APIURL          string        `key:"discord.api_url" takes:"origin" default:"https://discord.com"`            // scheme and host of Discord's REST interface, without a slash at the end
	Guilds          []string      `key:"discord.guilds" takes:"server"`                                           // in which commands are registered; none: globally
	Shards          Shards        `key:"discord.shards" takes:"shards" default:"auto"`                            // of the gateway, those that this process serves
	Endpoint        string        `key:"discord.endpoint" takes:"listen?"`                                        // host and port where interactions are taken over HTTP; "" for none
	PublicKey       string        `key:"discord.public_key" takes:"publickey?"`                                   // of the application, which verifies them; 64 hexadecimal digits
	QuestionsAtWork int           `key:"limits.questions_at_work" takes:"number 1 1000" default:"8" reload:"yes"` // how many questions are answered at once
	PerUser         int           `key:"limits.per_user" takes:"number 1 100" default:"5" reload:"yes"`           // how many requests a user has in ten seconds
	LogLevel        slog.Level    `key:"log.level" takes:"level" default:"info" reload:"yes"`                     // lowest level that is logged
	LogFormat       string        `key:"log.format" takes:"one text json" default:"text"`                         // of the lines of the log
	MetricsListen   string        `key:"metrics.listen" takes:"listen?"`                                          // address and port of health and figures; "" for none
	IndexURL        string        `key:"index.url" takes:"opensearch?"`                                           // of an OpenSearch that has the index in place of Data, or of several nodes; "" for none
	IndexCA         string        `key:"index.ca" takes:"folder?"`                                                // file of the certificates that sign the cluster's; "" for the system's
	IndexShards     int           `key:"index.shards" takes:"number 1 1000" default:"1"`                          // parts of a new index
	IndexReplicas   int           `key:"index.replicas" takes:"number 0 100" default:"1"`                         // copies of each part on other nodes
	State           string        `key:"state.dir" takes:"folder" default:"state"`                                // of what editors do; never inside Data
	StateURL        string        `key:"state.url" takes:"postgres?"`                                             // of a PostgreSQL database in its place; "" for none
	Gaps            bool          `key:"gaps" takes:"truth" default:"true"`                                       // questions without an answer are counted for editors
	EditorGuilds    []string      `key:"editors.guilds" takes:"server" reload:"yes"`                              // the servers whose editors may change the corpus; none: the only one that the bot is in
	FetchAllow      []Allowed     `key:"fetch.allow" takes:"allowed" reload:"yes"`                                // where web addresses are opened, though they are private
	FetchContact    string        `key:"fetch.contact" takes:"text?" reload:"yes"`                                // names the operator to the sites that are read; "" for none
	FeedsEvery      time.Duration `key:"feeds.every" takes:"span 5m 24h" default:"30m" reload:"yes"`              // between two visits of a tracked feed that does not say how often
}

// Allowed is a private network, or a single private address with its port. The other field is zero.
type Allowed struct {
	Network netip.Prefix
	Host    netip.AddrPort
}

// Default returns the options of an empty file.
func Default() Config {
	loaded, err := Load(Sources{})
	if err != nil {
		panic(err) // a default in a tag is wrong; the tests load them
	}
	return loaded.Config
}
