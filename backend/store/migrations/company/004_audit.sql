-- +goose Up
-- An entry is never changed. What it says is hashed into the chain of its commit; values stand beside and may be erased.
CREATE TABLE audit (
  no       {key},
  seq      {int} NOT NULL,
  part     {int} NOT NULL,
  at_ms    {int} NOT NULL,
  employee {int} NOT NULL,
  device   {bytes},
  kind     {text} NOT NULL,
  type     {int} NOT NULL,
  record   {bytes},
  body     {text} NOT NULL,
  hash     {bytes} NOT NULL,
  UNIQUE (seq, part)
) {strict};
CREATE INDEX audit_record ON audit(record, no) WHERE record IS NOT NULL;
CREATE INDEX audit_employee ON audit(employee, no);
CREATE INDEX audit_kind ON audit(kind, no);

CREATE TABLE audit_value (
  entry    {int} NOT NULL,
  field    {text} NOT NULL,
  field_no {int} NOT NULL,
  before   {text},
  after    {text},
  PRIMARY KEY (entry, field)
) {clustered};
