-- +goose Up
CREATE TABLE feeds (
  id            TEXT PRIMARY KEY,
  at            TEXT NOT NULL,
  editor        TEXT NOT NULL,
  guild         TEXT NOT NULL,
  channel       TEXT NOT NULL,
  url           TEXT NOT NULL,
  title         TEXT NOT NULL,
  site          TEXT NOT NULL,
  tags          TEXT NOT NULL,
  status        TEXT NOT NULL,
  etag          TEXT NOT NULL,
  modified      TEXT NOT NULL,
  every         INTEGER NOT NULL,
  next          TEXT NOT NULL,
  succeeded     TEXT NOT NULL,
  failing_since TEXT NOT NULL,
  failures      INTEGER NOT NULL,
  problem       TEXT NOT NULL,
  locale        TEXT NOT NULL
);
CREATE INDEX feeds_next ON feeds (status, next);
CREATE TABLE feed_items (
  id       TEXT PRIMARY KEY,
  feed     TEXT NOT NULL,
  at       TEXT NOT NULL,
  link     TEXT NOT NULL,
  place    TEXT NOT NULL,
  version  TEXT NOT NULL,
  article  TEXT NOT NULL,
  of_page  INTEGER NOT NULL,
  tries    INTEGER NOT NULL,
  recheck  TEXT NOT NULL,
  etag     TEXT NOT NULL,
  modified TEXT NOT NULL,
  gone     INTEGER NOT NULL
);
CREATE INDEX feed_items_recheck ON feed_items (feed, recheck);
CREATE INDEX feed_items_place ON feed_items (place);
CREATE TABLE revisions (
  id      TEXT PRIMARY KEY,
  at      TEXT NOT NULL,
  article TEXT NOT NULL,
  path    TEXT NOT NULL,
  content TEXT NOT NULL,
  written INTEGER NOT NULL
);
CREATE INDEX revisions_article ON revisions (article, at);

-- +goose Down
DROP TABLE revisions;
DROP TABLE feed_items;
DROP TABLE feeds;
