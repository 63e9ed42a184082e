package state

import (
	"context"
	"database/sql"
	"errors"
	"strings"
)

// Settings are what the managers of a server have set.
type Settings struct {
	Guild    string   // id
	Editors  []string // ids of the roles whose members are editors
	Language string   // of all replies: "en", "zh" or "zh-TW"; "" for each reader's own
	Channel  string   // id of the channel that posts go to where none is named; "" for none
	Private  bool     // replies are shown to the asker alone, unless they ask otherwise
}

// Settings returns the settings of a server; those of one that has set nothing are zero but for Guild. It does not wait for the database.
func (s *State) Settings(ctx context.Context, guild string) (Settings, error) {
	g, err := settings(ctx, s.db.DB, guild)
	return g, wrap(err)
}

// querier is a database or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func settings(ctx context.Context, from querier, guild string) (Settings, error) {
	g := Settings{Guild: guild}
	var editors string
	var private int
	err := from.QueryRowContext(ctx, `SELECT editors, language, channel, private FROM settings WHERE id = $1`, guild).Scan(&editors, &g.Language, &g.Channel, &private)
	if errors.Is(err, sql.ErrNoRows) {
		return g, nil
	}
	g.Editors, g.Private = strings.Fields(editors), private == 1
	return g, err
}

// ChangeSettings changes the settings of a server and returns them, with an entry in the log. An error of change is returned as it is, and
// nothing is changed then. Of two that change them at once one waits for the other.
func (s *State) ChangeSettings(ctx context.Context, guild string, e Entry, change func(g *Settings) error) (g Settings, err error) {
	var refused error
	err = s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO settings (id, editors, language, channel, private) VALUES ($1, '', '', '', 0) ON CONFLICT (id) DO UPDATE SET id = excluded.id`, guild)
		if err != nil {
			return err
		}
		if g, err = settings(ctx, tx, guild); err != nil {
			return err
		}
		if refused = change(&g); refused != nil {
			return refused
		}
		_, err = tx.ExecContext(ctx, `UPDATE settings SET editors = $1, language = $2, channel = $3, private = $4 WHERE id = $5`,
			strings.Join(g.Editors, " "), g.Language, g.Channel, number(g.Private), guild)
		return errors.Join(err, record(ctx, tx, e))
	})
	if refused != nil {
		err = refused
	}
	return g, err
}
