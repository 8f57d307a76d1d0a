-- +goose Up
-- A cell is an interned cause, kept as its canonical bytes; nrec is how many records stand in it.
CREATE TABLE cell (
  cell  {int} NOT NULL PRIMARY KEY,
  type  {int} NOT NULL,
  cause {bytes} NOT NULL UNIQUE,
  nrec  {int} NOT NULL
) {strict};

CREATE TABLE share_set (
  no   {int} NOT NULL PRIMARY KEY,
  hash {bytes} NOT NULL UNIQUE,
  body {bytes} NOT NULL
) {strict};

-- Shares as people gave them, one row for each record and principal.
CREATE TABLE share (
  type           {int} NOT NULL,
  record         {bytes} NOT NULL,
  principal_kind {text} NOT NULL,
  principal_no   {int} NOT NULL,
  level          {int} NOT NULL,
  expires_ms     {int} NOT NULL,
  reason         {text} NOT NULL,
  given_by       {int} NOT NULL,
  given_ms       {int} NOT NULL,
  PRIMARY KEY (record, principal_kind, principal_no)
) {strict};
CREATE INDEX share_expires ON share(expires_ms) WHERE expires_ms > 0;

-- One row for each record a commit moved between cells; cell 0 is deletion.
CREATE TABLE mv (
  seq       {int} NOT NULL,
  rid       {bytes} NOT NULL,
  type      {int} NOT NULL,
  from_cell {int} NOT NULL,
  to_cell   {int} NOT NULL,
  born      {int} NOT NULL,
  PRIMARY KEY (seq, rid)
) {clustered};

CREATE TABLE link (
  id        {bytes} NOT NULL PRIMARY KEY,
  from_type {int} NOT NULL,
  from_id   {bytes} NOT NULL,
  to_type   {int} NOT NULL,
  to_id     {bytes} NOT NULL,
  role      {text} NOT NULL,
  made_by   {int} NOT NULL,
  made_ms   {int} NOT NULL,
  seq       {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX link_ends ON link(from_id, to_id, role);
CREATE INDEX link_to ON link(to_id);
