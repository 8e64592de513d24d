-- Tokens are found by their public part. None can have been kept without one: no release issued any.
ALTER TABLE join_token ADD COLUMN id text NOT NULL;
ALTER TABLE join_token ADD CONSTRAINT uq_join_token_id UNIQUE (id);
COMMENT ON COLUMN join_token.id IS 'The public part of the token.';
