-- What a run counted outlives it.
ALTER TABLE deployment ADD COLUMN counts text;
COMMENT ON COLUMN deployment.counts IS 'A JSON list: what each node counted in the last attempt, in plan order. Written when the job has ended; NULL before.';
