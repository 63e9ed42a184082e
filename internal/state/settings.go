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

// AllSettings returns the settings of all servers.
func (s *State) AllSettings(ctx context.Context) ([]Settings, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, editors, language, channel, private FROM settings ORDER BY id`)
	return collect(rows, err, func(rows *sql.Rows, g *Settings) error {
		var editors string
		var private int
		err := rows.Scan(&g.Guild, &editors, &g.Language, &g.Channel, &private)
		g.Editors, g.Private = strings.Fields(editors), private == 1
		return err
	})
}

// SaveSettings sets the settings of a server, with an entry in the log.
func (s *State) SaveSettings(ctx context.Context, g Settings, e Entry) error {
	private := 0
	if g.Private {
		private = 1
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO settings (id, editors, language, channel, private) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (id) DO UPDATE SET editors = excluded.editors, language = excluded.language, channel = excluded.channel, private = excluded.private`,
			g.Guild, strings.Join(g.Editors, " "), g.Language, g.Channel, private)
		return errors.Join(err, record(ctx, tx, e))
	})
}
