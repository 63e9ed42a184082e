// Package postgres gives tests an empty database on a PostgreSQL that runs already. It imports nothing of Lede.
package postgres

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// Empty returns the address of an empty schema, which is dropped at the end of the test. PostgreSQL is at the address in
// TEST_POSTGRES; without it the test is skipped, except in the gate, which starts one.
func Empty(t *testing.T) string {
	t.Helper()
	address := os.Getenv("TEST_POSTGRES")
	if address == "" && os.Getenv("CI") != "" {
		t.Fatal("TEST_POSTGRES is not set; the gate starts a PostgreSQL for this test")
	}
	if address == "" {
		t.Skip("TEST_POSTGRES names no PostgreSQL")
	}
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	name := "test_" + strings.ToLower(rand.Text())
	if _, err := db.Exec("CREATE SCHEMA " + name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, err := db.Exec("DROP SCHEMA " + name + " CASCADE")
		if err := errors.Join(err, db.Close()); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	values := u.Query()
	values.Set("search_path", name)
	u.RawQuery = values.Encode()
	return u.String()
}
