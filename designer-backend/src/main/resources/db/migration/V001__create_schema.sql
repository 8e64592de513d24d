-- The first schema: two roles, the tables of people, and the tables of workspaces behind row-level security.
-- Whoever migrates is the owner or a superuser; passwords are set by the control plane and are in no file of SQL.

-- Roles belong to the server, not to the database, so another database may have brought them already.
DO $$
BEGIN
    CREATE ROLE millrace_owner NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

DO $$
BEGIN
    CREATE ROLE millrace_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

GRANT USAGE ON SCHEMA public TO millrace_app;

CREATE FUNCTION current_workspace() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('millrace.workspace_id', true), '')::uuid;

COMMENT ON FUNCTION current_workspace IS
    'The workspace of this transaction, set by SET LOCAL; NULL where none is set, and then no row of a tenant table is seen or written.';

CREATE PROCEDURE secure_tenant_table(tenant_table regclass)
    LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s OWNER TO millrace_owner', tenant_table);
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
        'CREATE POLICY workspace_only ON %s USING (workspace_id = current_workspace()) WITH CHECK (workspace_id = current_workspace())',
        tenant_table);
END $$;

COMMENT ON PROCEDURE secure_tenant_table IS
    'Called once for each table with a workspace_id, by the migration that creates it; a test finds tables that were forgotten.';

-- People and how they come in. These are read before a workspace is known, so they have none.

CREATE TABLE workspace (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_workspace PRIMARY KEY (id),
    CONSTRAINT uq_workspace_name UNIQUE (name),
    CONSTRAINT ck_workspace_name CHECK (name ~ '^[a-z][a-z0-9-]{0,62}$')
);

CREATE TABLE app_user (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_app_user PRIMARY KEY (id),
    CONSTRAINT uq_app_user_name UNIQUE (name),
    CONSTRAINT ck_app_user_name CHECK (length(name) BETWEEN 1 AND 100)
);

CREATE TABLE login_link (
    secret_hash bytea NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT pk_login_link PRIMARY KEY (secret_hash),
    CONSTRAINT fk_login_link_user_id FOREIGN KEY (user_id) REFERENCES app_user ON DELETE CASCADE
);

COMMENT ON COLUMN login_link.secret_hash IS 'SHA-256 of the secret; the secret itself is 256 random bits and is kept nowhere.';

CREATE TABLE session (
    secret_hash bytea NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    CONSTRAINT pk_session PRIMARY KEY (secret_hash),
    CONSTRAINT fk_session_user_id FOREIGN KEY (user_id) REFERENCES app_user ON DELETE CASCADE
);

COMMENT ON COLUMN session.secret_hash IS 'SHA-256 of the cookie''s value.';

-- Tenant tables: workspace_id is the first column of every key, and foreign keys carry it, so that no row can point into another workspace.

CREATE TABLE member (
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    CONSTRAINT pk_member PRIMARY KEY (workspace_id, user_id),
    CONSTRAINT fk_member_workspace_id FOREIGN KEY (workspace_id) REFERENCES workspace ON DELETE CASCADE,
    CONSTRAINT fk_member_user_id FOREIGN KEY (user_id) REFERENCES app_user ON DELETE CASCADE,
    CONSTRAINT ck_member_role CHECK (role IN ('viewer', 'editor', 'operator', 'admin'))
);

CREATE TABLE environment (
    workspace_id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_environment PRIMARY KEY (workspace_id, name),
    CONSTRAINT fk_environment_workspace_id FOREIGN KEY (workspace_id) REFERENCES workspace ON DELETE CASCADE,
    CONSTRAINT ck_environment_name CHECK (name ~ '^[a-z][a-z0-9-]{0,62}$')
);

CREATE TABLE pipeline (
    workspace_id uuid NOT NULL,
    id text NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL,
    CONSTRAINT pk_pipeline PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_pipeline_workspace_id FOREIGN KEY (workspace_id) REFERENCES workspace ON DELETE CASCADE,
    CONSTRAINT fk_pipeline_created_by FOREIGN KEY (created_by) REFERENCES app_user,
    CONSTRAINT ck_pipeline_id CHECK (id ~ '^[a-z][a-z0-9-]{0,62}$')
);

CREATE TABLE draft (
    workspace_id uuid NOT NULL,
    pipeline_id text NOT NULL,
    version bigint NOT NULL,
    document text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    nodes integer NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY (workspace_id, pipeline_id),
    CONSTRAINT fk_draft_pipeline_id FOREIGN KEY (workspace_id, pipeline_id) REFERENCES pipeline ON DELETE CASCADE,
    CONSTRAINT ck_draft_version CHECK (version >= 0),
    CONSTRAINT ck_draft_document CHECK (length(document) <= 2 * 1024 * 1024)
);

