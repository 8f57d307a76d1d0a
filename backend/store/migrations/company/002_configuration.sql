-- +goose Up
-- Every entity of the directory, the schema and the policy is one document. Numbers come from one sequence, so that people and groups
-- never coincide.
CREATE TABLE config (
  no      {int} NOT NULL PRIMARY KEY,
  kind    {text} NOT NULL,
  id      {bytes} NOT NULL UNIQUE,
  version {int} NOT NULL,
  body    {text} NOT NULL,
  seq     {int} NOT NULL
) {strict};
CREATE INDEX config_kind ON config(kind, no);
