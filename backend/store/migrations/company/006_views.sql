-- +goose Up
-- Ways to look at lists that people keep; body is the view without what stands in the columns.
CREATE TABLE saved_view (
  id    {bytes} NOT NULL PRIMARY KEY,
  type  {text} NOT NULL,
  name  {text} NOT NULL,
  key   {text} NOT NULL,
  owner {int} NOT NULL,
  body  {text} NOT NULL,
  seq   {int} NOT NULL
) {strict};
CREATE INDEX saved_view_type ON saved_view(type, key);
CREATE INDEX saved_view_owner ON saved_view(owner);
