-- +goose Up
-- The computers that hold a copy of what somebody may see, each with the key, sealed, that it has left: it opens what lies there encrypted.
CREATE TABLE desk (
  id      {bytes} NOT NULL PRIMARY KEY,
  account {bytes} NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  device  {bytes} NOT NULL REFERENCES device(id) ON DELETE CASCADE,
  name    {text} NOT NULL,
  address {text} NOT NULL,
  sealed  {text} NOT NULL,
  seen_ms {int} NOT NULL
) {strict};
CREATE INDEX desk_account ON desk(account, seen_ms);
CREATE INDEX desk_device ON desk(device);
-- When its owner, or an administrator, had the copy on it removed: it is let in no longer, and told to remove what it holds.
ALTER TABLE device ADD COLUMN removed_ms {int};
CREATE INDEX session_device ON session(device);
