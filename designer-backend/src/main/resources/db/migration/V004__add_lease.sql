-- Background loops are done by one control plane at a time.
CREATE TABLE lease (
    workspace_id uuid NOT NULL,
    name text NOT NULL,
    holder text NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT pk_lease PRIMARY KEY (workspace_id, name),
    CONSTRAINT fk_lease_workspace_id FOREIGN KEY (workspace_id) REFERENCES workspace ON DELETE CASCADE
);

COMMENT ON TABLE lease IS 'Who does a background loop of a workspace, and until when, by the clock of this server.';

CALL secure_tenant_table('lease');
GRANT SELECT, INSERT, UPDATE ON lease TO millrace_app;
