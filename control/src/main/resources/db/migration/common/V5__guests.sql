-- A meeting's link for guests, each time it is opened. Which one is open stands in the meeting's events; link and PIN are
-- sealed, since whoever runs the meeting reads them again, and the link is found by its hash.
create table guest_link (
    id varchar(40) primary key,
    meeting_id varchar(40) not null references meeting (id),
    link_hash varchar(64) not null unique,
    sealed varchar(400) not null,
    made_at timestamp with time zone not null
);

create index guest_link_by_meeting on guest_link (meeting_id);

-- What a guest's browser shows. Whether its owner waits, has a seat or was sent away stands in the meeting's events.
create table guest_key (
    id uuid primary key,
    link_id varchar(40) not null references guest_link (id),
    meeting_id varchar(40) not null references meeting (id),
    seat varchar(60) not null,
    name varchar(200) not null,
    key_hash varchar(64) not null unique,
    made_at timestamp with time zone not null
);

create index guest_key_by_meeting on guest_key (meeting_id);
