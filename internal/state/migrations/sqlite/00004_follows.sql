-- +goose Up
CREATE TABLE follows (
  id      TEXT PRIMARY KEY,
  at      TEXT NOT NULL,
  owner   TEXT NOT NULL,
  guild   TEXT NOT NULL,
  place   TEXT NOT NULL,
  words   TEXT NOT NULL,
  locale  TEXT NOT NULL,
  every   TEXT NOT NULL,
  weekday INTEGER NOT NULL,
  minute  INTEGER NOT NULL,
  zone    TEXT NOT NULL,
  ping    INTEGER NOT NULL,
  status  TEXT NOT NULL,
  due     TEXT NOT NULL
) STRICT;
CREATE TABLE seen (
  id      TEXT PRIMARY KEY,
  sum     TEXT NOT NULL,
  story   TEXT NOT NULL,
  arrived TEXT NOT NULL
) STRICT;
CREATE INDEX seen_sum ON seen (sum);
CREATE INDEX seen_arrived ON seen (arrived);
CREATE TABLE matches (
  id      TEXT PRIMARY KEY,
  at      TEXT NOT NULL,
  place   TEXT NOT NULL,
  story   TEXT NOT NULL,
  article TEXT NOT NULL,
  follow  TEXT NOT NULL,
  post    TEXT NOT NULL,
  UNIQUE (place, story)
) STRICT;
CREATE INDEX matches_post ON matches (post);
CREATE INDEX matches_follow ON matches (follow, at);
CREATE TABLE posts (
  id      TEXT PRIMARY KEY,
  at      TEXT NOT NULL,
  place   TEXT NOT NULL,
  follow  TEXT NOT NULL,
  kind    TEXT NOT NULL,
  status  TEXT NOT NULL,
  due     TEXT NOT NULL,
  tries   INTEGER NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX posts_due ON posts (status, due);
CREATE TABLE cursors (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL
) STRICT;
CREATE TABLE looks (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL
) STRICT;
CREATE TABLE gaps (
  id       TEXT PRIMARY KEY,
  at       TEXT NOT NULL,
  question TEXT NOT NULL,
  missing  INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  nearest  TEXT NOT NULL
) STRICT;

-- +goose Down
DROP TABLE gaps;
DROP TABLE looks;
DROP TABLE cursors;
DROP TABLE posts;
DROP TABLE matches;
DROP TABLE seen;
DROP TABLE follows;
