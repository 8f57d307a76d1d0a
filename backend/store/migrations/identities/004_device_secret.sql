-- +goose Up
CREATE INDEX device_secret ON device(secret);
