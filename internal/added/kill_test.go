package added

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/internal/corpus"
	"lede/internal/index/indextest"
	"lede/internal/state"
	"lede/internal/testkit/postgres"
)

var kills = flag.Int("kills", 3, "how often TestKill kills the program")

// child is the environment variable that makes an editor of this program, see edit.
const child = "LEDE_TEST_EDITOR"

func TestMain(m *testing.M) {
	if dir, url, ok := strings.Cut(os.Getenv(child), "|"); ok {
		fmt.Println(edit(dir, url))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// openOn opens the folders in dir, with what was begun completed, as a start of the bot does.
func openOn(ctx context.Context, dir, url string) (*Articles, func() error, error) {
	s, err := state.Open(ctx, state.Options{Dir: filepath.Join(dir, "state"), URL: url})
	if err != nil {
		return nil, nil, err
	}
	c, err := corpus.OpenExclusive(corpus.Options{Dir: filepath.Join(dir, "corpus"), Data: filepath.Join(dir, "data"), MaxFileSize: 1 << 20})
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	a := &Articles{State: s, Corpus: c, Now: time.Now}
	end := func() error { return errors.Join(c.Close(), s.Close()) }
	if err := a.Follow(ctx); err != nil {
		return nil, nil, errors.Join(err, end())
	}
	return a, end, nil
}

// edit adds articles until it is killed, takes every second one out and brings every fourth one back. It says on its output what
// has been acknowledged.
func edit(dir, url string) error {
	ctx := context.Background()
	a, _, err := openOn(ctx, dir, url)
	if err != nil {
		return err
	}
	fmt.Println("begun")
	for n := 1; ; n++ {
		title := fmt.Sprintf("Story %d", time.Now().UnixNano())
		drafts, err := a.ReadText(ctx, title, "", []string{"The pier of " + title + " was painted, the harbour master said."}, state.Editor{})
		if err != nil {
			return err
		}
		kept, err := a.Keep(ctx, state.Editor{}, drafts[0].ID)
		if err != nil {
			return err
		}
		fmt.Println(title + "|kept")
		if n%2 != 0 {
			continue
		}
		removal, err := a.Remove(ctx, &kept[0].Card, state.Editor{})
		if err != nil {
			return err
		}
		fmt.Println(title + "|removed")
		if n%4 != 0 {
			continue
		}
		if _, err := a.Restore(ctx, removal, state.Editor{}); err != nil {
			return err
		}
		fmt.Println(title + "|back")
	}
}

// TestKill kills the program at random moments while it adds articles, takes them out and brings them back. Whatever was
// acknowledged is so after the next start, and every article is there once.
func TestKill(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { killed(t, "") })
	t.Run("postgres", func(t *testing.T) { killed(t, postgres.Empty(t)) })
}

func killed(t *testing.T, url string) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "corpus"), 0o755); err != nil {
		t.Fatal(err)
	}
	last := map[string]string{}                                      // what was acknowledged last, by title
	for n := 0; n < *kills || len(last) == 0 && n < 10**kills; n++ { // a slow machine may be killed before it acknowledges anything
		unsure := editOnce(t, dir, url, last)
		a, end, err := openOn(t.Context(), dir, url)
		if err != nil {
			t.Fatal(err)
		}
		check(t, a, last, unsure)
		if err := end(); err != nil {
			t.Error(err)
		}
	}
	if len(last) == 0 {
		t.Error("nothing was acknowledged")
	}
}

// editOnce runs the program for a moment and kills it. It returns the title of which the next step may have been taken without
// an acknowledgement; "" if that is one of an article that is not known yet.
func editOnce(t *testing.T, dir, url string, last map[string]string) (unsure string) {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), child+"="+dir+"|"+url)
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "begun" {
		t.Errorf("the program said %q", lines.Text())
	}
	timer := time.AfterFunc(time.Duration(rand.IntN(400))*time.Millisecond, func() { _ = command.Process.Kill() })
	defer timer.Stop()
	for lines.Scan() {
		title, what, ok := strings.Cut(lines.Text(), "|")
		if !ok {
			t.Errorf("the program said %q", lines.Text())
			continue
		}
		last[title], unsure = what, title
	}
	_ = command.Wait() // it was killed
	return unsure
}

// check compares the folder and the index with what was acknowledged. What has become of the unsure one is noted.
func check(t *testing.T, a *Articles, last map[string]string, unsure string) {
	t.Helper()
	places := map[string][]string{} // by the title of a file, where it is
	err := filepath.WalkDir(a.Corpus.Dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		title, _, _ := strings.Cut(strings.TrimPrefix(string(raw), "---\ntitle: "), "\n")
		place, _, _ := strings.Cut(strings.TrimPrefix(path, a.Corpus.Dir+string(filepath.Separator)), string(filepath.Separator))
		places[title] = append(places[title], place)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	indexed := map[string]int{}
	for _, c := range indextest.Cards(a.Corpus.Index) {
		indexed[c.Title]++
	}
	for title, where := range places {
		if len(where) != 1 || indexed[title] > 1 || (where[0] == "added") != (indexed[title] == 1) {
			t.Errorf("%s is in %v, and %d times in the index", title, where, indexed[title])
		}
	}
	for title, what := range last {
		want := "added"
		if what == "removed" {
			want = ".trash"
		}
		switch where := places[title]; {
		case len(where) == 1 && title == unsure:
			last[title] = map[string]string{".trash": "removed", "added": "kept"}[where[0]]
		case len(where) == 0 || where[0] != want:
			t.Errorf("%s was acknowledged as %s, and is in %v", title, what, where)
		}
	}
}
