-- +goose Up
-- What desks leave with their office: keys that open what they keep encrypted, sealed. One goes with the device that it was left by.
CREATE TABLE desk_key (
  id         {bytes} NOT NULL PRIMARY KEY,
  account    {bytes} NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  device     {bytes} NOT NULL REFERENCES device(id) ON DELETE CASCADE,
  sealed     {text} NOT NULL,
  created_ms {int} NOT NULL
) {strict};
CREATE INDEX desk_key_account ON desk_key(account, created_ms);
CREATE INDEX desk_key_device ON desk_key(device);
