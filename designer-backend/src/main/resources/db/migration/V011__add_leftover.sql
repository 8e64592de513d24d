CREATE TABLE leftover (
    workspace_id uuid NOT NULL,
    folder text NOT NULL,
    due_at timestamptz NOT NULL,
    CONSTRAINT pk_leftover PRIMARY KEY (workspace_id, folder),
    CONSTRAINT fk_leftover_workspace_id FOREIGN KEY (workspace_id) REFERENCES workspace ON DELETE CASCADE
);

COMMENT ON TABLE leftover IS 'Folders of the checkpoint storage in which files may be that nobody needs. An executor clears them, and then the row goes.';
COMMENT ON COLUMN leftover.due_at IS 'Not before: whoever may still write there has given up by then.';

CALL secure_tenant_table('leftover');
GRANT SELECT, INSERT, UPDATE, DELETE ON leftover TO millrace_app;
