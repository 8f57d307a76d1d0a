-- +goose Up
-- Every entity of the directory, the schema and the policy is one document; seq is the commit that wrote it. Numbers come from one
-- sequence, so that people and groups never coincide.
CREATE TABLE config (
  no   {int} NOT NULL PRIMARY KEY,
  kind {text} NOT NULL,
  id   {bytes} NOT NULL UNIQUE,
  body {text} NOT NULL,
  seq  {int} NOT NULL
) {strict};
