-- +goose Up
CREATE TABLE settings (
  id       TEXT PRIMARY KEY,
  editors  TEXT NOT NULL,
  language TEXT NOT NULL,
  channel  TEXT NOT NULL,
  private  INTEGER NOT NULL
);

-- +goose Down
DROP TABLE settings;
