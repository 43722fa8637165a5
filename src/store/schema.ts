// The ledger's tables, as numbered migrations: migration n brings a file from version n - 1 to n.

export const MIGRATIONS: readonly string[] = [
  `
  create table project (
    key integer primary key,
    id text not null unique
  ) strict;

  create table origin (
    key integer primary key,
    project integer not null references project,
    id text not null,
    unique (project, id)
  ) strict;

  create table source (
    key integer primary key,
    project integer not null references project,
    id text not null,
    type text not null,
    origin integer not null references origin,
    read_at integer,
    unique (project, id)
  ) strict;

  create table cursor (
    source integer not null references source,
    stream text not null,
    value text not null,
    primary key (source, stream)
  ) strict, without rowid;

  create table skip (
    source integer not null references source,
    reason text not null,
    place text not null,
    primary key (source, reason, place)
  ) strict, without rowid;

  create table person (
    key integer primary key,
    project integer not null references project,
    name text not null,
    bot integer not null default 0,
    known integer not null default 0
  ) strict;
  create index person_by_project on person (project, bot);

  create table handle (
    key integer primary key,
    project integer not null references project,
    service text not null,
    id text not null,
    person integer not null references person,
    unique (project, service, id)
  ) strict;
  create index handle_by_person on handle (person);

  create table handle_name (
    handle integer not null references handle,
    name text not null,
    last_at integer not null,
    primary key (handle, name)
  ) strict, without rowid;

  create table alias (
    origin integer not null references origin,
    a integer not null references handle,
    b integer not null references handle,
    evidence text not null,
    ref text not null,
    weight integer not null,
    primary key (origin, a, b, evidence, ref)
  ) strict, without rowid;

  create table item (
    key integer primary key,
    origin integer not null references origin,
    native_id text not null,
    kind text not null,
    url text,
    owner integer references handle,
    opened_at integer,
    closed_at integer,
    matched integer not null default 0,
    unique (origin, native_id)
  ) strict;
  create index item_by_closing on item (origin, kind, closed_at);
  create index item_unmatched on item (matched) where matched = 0;

  create table item_state (
    item integer not null references item,
    field text not null,
    at integer not null,
    value text not null,
    primary key (item, field, at)
  ) strict, without rowid;

  create table activity (
    key integer primary key,
    origin integer not null references origin,
    native_id text not null,
    kind text not null,
    handle integer not null references handle,
    person integer not null references person,
    at integer not null,
    item integer references item,
    revision integer,
    value integer,
    unique (origin, native_id)
  ) strict;
  create index activity_by_person on activity (person, kind, at, item, revision, value, origin);
  create index activity_by_time on activity (origin, kind, at, person, item, revision, value);
  create index activity_by_item on activity (item, kind, at, person, revision, value, origin);

  create table membership (
    project integer not null references project,
    roster text not null,
    position integer not null,
    role text not null,
    name text,
    handle integer not null references handle,
    since integer not null,
    until integer,
    evidence text not null,
    primary key (project, roster, position)
  ) strict, without rowid;
  create index membership_by_handle on membership (handle, role, since, until);

  create table membership_handle (
    project integer not null,
    roster text not null,
    position integer not null,
    handle integer not null references handle,
    primary key (project, roster, position, handle)
  ) strict, without rowid;

  create table priority_item (
    item integer not null references item,
    priority text not null,
    since integer not null,
    until integer,
    primary key (item, priority, since)
  ) strict, without rowid;

  create table setting (
    project integer not null references project,
    name text not null,
    value text not null,
    primary key (project, name)
  ) strict, without rowid;
  `,
  `
  create table delivery (
    seq integer primary key,
    id text not null unique,
    event text not null,
    payload text,
    received_at integer not null,
    tries integer not null default 0,
    -- waiting, recorded, done, aside
    state text not null default 'waiting',
    not_before integer not null default 0,
    reason text,
    handled_at integer
  ) strict;
  create index delivery_waiting on delivery (state, seq) where state in ('waiting', 'recorded');
  create index delivery_aside on delivery (seq) where state = 'aside';
  create index delivery_kept on delivery (handled_at) where payload is not null;

  create table reread (
    project integer not null references project,
    source text not null,
    item text not null,
    first_at integer not null,
    asked_at integer not null,
    primary key (project, source, item)
  ) strict, without rowid;
  create index reread_by_time on reread (asked_at);

  create table publication (
    project integer not null references project,
    channel text not null,
    key text not null,
    receipt text not null,
    digest text not null,
    at integer not null,
    body text not null,
    -- 1: about to be said; who died then left it to the PTL
    intended integer not null default 0,
    primary key (project, channel, key)
  ) strict;

  create table decision (
    seq integer primary key,
    project integer not null references project,
    key text not null,
    at integer not null,
    service text not null,
    account text not null,
    name text,
    place text not null,
    ruling text not null,
    unique (project, key)
  ) strict;

  create table lease (
    name text primary key,
    holder text not null,
    until integer not null
  ) strict, without rowid;

  create table repository_config (
    repository integer primary key,
    name text not null,
    text text not null,
    commit_id text not null,
    accepted_at integer not null
  ) strict;
  `,
  `
  -- By name, not by key: they outlive the project's rows.
  create table veil (
    project text primary key,
    secret text not null
  ) strict, without rowid;

  create table forgotten (
    project text not null,
    hash text not null,
    -- of the person, at random
    token text not null,
    primary key (project, hash)
  ) strict, without rowid;
  -- whom a letter is for: what forgetting a person takes with it
  alter table publication add column service text;
  alter table publication add column account text;
  create index publication_by_person on publication (project, service, account) where service is not null;
  `,
];
