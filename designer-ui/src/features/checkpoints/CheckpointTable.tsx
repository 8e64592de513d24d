import { hour, lasted, sizeWords } from "../../app/figures";
import { Words } from "../../app/Words";
import type { Checkpoint } from "../../ports/DeploymentStore";
import classes from "./Checkpoints.module.css";
import { outcomeOf } from "./words";

/** The checkpoints in figures, the latest first; the number of one opens it. */
export function CheckpointTable({
  checkpoints,
  open,
  show,
}: {
  readonly checkpoints: readonly Checkpoint[];
  readonly open: number | undefined;
  readonly show: (number: number | undefined) => void;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className={classes.scroll} tabIndex={0} aria-label="Checkpoints, the latest first">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">When</th>
            <th scope="col" data-number>
              Duration
            </th>
            <th scope="col" data-number>
              State
            </th>
            <th scope="col" data-number>
              Increment
            </th>
            <th
              scope="col"
              data-number
              data-detail
              title="The longest that a task waited for the barrier from its other inputs"
            >
              Align
            </th>
            <th scope="col" data-number data-detail title="The longest that a task took in no rows">
              Stall
            </th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {checkpoints.map((checkpoint) => (
            <Row
              key={checkpoint.number}
              checkpoint={checkpoint}
              isOpen={open === checkpoint.number}
              toggle={() => show(open === checkpoint.number ? undefined : checkpoint.number)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({
  checkpoint,
  isOpen,
  toggle,
}: {
  readonly checkpoint: Checkpoint;
  readonly isOpen: boolean;
  readonly toggle: () => void;
}) {
  const { number, status, startedAt, durationMs, bytes, increment, alignMs, stallMs } = checkpoint;
  const hasFailed = status === "failed";
  const outcome = outcomeOf(checkpoint);
  return (
    <tr data-open={isOpen || undefined} data-failed={hasFailed || undefined}>
      <td>
        <button type="button" className={classes.open} aria-expanded={isOpen} onClick={toggle}>
          {number}
        </button>
      </td>
      <td>
        <time dateTime={startedAt.toISOString()} title={startedAt.toISOString()}>
          {hour(startedAt)}
        </time>
      </td>
      <td data-number>{lasted(durationMs)}</td>
      <td data-number>{hasFailed ? "–" : sizeWords(bytes)}</td>
      <td data-number>{hasFailed ? "–" : sizeWords(increment)}</td>
      <td data-number data-detail>
        {hasFailed ? "–" : lasted(alignMs)}
      </td>
      <td data-number data-detail>
        {hasFailed ? "–" : lasted(stallMs)}
      </td>
      <td className={classes.outcome} title={outcome.replaceAll("`", "")}>
        {hasFailed ? <span aria-hidden="true">✕ </span> : <span aria-hidden="true">✓ </span>}
        {hasFailed && "Failed: "}
        <Words text={outcome} />
      </td>
    </tr>
  );
}
