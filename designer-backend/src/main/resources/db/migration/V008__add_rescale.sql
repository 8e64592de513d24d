-- A job may go on at another parallelism: what it has and what is wanted stands in its events.
ALTER TABLE job_event ADD COLUMN tasks integer;
ALTER TABLE job_event ADD COLUMN wanted_tasks integer;
ALTER TABLE job_event ADD COLUMN wanted_since bigint;
ALTER TABLE job_event ADD CONSTRAINT ck_job_event_tasks CHECK (tasks >= 1);
ALTER TABLE job_event ADD CONSTRAINT ck_job_event_wanted_tasks CHECK (wanted_tasks >= 1 AND wanted_since >= 0);
ALTER TABLE job_event ADD CONSTRAINT ck_job_event_wanted_since CHECK ((wanted_since IS NULL) = (wanted_tasks IS NULL));
COMMENT ON COLUMN job_event.tasks IS 'The parallelism of the attempt it is about, or of the next; NULL in rows from before there was another one than that of the deployment.';
COMMENT ON COLUMN job_event.wanted_tasks IS 'Another parallelism that somebody asked for, until an attempt begins with it.';
COMMENT ON COLUMN job_event.wanted_since IS 'The number of the last checkpoint by then; 0 for none.';
COMMENT ON COLUMN deployment.parallelism IS 'Of the first attempt.';
COMMENT ON COLUMN deployment.plan IS 'The operator plan as protobuf, as it was made when the deployment was: fragments with several tasks may run as any number of them.';

ALTER TABLE job_event DROP CONSTRAINT ck_job_event_phase;
ALTER TABLE job_event ADD CONSTRAINT ck_job_event_phase CHECK (phase IN ('created', 'scheduling', 'deploying', 'running', 'stopping', 'committing', 'rescaling', 'restarting', 'cancelling', 'aborting', 'finished', 'stopped', 'failed'));
ALTER TABLE deployment DROP CONSTRAINT ck_deployment_phase;
ALTER TABLE deployment ADD CONSTRAINT ck_deployment_phase CHECK (phase IN ('created', 'scheduling', 'deploying', 'running', 'stopping', 'committing', 'rescaling', 'restarting', 'cancelling', 'aborting', 'finished', 'stopped', 'failed'));
