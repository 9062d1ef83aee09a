-- Personal data, until the letter has left: places offered to those who wait. As security_notices; `change` holds the offer.
CREATE TABLE waiting_list_notices (LIKE security_notices INCLUDING ALL);
