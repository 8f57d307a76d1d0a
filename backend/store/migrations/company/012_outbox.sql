-- +goose Up
-- On an office: what it has taken in of what its employees did at desks. What was done keeps no content; what was refused, or clashed with
-- somebody else's change, keeps it until its author has decided.
CREATE TABLE command (
  employee {int} NOT NULL,
  id       {bytes} NOT NULL,
  device   {bytes} NOT NULL,
  at       {int} NOT NULL,
  state    {text} NOT NULL,
  result   {bytes} NOT NULL,
  command  {bytes},
  closed   {int} NOT NULL,
  PRIMARY KEY (employee, id)
) {clustered};
CREATE INDEX command_unresolved ON command(employee, at) WHERE closed = 0;
CREATE INDEX command_at ON command(at);

-- On a desk: what its employee did and the office has not said its last word on, in the order in which it was done.
CREATE TABLE outbox (
  no      {key},
  id      {bytes} NOT NULL UNIQUE,
  state   {text} NOT NULL,
  command {bytes} NOT NULL,
  result  {bytes}
) {strict};

-- On a desk: the rows of records as the office has told them that stand otherwise here, because of what waits in the outbox. Nothing: it is
-- not there at the office.
CREATE TABLE replica_under (
  rid  {bytes} NOT NULL PRIMARY KEY,
  type {text} NOT NULL,
  was  {bytes}
) {strict};
