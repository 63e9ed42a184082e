package state

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/internal/testkit/postgres"
)

// databases calls a test with an empty database of each kind, see postgres.Empty.
func databases(t *testing.T, test func(t *testing.T, o Options)) {
	t.Run("sqlite", func(t *testing.T) { test(t, Options{Dir: filepath.Join(t.TempDir(), "a #100%?")}) })
	t.Run("postgres", func(t *testing.T) { test(t, Options{URL: postgres.Empty(t)}) })
}

func opened(t *testing.T, o Options) *State {
	t.Helper()
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

var (
	morning = time.Date(2026, 3, 29, 8, 0, 0, 5, time.UTC)
	ann     = Editor{User: "7", Guild: "1"}
	draftA  = Draft{ID: "a", At: morning, By: ann, Link: "https://example.org/a", Name: "a.md", Content: "Text – 中文\x01 '"}
	addedA  = Entry{At: morning.Add(time.Second), By: ann, Action: Added, Subject: "A"}
)

// TestArticles follows an article from its draft to its file, over a restart after each step.
func TestArticles(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		again := func() {
			t.Helper()
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = opened(t, o)
		}
		if err := s.SaveDraft(t.Context(), draftA); err != nil {
			t.Fatal(err)
		}
		again()
		if got, err := s.Draft(t.Context(), "a"); err != nil || got != draftA {
			t.Errorf("draft %+v, %v", got, err)
		}
		if _, err := s.Keep(t.Context(), "a", "added/a.md", addedA); err != nil {
			t.Fatal(err)
		}
		again()
		if _, err := s.Keep(t.Context(), "a", "added/b.md", addedA); !errors.Is(err, ErrNone) {
			t.Errorf("kept twice: %v", err)
		}
		want := []Article{{"a", "added/a.md", draftA.Link, draftA.Content}}
		if got, err := s.Unwritten(t.Context()); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("unwritten %+v, %v", got, err)
		}
		if err := s.Written(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Unwritten(t.Context()); err != nil || len(got) > 0 {
			t.Errorf("unwritten %+v, %v", got, err)
		}
		if got, err := s.Log(t.Context(), 0, 9); err != nil || !reflect.DeepEqual(got, []Entry{addedA}) {
			t.Errorf("log %+v, %v", got, err)
		}
	})
}

func TestDrafts(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		later := draftA
		later.ID, later.At = "b", morning.Add(time.Hour)
		changed := draftA
		changed.Content = "corrected"
		for _, d := range []Draft{draftA, later, changed} {
			if err := s.SaveDraft(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := s.Draft(t.Context(), "a"); err != nil || got != changed {
			t.Errorf("%+v, %v", got, err)
		}
		if err := s.DropDrafts(t.Context(), morning.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Draft(t.Context(), "a"); !errors.Is(err, ErrNone) {
			t.Errorf("an old draft: %v", err)
		}
		if err := s.Discard(t.Context(), "b"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Draft(t.Context(), "b"); !errors.Is(err, ErrNone) {
			t.Errorf("a discarded draft: %v", err)
		}
	})
}

func TestRemovals(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		r := Removal{ID: "r", At: morning, Path: "a.md", Trash: ".trash/r/a.md", Title: "A"}
		if err := s.Remove(t.Context(), r, Entry{At: morning, By: ann, Action: Removed, Subject: "A"}); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Unmoved(t.Context()); err != nil || !reflect.DeepEqual(got, []Removal{r}) {
			t.Errorf("%+v, %v", got, err)
		}
		if err := s.Undo(t.Context(), "r", Entry{At: morning, By: ann, Action: Restored}); err != nil {
			t.Fatal(err)
		}
		if err := s.Undo(t.Context(), "r", Entry{At: morning, By: ann, Action: Restored}); !errors.Is(err, ErrNone) {
			t.Errorf("undone twice: %v", err)
		}
		if err := s.Moved(t.Context(), r); err != nil { // of the removal, which was undone in between
			t.Fatal(err)
		}
		back, err := s.Unmoved(t.Context())
		if err != nil || len(back) != 1 || !back[0].Undone {
			t.Fatalf("%+v, %v", back, err)
		}
		if err := s.Moved(t.Context(), back[0]); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Unmoved(t.Context()); err != nil || len(got) > 0 {
			t.Errorf("%+v, %v", got, err)
		}
		if _, err := s.Removal(t.Context(), "none"); !errors.Is(err, ErrNone) {
			t.Error(err)
		}
	})
}