COMMENT ON COLUMN draft.version IS '0 for the document the pipeline was made with, then one more for each row in draft_edit.';
COMMENT ON COLUMN draft.document IS 'Canonical JSON. Text and not jsonb, which would change the order of members and the spelling of numbers.';
COMMENT ON COLUMN draft.nodes IS 'How many the document has; like name and description copied out for lists.';

CREATE TABLE draft_edit (
    workspace_id uuid NOT NULL,
    pipeline_id text NOT NULL,
    version bigint NOT NULL,
    client_edit_id text NOT NULL,
    author_id uuid NOT NULL,
    edits text NOT NULL,
    made_at timestamptz NOT NULL,
    CONSTRAINT pk_draft_edit PRIMARY KEY (workspace_id, pipeline_id, version),
    CONSTRAINT uq_draft_edit_client_edit_id UNIQUE (workspace_id, pipeline_id, client_edit_id),
    CONSTRAINT fk_draft_edit_pipeline_id FOREIGN KEY (workspace_id, pipeline_id) REFERENCES draft ON DELETE CASCADE,
    CONSTRAINT fk_draft_edit_author_id FOREIGN KEY (author_id) REFERENCES app_user
);

COMMENT ON TABLE draft_edit IS 'Accepted batches of edits, only ever added to.';
COMMENT ON COLUMN draft_edit.version IS 'The version of the draft that these edits made.';
COMMENT ON COLUMN draft_edit.edits IS 'A JSON list of edits.';

CREATE TABLE revision (
    workspace_id uuid NOT NULL,
    pipeline_id text NOT NULL,
    number integer NOT NULL,
    parents integer[] NOT NULL,
    message text NOT NULL,
    author_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    draft_version bigint NOT NULL,
    document text NOT NULL,
    content_hash text NOT NULL,
    plan_hash text NOT NULL,
    CONSTRAINT pk_revision PRIMARY KEY (workspace_id, pipeline_id, number),
    CONSTRAINT fk_revision_pipeline_id FOREIGN KEY (workspace_id, pipeline_id) REFERENCES pipeline ON DELETE CASCADE,
    CONSTRAINT fk_revision_author_id FOREIGN KEY (author_id) REFERENCES app_user,
    CONSTRAINT ck_revision_number CHECK (number >= 1),
    CONSTRAINT ck_revision_parents CHECK (number > ALL (parents)),
    CONSTRAINT ck_revision_message CHECK (length(message) BETWEEN 1 AND 2000),
    CONSTRAINT ck_revision_hashes CHECK (content_hash ~ '^[0-9a-f]{64}$' AND plan_hash ~ '^[0-9a-f]{64}$')
);

COMMENT ON TABLE revision IS 'Never changed after it was written.';
COMMENT ON COLUMN revision.parents IS 'The revisions this one was made from: none for the first, else the one before.';
COMMENT ON COLUMN revision.content_hash IS 'SHA-256 of the canonical JSON without id: equal where documents say the same.';
COMMENT ON COLUMN revision.plan_hash IS 'The same without names and layout: equal where documents run the same.';

CREATE TABLE reported_catalogue (
    workspace_id uuid NOT NULL,
    catalogue text NOT NULL,
    version text NOT NULL,
    reported_at timestamptz NOT NULL,
    CONSTRAINT pk_reported_catalogue PRIMARY KEY (workspace_id),
    CONSTRAINT fk_reported_catalogue_workspace_id FOREIGN KEY (workspace_id) REFERENCES workspace ON DELETE CASCADE
);

COMMENT ON TABLE reported_catalogue IS 'What the executors of a workspace can do, as the last of them said; until one has, the catalogue of the build.';
COMMENT ON COLUMN reported_catalogue.version IS 'Of the executor that reported it.';

CREATE TABLE join_token (
    workspace_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid,
    expires_at timestamptz,
    CONSTRAINT pk_join_token PRIMARY KEY (workspace_id, secret_hash),
    CONSTRAINT fk_join_token_workspace_id FOREIGN KEY (workspace_id) REFERENCES workspace ON DELETE CASCADE,
    CONSTRAINT fk_join_token_created_by FOREIGN KEY (created_by) REFERENCES app_user
);

COMMENT ON TABLE join_token IS 'What an executor shows to join the cluster of a workspace.';
COMMENT ON COLUMN join_token.created_by IS 'NULL for the token that the launcher gives to its own executors.';
COMMENT ON COLUMN join_token.expires_at IS 'NULL for one that is good as long as it is there.';

