-- Personal data, until the letter has left: requests outside policy and what became of them. As security_notices; `change` holds the request.
CREATE TABLE request_notices (LIKE security_notices INCLUDING ALL);