func TestLog(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		for i := range 5 {
			who := Editor{User: fmt.Sprint(i % 2), Guild: "1"}
			e := Entry{At: morning.Add(time.Duration(i) * time.Nanosecond), By: who, Action: Removed, Subject: fmt.Sprint(i)}
			if err := s.Remove(t.Context(), Removal{ID: NewID(), At: morning, Path: e.Subject}, e); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.SaveDraft(t.Context(), Draft{ID: "d", At: morning, By: Editor{User: "1"}}); err != nil {
			t.Fatal(err)
		}
		if err := s.Forget(t.Context(), "1"); err != nil {
			t.Fatal(err)
		}
		got, err := s.Log(t.Context(), 1, 3)
		if err != nil || len(got) != 3 || got[0].Subject != "3" || got[0].By.User != "" || got[1].Subject != "2" || got[1].By.User != "0" {
			t.Errorf("%+v, %v", got, err)
		}
		if n, err := s.LogLen(t.Context()); err != nil || n != 5 {
			t.Errorf("%d, %v", n, err)
		}
		if _, err := s.Draft(t.Context(), "d"); !errors.Is(err, ErrNone) {
			t.Errorf("the draft of somebody forgotten: %v", err)
		}
	})
}

// TestSeveralProcesses opens one state several times at once, as the bot and commands beside it do, and has all of them keep
// the same drafts: each is kept once.
func TestSeveralProcesses(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		const drafts, processes = 10, 4
		var group sync.WaitGroup
		kept := make([]int, processes)
		for p := range processes {
			group.Go(func() {
				s, err := Open(t.Context(), o)
				if err != nil {
					t.Error(err)
					return
				}
				defer s.Close()
				for i := range drafts {
					id := fmt.Sprint(i)
					if p == 0 {
						err = s.SaveDraft(t.Context(), Draft{ID: id, At: morning})
					}
					for tries := 0; err == nil && tries < 200; tries++ {
						if _, err = s.Keep(t.Context(), id, id+".md", addedA); err == nil {
							kept[p]++
							break
						} else if !errors.Is(err, ErrNone) {
							t.Error(err)
						}
						err = nil
						if known, _ := s.Unwritten(t.Context()); len(known) > i {
							break
						}
					}
				}
			})
		}
		group.Wait()
		s := opened(t, o)
		n, err := s.LogLen(t.Context())
		total := 0
		for _, k := range kept {
			total += k
		}
		if err != nil || total != drafts || n != drafts {
			t.Errorf("%v of %d drafts were kept, the log has %d entries, %v", kept, drafts, n, err)
		}
	})
}

