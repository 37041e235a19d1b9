-- Organisations use sites; a site is a room in a unit; a site has endpoints. Units have dates, these have a beginning and an end.
create table organisation (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    name varchar(200) not null
);

create table site (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    organisation_id uuid references organisation (id),
    name varchar(200) not null,
    official_order int not null,
    hall boolean not null,
    phone varchar(60) not null,
    closed_on date
);

create index site_by_unit on site (unit_id);

create table endpoint (
    id uuid primary key,
    site_id uuid not null references site (id),
    kind varchar(20) not null,
    role varchar(20) not null,
    name varchar(200) not null,
    address varchar(200) not null
);

create index endpoint_by_site on endpoint (site_id);

-- One value of the house: whether its data is invented, when it was set up.
create table house (
    name varchar(60) primary key,
    content varchar(4000) not null
);

-- What happened in one meeting, in order.
create index audit_event_by_subject on audit_event (subject, seq);
