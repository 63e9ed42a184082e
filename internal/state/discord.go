package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Registered returns where the commands of an application of Discord were registered: ids of servers, and "" for everywhere.
func (s *State) Registered(ctx context.Context, app string) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id FROM scopes ORDER BY id`)
	all, err := collect(rows, err, func(rows *sql.Rows, id *string) error { return rows.Scan(id) })
	var out []string
	for _, id := range all {
		if guild, own := strings.CutPrefix(id, app+"/"); own {
			out = append(out, guild)
		}
	}
	return out, err
}

// SetRegistered sets where the commands of an application are registered.
func (s *State) SetRegistered(ctx context.Context, app string, scopes []string) error {
	return s.transact(ctx, sql.LevelDefault, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM scopes WHERE substr(id, 1, $1) = $2`, len(app)+1, app+"/"); err != nil {
			return err
		}
		var errs []error
		for _, scope := range scopes {
			_, err := tx.ExecContext(ctx, `INSERT INTO scopes (id) VALUES ($1) ON CONFLICT (id) DO NOTHING`, app+"/"+scope)
			errs = append(errs, err)
		}
		return errors.Join(errs...)
	})
}

// TakeTurn takes the turn of a key for a time, at the end of which the next one is free. If another process has it, it returns how
// long at most. The processes go by the clocks of their machines.
func (s *State) TakeTurn(ctx context.Context, key int, within time.Duration) (wait time.Duration, err error) {
	now, id := time.Now(), fmt.Sprint(key)
	err = s.transact(ctx, sql.LevelDefault, func(tx *sql.Tx) error {
		taken, err := tx.ExecContext(ctx, `INSERT INTO turns (id, at) VALUES ($1, $2)
			ON CONFLICT (id) DO UPDATE SET at = excluded.at WHERE turns.at <= $3 OR turns.at > $4`,
			id, now.Add(within).UnixMilli(), now.UnixMilli(), now.Add(2*within).UnixMilli()) // a clock that was ahead must not stop all
		if err != nil {
			return err
		}
		if n, err := taken.RowsAffected(); n > 0 || err != nil {
			return err
		}
		var free int64
		err = tx.QueryRowContext(ctx, `SELECT at FROM turns WHERE id = $1`, id).Scan(&free)
		wait = max(time.UnixMilli(free).Sub(now), time.Millisecond)
		return err
	})
	return wait, err
}

// EndTurn ends a turn: the next one is free after the spacing.
func (s *State) EndTurn(ctx context.Context, key int, spacing time.Duration) error {
	return s.transact(ctx, sql.LevelDefault, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE turns SET at = $1 WHERE id = $2`, time.Now().Add(spacing).UnixMilli(), fmt.Sprint(key))
		return err
	})
}
