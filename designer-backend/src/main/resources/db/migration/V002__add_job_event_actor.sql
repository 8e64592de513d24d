-- Who asked for what an event says, where somebody did.
ALTER TABLE job_event ADD COLUMN actor_id uuid;
ALTER TABLE job_event ADD CONSTRAINT fk_job_event_actor_id FOREIGN KEY (actor_id) REFERENCES app_user;
COMMENT ON COLUMN job_event.actor_id IS 'Who asked for it; NULL where the coordinator decided by itself.';
