// Release builds what a version of Lede is given to people as: archives of the program for each system, packages for Debian and
// Red Hat, a list of what is in each program (SBOM), and checksums. The same commit gives the same bytes anywhere:
//
//	go -C release run . [-out DIR] [-only linux/amd64]
//
// The version is the one that Go records in the program: the tag of the commit, or a pseudo-version. Times are that of the
// commit, or SOURCE_DATE_EPOCH (seconds since 1970).
package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"
)

// targets are the systems and processors that archives are made for.
var targets = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}

// release is a version that is built.
type release struct {
	root, out string
	licences  []byte // of everything in the programs
}

// program is the program for one system.
type program struct {
	system, processor string
	file              string // in a temporary folder
	info              *buildinfo.BuildInfo
	at                time.Time // of the commit
}

func main() {
	log.SetFlags(0)
	out := flag.String("out", "../dist", "folder for the files; it is emptied first")
	only := flag.String("only", "", "one system and processor, such as linux/amd64, instead of all")
	changed := flag.Bool("changed", false, "also build files that are in no commit")
	flag.Parse()
	if *only != "" {
		targets = []string{*only}
	}
	if err := run("..", *out, targets, *changed); err != nil {
		log.Fatal("release: ", err)
	}
}

// run builds all files for some targets.
func run(root, out string, targets []string, changed bool) error {
	licences := exec.Command(filepath.Join(root, "release", "licences"))
	licences.Stderr = os.Stderr
	texts, err := licences.Output()
	if err != nil {
		return fmt.Errorf("licences: %w", err)
	}
	if err := errors.Join(os.RemoveAll(out), os.MkdirAll(out, 0o755)); err != nil {
		return err
	}
	temporary, err := os.MkdirTemp("", "lede-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temporary)
	r := release{root: root, out: out, licences: texts}
	for _, target := range targets {
		p, err := r.build(target, temporary)
		if err != nil {
			return err
		}
		if !changed && strings.HasSuffix(p.info.Main.Version, "+dirty") {
			return errors.New("there are files that are in no commit; commit them, or add -changed")
		}
		if err := r.pack(p); err != nil {
			return fmt.Errorf("%s: %w", target, err)
		}
	}
	return r.sums()
}

// build builds the program for one target.
func (r release) build(target, dir string) (program, error) {
	system, processor, ok := strings.Cut(target, "/")
	if !ok {
		return program{}, fmt.Errorf("%q is no target; one is linux/amd64", target)
	}
	p := program{system: system, processor: processor, file: filepath.Join(dir, system+"-"+processor)}
	build := exec.Command("go", "build", "-trimpath", "-buildvcs=true", "-ldflags=-s -w", "-o", p.file, "./cmd/bot")
	build.Dir = r.root
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOAMD64=v1", "GOARM64=v8.0", "GOEXPERIMENT=", "GOOS="+system, "GOARCH="+processor)
	if text, err := build.CombinedOutput(); err != nil {
		return p, fmt.Errorf("build for %s: %w\n%s", target, err, text)
	}
	var err error
	if p.info, err = buildinfo.ReadFile(p.file); err != nil {
		return p, err
	}
	p.at, err = builtAt(p.info)
	return p, err
}

// builtAt returns the time that the files of a release have.
func builtAt(info *buildinfo.BuildInfo) (time.Time, error) {
	if epoch := os.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH: %w", err)
		}
		return time.Unix(seconds, 0).UTC(), nil
	}
	at := slices.IndexFunc(info.Settings, func(s debug.BuildSetting) bool { return s.Key == "vcs.time" })
	if at < 0 {
		return time.Time{}, errors.New("the program is not built in a git repository, so its version is not known")
	}
	return time.Parse(time.RFC3339, info.Settings[at].Value)
}

// version returns the program's version without the v.
func (p program) version() string { return strings.TrimPrefix(p.info.Main.Version, "v") }

// name returns the name of an archive and of the folder in it, such as lede_1.2.0_linux_amd64.
func (p program) name() string {
	return fmt.Sprintf("lede_%s_%s_%s", p.version(), p.system, p.processor)
}

// pack writes all files of one program.
func (r release) pack(p program) error {
	files, err := r.files(p)
	if err != nil {
		return err
	}
	if err := r.sbom(p); err != nil {
		return err
	}
	if p.system == "windows" {
		return r.write(p.name()+".zip", func(w *os.File) error { return writeZip(w, p, files) })
	}
	if err := r.write(p.name()+".tar.gz", func(w *os.File) error { return writeTar(w, p, files) }); err != nil {
		return err
	}
	if p.system != "linux" {
		return nil
	}
	return errors.Join(r.linuxPackage("deb", p), r.linuxPackage("rpm", p))
}

// write writes one file of the release.
func (r release) write(name string, write func(*os.File) error) error {
	file, err := os.Create(filepath.Join(r.out, name))
	if err != nil {
		return err
	}
	return errors.Join(write(file), file.Close())
}

// sums writes SHA256SUMS, which sha256sum --check reads.
func (r release) sums() error {
	entries, err := os.ReadDir(r.out)
	if err != nil {
		return err
	}
	var sums strings.Builder
	for _, entry := range entries {
		raw, err := os.ReadFile(filepath.Join(r.out, entry.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(raw), entry.Name())
		fmt.Printf("%9d  %s\n", len(raw), entry.Name())
	}
	return os.WriteFile(filepath.Join(r.out, "SHA256SUMS"), []byte(sums.String()), 0o644)
}
