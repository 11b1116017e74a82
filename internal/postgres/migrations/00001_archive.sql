-- +goose Up

-- Outlets by name and host; a search names them by a token made of the id.
CREATE TABLE outlet (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name   text COLLATE "C" NOT NULL,
  host   text COLLATE "C" NOT NULL,
  folded text COLLATE "C" NOT NULL, -- the name as the analyser folds it
  UNIQUE (name, host)
);

-- One narrow row an article. id files it by day: see index/rowid.go.
CREATE TABLE docv (
  id          bigint PRIMARY KEY,
  public      text COLLATE "C" NOT NULL UNIQUE,
  digest      text COLLATE "C" NOT NULL,
  outlet      bigint NOT NULL,
  day         bigint NOT NULL, -- the true day's number as in ids, also where the row spilled; 0 undated
  extract     bigint NOT NULL,
  dates       bigint NOT NULL,
  names       bigint NOT NULL,
  attribution bigint NOT NULL,
  story       bigint NOT NULL,
  print       bigint NOT NULL -- the words of the article as a number, to tell an edit from a new analysis
);
CREATE INDEX docv_digest ON docv (digest) WHERE digest <> '';

-- Bodies: JSON with byte offsets, zstd.
CREATE TABLE article (
  id   bigint PRIMARY KEY,
  body bytea NOT NULL
) PARTITION BY RANGE (id);

-- How often each stem occurs in an article, and where first: see index/vector.go.
CREATE TABLE vector (
  id     bigint PRIMARY KEY,
  length bigint NOT NULL, -- stems in title and text, stop words left out
  stems  bytea NOT NULL
);

-- All words, for the last ranking: see index/packed.go.
CREATE TABLE terms (
  id     bigint PRIMARY KEY,
  packed bytea NOT NULL
);

-- What articles are found by: see tokens.go. span is the quarter of a year of id. The id is asked for as id + 0 where tokens
-- are asked too, so that no plan walks the ids and reads a tsvector for each.
CREATE TABLE posting (
  span   bigint NOT NULL,
  id     bigint NOT NULL,
  long   boolean NOT NULL, -- too long for positions: phrases are looked for in the body
  tokens tsvector NOT NULL
) PARTITION BY LIST (span);
CREATE INDEX posting_id ON posting (id); -- span is in no index but the tokens': a plan by it would read every tsvector
CREATE INDEX posting_tokens ON posting USING gin (tokens) WITH (fastupdate = off);

-- Words as written and stems of every sixteenth article, with the number of such articles.
CREATE TABLE sample (
  term text COLLATE "C" PRIMARY KEY, -- the stem; + and the word as written
  n    bigint NOT NULL
);

-- Articles on each day, for estimates of how much of the archive a stretch of ids covers.
CREATE TABLE day_count (
  day bigint PRIMARY KEY,
  n   bigint NOT NULL
) WITH (fillfactor = 50);

-- Running counts: articles, statements, captures, words (stems in all articles), changed (unix milliseconds).
CREATE TABLE tally (
  name text COLLATE "C" PRIMARY KEY,
  n    bigint NOT NULL
) WITH (fillfactor = 10);

CREATE TABLE entity (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key    text COLLATE "C" NOT NULL UNIQUE,
  name   text COLLATE "C" NOT NULL,
  type   text COLLATE "C" NOT NULL,
  latin  text COLLATE "C" NOT NULL,
  folded text COLLATE "C" NOT NULL
);

-- The words of entities' names, for «بلينكن» and, by sound, for «Blinken».
CREATE TABLE entity_word (
  word   text COLLATE "C" NOT NULL, -- folded; or ~ and the sound key
  entity bigint NOT NULL,
  PRIMARY KEY (word, entity)
);
CREATE INDEX entity_word_entity ON entity_word (entity);

-- The spellings of names by their sound, to find one by another.
CREATE TABLE spelling (
  sound text COLLATE "C" NOT NULL,
  stem  text COLLATE "C" NOT NULL,
  n     bigint NOT NULL, -- entities in whose names it occurred
  PRIMARY KEY (sound, stem)
);

