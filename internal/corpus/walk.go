package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"lede/internal/article"
	"lede/internal/store"
)

// entry is one file or folder of the corpus that a walk has met.
type entry struct {
	path       string // relative to the corpus, with slashes
	real       string // its place on the disk; "" if it is not to be read
	stamp      store.Stamp
	notArticle bool            // no article, by its name
	problem    article.Problem // why it is not to be read
}

// Files of the corpus that are no articles but tell of them: which spellings are one name, and what holds for all
// articles of a folder.
const (
	aliasesFile  = "aliases.yaml"
	defaultsFile = "_defaults.yaml"
)

// isSettingsFile reports whether a file isSettingsFile of others.
func isSettingsFile(rel string) bool { return rel == aliasesFile || path.Base(rel) == defaultsFile }

// isArticle reports whether a name has the ending of an article.
func isArticle(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".txt", ".html", ".htm":
		return true
	}
	return false
}

// isHidden reports whether a path, or a folder on it, has a name with a dot at its beginning.
func isHidden(rel string) bool {
	return strings.HasPrefix(rel, ".") && rel != "." || strings.Contains(rel, "/.")
}

// walker visits the folder and notes its files.
type walker struct {
	root    string
	maxSize int64
	entries []entry
}

// walk notes what lies at a path of the corpus and below. What is not there is no error.
func (w *walker) walk(rel string) error {
	if isHidden(rel) {
		return nil
	}
	start := filepath.Join(w.root, filepath.FromSlash(rel))
	if _, err := os.Lstat(start); errors.Is(err, fs.ErrNotExist) && rel != "." {
		return nil
	}
	if err := filepath.WalkDir(start, w.visit); err != nil {
		return fmt.Errorf("corpus folder: %w", err)
	}
	return nil
}

// refuse notes a file that is not read, and why.
func (w *walker) refuse(rel, text, cure string) {
	w.entries = append(w.entries, entry{path: rel, problem: article.Problem{Level: article.Error, Text: text, Hint: cure}})
}

// visit is called for every entry below the root.
func (w *walker) visit(real string, d fs.DirEntry, err error) error {
	rel, relErr := filepath.Rel(w.root, real)
	if relErr != nil {
		return relErr
	}
	rel = strings.ToValidUTF8(filepath.ToSlash(rel), "\ufffd")
	switch {
	case rel == ".":
		return err
	case strings.HasPrefix(d.Name(), "."):
		return skip(d)
	case errors.Is(err, fs.ErrNotExist):
		return skip(d) // it went away while it was looked at
	case err != nil:
		w.refuse(rel, "cannot be read: "+reason(err), "give the bot the right to read it")
		return skip(d)
	case d.IsDir():
		if isArticle(rel) {
			w.refuse(rel, "is a folder with the name of a file", "rename the folder; the files in it are read")
		}
		return nil
	case !isArticle(rel) && !(isSettingsFile(rel) && d.Type().IsRegular()):
		w.entries = append(w.entries, entry{path: rel, notArticle: true})
		return nil
	case d.Type()&fs.ModeSymlink != 0:
		w.link(rel, real)
		return nil
	case !d.Type().IsRegular():
		w.refuse(rel, "is not a regular file", "put a file with the article's text there")
		return nil
	}
	w.add(rel, real)
	return nil
}

func skip(d fs.DirEntry) error {
	if d != nil && d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// link notes a symbolic link: to a file in the corpus it is read, anywhere else it is refused.
func (w *walker) link(rel, real string) {
	target, err := filepath.EvalSymlinks(real)
	if err != nil {
		w.refuse(rel, "is a link to nowhere: "+reason(err), "mend or remove the link")
		return
	}
	inside, err := filepath.Rel(w.root, target)
	if err != nil || inside == ".." || strings.HasPrefix(inside, ".."+string(filepath.Separator)) {
		w.refuse(rel, "is a link to a place outside of the corpus", "copy the file into the corpus")
		return
	}
	if stat, err := os.Stat(target); err != nil || !stat.Mode().IsRegular() {
		w.refuse(rel, "is a link to something that is not a file; folders are not followed", "put the files into the corpus themselves")
		return
	}
	w.add(rel, target)
}

// add records a file to be read.
func (w *walker) add(rel, real string) {
	info, err := os.Stat(real)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		w.refuse(rel, "cannot be read: "+reason(err), "give the bot the right to read it")
	case info.Size() > w.maxSize:
		w.refuse(rel, fmt.Sprintf("has %d bytes; at most %d are read", info.Size(), w.maxSize), "cut it into several files, or raise max_file_size in config.yaml")
	default:
		w.entries = append(w.entries, entry{path: rel, real: real, stamp: stampOf(info), notArticle: isSettingsFile(rel)})
	}
}

// reason returns an error's cause without the path, which stands beside it.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}
