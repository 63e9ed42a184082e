-- +goose Up
ALTER TABLE posts ADD COLUMN claimed TEXT NOT NULL DEFAULT '';
CREATE INDEX posts_claimed ON posts (claimed);
ALTER TABLE seen ADD COLUMN gone TEXT NOT NULL DEFAULT '';
CREATE INDEX articles_unwritten ON articles (at) WHERE written = 0;
CREATE INDEX revisions_unwritten ON revisions (at) WHERE written = 0;
CREATE INDEX removals_unmoved ON removals (at) WHERE moved = 0;

-- +goose Down
DROP INDEX removals_unmoved;
DROP INDEX revisions_unwritten;
DROP INDEX articles_unwritten;
ALTER TABLE seen DROP COLUMN gone;
DROP INDEX posts_claimed;
ALTER TABLE posts DROP COLUMN claimed;
