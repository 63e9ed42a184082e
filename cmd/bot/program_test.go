package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"lede/internal/testkit/browser"
)

// programFolder is where built puts the program.
var programFolder string

// built builds the program once for all tests.
var built = sync.OnceValues(func() (file string, err error) {
	if programFolder, err = os.MkdirTemp("", "lede-program-"); err != nil {
		return "", err
	}
	file = filepath.Join(programFolder, "bot")
	if runtime.GOOS == "windows" {
		file += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", file, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return file, nil
})

// program returns the program's file.
func program(t *testing.T) string {
	t.Helper()
	file, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "4"); err != nil { // tests wait for programs, clocks and pages more than they compute
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := browser.Main(m)
	if programFolder != "" {
		if err := os.RemoveAll(programFolder); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	os.Exit(code)
}
