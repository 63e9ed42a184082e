package main

import (
	"os"
	"path/filepath"

	"github.com/goreleaser/nfpm/v2"
	_ "github.com/goreleaser/nfpm/v2/deb" // the formats
	"github.com/goreleaser/nfpm/v2/files"
	_ "github.com/goreleaser/nfpm/v2/rpm"
)

// linuxPackage writes a package of a format, deb or rpm: the program, its service, which is started by whoever installs it, and
// its configuration, which an update does not replace.
func (r release) linuxPackage(format string, p program) error {
	licences := filepath.Join(filepath.Dir(p.file), "LICENCES")
	if err := os.WriteFile(licences, r.licences, 0o644); err != nil {
		return err
	}
	content := func(source, destination, kind string, mode os.FileMode) *files.Content {
		return &files.Content{Source: source, Destination: destination, Type: kind, FileInfo: &files.ContentFileInfo{Mode: mode, MTime: p.at, Owner: "root", Group: "root"}}
	}
	in := func(name string) string { return filepath.Join(r.root, name) }
	info := nfpm.WithDefaults(&nfpm.Info{
		Name: "lede", Arch: p.processor, Platform: "linux", Version: p.version(), Section: "net", Priority: "optional", MTime: p.at,
		Maintainer: "The Lede authors", License: "MIT",
		Description: "Discord bot that answers questions about a folder of articles\nEvery word of an answer is an article's own, in English and in Chinese.",
		Overridables: nfpm.Overridables{
			Contents: files.Contents{
				content(p.file, "/usr/bin/bot", "", 0o755),
				content(in("config.yaml"), "/etc/lede/config.yaml", files.TypeConfigNoReplace, 0o644),
				content(in("service/lede.service"), "/usr/lib/systemd/system/lede.service", "", 0o644),
				content(in("service/lede.sysusers"), "/usr/lib/sysusers.d/lede.conf", "", 0o644),
				content(in("LICENSE"), "/usr/share/doc/lede/copyright", "", 0o644),
				content(licences, "/usr/share/doc/lede/LICENCES", "", 0o644),
				content(in("README.md"), "/usr/share/doc/lede/README.md", "", 0o644),
			},
			Scripts: nfpm.Scripts{PostInstall: in("release/postinstall"), PreRemove: in("release/preremove")},
			Depends: []string{"ca-certificates"},
			RPM:     nfpm.RPM{BuildHost: "lede"},
		},
	})
	if err := nfpm.PrepareForPackager(info, format); err != nil {
		return err
	}
	packager, err := nfpm.Get(format)
	if err != nil {
		return err
	}
	return r.write(packager.ConventionalFileName(info), func(w *os.File) error { return packager.Package(info, w) })
}
