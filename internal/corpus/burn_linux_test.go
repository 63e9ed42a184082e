package corpus_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/internal/corpus"
)

// processorTime returns how much processor time a process has used.
func processorTime(t *testing.T, pid int) time.Duration {
	t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	must(t, err)
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:])) // see proc_pid_stat(5); the name may have blanks
	total := 0
	for _, field := range fields[11:13] { // utime and stime, in ticks of 10 ms
		n, err := strconv.Atoi(field)
		must(t, err)
		total += n
	}
	return time.Duration(total) * 10 * time.Millisecond
}

// troubles are what befalls a bot's folders again and again while it runs; each is called with a counter.
var troubles = map[string]struct {
	env     []string
	trouble func(dir, data string, n int)
}{
	"full disk": {[]string{fileLimit + "=20000"}, func(dir, _ string, n int) { edit(dir, "a.txt", n) }},
	"vanishing files": {nil, func(dir, _ string, n int) {
		edit(dir, fmt.Sprintf("gone%d.txt", n%7), n)
		os.Remove(filepath.Join(dir, fmt.Sprintf("gone%d.txt", (n+3)%7)))
	}},
	"unreadable files": {nil, func(dir, _ string, n int) {
		edit(dir, "closed.txt", n)
		os.Chmod(filepath.Join(dir, "closed.txt"), os.FileMode(n%2*0o644))
		os.Symlink("nowhere", filepath.Join(dir, "link.txt"))
		syscall.Mkfifo(filepath.Join(dir, "pipe.txt"), 0o644)
		os.MkdirAll(filepath.Join(dir, fmt.Sprintf("closed%d", n%5)), os.FileMode(n%2*0o755))
	}},
	"no data folder":   {nil, func(dir, data string, n int) { os.RemoveAll(data); edit(dir, "a.txt", n) }},
	"no corpus folder": {nil, func(dir, _ string, n int) { os.Rename(dir, dir+".away"); os.Rename(dir+".away", dir) }},
}

// edit writes the n-th version of a file; what is in the way is part of the trouble.
func edit(dir, name string, n int) {
	os.WriteFile(filepath.Join(dir, name), fmt.Appendf(nil, "The harvest number %d of Ruritania failed. %s", n, strings.Repeat("Nobody knows why. ", 50)), 0o644)
}

// TestTroubles lets a bot run under each trouble: it lives, uses no more than half of a processor, and the next start ends
// in the right index.
func TestTroubles(t *testing.T) {
	t.Parallel()
	const settle, window = 2 * time.Second, 2 * time.Second
	for name, c := range troubles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, data := generated(t, 20), filepath.Join(t.TempDir(), "data")
			run(t, child(t, dir, data))
			bot := child(t, dir, data, append(c.env, childWatches+"=1")...)
			var log bytes.Buffer
			bot.Stderr = &log
			must(t, bot.Start())
			edit(dir, "first.txt", 0)
			catalog := sizeOf(data, "catalog-*")
			if len(c.env) > 0 {
				time.Sleep(settle) // it cannot write
			} else {
				until(t, "the bot follows the folder", func() bool { return sizeOf(data, "catalog-*") != catalog })
			}
			before, began := processorTime(t, bot.Process.Pid), time.Now()
			for n := 0; time.Since(began) < window; n++ {
				c.trouble(dir, data, n)
				time.Sleep(20 * time.Millisecond)
			}
			used := processorTime(t, bot.Process.Pid) - before
			must(t, bot.Process.Kill())
			if err := bot.Wait(); err == nil || err.Error() != "signal: killed" {
				t.Errorf("it ended with %v: %.2000s", err, &log)
			}
			if used > window/2 {
				t.Errorf("%v of processor time in %v", used, window)
			}
			t.Logf("%v of processor time in %v", used, window)
			os.Chmod(filepath.Join(dir, "closed.txt"), 0o644)
			checkEqual(t, dir, data, wanted(t, dir), name)
		})
	}
}

// sizeOf returns how many bytes the files of an index have that match a pattern.
func sizeOf(data, pattern string) (total int64) {
	paths, _ := filepath.Glob(filepath.Join(data, "index-*", pattern))
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil {
			total += info.Size()
		}
	}
	return total
}

// TestFullTmpfs fills a small disk, where a disk may be mounted: the bot lives, and goes on as soon as there is space.
func TestFullTmpfs(t *testing.T) {
	t.Parallel()
	dir, data := generated(t, 300), t.TempDir()
	if err := syscall.Mount("tmpfs", data, "tmpfs", 0, "size=600k"); err != nil {
		t.Skipf("no disk can be mounted here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(data, syscall.MNT_DETACH) })
	bot := child(t, dir, data, childWatches+"=1")
	var log bytes.Buffer
	bot.Stderr = &log
	must(t, bot.Start())
	until(t, "the index is begun", func() bool {
		paths, err := filepath.Glob(filepath.Join(data, "index-*", "articles-*"))
		return err == nil && len(paths) > 0
	})
	time.Sleep(2 * time.Second)
	articles := func() (n int, complete bool) {
		c, err := corpus.OpenShared(corpus.Options{Dir: dir, Data: data, MaxFileSize: 1 << 20})
		must(t, err)
		defer c.Close()
		return c.Index.Len(), c.Index.Complete()
	}
	if n, complete := articles(); complete {
		t.Errorf("the disk is large enough for %d articles", n)
	}
	must(t, syscall.Mount("tmpfs", data, "tmpfs", syscall.MS_REMOUNT, "size=100m"))
	edit(dir, "a.txt", 1)
	until(t, "the index is complete", func() bool {
		n, complete := articles()
		return complete && n == 301
	})
	must(t, bot.Process.Kill())
	if err := bot.Wait(); err == nil || err.Error() != "signal: killed" {
		t.Errorf("it ended with %v: %.2000s", err, &log)
	}
	checkEqual(t, dir, data, wanted(t, dir), "after a full disk")
}
