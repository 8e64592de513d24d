import { useCallback, useState } from "react";
import { usePorts } from "../../app/Ports";
import { Waiting } from "../../app/Waiting";
import { canBeGoneOnFrom, type Deployment, isActive } from "../../ports/DeploymentStore";
import type { Uploading } from "../../ports/FileStore";
import { useLastCheckpoint } from "../checkpoints";
import { DropZone, UploadButton, UploadList, useSending } from "../files";
import { SavepointButton } from "./SavepointButton";
import { SavepointDetail } from "./SavepointDetail";
import classes from "./Savepoints.module.css";
import { SavepointTable } from "./SavepointTable";
import { useSavepoints, useSavepointsChanged } from "./useSavepoints";

/** The savepoints of a pipeline: made of what runs, uploaded, opened, started from. */
export function SavepointPanel({
  pipeline,
  deployment,
  titleOf,
  choose,
}: {
  readonly pipeline: string;
  /** What one can be made of. */
  readonly deployment?: Deployment;
  readonly titleOf: (node: string) => string;
  readonly choose?: ((node: string) => void) | undefined;
}) {
  const { savepoints } = usePorts();
  const query = useSavepoints(pipeline);
  const changed = useSavepointsChanged();
  const send = useCallback(
    async (file: File, uploading: Uploading) => {
      await savepoints.upload(pipeline, file.name.replace(/(\.savepoint)?\.zip$/i, ""), file, uploading);
      await changed();
    },
    [savepoints, pipeline, changed],
  );
  const { uploads, upload } = useSending(send);
  const [open, show] = useState<string>();
  const opened = query.data?.find(({ id }) => id === open);
  return (
    <DropZone label="Upload as a savepoint" drop={(files) => void upload(files)}>
      <div className={classes.panel} data-open={opened !== undefined || undefined}>
        <div className={classes.glance}>
          {deployment && <Make deployment={deployment} />}
          <UploadButton label="Upload …" accept=".zip" upload={(files) => void upload(files)} />
          <UploadList uploads={uploads} />
          <p className={classes.quiet}>
            A savepoint holds all state, whatever it ran on: a ZIP archive that any compatible revision can start from.
          </p>
        </div>
        <Waiting query={query}>
          {(found) =>
            found.length === 0 ? (
              <p className={classes.none}>There is no savepoint yet. A ZIP archive of one can be dropped here.</p>
            ) : (
              <SavepointTable savepoints={found} open={opened?.id} show={show} />
            )
          }
        </Waiting>
        {opened && (
          <SavepointDetail
            key={opened.id}
            savepoint={opened}
            pipeline={pipeline}
            titleOf={titleOf}
            choose={choose}
            left={() => show(undefined)}
          />
        )}
      </div>
    </DropZone>
  );
}

/** Of one that runs and is not about to end, or has ended at a checkpoint that nothing came after. */
function Make({ deployment }: { readonly deployment: Deployment }) {
  const last = useLastCheckpoint(deployment);
  const canBeMade = isActive(deployment) ? deployment.status !== "stopping" : canBeGoneOnFrom(deployment) && last;
  return canBeMade ? <SavepointButton deployment={deployment} /> : null;
}
