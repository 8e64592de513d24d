-- What was kept of a pipeline's state, whatever becomes of the deployment and the pipeline: it points to neither.
CREATE TABLE savepoint (
    workspace_id uuid NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    pipeline_id text NOT NULL,
    revision integer,
    deployment_id text,
    stop boolean NOT NULL,
    uploaded boolean NOT NULL,
    phase text NOT NULL,
    after_checkpoint bigint,
    checkpoint bigint,
    manifest text,
    reason text,
    taken_at timestamptz,
    parallelism integer,
    bytes bigint,
    nodes text,
    document text,
    plan bytea,
    restored text,
    executor text,
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL,
    completed_at timestamptz,
    CONSTRAINT pk_savepoint PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_savepoint_workspace_id FOREIGN KEY (workspace_id) REFERENCES workspace ON DELETE CASCADE,
    CONSTRAINT fk_savepoint_created_by FOREIGN KEY (created_by) REFERENCES app_user,
    CONSTRAINT ck_savepoint_name CHECK (length(name) BETWEEN 1 AND 100),
    CONSTRAINT ck_savepoint_phase CHECK (phase IN ('receiving', 'checkpoint', 'writing', 'complete', 'failing', 'failed', 'deleting')),
    CONSTRAINT ck_savepoint_reason CHECK ((reason IS NOT NULL) = (phase IN ('failing', 'failed')) OR phase = 'deleting'),
    CONSTRAINT ck_savepoint_completed_at CHECK ((completed_at IS NOT NULL) = (phase IN ('complete', 'failing', 'failed')) OR phase = 'deleting'),
    CONSTRAINT ck_savepoint_complete CHECK (phase <> 'complete' OR (checkpoint IS NOT NULL AND document IS NOT NULL AND plan IS NOT NULL AND bytes IS NOT NULL))
);

COMMENT ON COLUMN savepoint.pipeline_id IS 'Of which pipeline, as its document says; that may be gone, or of another installation.';
COMMENT ON COLUMN savepoint.phase IS 'receiving: an upload comes. checkpoint: the deployment takes one for it. writing: an executor makes it of that. failing: it has failed, and files of it may still lie in the storage. deleting: as failing, and then the row goes.';
COMMENT ON COLUMN savepoint.after_checkpoint IS 'The number of the last checkpoint when it was asked for: it is made of a later one.';
COMMENT ON COLUMN savepoint.manifest IS 'Of the checkpoint that it is made of, a path in the storage.';
COMMENT ON COLUMN savepoint.reason IS 'A run error as JSON.';
COMMENT ON COLUMN savepoint.nodes IS 'What it holds of each node: a JSON list.';
COMMENT ON COLUMN savepoint.document IS 'The revision that ran, as JSON.';
COMMENT ON COLUMN savepoint.plan IS 'What executors ran of it, as protobuf.';
COMMENT ON COLUMN savepoint.restored IS 'The manifest of the checkpoint that was made of it when a deployment first started from it; it goes with the savepoint.';
COMMENT ON COLUMN savepoint.executor IS 'Which executor is at it.';

CREATE INDEX ix_savepoint_created_at ON savepoint (workspace_id, created_at DESC, id);

CALL secure_tenant_table('savepoint');
GRANT SELECT, INSERT, UPDATE, DELETE ON savepoint TO millrace_app;
