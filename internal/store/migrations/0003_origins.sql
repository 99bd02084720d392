-- +goose Up
-- How a version came to be where it was not simply written: "merged" and
-- "kept" settled a conflict of two windows, "returned" brought an older text
-- back.
ALTER TABLE versions ADD COLUMN origin TEXT NOT NULL DEFAULT '';
