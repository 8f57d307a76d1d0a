-- +goose Up
-- How much each employee has sent on a day, in days since 1970. Only the last days are kept.
CREATE TABLE sent_file (
  employee {int} NOT NULL,
  day      {int} NOT NULL,
  bytes    {int} NOT NULL,
  PRIMARY KEY (employee, day)
) {clustered};
