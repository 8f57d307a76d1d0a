-- +goose Up
-- On a desk: what the office has taken in stays for a while, to be sent again to an office that was restored from a backup. The record tells
-- whose values a command has seen, which are forgotten when it leaves the desk.
ALTER TABLE outbox ADD COLUMN record {bytes};
ALTER TABLE outbox ADD COLUMN type {text};
ALTER TABLE outbox ADD COLUMN done_ms {int};
-- Set once it has been on its way to the office, which may have it.
ALTER TABLE outbox ADD COLUMN sent {int};
CREATE INDEX outbox_state ON outbox(state, no);
CREATE INDEX outbox_record ON outbox(record);

-- On an office: what is decided is forgotten by age.
DROP INDEX command_at;
CREATE INDEX command_closed ON command(at) WHERE closed = 1;
