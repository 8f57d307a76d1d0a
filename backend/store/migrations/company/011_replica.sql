-- +goose Up
-- What a desk holds of its office: nothing of this is used on an office.
CREATE TABLE replica_state (
  name  {text} NOT NULL PRIMARY KEY,
  value {bytes} NOT NULL
) {strict};

-- Cells by the alias that the office has told; place is how far their records have come, in the order of bytes: nothing, an identifier, or
-- more than any identifier once all are there.
CREATE TABLE replica_cell (
  alias  {int} NOT NULL PRIMARY KEY,
  cell   {int} NOT NULL,
  type   {int} NOT NULL,
  others {int} NOT NULL,
  mine   {int} NOT NULL,
  ends   {int} NOT NULL,
  place  {bytes} NOT NULL
) {strict};
CREATE INDEX replica_cell_type ON replica_cell(type);

CREATE TABLE replica_field (
  type      {int} NOT NULL,
  field     {int} NOT NULL,
  shortened {int} NOT NULL,
  place     {bytes} NOT NULL,
  PRIMARY KEY (type, field)
) {clustered};
