package added

import (
	"errors"
	"io/fs"
	"os"
	"path"
)

// folder is the corpus folder. Paths in it have slashes; none leads out of it.
type folder struct{ *os.Root }

func openFolder(dir string) (folder, error) {
	root, err := os.OpenRoot(dir)
	return folder{root}, err
}

// has reports whether there is a file of a name.
func (f folder) has(name string) bool {
	stat, err := f.Stat(name)
	return err == nil && stat.Mode().IsRegular()
}

// write writes a file, unless there is one: somebody may have edited it since. A file is there whole or not at all.
func (f folder) write(name, text string) error {
	if _, err := f.Lstat(name); err == nil {
		return nil
	}
	if err := f.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	return f.replace(name, text)
}

// replace writes a file over the one of its name, if there is one. It is there whole at any time.
func (f folder) replace(name, text string) error {
	hidden := path.Join(path.Dir(name), "."+path.Base(name)+".new")
	if err := f.writeSynced(hidden, text); err != nil {
		return errors.Join(err, f.Root.Remove(hidden))
	}
	return f.Rename(hidden, name)
}

func (f folder) writeSynced(name, text string) error {
	file, err := f.Create(name)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Sync(), file.Close())
}

// move moves a file. Where there is none any more, or another one has its place, nothing is moved.
func (f folder) move(from, to string) error {
	if _, err := f.Lstat(to); err == nil {
		return nil
	}
	if err := f.MkdirAll(path.Dir(to), 0o755); err != nil {
		return err
	}
	if err := f.Rename(from, to); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
