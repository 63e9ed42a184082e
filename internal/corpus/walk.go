package corpus

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"lede/internal/article"
	"lede/internal/store"
)

// entry is one file of the corpus, or a folder that looks like one.
type entry struct {
	path       string // relative to the corpus, with slashes
	real       string // absolute path with links resolved; "" if it is not read
	id         store.ID
	stamp      store.Stamp
	notArticle bool            // by its name
	problem    article.Problem // why it is not read; zero if it is
}

// Settings files: aliases.yaml in the root lists spellings that are one name, and _defaults.yaml in any folder has
// defaults for the articles below it.
const (
	aliasesFile  = "aliases.yaml"
	defaultsFile = "_defaults.yaml"
)

// isSettingsFile reports whether a path is that of a settings file.
func isSettingsFile(rel string) bool { return rel == aliasesFile || path.Base(rel) == defaultsFile }

// isHidden reports whether a path has an element that starts with a dot, other than "." itself.
func isHidden(rel string) bool {
	return strings.HasPrefix(rel, ".") && rel != "." || strings.Contains(rel, "/.")
}

// walker lists the files of the folder. It looks at their names alone.
type walker struct {
	root  string
	now   time.Time
	run   []entry
	found chan<- []entry // runs of entries
	walked
}

// walkAll adds the files at some paths of the corpus and below.
func (w *walker) walkAll(paths []string) error {
	for _, rel := range paths {
		if err := w.walk(rel); err != nil {
			return err
		}
	}
	w.send()
	return nil
}

// append adds an entry.
func (w *walker) append(e entry) {
	if w.run == nil {
		w.run = (*runs.Get().(*[]entry))[:0]
	}
	if w.run = append(w.run, e); len(w.run) == filesOfRun {
		w.send()
	}
}

func (w *walker) send() {
	if len(w.run) > 0 {
		w.found <- w.run
		w.run = nil
	}
}

// walk adds the files at a path of the corpus and below. A path that does not exist is no error, except for the root.
func (w *walker) walk(rel string) error {
	if isHidden(rel) {
		return nil
	}
	for dir := path.Dir(rel); dir != "."; dir = path.Dir(dir) {
		if isSave(filepath.Join(w.root, filepath.FromSlash(dir))) {
			return nil
		}
	}
	start := filepath.Join(w.root, filepath.FromSlash(rel))
	info, err := os.Lstat(start)
	if errors.Is(err, fs.ErrNotExist) && rel != "." {
		return nil
	}
	if err == nil {
		err = w.each(start, fs.FileInfoToDirEntry(info))
	}
	if err != nil && err != fs.SkipDir {
		return fmt.Errorf("corpus folder: %w", err)
	}
	return nil
}

// each is filepath.WalkDir, but visits what is in a folder unordered: its files while it is read, then its folders. One folder is open at
// a time, however deep they are.
func (w *walker) each(real string, d fs.DirEntry) error {
	if err := w.visit(real, d, nil); err != nil || !d.IsDir() {
		return err
	}
	folders, failure := w.files(real)
	for _, folder := range folders {
		if err := w.each(inFolder(real, folder), folder); err != nil && err != fs.SkipDir {
			return err
		}
	}
	if failure != nil {
		return w.visit(real, d, failure)
	}
	return nil
}

// files visits the files in a folder, and returns the folders in it.
func (w *walker) files(real string) (folders []fs.DirEntry, err error) {
	folder, err := os.Open(real)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	for {
		entries, err := folder.ReadDir(filesOfRun)
		for _, e := range entries {
			if e.IsDir() {
				folders = append(folders, e)
			} else if err := w.visit(inFolder(real, e), e, nil); err != nil {
				return folders, err
			}
		}
		switch {
		case err == io.EOF:
			return folders, nil
		case err != nil:
			return folders, err
		}
	}
}

// inFolder returns the path of what is in a folder.
func inFolder(real string, d fs.DirEntry) string {
	const separator = string(filepath.Separator)
	return strings.TrimSuffix(real, separator) + separator + d.Name() // the root of a disk ends with one
}

// refuse adds a file that is not read, with the reason and a hint.
func (w *walker) refuse(rel, text, cure string) {
	e := entry{path: rel}
	e.refuse(text, cure)
	w.append(e)
}

// refuse makes an entry one that is not read, with the reason and a hint.
func (e *entry) refuse(text, cure string) {
	*e = entry{path: e.path, id: e.id, problem: article.Problem{Level: article.Error, Text: text, Hint: cure}}
}

// visit adds one file, or notes a folder. err is why it cannot be read. It returns fs.SkipDir for a folder that is left out.
func (w *walker) visit(real string, d fs.DirEntry, err error) error {
	rel := strings.TrimPrefix(strings.TrimPrefix(real, w.root), string(filepath.Separator))
	if rel = strings.ToValidUTF8(filepath.ToSlash(rel), "\ufffd"); rel == "" {
		rel = "."
	}
	switch {
	case rel == ".":
		w.addFolder(real)
		return err
	case strings.HasPrefix(d.Name(), "."):
		return skip(d)
	case errors.Is(err, fs.ErrNotExist):
		return skip(d) // it was removed during the walk
	case err != nil:
		w.refuse(rel, "cannot be read: "+reason(err), "give the bot the right to read it")
		return skip(d)
	case d.IsDir():
		if isSave(real) {
			return fs.SkipDir
		}
		if article.IsRead(rel) {
			w.refuse(rel, "is a folder with the name of a file", "rename the folder; the files in it are read")
		}
		w.addFolder(real)
		return nil
	case !article.IsRead(rel) && !(isSettingsFile(rel) && d.Type().IsRegular()):
		w.append(entry{path: rel, notArticle: true, problem: article.NotRead(rel)})
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

// add adds a file to read.
func (w *walker) add(rel, real string) {
	w.append(entry{path: rel, real: real, notArticle: isSettingsFile(rel)})
}

// saveEndings are what browsers append to the name of a page for the folder of its pictures and scripts.
var saveEndings = []string{"_files", ".files", "-Dateien", "_fichiers", "_archivos", "_bestanden"}

// isSave reports whether a folder holds the pictures and scripts of a page that is saved beside it: both are one.
func isSave(real string) bool {
	for _, ending := range saveEndings {
		stem, ok := strings.CutSuffix(real, ending)
		if !ok {
			continue
		}
		for _, page := range []string{".html", ".htm", ".xhtml"} {
			if _, err := os.Stat(stem + page); err == nil {
				return true
			}
		}
	}
	return false
}

func skip(d fs.DirEntry) error {
	if d != nil && d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// link adds the target of a symbolic link if that is a regular file of the corpus; any other link is refused.
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
	w.links = true
	w.add(rel, target)
}

// reason returns an error's message without the path, which is printed before it.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}
