-- What became of the checkpoints of a deployment, and how often they are taken.
CREATE TABLE checkpoint (
    workspace_id uuid NOT NULL,
    deployment_id text NOT NULL,
    number bigint NOT NULL,
    attempt bigint NOT NULL,
    status text NOT NULL,
    manifest text,
    prepared text NOT NULL,
    error text,
    started_at timestamptz NOT NULL,
    duration_ms bigint NOT NULL,
    bytes_written bigint NOT NULL,
    state_bytes bigint NOT NULL,
    align_micros bigint NOT NULL,
    stall_micros bigint NOT NULL,
    executor_micros bigint NOT NULL,
    CONSTRAINT pk_checkpoint PRIMARY KEY (workspace_id, deployment_id, number),
    CONSTRAINT fk_checkpoint_deployment_id FOREIGN KEY (workspace_id, deployment_id) REFERENCES deployment ON DELETE CASCADE,
    CONSTRAINT ck_checkpoint_number CHECK (number >= 1 AND attempt >= 1),
    CONSTRAINT ck_checkpoint_status CHECK (status IN ('completed', 'committed', 'failed')),
    CONSTRAINT ck_checkpoint_manifest CHECK (manifest IS NOT NULL OR status = 'failed'),
    CONSTRAINT ck_checkpoint_error CHECK ((error IS NOT NULL) = (status = 'failed'))
);

COMMENT ON TABLE checkpoint IS 'Whether checkpoints count. Written by the owner of the job log alone; of each deployment the last rows are kept.';
COMMENT ON COLUMN checkpoint.number IS 'Grows within the deployment, with gaps.';
COMMENT ON COLUMN checkpoint.manifest IS 'A path in the storage; kept when a checkpoint that was complete cannot be read any more.';
COMMENT ON COLUMN checkpoint.prepared IS 'What it makes visible: a JSON object by operator, as JobStateText writes it.';
COMMENT ON COLUMN checkpoint.error IS 'A run error as JSON.';
COMMENT ON COLUMN checkpoint.duration_ms IS 'Until the coordinator knew how it ended.';
COMMENT ON COLUMN checkpoint.executor_micros IS 'The longest an executor was at it.';

ALTER TABLE deployment ADD COLUMN checkpoint_interval_ms bigint;
ALTER TABLE deployment ADD CONSTRAINT ck_deployment_checkpoint_interval_ms CHECK (checkpoint_interval_ms >= 1);
COMMENT ON COLUMN deployment.checkpoint_interval_ms IS 'From the end of one checkpoint to the beginning of the next; NULL where none are taken, as with those deployed before there were any.';

CALL secure_tenant_table('checkpoint');
GRANT SELECT, INSERT, UPDATE, DELETE ON checkpoint TO millrace_app;
