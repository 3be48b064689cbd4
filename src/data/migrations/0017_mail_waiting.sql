-- Without statistics an engine thinks that mails of one state are few, and sorts all that wait. Its state in front, this index
-- leads to the next one that is due.
DROP INDEX mail_waiting;
CREATE INDEX mail_waiting ON mail (state, next_try_at, id) WHERE state = 'waiting';
