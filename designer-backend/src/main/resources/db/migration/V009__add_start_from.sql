ALTER TABLE deployment DROP CONSTRAINT ck_deployment_start_from;
ALTER TABLE deployment ADD COLUMN start_checkpoint text;
ALTER TABLE deployment ADD CONSTRAINT ck_deployment_start_from CHECK (start_from IN ('beginning', 'checkpoint'));
ALTER TABLE deployment ADD CONSTRAINT ck_deployment_start_checkpoint CHECK ((start_checkpoint IS NOT NULL) = (start_from = 'checkpoint'));

COMMENT ON COLUMN deployment.start_checkpoint IS 'A JSON object: the checkpoint of another deployment that it starts from, and what that means to its plan.';

ALTER TABLE deployment DROP CONSTRAINT ck_deployment_desired;
ALTER TABLE deployment ADD CONSTRAINT ck_deployment_desired CHECK (desired IN ('run', 'suspend', 'stop', 'cancel'));
ALTER TABLE deployment DROP CONSTRAINT ck_deployment_phase;
ALTER TABLE deployment ADD CONSTRAINT ck_deployment_phase CHECK (phase IN ('created', 'scheduling', 'deploying', 'running', 'suspending', 'stopping', 'committing', 'rescaling', 'restarting', 'cancelling', 'aborting', 'finished', 'stopped', 'failed'));
ALTER TABLE job_event DROP CONSTRAINT ck_job_event_desired;
ALTER TABLE job_event ADD CONSTRAINT ck_job_event_desired CHECK (desired IN ('run', 'suspend', 'stop', 'cancel'));
ALTER TABLE job_event DROP CONSTRAINT ck_job_event_phase;
ALTER TABLE job_event ADD CONSTRAINT ck_job_event_phase CHECK (phase IN ('created', 'scheduling', 'deploying', 'running', 'suspending', 'stopping', 'committing', 'rescaling', 'restarting', 'cancelling', 'aborting', 'finished', 'stopped', 'failed'));