CREATE TABLE deployment (
    workspace_id uuid NOT NULL,
    id text NOT NULL,
    pipeline_id text NOT NULL,
    revision integer NOT NULL,
    environment text NOT NULL,
    parallelism integer NOT NULL,
    parameters text NOT NULL,
    start_from text NOT NULL,
    plan bytea NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL,
    desired text NOT NULL,
    phase text NOT NULL,
    ended_at timestamptz,
    CONSTRAINT pk_deployment PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_deployment_pipeline_id FOREIGN KEY (workspace_id, pipeline_id, revision) REFERENCES revision ON DELETE CASCADE,
    CONSTRAINT fk_deployment_environment FOREIGN KEY (workspace_id, environment) REFERENCES environment,
    CONSTRAINT fk_deployment_created_by FOREIGN KEY (created_by) REFERENCES app_user,
    CONSTRAINT ck_deployment_parallelism CHECK (parallelism >= 1),
    CONSTRAINT ck_deployment_start_from CHECK (start_from IN ('beginning')),
    CONSTRAINT ck_deployment_desired CHECK (desired IN ('run', 'stop', 'cancel')),
    CONSTRAINT ck_deployment_phase CHECK (phase IN ('created', 'scheduling', 'deploying', 'running', 'stopping', 'committing', 'restarting', 'cancelling', 'aborting', 'finished', 'stopped', 'failed')),
    CONSTRAINT ck_deployment_ended_at CHECK ((ended_at IS NOT NULL) = (phase IN ('finished', 'stopped', 'failed')))
);

COMMENT ON COLUMN deployment.parameters IS 'A JSON object: the values that were given, by parameter name, as text.';
COMMENT ON COLUMN deployment.plan IS 'The operator plan as protobuf, as it was made when the deployment was.';
COMMENT ON COLUMN deployment.phase IS 'With desired and ended_at a copy of the last row in job_event, written together with it, for lists and the rule of one active deployment.';

CREATE TABLE job_log_owner (
    workspace_id uuid NOT NULL,
    epoch bigint NOT NULL,
    owner text NOT NULL,
    taken_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_job_log_owner PRIMARY KEY (workspace_id),
    CONSTRAINT fk_job_log_owner_workspace_id FOREIGN KEY (workspace_id) REFERENCES workspace ON DELETE CASCADE,
    CONSTRAINT ck_job_log_owner_epoch CHECK (epoch >= 1)
);

COMMENT ON TABLE job_log_owner IS 'Which coordinator writes the job log of a workspace. A row in job_event is written in the same transaction as this row is locked and found with its epoch.';
COMMENT ON COLUMN job_log_owner.epoch IS 'One more whenever another coordinator takes over; lower ones are refused everywhere.';
COMMENT ON COLUMN job_log_owner.owner IS 'Which process, for people.';

CREATE TABLE job_event (
    workspace_id uuid NOT NULL,
    deployment_id text NOT NULL,
    number bigint NOT NULL,
    owner_epoch bigint NOT NULL,
    wall_time timestamptz NOT NULL,
    desired text NOT NULL,
    phase text NOT NULL,
    state text NOT NULL,
    reason text,
    CONSTRAINT pk_job_event PRIMARY KEY (workspace_id, deployment_id, number),
    CONSTRAINT fk_job_event_deployment_id FOREIGN KEY (workspace_id, deployment_id) REFERENCES deployment ON DELETE CASCADE,
    CONSTRAINT ck_job_event_number CHECK (number >= 1),
    CONSTRAINT ck_job_event_desired CHECK (desired IN ('run', 'stop', 'cancel')),
    CONSTRAINT ck_job_event_phase CHECK (phase IN ('created', 'scheduling', 'deploying', 'running', 'stopping', 'committing', 'restarting', 'cancelling', 'aborting', 'finished', 'stopped', 'failed'))
);

COMMENT ON TABLE job_event IS 'The log of each job: where it is from that row on. Only ever added to.';
COMMENT ON COLUMN job_event.number IS '1 for the first of the job, then without gaps.';
COMMENT ON COLUMN job_event.state IS 'JSON as JobStateText writes it.';
COMMENT ON COLUMN job_event.reason IS 'A run error as JSON, where it did not go there in the usual course.';

