-- +goose Up
CREATE TABLE tellings (
    owner   TEXT   NOT NULL,
    id      TEXT   NOT NULL,
    story   TEXT   NOT NULL,
    told_on TEXT   NOT NULL DEFAULT '',
    told_to TEXT   NOT NULL DEFAULT '',
    note    TEXT   NOT NULL DEFAULT '',
    created BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, id),
    FOREIGN KEY (owner, story) REFERENCES stories (owner, id) ON DELETE CASCADE
);

CREATE INDEX tellings_story ON tellings (owner, story);

CREATE TABLE claims (
    owner    TEXT   NOT NULL,
    story    TEXT   NOT NULL,
    amount   TEXT   NOT NULL,
    standing TEXT   NOT NULL DEFAULT '',
    source   TEXT   NOT NULL DEFAULT '',
    instead  TEXT   NOT NULL DEFAULT '',
    edited   BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, story, amount),
    FOREIGN KEY (owner, story) REFERENCES stories (owner, id) ON DELETE CASCADE
);

CREATE TABLE follow_ups (
    owner    TEXT   NOT NULL,
    id       TEXT   NOT NULL,
    story    TEXT   NOT NULL,
    place    BIGINT NOT NULL DEFAULT 0,
    question TEXT   NOT NULL DEFAULT '',
    reply    TEXT   NOT NULL DEFAULT '',
    revision BIGINT NOT NULL DEFAULT 1,
    edited   BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, id),
    FOREIGN KEY (owner, story) REFERENCES stories (owner, id) ON DELETE CASCADE
);

CREATE INDEX follow_ups_story ON follow_ups (owner, story);

CREATE TABLE words (
    owner   TEXT   NOT NULL,
    name    TEXT   NOT NULL,
    said_on TEXT   NOT NULL DEFAULT '',
    note    TEXT   NOT NULL DEFAULT '',
    edited  BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, name)
);
