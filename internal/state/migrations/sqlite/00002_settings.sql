-- +goose Up
CREATE TABLE settings (
  id       TEXT PRIMARY KEY,
  editors  TEXT NOT NULL,
  language TEXT NOT NULL,
  channel  TEXT NOT NULL,
  private  INTEGER NOT NULL
) STRICT;

-- +goose Down
DROP TABLE settings;
