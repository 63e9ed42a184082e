-- +goose Up
CREATE TABLE scopes (
  id TEXT PRIMARY KEY
);
CREATE TABLE turns (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE turns;
DROP TABLE scopes;
