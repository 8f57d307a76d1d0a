-- +goose Up
-- The one living invitation of an account: a hash is all that is kept of its secret. Whatever changes the account deletes it.
CREATE TABLE invitation (
  account    {bytes} NOT NULL PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
  secret     {bytes} NOT NULL UNIQUE,
  given_by   {bytes} NOT NULL,
  expires_ms {int} NOT NULL
) {strict};