-- One row a statement: id is the article's id << 10 | its place in the article. The words stand in the article's body.
CREATE TABLE statement (
  id      bigint PRIMARY KEY,
  said    bigint NOT NULL, -- the day's number as in article ids
  speaker bigint NOT NULL, -- entity; 0 unknown
  act     text COLLATE "C" NOT NULL,
  tokens  tsvector NOT NULL
) PARTITION BY RANGE (id);
CREATE INDEX statement_said ON statement (said, id);
CREATE INDEX statement_speaker ON statement (speaker, said, id);
CREATE INDEX statement_tokens ON statement USING gin (tokens) WITH (fastupdate = off);

CREATE SEQUENCE capture_number;
CREATE TABLE capture (
  id        bigint NOT NULL DEFAULT nextval('capture_number'),
  digest    text COLLATE "C" NOT NULL,
  url       text COLLATE "C" NOT NULL,
  final_url text COLLATE "C" NOT NULL,
  at        bigint NOT NULL, -- unix milliseconds, as all times here
  status    bigint NOT NULL,
  header    text NOT NULL, -- JSON
  warc      text COLLATE "C" NOT NULL,
  error     text NOT NULL,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);

-- Digests of all captures: whether one is new is told without looking into every month.
CREATE TABLE captured (digest text COLLATE "C" PRIMARY KEY);

-- due is when a source is to be polled; NULL for a paused one.
CREATE TABLE source (
  id   text COLLATE "C" PRIMARY KEY,
  body text NOT NULL, -- JSON
  due  bigint
);
CREATE INDEX source_due ON source (due, id) WHERE due IS NOT NULL;

CREATE TABLE progress (
  key   text COLLATE "C" PRIMARY KEY,
  value text NOT NULL
);

-- Who may sign in. folded is the name in small letters.
CREATE TABLE account (
  id      text COLLATE "C" PRIMARY KEY,
  name    text COLLATE "C" NOT NULL,
  folded  text COLLATE "C" NOT NULL UNIQUE,
  role    text NOT NULL,
  secret  text NOT NULL, -- argon2id in PHC form
  created bigint NOT NULL,
  closed  boolean NOT NULL
);

-- key is the SHA-256 of what the browser or program holds.
CREATE TABLE session (
  key     text COLLATE "C" PRIMARY KEY,
  account text COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  agent   text NOT NULL,
  created bigint NOT NULL,
  expires bigint NOT NULL
);
CREATE INDEX session_account ON session (account);
CREATE INDEX session_expires ON session (expires);

CREATE TABLE token (
  id      text COLLATE "C" PRIMARY KEY,
  key     text COLLATE "C" NOT NULL UNIQUE,
  account text COLLATE "C" NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  name    text NOT NULL,
  scopes  text NOT NULL, -- JSON
  created bigint NOT NULL,
  expires bigint NOT NULL -- 0 is never
);
CREATE INDEX token_account ON token (account);

-- What came into the archive or changed its words, in order, written with the article.
CREATE TABLE change (
  number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  article text COLLATE "C" NOT NULL, -- the id the world knows
  outlet  bigint NOT NULL,
  at      bigint NOT NULL,
  kind    text COLLATE "C" NOT NULL -- new, edited
);
CREATE INDEX change_outlet ON change (outlet, number) WHERE kind = 'new';
CREATE INDEX change_at ON change (at);

CREATE TABLE saved_search (
  id      text COLLATE "C" PRIMARY KEY,
  owner   text COLLATE "C" NOT NULL,
  created bigint NOT NULL,
  body    text NOT NULL -- JSON
);
CREATE INDEX saved_search_owner ON saved_search (owner);

CREATE TABLE finding (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  search text COLLATE "C" NOT NULL REFERENCES saved_search (id) ON DELETE CASCADE,
  item   text COLLATE "C" NOT NULL,
  body   text NOT NULL, -- JSON, byte offsets
  UNIQUE (search, item)
);
CREATE INDEX finding_search ON finding (search, number);

