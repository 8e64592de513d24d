import { Progress } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { exact, sizeWords } from "../../app/figures";
import { Moment } from "../../app/Moment";
import { usePorts } from "../../app/Ports";
import type { Savepoint } from "../../ports/SavepointStore";
import classes from "./Savepoints.module.css";
import { progressOf } from "./words";

/** The savepoints of a pipeline, the newest first; the name of one opens it. */
export function SavepointTable({
  savepoints,
  open,
  show,
}: {
  readonly savepoints: readonly Savepoint[];
  readonly open: string | undefined;
  readonly show: (id: string | undefined) => void;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className={classes.scroll} tabIndex={0} aria-label="Savepoints, the newest first">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">When</th>
            <th scope="col">By</th>
            <th scope="col" data-number>
              Revision
            </th>
            <th scope="col" data-number>
              Size
            </th>
            <th scope="col" data-detail>
              From
            </th>
          </tr>
        </thead>
        <tbody>
          {savepoints.map((savepoint) => (
            <Row
              key={savepoint.id}
              savepoint={savepoint}
              isOpen={open === savepoint.id}
              toggle={() => show(open === savepoint.id ? undefined : savepoint.id)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({
  savepoint,
  isOpen,
  toggle,
}: {
  readonly savepoint: Savepoint;
  readonly isOpen: boolean;
  readonly toggle: () => void;
}) {
  const { workspace } = usePorts();
  const { name, state, createdAt, createdBy, revision, deployment, uploaded } = savepoint;
  return (
    <tr data-open={isOpen || undefined} data-failed={state === "failed" || undefined}>
      <td className={classes.name}>
        <button type="button" className={classes.open} aria-expanded={isOpen} title={name} onClick={toggle}>
          {name}
        </button>
      </td>
      <td>
        <Moment at={createdAt} />
      </td>
      <td>{createdBy}</td>
      <td data-number>{revision === undefined ? "–" : exact(revision)}</td>
      <td data-number>
        <Extent savepoint={savepoint} />
      </td>
      <td data-detail className={classes.from} title={deployment}>
        {deployment !== undefined ? (
          <Link
            className={classes.open}
            to="/w/$workspace/deployments/$deploymentId"
            params={{ workspace, deploymentId: deployment }}
          >
            {deployment}
          </Link>
        ) : uploaded ? (
          "an upload"
        ) : (
          "–"
        )}
      </td>
    </tr>
  );
}

/** How large it is, how far it has come, or that it failed. */
function Extent({ savepoint }: { readonly savepoint: Savepoint }) {
  const { state, bytes, progress, name } = savepoint;
  if (state === "failed") {
    return (
      <>
        <span aria-hidden="true">✕ </span>Failed
      </>
    );
  }
  if (state === "complete") return bytes === undefined ? "–" : sizeWords(bytes);
  const share = progress && progress.of > 0 ? progress.bytes / progress.of : 0;
  return (
    <span className={classes.progress}>
      {progressOf(savepoint)}
      <Progress value={share * 100} aria-label={`Progress of ${name}`} />
    </span>
  );
}
