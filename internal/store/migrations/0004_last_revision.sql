-- +goose Up
-- The highest revision that anything deleted had: what a backup brings back
-- gets a higher one, so that no number ever stands for two texts.
ALTER TABLE owners ADD COLUMN last_revision BIGINT NOT NULL DEFAULT 0;
