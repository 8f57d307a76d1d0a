-- +goose Up
-- By what a process that joins others on the database knows that its office.key is theirs. It tells nothing of the key.
CREATE TABLE office_key (
  id    {int} NOT NULL PRIMARY KEY CHECK (id = 1),
  proof {bytes} NOT NULL
) {strict};
