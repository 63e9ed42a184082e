package state

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/gofrs/flock"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations
var migrations embed.FS

// migrate brings the tables up to date, one process at a time.
func migrate(ctx context.Context, db *sql.DB, o Options) (err error) {
	dialect, dir := goose.DialectPostgres, "migrations/postgres"
	var options []goose.ProviderOption
	if o.URL == "" {
		dialect, dir = goose.DialectSQLite3, "migrations/sqlite"
		file := flock.New(filepath.Join(o.Dir, lockName), flock.SetPermissions(0o600))
		if err := file.Lock(); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
	} else {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	files, err := fs.Sub(migrations, dir)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, files, options...)
	if err != nil {
		return err
	}
	current, known, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > known {
		return fmt.Errorf("a newer Lede wrote it (schema %d; this one has %d); start that one, or restore a backup into an empty state", current, known)
	}
	_, err = provider.Up(ctx)
	return err
}
