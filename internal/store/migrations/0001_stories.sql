-- +goose Up
CREATE TABLE owners (
    owner  TEXT   NOT NULL,
    change BIGINT NOT NULL,
    PRIMARY KEY (owner)
);

CREATE TABLE stories (
    owner      TEXT   NOT NULL,
    id         TEXT   NOT NULL,
    revision   BIGINT NOT NULL,
    title      TEXT   NOT NULL DEFAULT '',
    question   TEXT   NOT NULL DEFAULT '',
    questions  TEXT   NOT NULL DEFAULT '[]',
    kind       TEXT   NOT NULL DEFAULT '',
    project    TEXT   NOT NULL DEFAULT '',
    tags       TEXT   NOT NULL DEFAULT '[]',
    principles TEXT   NOT NULL DEFAULT '[]',
    answer     TEXT   NOT NULL DEFAULT '',
    notes      TEXT   NOT NULL DEFAULT '',
    created    BIGINT NOT NULL DEFAULT 0,
    edited     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, id)
);

CREATE TABLE versions (
    owner      TEXT   NOT NULL,
    story      TEXT   NOT NULL,
    revision   BIGINT NOT NULL,
    title      TEXT   NOT NULL DEFAULT '',
    question   TEXT   NOT NULL DEFAULT '',
    questions  TEXT   NOT NULL DEFAULT '[]',
    kind       TEXT   NOT NULL DEFAULT '',
    project    TEXT   NOT NULL DEFAULT '',
    tags       TEXT   NOT NULL DEFAULT '[]',
    principles TEXT   NOT NULL DEFAULT '[]',
    answer     TEXT   NOT NULL DEFAULT '',
    notes      TEXT   NOT NULL DEFAULT '',
    created    BIGINT NOT NULL DEFAULT 0,
    saved      BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, story, revision),
    FOREIGN KEY (owner, story) REFERENCES stories (owner, id) ON DELETE CASCADE
);

CREATE TABLE reviews (
    owner    TEXT   NOT NULL,
    story    TEXT   NOT NULL,
    text_key TEXT   NOT NULL,
    rubric   TEXT   NOT NULL,
    engine   TEXT   NOT NULL,
    rating   BIGINT NOT NULL DEFAULT 0,
    digest   TEXT   NOT NULL DEFAULT '',
    made     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, story, text_key, rubric, engine),
    FOREIGN KEY (owner, story) REFERENCES stories (owner, id) ON DELETE CASCADE
);

-- A copy of each story's review that was made last: every page that lists
-- stories asks for them, and must not walk through all that were ever made.
CREATE TABLE latest_reviews (
    owner    TEXT   NOT NULL,
    rubric   TEXT   NOT NULL,
    engine   TEXT   NOT NULL,
    story    TEXT   NOT NULL,
    text_key TEXT   NOT NULL,
    rating   BIGINT NOT NULL DEFAULT 0,
    digest   TEXT   NOT NULL DEFAULT '',
    made     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, rubric, engine, story),
    FOREIGN KEY (owner, story) REFERENCES stories (owner, id) ON DELETE CASCADE
);

CREATE INDEX latest_reviews_story ON latest_reviews (owner, story);

CREATE TABLE settings (
    owner TEXT NOT NULL,
    name  TEXT NOT NULL,
    value TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (owner, name)
);
