-- One folder for H2 and PostgreSQL. What an administrative unit is called, coded, typed and whose part it is has dates:
-- a unit itself is only that one and the same place goes on.
create table unit (
    id uuid primary key
);

create table unit_period (
    unit_id uuid not null references unit (id),
    valid_from date not null,
    valid_to date,
    code varchar(20) not null,
    parent_id uuid references unit (id),
    level varchar(40) not null,
    type varchar(60) not null,
    name varchar(200) not null,
    official_order int not null,
    primary key (unit_id, valid_from),
    constraint unit_period_not_empty check (valid_to is null or valid_to > valid_from)
);

create index unit_period_by_code on unit_period (code, valid_from);

-- Every act. seq counts up without a gap; hash covers the row and the hash before it; signature is made with a key that
-- the database does not hold.
create table audit_event (
    seq bigint primary key,
    at_micros bigint not null,
    actor varchar(200) not null,
    act varchar(80) not null,
    subject varchar(400) not null,
    cause varchar(400) not null,
    detail varchar(100000) not null,
    hash varchar(64) not null,
    signature varchar(128) not null
);

-- One row, locked by whoever appends: acts at the same time take their turn.
create table audit_end (
    only_row int primary key,
    seq bigint not null,
    hash varchar(64) not null,
    constraint audit_end_single check (only_row = 1)
);

insert into audit_end (only_row, seq, hash) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
