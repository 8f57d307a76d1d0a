-- +goose Up
-- login_key is the login as it is compared; the hash of a password and of a token is all that is kept of them.
CREATE TABLE identity (
  id            {bytes} NOT NULL PRIMARY KEY,
  login         {text} NOT NULL,
  login_key     {text} NOT NULL UNIQUE,
  password      {text} NOT NULL,
  second_factor {bytes},
  created_ms    {int} NOT NULL,
  changed_ms    {int} NOT NULL
) {strict};

CREATE TABLE session (
  id         {bytes} NOT NULL PRIMARY KEY,
  token      {bytes} NOT NULL UNIQUE,
  identity   {bytes} NOT NULL,
  company    {bytes} NOT NULL,
  employee   {bytes} NOT NULL,
  device     {bytes} NOT NULL,
  created_ms {int} NOT NULL,
  seen_ms    {int} NOT NULL,
  expires_ms {int} NOT NULL,
  user_agent {text} NOT NULL,
  address    {text} NOT NULL
) {strict};
CREATE INDEX session_employee ON session(company, employee);
CREATE INDEX session_identity ON session(identity);
CREATE INDEX session_expires ON session(expires_ms);

CREATE TABLE api_token (
  id         {bytes} NOT NULL PRIMARY KEY,
  token      {bytes} NOT NULL UNIQUE,
  name       {text} NOT NULL,
  company    {bytes} NOT NULL,
  employee   {bytes} NOT NULL,
  rights     {text} NOT NULL,
  created_ms {int} NOT NULL,
  seen_ms    {int} NOT NULL,
  expires_ms {int} NOT NULL
) {strict};
CREATE INDEX api_token_employee ON api_token(company, employee);

-- Tries to sign in, by the key they are counted under.
CREATE TABLE attempt (
  key    {text} NOT NULL,
  at_ms  {int} NOT NULL,
  number {key}
) {strict};
CREATE INDEX attempt_key ON attempt(key, at_ms);
CREATE INDEX attempt_at ON attempt(at_ms);
