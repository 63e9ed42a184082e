-- +goose Up
CREATE TABLE changes (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL
);
CREATE INDEX changes_at ON changes (at);

-- +goose Down
DROP TABLE changes;