// TestNewerSchema checks that a database of a newer version is refused and left as it is.
func TestNewerSchema(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		if _, err := s.db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, $1)`, true); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(t.Context(), o); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("a newer Lede wrote it (schema 99; this one has %d)", backupVersion)) {
			t.Error(err)
		}
	})
}

// TestBackup restores a backup into a state of each kind and compares what is in it.
func TestBackup(t *testing.T) {
	databases(t, func(t *testing.T, o Options) {
		s := opened(t, o)
		if err := s.SaveDraft(t.Context(), draftA); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Keep(t.Context(), "a", "added/a.md", addedA); err != nil {
			t.Fatal(err)
		}
		set := Settings{Guild: "1", Editors: []string{"5", "6"}, Language: "zh-TW", Channel: "7", Private: true}
		for range 2 { // the second one replaces the first
			got, err := s.ChangeSettings(t.Context(), "1", Entry{At: addedA.At, Action: Set, Subject: "editors"}, func(g *Settings) error {
				*g = set
				return nil
			})
			if err != nil || !reflect.DeepEqual(got, set) {
				t.Fatalf("%+v, %v", got, err)
			}
		}
		if got, err := s.Settings(t.Context(), "1"); err != nil || !reflect.DeepEqual(got, set) {
			t.Errorf("%+v, %v", got, err)
		}
		draftB := draftA
		draftB.ID = "b"
		if err := s.SaveDraft(t.Context(), draftB); err != nil {
			t.Fatal(err)
		}
		if err := s.Remove(t.Context(), Removal{ID: "r", At: morning, Path: "p", Trash: "t"}, addedA); err != nil {
			t.Fatal(err)
		}
		if err := s.AddFeed(t.Context(), feedA, morning); err != nil {
			t.Fatal(err)
		}
		item := FeedItem{ID: "i", Feed: "f", At: morning, Place: "p"}
		if err := s.KeepItem(t.Context(), item, Article{ID: "x", Path: "x.md"}); err != nil {
			t.Fatal(err)
		}
		if err := s.Revise(t.Context(), item, Revision{ID: "v", At: morning, Article: "x", Path: "x.md"}); err != nil {
			t.Fatal(err)
		}
		backup := backupOf(t, s)
		if err := s.Restore(t.Context(), bytes.NewReader(backup)); err == nil || !strings.Contains(err.Error(), "not empty") {
			t.Errorf("restored over rows: %v", err)
		}
		databases(t, func(t *testing.T, o Options) {
			other := opened(t, o)
			for name, broken := range map[string][]byte{"torn": backup[:len(backup)-9], "no backup": []byte("{}\n"), "empty": nil,
				"of a newer version": []byte(`{"lede_state":99}`), "short of a row": append(append([]byte{}, backup[:bytes.LastIndex(backup[:len(backup)-1], []byte("{"))]...), `{"end":true,"rows":1}`...),
				"of an unknown table": []byte(`{"lede_state":1}` + "\n" + `{"table":"drafts; DROP TABLE log","row":{}}`)} {
				if err := other.Restore(t.Context(), bytes.NewReader(broken)); err == nil {
					t.Errorf("%s: restored", name)
				}
			}
			if err := other.Restore(t.Context(), bytes.NewReader(backup)); err != nil {
				t.Fatal(err)
			}
			if got := backupOf(t, other); !bytes.Equal(got, backup) {
				t.Errorf("restored as\n%s\nof\n%s", got, backup)
			}
		})
	})
}

func backupOf(t *testing.T, s *State) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Backup(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestCures checks that an error of the first connection to PostgreSQL is one line with what to do, and does not show the password.
func TestCures(t *testing.T) {
	t.Parallel()
	address, err := url.Parse(postgres.Empty(t))
	if err != nil {
		t.Fatal(err)
	}
	address.User = url.UserPassword(address.User.Username(), "sesame")
	for want, mend := range map[string]func(*url.URL){
		"; create the database, or mend its name in state.url": func(u *url.URL) { u.Path = "/nothing" },
		"; mend the user and the password in state.url, or ":   func(u *url.URL) { u.User = url.UserPassword("nobody", "sesame") },
		"; start PostgreSQL, or mend the host and the port":    func(u *url.URL) { u.Host = "127.0.0.1:1" },
		"?sslmode=disable behind the address":                  func(u *url.URL) { u.RawQuery = "sslmode=require" },
	} {
		wrong := *address
		mend(&wrong)
		s, err := Open(t.Context(), Options{URL: wrong.String()})
		if err == nil {
			s.Close()
		}
		if text := fmt.Sprint(err); !strings.Contains(text, want) || strings.ContainsAny(text, "\n\t") || strings.Contains(text, "sesame") {
			t.Errorf("%s: %q", want, text)
		}
	}
}
