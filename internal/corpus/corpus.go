// Package corpus reads the folder of articles: which files there are, what each one holds, which are copies
// of another, and why a file is not read.
package corpus

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"lede/internal/article"
	"lede/internal/index"
	"lede/internal/names"
)

// File is one file or folder of the corpus that was looked at.
type File struct {
	Path     string           // relative to the corpus, with slashes
	Article  *article.Article // what it holds; nil if it was not read or holds no text
	CopyOf   string           // path of the file that it equals byte for byte; "" if it is no copy
	Problems []article.Problem
	Other    bool // no article: aliases.yaml, _defaults.yaml, or of another kind than .md, .txt, .html, .htm

	sum [sha256.Size]byte
}

// Failed reports whether something of the file is lost.
func (f File) Failed() bool {
	for _, p := range f.Problems {
		if p.Level == article.Error {
			return true
		}
	}
	return false
}

// Corpus is what a folder held when it was read.
type Corpus struct {
	Dir     string
	Files   []File // by path
	Aliases names.Aliases
}

// Read reads the folder dir and all folders in it. Files over maxSize bytes are refused. Files that cannot be
// read are in the result, with the reason; the error says that the folder itself cannot be read.
func Read(ctx context.Context, dir string, maxSize int64) (*Corpus, error) {
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, fmt.Errorf("corpus folder: %w; create it, or name another with corpus: in config.yaml or --corpus", err)
	}
	if stat, err := os.Stat(root); err != nil || !stat.IsDir() {
		return nil, fmt.Errorf("corpus folder: %s is not a folder", dir)
	}
	w := &walker{root: root, maxSize: maxSize}
	if err := filepath.WalkDir(root, w.visit); err != nil {
		return nil, fmt.Errorf("corpus folder: %w", err)
	}
	if err := w.readAll(ctx); err != nil {
		return nil, err
	}
	c := &Corpus{Dir: dir, Files: w.files, Aliases: w.aliases}
	c.groupCopies()
	return c, nil
}

// Open reads the folder dir and returns it with an index of its articles, whose files lie in data, or in
// memory if data is "". The caller closes the index.
func Open(ctx context.Context, dir string, maxSize int64, data string) (*Corpus, *index.Index, error) {
	c, err := Read(ctx, dir, maxSize)
	if err != nil {
		return nil, nil, err
	}
	x, err := index.Open(data)
	if err != nil {
		return nil, nil, err
	}
	if err := c.Sync(ctx, x); err != nil {
		return nil, nil, errors.Join(err, x.Close())
	}
	return c, x, nil
}

// Articles returns the articles to index: those with text, without copies of others.
func (c *Corpus) Articles() []*article.Article {
	var out []*article.Article
	for _, f := range c.Files {
		if f.Article != nil && f.CopyOf == "" {
			out = append(out, f.Article)
		}
	}
	return out
}

// Sync makes the index hold the corpus.
func (c *Corpus) Sync(ctx context.Context, x *index.Index) error {
	x.SetAliases(c.Aliases)
	return x.Sync(ctx, c.Articles())
}

// Log tells every problem of the files.
func (c *Corpus) Log(log *slog.Logger) {
	for _, f := range c.Files {
		for _, p := range f.Problems {
			log.Warn("corpus file", "file", f.Path, "line", p.Line, "problem", p.Text, "cure", p.Cure)
		}
	}
}

// groupCopies marks the files that equal an earlier one and adds their paths to its article.
func (c *Corpus) groupCopies() {
	first := map[[sha256.Size]byte]*File{}
	for i := range c.Files {
		f := &c.Files[i]
		if f.Article == nil {
			continue
		}
		if original, ok := first[f.sum]; ok {
			f.CopyOf = original.Path
			original.Article.Copies = append(original.Article.Copies, f.Path)
			continue
		}
		first[f.sum] = f
	}
}

// walker visits the folder and notes its files.
type walker struct {
	root     string
	maxSize  int64
	files    []File
	aliases  names.Aliases
	defaults sync.Map // article.Defaults by folder
	real     []string // for each of files its place on the disk, "" if it is not to be read
}

// isArticle reports whether a name has the ending of an article.
func isArticle(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".txt", ".html", ".htm":
		return true
	}
	return false
}

