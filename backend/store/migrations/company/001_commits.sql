-- +goose Up
CREATE TABLE sync_head (
  id       {int} NOT NULL PRIMARY KEY CHECK (id = 1),
  epoch    {bytes} NOT NULL,
  seq      {int} NOT NULL,
  cfg      {int} NOT NULL,
  mv_floor {int} NOT NULL,
  chain    {bytes} NOT NULL
) {strict};

CREATE TABLE commit_log (
  seq    {int} NOT NULL PRIMARY KEY,
  at_ms  {int} NOT NULL,
  kind   {text} NOT NULL,
  digest {bytes} NOT NULL,
  chain  {bytes} NOT NULL
) {strict};

CREATE TABLE number_sequence (
  name {text} NOT NULL PRIMARY KEY,
  last {int} NOT NULL
) {clustered};
