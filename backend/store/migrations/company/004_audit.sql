-- +goose Up
-- An entry is never changed; its number is that of its commit times 65536, plus its place in the commit. What it says is hashed into the
-- chain of the commit. Values stand beside, each with the salt of its commitment, and may be erased.
CREATE TABLE audit (
  no       {int} NOT NULL PRIMARY KEY,
  at_ms    {int} NOT NULL,
  employee {bytes},
  device   {bytes},
  kind     {text} NOT NULL,
  subject  {text} NOT NULL,
  id       {bytes},
  note     {text} NOT NULL,
  changes  {bytes} NOT NULL
) {strict};
CREATE INDEX audit_id ON audit(id, no) WHERE id IS NOT NULL;
CREATE INDEX audit_employee ON audit(employee, no) WHERE employee IS NOT NULL;
CREATE INDEX audit_subject ON audit(subject, no);
CREATE INDEX audit_kind ON audit(kind, no);

CREATE TABLE audit_value (
  entry  {int} NOT NULL,
  field  {text} NOT NULL,
  salt   {bytes} NOT NULL,
  before {text},
  after  {text},
  PRIMARY KEY (entry, field)
) {clustered};
