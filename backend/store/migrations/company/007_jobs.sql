-- +goose Up
-- Long work of people; body is the job without what stands in the columns.
CREATE TABLE job (
  no          {key},
  id          {bytes} NOT NULL UNIQUE,
  owner       {int} NOT NULL,
  state       {text} NOT NULL,
  finished_at {int} NOT NULL,
  body        {text} NOT NULL
) {strict};
CREATE INDEX job_owner ON job(owner, no);
CREATE INDEX job_state ON job(state, no);
CREATE INDEX job_finished ON job(finished_at);

-- What a job changed, so that it can be undone; seq is the commit that did.
CREATE TABLE job_change (
  job    {int} NOT NULL,
  place  {int} NOT NULL,
  record {bytes} NOT NULL,
  prior  {text} NOT NULL,
  seq    {int} NOT NULL,
  PRIMARY KEY (job, place)
) {clustered};