CREATE TABLE metric_point (
    workspace_id uuid NOT NULL,
    deployment_id text NOT NULL,
    node text NOT NULL,
    step_seconds integer NOT NULL,
    at timestamptz NOT NULL,
    rows_in bigint NOT NULL,
    rows_out bigint NOT NULL,
    rows_failed bigint NOT NULL,
    rows_late bigint NOT NULL,
    bytes bigint NOT NULL,
    busy real NOT NULL,
    blocked real NOT NULL,
    idle real NOT NULL,
    watermark timestamptz,
    CONSTRAINT pk_metric_point PRIMARY KEY (workspace_id, deployment_id, step_seconds, at, node),
    CONSTRAINT fk_metric_point_deployment_id FOREIGN KEY (workspace_id, deployment_id) REFERENCES deployment ON DELETE CASCADE,
    CONSTRAINT ck_metric_point_step_seconds CHECK (step_seconds IN (1, 10, 60)),
    CONSTRAINT ck_metric_point_shares CHECK (busy BETWEEN 0 AND 1 AND blocked BETWEEN 0 AND 1 AND idle BETWEEN 0 AND 1)
);

COMMENT ON TABLE metric_point IS 'Figures of a node over one step of time: each second for an hour, each ten for a day, each minute for fourteen days.';
COMMENT ON COLUMN metric_point.at IS 'The end of the step.';
COMMENT ON COLUMN metric_point.rows_in IS 'In this step, as are the other counts.';

CREATE TABLE idempotency_key (
    workspace_id uuid NOT NULL,
    user_id uuid NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status integer NOT NULL,
    location text,
    body text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_idempotency_key PRIMARY KEY (workspace_id, user_id, key),
    CONSTRAINT fk_idempotency_key_workspace_id FOREIGN KEY (workspace_id) REFERENCES workspace ON DELETE CASCADE,
    CONSTRAINT fk_idempotency_key_user_id FOREIGN KEY (user_id) REFERENCES app_user ON DELETE CASCADE,
    CONSTRAINT ck_idempotency_key_key CHECK (length(key) BETWEEN 1 AND 100)
);

COMMENT ON TABLE idempotency_key IS 'What was answered to a request, so that the same one is answered alike.';
COMMENT ON COLUMN idempotency_key.request_hash IS 'SHA-256 of method, path and body; another request under the same key is refused.';

CREATE INDEX ix_login_link_user_id ON login_link (user_id);
CREATE INDEX ix_session_user_id ON session (user_id);
CREATE INDEX ix_member_user_id ON member (user_id);
CREATE INDEX ix_draft_changed_at ON draft (workspace_id, changed_at DESC, pipeline_id);
CREATE INDEX ix_deployment_created_at ON deployment (workspace_id, created_at DESC, id);
CREATE INDEX ix_deployment_pipeline_id ON deployment (workspace_id, pipeline_id, revision);
CREATE UNIQUE INDEX uq_deployment_active ON deployment (workspace_id, pipeline_id, environment) WHERE ended_at IS NULL;
COMMENT ON INDEX uq_deployment_active IS 'One active deployment per pipeline and environment.';

CALL secure_tenant_table('member');
CALL secure_tenant_table('environment');
CALL secure_tenant_table('pipeline');
CALL secure_tenant_table('draft');
CALL secure_tenant_table('draft_edit');
CALL secure_tenant_table('revision');
CALL secure_tenant_table('reported_catalogue');
CALL secure_tenant_table('join_token');
CALL secure_tenant_table('deployment');
CALL secure_tenant_table('job_log_owner');
CALL secure_tenant_table('job_event');
CALL secure_tenant_table('metric_point');
CALL secure_tenant_table('idempotency_key');

ALTER TABLE workspace OWNER TO millrace_owner;
ALTER TABLE app_user OWNER TO millrace_owner;
ALTER TABLE login_link OWNER TO millrace_owner;
ALTER TABLE session OWNER TO millrace_owner;

-- Which workspaces somebody belongs to is asked before one of them is chosen.
CREATE POLICY own_memberships ON member FOR SELECT
    USING (user_id = NULLIF(current_setting('millrace.user_id', true), '')::uuid);

-- The application may do to each table what its rows are for; logs and revisions can be added to only.
GRANT SELECT, INSERT ON workspace, app_user TO millrace_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON login_link, session, member TO millrace_app;
GRANT SELECT, INSERT ON environment, draft_edit, revision, job_event TO millrace_app;
GRANT SELECT, INSERT, UPDATE ON draft, reported_catalogue, deployment, job_log_owner TO millrace_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON pipeline TO millrace_app;
GRANT SELECT, INSERT, DELETE ON join_token, metric_point, idempotency_key TO millrace_app;
