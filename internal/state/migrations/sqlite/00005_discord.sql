-- +goose Up
CREATE TABLE scopes (
  id TEXT PRIMARY KEY
) STRICT;
CREATE TABLE turns (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;

-- +goose Down
DROP TABLE turns;
DROP TABLE scopes;
