-- Finds meetings; what each is stands in its events (audit_event, subject 'meeting:' and the id). Written with them.
create table meeting (
    id varchar(40) primary key,
    title varchar(300) not null,
    state varchar(20) not null,
    starts_at timestamp with time zone not null
);
