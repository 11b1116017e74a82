-- The form of the archive's file, as the migrations give it. Made by `go test ./internal/sqlite -run Schema -update`.

CREATE TABLE account (
  id      TEXT PRIMARY KEY,
  name    TEXT NOT NULL,
  folded  TEXT NOT NULL UNIQUE,
  role    TEXT NOT NULL,
  secret  TEXT NOT NULL,    -- argon2id in PHC form
  created INTEGER NOT NULL, -- unix milliseconds, as all times here
  closed  INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE article (
  id     INTEGER PRIMARY KEY,
  public TEXT NOT NULL UNIQUE,
  digest TEXT NOT NULL,
  body   BLOB NOT NULL
);

CREATE INDEX article_digest ON article (digest) WHERE digest <> '';

CREATE TABLE capture (
  id        INTEGER PRIMARY KEY,
  digest    TEXT NOT NULL,
  url       TEXT NOT NULL,
  final_url TEXT NOT NULL,
  at        INTEGER NOT NULL, -- unix milliseconds
  status    INTEGER NOT NULL,
  header    TEXT NOT NULL,    -- JSON
  warc      TEXT NOT NULL,
  error     TEXT NOT NULL
);

CREATE INDEX capture_digest ON capture (digest);

CREATE INDEX capture_url ON capture (url, at);

CREATE TABLE change (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  article TEXT NOT NULL, -- the id the world knows
  outlet  INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  kind    TEXT NOT NULL  -- new, edited
);

CREATE INDEX change_at ON change (at);

CREATE INDEX change_outlet ON change (outlet, number) WHERE kind = 'new';

CREATE TABLE correction (
  id      TEXT PRIMARY KEY,
  article TEXT NOT NULL, -- the id the world knows; the article may be gone
  at      INTEGER NOT NULL,
  body    TEXT NOT NULL  -- JSON, byte offsets
) WITHOUT ROWID;

CREATE INDEX correction_article ON correction (article);

CREATE TABLE day_count (
  day INTEGER PRIMARY KEY, -- the day's number as in article ids
  n   INTEGER NOT NULL
);

CREATE TABLE decision (
  article TEXT NOT NULL,
  other   TEXT NOT NULL, -- the article with which it belongs; empty: with none it was put to
  at      INTEGER NOT NULL, -- unix milliseconds
  note    TEXT NOT NULL,
  PRIMARY KEY (article, other)
) WITHOUT ROWID;

CREATE TABLE delivery (
  id         TEXT PRIMARY KEY,
  finding    INTEGER NOT NULL REFERENCES finding (number) ON DELETE CASCADE,
  search     TEXT NOT NULL,
  channel    TEXT NOT NULL,
  state      TEXT NOT NULL, -- waiting, delivered, given up
  tries      INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  reason     TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX delivery_due ON delivery (not_before) WHERE state = 'waiting';

CREATE INDEX delivery_finding ON delivery (finding);

CREATE INDEX delivery_search ON delivery (search, finding);

CREATE TABLE docv (
  id          INTEGER PRIMARY KEY,
  outlet      INTEGER NOT NULL,
  day         INTEGER NOT NULL, -- the true day's number as in ids, also where the row spilled; 0 undated
  extract     INTEGER NOT NULL,
  dates       INTEGER NOT NULL,
  names       INTEGER NOT NULL,
  attribution INTEGER NOT NULL,
  story       INTEGER NOT NULL
, print INTEGER NOT NULL DEFAULT 0, length INTEGER NOT NULL DEFAULT 0);

CREATE TABLE edition (
  id      INTEGER PRIMARY KEY,
  article TEXT NOT NULL,
  digest  TEXT NOT NULL, -- of title and text
  until   INTEGER NOT NULL, -- unix milliseconds
  body    BLOB NOT NULL,
  UNIQUE (article, digest)
);

CREATE TABLE entity (
  id     INTEGER PRIMARY KEY,
  key    TEXT NOT NULL UNIQUE,
  name   TEXT NOT NULL,
  type   TEXT NOT NULL,
  latin  TEXT NOT NULL,
  folded TEXT NOT NULL
);

CREATE TABLE entity_word (
  word   TEXT NOT NULL, -- folded; or ~ and the sound key
  entity INTEGER NOT NULL,
  PRIMARY KEY (word, entity)
) WITHOUT ROWID;

CREATE INDEX entity_word_entity ON entity_word (entity);

CREATE TABLE finding (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  search TEXT NOT NULL REFERENCES saved_search (id) ON DELETE CASCADE,
  item   TEXT NOT NULL,
  body   TEXT NOT NULL, -- JSON, byte offsets
  UNIQUE (search, item)
);

CREATE INDEX finding_search ON finding (search, number);

CREATE TABLE gone (
  article INTEGER NOT NULL, -- its row id
  before  INTEGER NOT NULL,
  PRIMARY KEY (article, before)
) WITHOUT ROWID;

CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);

CREATE TABLE lease (
  name   TEXT PRIMARY KEY,
  fence  INTEGER NOT NULL, -- how often it was given out
  holder TEXT NOT NULL,    -- process and start of it; empty: nobody holds it
  until  INTEGER NOT NULL  -- unix milliseconds: the end of the lease, or of its rest
) WITHOUT ROWID;

CREATE TABLE outlet (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL,
  host   TEXT NOT NULL,
  folded TEXT NOT NULL, -- the name as the analyser folds it
  UNIQUE (name, host)
);

CREATE TABLE posting (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  page BLOB NOT NULL -- keys with the articles that hold them
);

CREATE TABLE progress (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE reading (
  account TEXT NOT NULL,
  number  INTEGER NOT NULL,
  read    INTEGER NOT NULL,
  starred INTEGER NOT NULL,
  PRIMARY KEY (account, number)
) WITHOUT ROWID;

CREATE INDEX reading_starred ON reading (account, number) WHERE starred;

CREATE TABLE reading_mark (
  account TEXT NOT NULL,
  outlet  INTEGER NOT NULL,
  number  INTEGER NOT NULL,
  PRIMARY KEY (account, outlet)
) WITHOUT ROWID;

CREATE TABLE river_job (
    id integer PRIMARY KEY AUTOINCREMENT,
    args blob NOT NULL DEFAULT (jsonb('{}')),
    attempt integer NOT NULL DEFAULT 0,
    attempted_at timestamp,
    attempted_by blob, -- json
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    errors blob, -- json
    finalized_at timestamp,
    kind text NOT NULL,
    max_attempts integer NOT NULL DEFAULT 25,
    metadata blob NOT NULL DEFAULT (jsonb('{}')),
    priority integer NOT NULL DEFAULT 1,
    queue text NOT NULL DEFAULT 'default',
    state text NOT NULL DEFAULT 'available',
    scheduled_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    tags blob NOT NULL DEFAULT (jsonb('[]')),
    unique_key blob,
    unique_states integer,
    CONSTRAINT finalized_or_finalized_at_null CHECK (
        (finalized_at IS NULL AND state NOT IN ('cancelled', 'completed', 'discarded')) OR
        (finalized_at IS NOT NULL AND state IN ('cancelled', 'completed', 'discarded'))
    ),
    CONSTRAINT priority_in_range CHECK (priority >= 1 AND priority <= 4),
    CONSTRAINT queue_length CHECK (length(queue) > 0 AND length(queue) < 128),
    CONSTRAINT kind_length CHECK (length(kind) > 0 AND length(kind) < 128),
    CONSTRAINT state_valid CHECK (state IN ('available', 'cancelled', 'completed', 'discarded', 'pending', 'retryable', 'running', 'scheduled'))
);

CREATE INDEX river_job_kind ON river_job (kind);

CREATE INDEX river_job_prioritized_fetching_index ON river_job (state, queue, priority, scheduled_at, id);

CREATE INDEX river_job_state_and_finalized_at_index ON river_job (state, finalized_at) WHERE finalized_at IS NOT NULL;

CREATE UNIQUE INDEX river_job_unique_idx ON river_job (unique_key)
    WHERE unique_key IS NOT NULL
        AND unique_states IS NOT NULL
        AND CASE state
            WHEN 'available' THEN unique_states & (1 << 0)
            WHEN 'cancelled' THEN unique_states & (1 << 1)
            WHEN 'completed' THEN unique_states & (1 << 2)
            WHEN 'discarded' THEN unique_states & (1 << 3)
            WHEN 'pending'   THEN unique_states & (1 << 4)
            WHEN 'retryable' THEN unique_states & (1 << 5)
            WHEN 'running'   THEN unique_states & (1 << 6)
            WHEN 'scheduled' THEN unique_states & (1 << 7)
            ELSE 0
        END >= 1;

CREATE TABLE river_leader (
    elected_at timestamp NOT NULL,
    expires_at timestamp NOT NULL,
    leader_id text NOT NULL,
    name text PRIMARY KEY NOT NULL DEFAULT 'default' CHECK (name = 'default'),
    CONSTRAINT name_length CHECK (length(name) > 0 AND length(name) < 128),
    CONSTRAINT leader_id_length CHECK (length(leader_id) > 0 AND length(leader_id) < 128)
);

CREATE TABLE river_migration (
    line text NOT NULL,
    version integer NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT line_length CHECK (length(line) > 0 AND length(line) < 128),
    CONSTRAINT version_gte_1 CHECK (version >= 1),
    PRIMARY KEY (line, version)
);

CREATE TABLE river_notification (
    id integer PRIMARY KEY AUTOINCREMENT,
    created_at timestamp NOT NULL DEFAULT (datetime('now', 'subsec')),
    payload text NOT NULL,
    topic text NOT NULL,
    CONSTRAINT topic_length CHECK (length(topic) > 0 AND length(topic) < 128)
);

CREATE INDEX river_notification_created_at_idx ON river_notification (created_at);

CREATE INDEX river_notification_topic_id_idx ON river_notification (topic, id);

CREATE TABLE river_queue (
    name text PRIMARY KEY NOT NULL,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    metadata blob NOT NULL DEFAULT (jsonb('{}')),
    paused_at timestamp,
    updated_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE saved_search (
  id    TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  body  TEXT NOT NULL -- JSON
) WITHOUT ROWID;

CREATE INDEX saved_search_owner ON saved_search (owner);

CREATE TABLE segment (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  number INTEGER NOT NULL UNIQUE,
  docs   BLOB NOT NULL, -- its articles: row id, length, outlet, speakers, acts
  pages  BLOB NOT NULL  -- which of its pages holds which keys
);

CREATE TABLE session (
  key     TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  agent   TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX session_account ON session (account);

CREATE INDEX session_expires ON session (expires);

CREATE TABLE source (
  id   TEXT PRIMARY KEY,
  body TEXT NOT NULL -- JSON
, due INTEGER) WITHOUT ROWID;

CREATE INDEX source_due ON source (due, id) WHERE due IS NOT NULL;

CREATE TABLE spelling (
  sound TEXT NOT NULL,
  stem  TEXT NOT NULL,
  n     INTEGER NOT NULL, -- articles in whose names it occurred when counted
  PRIMARY KEY (sound, stem)
) WITHOUT ROWID;

CREATE TABLE statement (
  id      INTEGER PRIMARY KEY,
  said    INTEGER NOT NULL, -- the day's number as in article ids
  speaker INTEGER NOT NULL, -- entity; 0 unknown
  act     TEXT NOT NULL
);

CREATE INDEX statement_said ON statement (said, id);

CREATE INDEX statement_speaker ON statement (speaker, said, id);

CREATE VIRTUAL TABLE statement_words USING fts5 (
  content, tokens,
  content = '', contentless_delete = 1, detail = full,
  tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_{|}~'"
);

CREATE TABLE story (
  id       INTEGER PRIMARY KEY,
  public   TEXT NOT NULL UNIQUE,
  thread   TEXT NOT NULL, -- its own id where it belongs to no other
  first    INTEGER NOT NULL,
  last     INTEGER NOT NULL,
  at       INTEGER NOT NULL, -- unix milliseconds of the last article: the order of lists
  articles INTEGER NOT NULL,
  outlets  INTEGER NOT NULL,
  head     BLOB NOT NULL,
  members  BLOB NOT NULL
);

CREATE INDEX story_at ON story (at, public);

CREATE INDEX story_thread ON story (thread);

CREATE TABLE story_handle (
  handle TEXT NOT NULL,
  story  INTEGER NOT NULL,
  PRIMARY KEY (handle, story)
) WITHOUT ROWID;

CREATE INDEX story_handle_story ON story_handle (story);

CREATE TABLE story_was (
  was   TEXT PRIMARY KEY,
  story INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX story_was_story ON story_was (story);

CREATE TABLE tally (
  name TEXT PRIMARY KEY,
  n    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE terms (
  id     INTEGER PRIMARY KEY,
  packed BLOB NOT NULL
);

CREATE TABLE token (
  id      TEXT PRIMARY KEY,
  key     TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  name    TEXT NOT NULL,
  scopes  TEXT NOT NULL, -- JSON
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL -- 0 is never
) WITHOUT ROWID;

CREATE INDEX token_account ON token (account);
