-- +goose Up
CREATE TABLE drafts (
  id      TEXT PRIMARY KEY,
  at      TEXT NOT NULL,
  editor  TEXT NOT NULL,
  guild   TEXT NOT NULL,
  link    TEXT NOT NULL,
  name    TEXT NOT NULL,
  content TEXT NOT NULL
);
CREATE TABLE articles (
  id      TEXT PRIMARY KEY,
  at      TEXT NOT NULL,
  path    TEXT NOT NULL UNIQUE,
  link    TEXT NOT NULL,
  content TEXT NOT NULL,
  written INTEGER NOT NULL
);
CREATE TABLE removals (
  id     TEXT PRIMARY KEY,
  at     TEXT NOT NULL,
  path   TEXT NOT NULL,
  trash  TEXT NOT NULL,
  title  TEXT NOT NULL,
  undone INTEGER NOT NULL,
  moved  INTEGER NOT NULL
);
CREATE TABLE log (
  id      TEXT PRIMARY KEY,
  at      TEXT NOT NULL,
  editor  TEXT NOT NULL,
  guild   TEXT NOT NULL,
  action  TEXT NOT NULL,
  subject TEXT NOT NULL
);
CREATE INDEX log_at ON log (at);

-- +goose Down
DROP TABLE log;
DROP TABLE removals;
DROP TABLE articles;
DROP TABLE drafts;
