-- Calendars to which signed-in customers subscribe: an address counts while its generation is the customer's and the calendar is open. Who is not
-- here has none.
CREATE TABLE customer_feeds (
    customer_id uuid PRIMARY KEY,
    generation integer NOT NULL DEFAULT 1,
    is_open boolean NOT NULL DEFAULT true
);
