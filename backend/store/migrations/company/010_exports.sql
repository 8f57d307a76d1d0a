-- +goose Up
-- Files that jobs of export make, in portions packed by gzip, until they are fetched or too old.
CREATE TABLE export_portion (
  job     {int} NOT NULL,
  place   {int} NOT NULL,
  content {bytes} NOT NULL,
  PRIMARY KEY (job, place)
) {strict};
