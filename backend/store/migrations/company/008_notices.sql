-- +goose Up
-- What people were told, each for himself. Those of one batch are one notice with a count.
CREATE TABLE notice (
  no        {key},
  id        {bytes} NOT NULL UNIQUE,
  recipient {int} NOT NULL,
  kind      {text} NOT NULL,
  at        {int} NOT NULL,
  author    {int} NOT NULL,
  type      {text} NOT NULL,
  record    {bytes},
  job       {bytes},
  batch     {bytes},
  count     {int} NOT NULL,
  unread    {int} NOT NULL
) {strict};
CREATE INDEX notice_recipient ON notice(recipient, no);
CREATE UNIQUE INDEX notice_batch ON notice(recipient, kind, batch);

-- How people have the window, and of what they want to be told.
CREATE TABLE preference (
  employee {int} NOT NULL PRIMARY KEY,
  body     {text} NOT NULL
) {strict};
