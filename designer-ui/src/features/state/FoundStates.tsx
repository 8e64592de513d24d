import { counted, hour } from "../../app/figures";
import { Waiting } from "../../app/Waiting";
import { Words } from "../../app/Words";
import type { KeyedState, KeyOfNode, StateSeen } from "../../ports/DeploymentStore";
import { wordsOf } from "../../ports/failures";
import { NodeShares, useCheckpoint } from "../checkpoints";
import { RowTable } from "../data";
import classes from "./State.module.css";
import { useKeyState } from "./useKeyState";
import { roleOf } from "./words";

/** What each node holds of the key that was asked for. What was found before stays until the answer is there. */
export function FoundStates({
  deployment,
  last,
  asked,
  titleOf,
  choose,
}: {
  readonly deployment: string;
  /** The number of the last checkpoint. */
  readonly last: number;
  readonly asked: (KeyOfNode & { readonly round: number }) | undefined;
  readonly titleOf: (node: string) => string;
  readonly choose: (node: string) => void;
}) {
  const { data, error, isFetching } = useKeyState(deployment, asked);
  const all = useCheckpoint(deployment, last);
  if (asked === undefined) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
      <section className={classes.found} aria-label="State of each node" tabIndex={0}>
        <p className={classes.quiet}>
          Look a key up, and each node that keeps state by it shows what it holds. All state of each node at checkpoint{" "}
          {last}:
        </p>
        <Waiting query={all}>{({ nodes }) => <NodeShares nodes={nodes} titleOf={titleOf} choose={choose} />}</Waiting>
      </section>
    );
  }
  if (error) {
    return (
      <p className={classes.refused} role="alert">
        <Words text={`${named(wordsOf(error), titleOf, asked.node)}.`} />
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className={classes.found} aria-label="What is kept" aria-busy={isFetching} tabIndex={0}>
      {data === undefined ? (
        <p className={classes.quiet}>Looking through the checkpoint …</p>
      ) : (
        <Found seen={data} isStale={isFetching} titleOf={titleOf} choose={choose} />
      )}
    </section>
  );
}

/** The control plane knows nodes by their ids. */
function named(words: string, titleOf: (node: string) => string, node: string): string {
  return words.startsWith(`${node}: `) ? `${titleOf(node)}: ${words.slice(node.length + 2)}` : words;
}

function Found({
  seen: { checkpoint, takenAt, states },
  isStale,
  titleOf,
  choose,
}: {
  readonly seen: StateSeen;
  readonly isStale: boolean;
  readonly titleOf: (node: string) => string;
  readonly choose: (node: string) => void;
}) {
  return (
    <>
      <p className={classes.quiet}>
        As of checkpoint {checkpoint} of{" "}
        <time dateTime={takenAt.toISOString()} title={takenAt.toISOString()}>
          {hour(takenAt)}
        </time>
      </p>
      {states
        .filter(({ found }) => found !== undefined)
        .map((state) => (
          <One
            key={`${state.node} ${state.role}`}
            state={state}
            checkpoint={checkpoint}
            isStale={isStale}
            titleOf={titleOf}
            choose={choose}
          />
        ))}
    </>
  );
}

function One({
  state,
  checkpoint,
  isStale,
  titleOf,
  choose,
}: {
  readonly state: KeyedState;
  readonly checkpoint: number;
  readonly isStale: boolean;
  readonly titleOf: (node: string) => string;
  readonly choose: (node: string) => void;
}) {
  const { node, found } = state;
  if (!found) return null;
  const shown = found.rows.length;
  return (
    <article className={classes.one} aria-label={`${titleOf(node)}: ${roleOf(state)}`}>
      <div className={classes.head}>
        <button type="button" className={classes.node} onClick={() => choose(node)}>
          {titleOf(node)}
        </button>
        <span className={classes.quiet}>
          {roleOf(state)}
          {found.total > 0 &&
            ` · ${shown < found.total ? `first ${shown} of ${counted(found.total, "row")}` : counted(found.total, "row")}`}
        </span>
      </div>
      {found.total === 0 ? (
        <p className={classes.none}>No state for this key in checkpoint {checkpoint}.</p>
      ) : (
        <RowTable
          label={`${titleOf(node)}: ${roleOf(state)}`}
          columns={found.columns}
          rows={found.rows}
          isStale={isStale}
        />
      )}
    </article>
  );
}
