// Package lede has the files that a new folder starts with: the configuration with every default, and the briefs of the shipped
// corpus, which are this project's own. They are the files of the repository themselves.
package lede

import "embed"

// Starter has config.yaml and corpus/.
//
//go:embed config.yaml corpus/*.md
var Starter embed.FS
