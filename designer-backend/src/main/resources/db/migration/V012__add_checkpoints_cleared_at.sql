ALTER TABLE deployment ADD COLUMN checkpoints_cleared_at timestamptz;

COMMENT ON COLUMN deployment.checkpoints_cleared_at IS 'Since when its checkpoints are not kept any more, as it had ended a while before.';
