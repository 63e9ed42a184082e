package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// archived is a file of an archive.
type archived struct {
	name string
	text []byte
	mode fs.FileMode
}

// files returns the files of an archive.
func (r release) files(p program) ([]archived, error) {
	executable := "bot"
	if p.system == "windows" {
		executable += ".exe"
	}
	raw, err := os.ReadFile(p.file)
	if err != nil {
		return nil, err
	}
	out := []archived{{executable, raw, 0o755}, {"LICENCES", r.licences, 0o644}}
	names := []string{"README.md", "LICENSE", "SECURITY.md", "config.yaml"}
	if p.system == "linux" {
		names = append(names, "service/lede.service", "service/lede.sysusers")
	}
	for _, name := range names {
		raw, err := os.ReadFile(filepath.Join(r.root, name))
		if err != nil {
			return nil, err
		}
		out = append(out, archived{name, raw, 0o644})
	}
	return out, nil
}

// writeTar writes a compressed tar archive, whose files belong to root and have the commit's time.
func writeTar(w io.Writer, p program, files []archived) error {
	compressed, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(compressed)
	for _, f := range files {
		header := &tar.Header{Typeflag: tar.TypeReg, Name: path.Join(p.name(), f.name), Size: int64(len(f.text)), Mode: int64(f.mode),
			ModTime: p.at, Uname: "root", Gname: "root"}
		if err := archive.WriteHeader(header); err != nil {
			return err
		}
		if _, err := archive.Write(f.text); err != nil {
			return err
		}
	}
	return errors.Join(archive.Close(), compressed.Close())
}

// writeZip writes a zip archive, whose files have the commit's time.
func writeZip(w io.Writer, p program, files []archived) error {
	archive := zip.NewWriter(w)
	for _, f := range files {
		header := &zip.FileHeader{Name: path.Join(p.name(), f.name), Method: zip.Deflate, Modified: p.at}
		header.SetMode(f.mode)
		file, err := archive.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := file.Write(f.text); err != nil {
			return err
		}
	}
	return archive.Close()
}
