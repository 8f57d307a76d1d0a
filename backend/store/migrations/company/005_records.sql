-- +goose Up
-- What tables of records there are, and what each has: types and fields are made while the program runs.
CREATE TABLE record_column (
  type   {text} NOT NULL,
  name   {text} NOT NULL,
  PRIMARY KEY (type, name)
) {clustered};

CREATE TABLE record_index (
  type   {text} NOT NULL,
  name   {text} NOT NULL,
  PRIMARY KEY (type, name)
) {clustered};
