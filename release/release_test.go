package main

import (
	"archive/zip"
	"bytes"
	"debug/buildinfo"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// TestReproducible builds the release of the current commit twice, in folders of different names and without what the first
// build has cached: all files are the same. The program in the Debian package runs.
func TestReproducible(t *testing.T) {
	build := func(folder string) string {
		root, out := filepath.Join(t.TempDir(), folder), t.TempDir()
		if text, err := exec.Command("git", "clone", "--quiet", "..", root).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		t.Setenv("GOCACHE", t.TempDir())
		if err := run(root, out, []string{"linux/amd64"}, false); err != nil {
			t.Fatal(err)
		}
		return out
	}
	first, second := build("lede"), build("another/place for it")
	entries, err := os.ReadDir(first)
	if err != nil || len(entries) != 5 { // archive, deb, rpm, SBOM, checksums
		t.Fatal(entries, err)
	}
	for _, entry := range entries {
		a, errA := os.ReadFile(filepath.Join(first, entry.Name()))
		b, errB := os.ReadFile(filepath.Join(second, entry.Name()))
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			t.Errorf("%s has %d and %d bytes, which differ: %v, %v", entry.Name(), len(a), len(b), errA, errB)
		}
	}
	packages, err := filepath.Glob(filepath.Join(first, "*.deb"))
	if err != nil || len(packages) != 1 {
		t.Fatal(packages, err)
	}
	installed(t, packages[0])
}

// installed looks into a Debian package.
func installed(t *testing.T, deb string) {
	t.Helper()
	if _, err := exec.LookPath("dpkg-deb"); err != nil {
		t.Log("dpkg-deb is not here")
		return
	}
	dir := t.TempDir()
	if out, err := exec.Command("dpkg-deb", "--extract", deb, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, file := range []string{"etc/lede/config.yaml", "usr/lib/systemd/system/lede.service", "usr/lib/sysusers.d/lede.conf", "usr/share/doc/lede/LICENCES"} {
		if stat, err := os.Stat(filepath.Join(dir, file)); err != nil || stat.Size() == 0 {
			t.Errorf("%s: %v, %v", file, stat, err)
		}
	}
	out, err := exec.Command(filepath.Join(dir, "usr/bin/bot"), "--version").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "commit ") || strings.Contains(string(out), "with changes") {
		t.Errorf("%v: %s", err, out)
	}
}

// TestZip reads an archive for Windows back.
func TestZip(t *testing.T) {
	p := program{system: "windows", processor: "arm64", at: time.Date(2026, 11, 26, 1, 2, 4, 0, time.UTC), info: &buildinfo.BuildInfo{Main: debug.Module{Version: "v1.2.0"}}}
	write := func() []byte {
		var out bytes.Buffer
		if err := writeZip(&out, p, []archived{{"bot.exe", []byte("program"), 0o755}, {"LICENSE", []byte("text"), 0o644}}); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	raw := write()
	if !bytes.Equal(raw, write()) {
		t.Error("two archives differ")
	}
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.File) != 2 || archive.File[0].Name != "lede_1.2.0_windows_arm64/bot.exe" || !archive.File[0].Modified.Equal(p.at) {
		t.Errorf("%+v", archive.File[0].FileHeader)
	}
}
