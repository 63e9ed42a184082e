package state

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// columns are the tables with their columns, as a backup has them. A backup is one JSON object a line: a head, then the
// rows. It is the same for both databases, so that a state moves from one to the other by backup and restore. What is of the moment
// (the turns of processes, the ids of changes, posts.claimed, seen.gone) is left out.
var columns = []struct {
	table string
	names []string
}{
	{"drafts", []string{"id", "at", "editor", "guild", "link", "name", "content"}},
	{"articles", []string{"id", "at", "path", "link", "content", "written"}},
	{"removals", []string{"id", "at", "path", "trash", "title", "undone", "moved"}},
	{"revisions", []string{"id", "at", "article", "path", "content", "written"}},
	{"feeds", []string{"id", "at", "editor", "guild", "channel", "url", "title", "site", "tags", "status", "etag", "modified", "every", "next", "succeeded",
		"failing_since", "failures", "problem", "locale"}},
	{"feed_items", []string{"id", "feed", "at", "link", "place", "version", "article", "of_page", "tries", "recheck", "etag", "modified", "gone"}},
	{"log", []string{"id", "at", "editor", "guild", "action", "subject"}},
	{"settings", []string{"id", "editors", "language", "channel", "private"}},
	{"follows", []string{"id", "at", "owner", "guild", "place", "words", "locale", "every", "weekday", "minute", "zone", "ping", "status", "due"}},
	{"seen", []string{"id", "sum", "story", "arrived"}},
	{"matches", []string{"id", "at", "place", "story", "article", "follow", "post"}},
	{"posts", []string{"id", "at", "place", "follow", "kind", "status", "due", "tries", "message"}},
	{"cursors", []string{"id", "at"}},
	{"looks", []string{"id", "at"}},
	{"gaps", []string{"id", "at", "question", "missing", "rejected", "nearest"}},
	{"scopes", []string{"id"}},
}

// backupVersion is the version of the backup's form: that of the newest migration.
const backupVersion = 7

// backupLine is the head of a backup, which has a Version, or one row.
type backupLine struct {
	Version int            `json:"lede_state,omitempty"`
	Table   string         `json:"table,omitempty"`
	Row     map[string]any `json:"row,omitempty"`
	Rows    int            `json:"rows,omitempty"` // of the last line: how many rows there are
	End     bool           `json:"end,omitempty"`
}

// Backup writes everything, as it is at one moment.
func (s *State) Backup(ctx context.Context, to io.Writer) error {
	out := json.NewEncoder(to)
	if err := out.Encode(backupLine{Version: backupVersion}); err != nil {
		return err
	}
	total := 0
	err := s.transact(ctx, sql.LevelRepeatableRead, func(tx *sql.Tx) error {
		for _, t := range columns {
			n, err := dump(ctx, tx, t.table, t.names, out)
			if err != nil {
				return err
			}
			total += n
		}
		return nil
	})
	if err != nil {
		return err
	}
	return out.Encode(backupLine{End: true, Rows: total})
}

// dump writes the rows of a table and returns how many there are.
func dump(ctx context.Context, tx *sql.Tx, table string, names []string, out *json.Encoder) (int, error) {
	rows, err := tx.QueryContext(ctx, `SELECT `+strings.Join(names, ", ")+` FROM `+table+` ORDER BY id`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for ; rows.Next(); n++ {
		values, places := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			places[i] = &values[i]
		}
		if err := rows.Scan(places...); err != nil {
			return n, err
		}
		row := map[string]any{}
		for i, name := range names {
			row[name] = values[i]
		}
		if err := out.Encode(backupLine{Table: table, Row: row}); err != nil {
			return n, err
		}
	}
	return n, rows.Err()
}

// Restore reads a backup into a state without any rows. If it fails nothing of it is kept.
func (s *State) Restore(ctx context.Context, from io.Reader) error {
	return s.transact(ctx, sql.LevelDefault, func(tx *sql.Tx) error {
		for _, t := range columns {
			var n int
			if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM `+t.table).Scan(&n); err != nil {
				return err
			}
			if n > 0 {
				return errors.New("it is not empty; move its folder away, or name an empty database, and restore again")
			}
		}
		return load(ctx, tx, from)
	})
}

// load inserts the rows of a backup.
func load(ctx context.Context, tx *sql.Tx, from io.Reader) error {
	d := json.NewDecoder(bufio.NewReader(from))
	d.UseNumber()
	d.DisallowUnknownFields()
	var line backupLine
	if err := d.Decode(&line); err != nil || line.Version == 0 {
		return errors.New("the file is no backup of bot state backup")
	}
	if line.Version > backupVersion {
		return fmt.Errorf("a newer Lede wrote the backup (version %d; this one reads %d); restore it with that one", line.Version, backupVersion)
	}
	for rows := 0; ; rows++ {
		line = backupLine{}
		if err := d.Decode(&line); err != nil {
			return fmt.Errorf("the backup is not whole: row %d: %w", rows+1, err)
		}
		if line.End {
			if line.Rows != rows {
				return fmt.Errorf("the backup is not whole: it has %d rows of %d", rows, line.Rows)
			}
			return nil
		}
		if err := insert(ctx, tx, line); err != nil {
			return fmt.Errorf("row %d of the backup: %w", rows+1, err)
		}
	}
}

func insert(ctx context.Context, tx *sql.Tx, line backupLine) error {
	for _, t := range columns {
		if t.table != line.Table {
			continue
		}
		var places []string
		var values []any
		for i, name := range t.names {
			value, ok := line.Row[name]
			if number, isNumber := value.(json.Number); isNumber {
				n, err := number.Int64()
				value, ok = n, ok && err == nil
			}
			if !ok {
				return fmt.Errorf("it has no %s", name)
			}
			places, values = append(places, fmt.Sprintf("$%d", i+1)), append(values, value)
		}
		if extra := len(line.Row) - len(t.names); extra > 0 {
			return fmt.Errorf("it has %d columns too many", extra)
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO `+t.table+` (`+strings.Join(t.names, ", ")+`) VALUES (`+strings.Join(places, ", ")+`)`, values...)
		return err
	}
	return fmt.Errorf("there is no table %q", line.Table)
}
