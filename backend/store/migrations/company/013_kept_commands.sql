-- +goose Up
-- On a desk: what the office has taken in stays for a while, to be sent again to an office that was restored from a backup. The record tells
-- whose values a command has seen, which are forgotten when it leaves the desk.
ALTER TABLE outbox ADD COLUMN record {bytes};
ALTER TABLE outbox ADD COLUMN type {text};
ALTER TABLE outbox ADD COLUMN done_ms {int};
CREATE INDEX outbox_state ON outbox(state, no);
CREATE INDEX outbox_record ON outbox(record);