// note records a file. real is "" if it is not to be read.
func (w *walker) note(f File, real string) {
	w.files = append(w.files, f)
	w.real = append(w.real, real)
}

// refuse records a file that is not read, and why.
func (w *walker) refuse(rel, text, cure string) {
	w.note(File{Path: rel, Problems: []article.Problem{{Level: article.Error, Text: text, Cure: cure}}}, "")
}

// visit is called for every entry below the root.
func (w *walker) visit(real string, entry fs.DirEntry, err error) error {
	rel, relErr := filepath.Rel(w.root, real)
	if relErr != nil {
		return relErr
	}
	rel = strings.ToValidUTF8(filepath.ToSlash(rel), "\ufffd")
	switch {
	case rel == ".":
		return err
	case strings.HasPrefix(entry.Name(), "."):
		return skip(entry)
	case err != nil:
		w.refuse(rel, "cannot be read: "+reason(err), "give the bot the right to read it")
		return skip(entry)
	case entry.IsDir():
		if isArticle(rel) {
			w.refuse(rel, "is a folder with the name of a file", "rename the folder; the files in it are read")
		}
		return nil
	case (rel == aliasesFile || path.Base(rel) == defaultsFile) && entry.Type().IsRegular():
		w.note(File{Path: rel, Other: true}, real)
		return nil
	case !isArticle(rel):
		w.note(File{Path: rel, Other: true}, "")
		return nil
	case entry.Type()&fs.ModeSymlink != 0:
		w.link(rel, real)
		return nil
	case !entry.Type().IsRegular():
		w.refuse(rel, "is not a regular file", "put a file with the article's text there")
		return nil
	}
	w.note(File{Path: rel}, real)
	return nil
}

func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
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
	w.note(File{Path: rel}, target)
}

// readAll reads the noted files: first those that tell of others, then the articles.
func (w *walker) readAll(ctx context.Context) error {
	if err := w.readEach(ctx, func(f *File) bool { return f.Other }); err != nil {
		return err
	}
	return w.readEach(ctx, func(f *File) bool { return !f.Other })
}

// readEach reads some of the noted files, as many at once as there are processors.
func (w *walker) readEach(ctx context.Context, wanted func(*File) bool) error {
	var group sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range w.files {
		if w.real[i] == "" || ctx.Err() != nil || !wanted(&w.files[i]) {
			continue
		}
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			w.read(&w.files[i], w.real[i])
		})
	}
	group.Wait()
	return ctx.Err()
}

// Files of the corpus that are no articles but tell of them: which spellings are one name, and what holds for all
// articles of a folder.
const (
	aliasesFile  = "aliases.yaml"
	defaultsFile = "_defaults.yaml"
)

// defaultsOf returns what holds for the articles of a folder, out of its own file and those of the folders above.
func (w *walker) defaultsOf(folder string) article.Defaults {
	var own article.Defaults
	if found, ok := w.defaults.Load(folder); ok {
		own = found.(article.Defaults)
	}
	if folder == "." {
		return own
	}
	return own.Over(w.defaultsOf(path.Dir(folder)))
}

// read fills in one file.
func (w *walker) read(f *File, real string) {
	fail := func(text, cure string) {
		f.Problems = append(f.Problems, article.Problem{Level: article.Error, Text: text, Cure: cure})
	}
	stat, err := os.Stat(real)
	if err == nil && stat.Size() > w.maxSize {
		fail(fmt.Sprintf("has %d bytes; at most %d are read", stat.Size(), w.maxSize), "cut it into several files, or raise max_file_size in config.yaml")
		return
	}
	raw, err := os.ReadFile(real)
	if err != nil {
		fail("cannot be read: "+reason(err), "give the bot the right to read it")
		return
	}
	switch {
	case f.Path == aliasesFile:
		if w.aliases, err = names.ParseAliases(raw); err != nil {
			fail("names are not joined: "+err.Error(), "")
		}
		return
	case f.Other:
		defaults, problems := article.ParseDefaults(raw)
		f.Problems = append(f.Problems, problems...)
		w.defaults.Store(path.Dir(f.Path), defaults)
		return
	}
	a, problems := article.ParseUnder(w.defaultsOf(path.Dir(f.Path)), f.Path, raw)
	f.Problems = append(f.Problems, problems...)
	f.sum = sha256.Sum256(raw)
	if len(a.Sentences) > 0 {
		f.Article = &a
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
