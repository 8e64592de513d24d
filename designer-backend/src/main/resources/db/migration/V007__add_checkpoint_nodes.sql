-- What a checkpoint holds of each node and what it cost there.
ALTER TABLE checkpoint ADD COLUMN nodes text NOT NULL DEFAULT '[]';
COMMENT ON COLUMN checkpoint.nodes IS 'By node, those that have state or waited: JSON, as NodeCheckpointText writes it.';
