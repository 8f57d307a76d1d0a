-- +goose Up
-- What processes that share the database tell each other of a commit: filled where several may write, and forgotten soon.
CREATE TABLE commit_news (
  seq    {int} NOT NULL PRIMARY KEY,
  origin {bytes} NOT NULL,
  body   {bytes} NOT NULL,
  note   {bytes}
) {strict};
