-- +goose Up
-- login_key is the login as it is compared; a hash is all that is kept of a password or a secret.
CREATE TABLE account (
  id            {bytes} NOT NULL PRIMARY KEY,
  login         {text} NOT NULL,
  login_key     {text} NOT NULL UNIQUE,
  password      {text} NOT NULL,
  created_ms    {int} NOT NULL,
  changed_ms    {int} NOT NULL
) {strict};

-- Sessions of people and tokens of programs.
CREATE TABLE session (
  id         {bytes} NOT NULL PRIMARY KEY,
  secret     {bytes} NOT NULL UNIQUE,
  kind       {text} NOT NULL,
  account    {bytes} NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  company    {bytes},
  employee   {bytes},
  device     {bytes},
  name       {text} NOT NULL,
  address    {text} NOT NULL,
  scope      {text} NOT NULL,
  created_ms {int} NOT NULL,
  seen_ms    {int} NOT NULL,
  expires_ms {int} NOT NULL
) {strict};
CREATE INDEX session_account ON session(account);
CREATE INDEX session_employee ON session(employee);

CREATE TABLE device (
  id         {bytes} NOT NULL PRIMARY KEY,
  account    {bytes} NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  secret     {bytes} NOT NULL,
  created_ms {int} NOT NULL,
  UNIQUE (account, secret)
) {strict};
