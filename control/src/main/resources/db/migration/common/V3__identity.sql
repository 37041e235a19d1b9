-- Who may come in. Secrets are here only as hashes, or sealed with a key that the database does not hold.
create table account (
    id uuid primary key,
    -- What one signs in with, in small letters.
    account varchar(60) not null unique,
    name varchar(120) not null,
    -- Argon2id; null until the one-time code was used.
    password_hash varchar(200),
    -- Of the sample province: opened by one click, never by a password.
    demo boolean not null,
    disabled boolean not null,
    -- One-time code with which the password is set.
    code_hash varchar(64),
    code_expires_at timestamp with time zone,
    -- Second step: secret, sealed; whether its owner has shown a code of it; the last time step used.
    totp_secret varchar(200),
    totp_confirmed boolean not null,
    totp_step bigint not null,
    made_at timestamp with time zone not null
);

-- A role for a unit and everything under it; no unit: the whole house, whatever its root is called next year.
create table account_grant (
    id uuid primary key,
    account_id uuid not null references account (id),
    role varchar(30) not null,
    unit_id uuid references unit (id)
);

create index account_grant_by_account on account_grant (account_id);

create table recovery_code (
    account_id uuid not null references account (id),
    code_hash varchar(64) not null,
    primary key (account_id, code_hash)
);

-- One browser where somebody has signed in.
create table access_session (
    id uuid primary key,
    account_id uuid not null references account (id),
    key_hash varchar(64) not null unique,
    from_address varchar(60) not null,
    agent varchar(200) not null,
    -- The second step was taken, or there is none to take (the sample province on its own machine).
    verified boolean not null,
    made_at timestamp with time zone not null,
    last_seen timestamp with time zone not null
);

create index access_session_by_account on access_session (account_id);

-- What a site's device shows instead of a password.
create table device_key (
    id uuid primary key,
    endpoint_id uuid not null references endpoint (id),
    key_hash varchar(64) not null unique,
    made_at timestamp with time zone not null,
    last_seen timestamp with time zone,
    -- Of synthetic sites; null: until it is revoked.
    expires_at timestamp with time zone
);

create index device_key_by_endpoint on device_key (endpoint_id);

alter table endpoint add column paired_at timestamp with time zone;
alter table endpoint add column last_seen timestamp with time zone;
alter table endpoint add column revoked_at timestamp with time zone;