-- The outbox: one row a finding and channel.
CREATE TABLE delivery (
  id         text COLLATE "C" PRIMARY KEY,
  finding    bigint NOT NULL REFERENCES finding (number) ON DELETE CASCADE,
  search     text COLLATE "C" NOT NULL,
  channel    text COLLATE "C" NOT NULL,
  state      text COLLATE "C" NOT NULL, -- waiting, delivered, given up
  tries      bigint NOT NULL,
  not_before bigint NOT NULL,
  reason     text NOT NULL
);
CREATE INDEX delivery_due ON delivery (not_before) WHERE state = 'waiting';
CREATE INDEX delivery_finding ON delivery (finding);
CREATE INDEX delivery_search ON delivery (search, finding);

-- What was set right by hand, kept apart from what is derived.
CREATE TABLE correction (
  id      text COLLATE "C" PRIMARY KEY,
  article text COLLATE "C" NOT NULL, -- the id the world knows; the article may be gone
  at      bigint NOT NULL,
  body    text NOT NULL -- JSON, byte offsets
);
CREATE INDEX correction_article ON correction (article);

-- One row a story. first and last are days' numbers as in article ids, 0 undated. head is what lists show, members the
-- rest, both JSON as zstd.
CREATE TABLE story (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public   text COLLATE "C" NOT NULL UNIQUE,
  thread   text COLLATE "C" NOT NULL, -- its own id where it belongs to no other
  first    bigint NOT NULL,
  last     bigint NOT NULL,
  at       bigint NOT NULL, -- of the last article: the order of lists
  articles bigint NOT NULL,
  outlets  bigint NOT NULL,
  head     bytea NOT NULL,
  members  bytea NOT NULL
);
CREATE INDEX story_at ON story (at, public);
CREATE INDEX story_thread ON story (thread);

-- Ids of stories that were merged into another.
CREATE TABLE story_was (
  was   text COLLATE "C" PRIMARY KEY,
  story bigint NOT NULL
);
CREATE INDEX story_was_story ON story_was (story);

-- What stories are found by: see isnad.Story.Handles.
CREATE TABLE story_handle (
  handle text COLLATE "C" NOT NULL,
  story  bigint NOT NULL,
  PRIMARY KEY (handle, story)
);
CREATE INDEX story_handle_story ON story_handle (story);

-- Articles as earlier captures of their pages had them; body as in article.
CREATE TABLE edition (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  article text COLLATE "C" NOT NULL,
  digest  text COLLATE "C" NOT NULL, -- of title and text
  until   bigint NOT NULL,
  body    bytea NOT NULL,
  UNIQUE (article, digest)
);

-- What editors decided of articles' places in stories.
CREATE TABLE decision (
  article text COLLATE "C" NOT NULL,
  other   text COLLATE "C" NOT NULL, -- the article with which it belongs; empty: with none it was put to
  at      bigint NOT NULL,
  note    text NOT NULL,
  PRIMARY KEY (article, other)
);

-- What an account did with an article that came in; number is that of change. No row is unread and not starred.
CREATE TABLE reading (
  account text COLLATE "C" NOT NULL,
  number  bigint NOT NULL,
  read    boolean NOT NULL,
  starred boolean NOT NULL,
  PRIMARY KEY (account, number)
);
CREATE INDEX reading_starred ON reading (account, number) WHERE starred;

-- Up to where everything is read, of one outlet or of all (0).
CREATE TABLE reading_mark (
  account text COLLATE "C" NOT NULL,
  outlet  bigint NOT NULL,
  number  bigint NOT NULL,
  PRIMARY KEY (account, outlet)
);

-- Who may do what one at a time may do, until when.
CREATE TABLE lease (
  name  text COLLATE "C" PRIMARY KEY,
  fence bigint NOT NULL,  -- how often it was given out
  held  boolean NOT NULL, -- else it rests
  until timestamptz NOT NULL
) WITH (fillfactor = 50);

-- What is compressed already is not compressed again.
ALTER TABLE article ALTER body SET STORAGE EXTERNAL;
ALTER TABLE vector ALTER stems SET STORAGE EXTERNAL;
ALTER TABLE terms ALTER packed SET STORAGE EXTERNAL;
ALTER TABLE story ALTER head SET STORAGE EXTERNAL, ALTER members SET STORAGE EXTERNAL;
ALTER TABLE edition ALTER body SET STORAGE EXTERNAL;
