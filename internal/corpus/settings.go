package corpus

import (
	"fmt"
	"path"
	"strings"

	"lede/internal/article"
	"lede/internal/store"
)

// readSettingsFiles reads aliases.yaml and all _defaults.yaml. Those of earlier sweeps no longer apply.
func (s *sweep) readSettingsFiles() {
	s.defaults = map[string]article.Defaults{}
	s.setAliases(nil)
	for i := range s.entries {
		e := &s.entries[i]
		if e.real == "" || !e.notArticle {
			continue
		}
		raw, _, err := s.files.read(e.real)
		if err != nil {
			e.problem = unreadable(err)
			continue
		}
		if problems := s.applySettings(e.path, raw); len(problems) > 0 {
			e.problem = problems[0]
		}
	}
}

// applySettings applies the content of a settings file.
func (c *Corpus) applySettings(rel string, raw []byte) []article.Problem {
	if rel == aliasesFile {
		return c.setAliases(raw)
	}
	defaults, problems := article.ParseDefaults(raw)
	c.defaults[path.Dir(rel)] = defaults
	return problems
}

func unreadable(err error) article.Problem {
	return article.Problem{Level: article.Error, Text: "cannot be read: " + reason(err), Hint: "give the bot the right to read it"}
}

// defaultsOf returns the defaults for the articles of a folder, merged from its own settings and those of the folders
// above.
func (c *Corpus) defaultsOf(folder string) article.Defaults {
	own := c.defaults[folder]
	if folder == "." {
		return own
	}
	return own.Over(c.defaultsOf(path.Dir(folder)))
}

// defaultsHashes returns the hashes of the defaults of files. That of the last folder is kept, since files come folder by folder.
type defaultsHashes struct {
	corpus *Corpus
	folder string
	sum    store.Sum
}

func (h *defaultsHashes) of(file string) store.Sum {
	folder := "."
	if slash := strings.LastIndexByte(file, '/'); slash > 0 {
		folder = file[:slash]
	}
	if h.folder != folder {
		h.folder, h.sum = folder, hashDefaults(h.corpus.defaultsOf(folder))
	}
	return h.sum
}

// hashDefaults returns a hash of the defaults of a folder; zero for none.
func hashDefaults(d article.Defaults) store.Sum {
	if d.Outlet == "" && d.Lang == "" && len(d.Tags) == 0 {
		return store.Sum{}
	}
	return hash([]byte(fmt.Sprintf("%q", d)))
}

// affectsAll reports whether a settings file is among some paths, so that all files have to be compared again.
func affectsAll(paths []string) bool {
	for _, p := range paths {
		if isSettingsFile(p) || strings.HasSuffix(p, "/"+defaultsFile) {
			return true
		}
	}
	return false
}
