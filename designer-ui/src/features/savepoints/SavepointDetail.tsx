import type { Savepoint } from "../../ports/SavepointStore";
import { ReasonWords } from "../deployments";
import { SavepointActs } from "./SavepointActs";
import classes from "./Savepoints.module.css";
import { heldWords, originOf, progressOf } from "./words";

/** One savepoint: where it is from, what can be done with it, and what it holds, node by node. */
export function SavepointDetail({
  savepoint,
  pipeline,
  titleOf,
  choose,
  left,
}: {
  readonly savepoint: Savepoint;
  /** The id of the pipeline that is looked at. */
  readonly pipeline: string;
  readonly titleOf: (node: string) => string;
  readonly choose: ((node: string) => void) | undefined;
  /** Hears that it was deleted. */
  readonly left: () => void;
}) {
  const { name, state, reason, nodes } = savepoint;
  const largest = Math.max(1, ...nodes.map(({ bytes }) => bytes));
  return (
    <section className={classes.detail} aria-label={`Savepoint ${name}`}>
      <h3>{name}</h3>
      <p className={classes.quiet}>{state === "inProgress" ? `${progressOf(savepoint)}.` : originOf(savepoint)}</p>
      {reason && <ReasonWords reason={reason} titleOf={titleOf} />}
      <SavepointActs savepoint={savepoint} pipeline={pipeline} left={left} />
      <ul className={classes.shares} aria-label="State of each node">
        {nodes
          .toSorted((one, other) => other.bytes - one.bytes)
          .map((held) => (
            <li key={held.node}>
              <div className={classes.shareHead}>
                {choose ? (
                  <button type="button" className={classes.toNode} onClick={() => choose(held.node)}>
                    {titleOf(held.node)}
                  </button>
                ) : (
                  <strong>{titleOf(held.node)}</strong>
                )}
                <span className={classes.amount}>{heldWords(held)}</span>
              </div>
              <div className={classes.share} aria-hidden="true">
                <span style={{ width: `${(held.bytes / largest) * 100}%` }} />
              </div>
            </li>
          ))}
      </ul>
    </section>
  );
}
