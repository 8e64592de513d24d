import { counted, span } from "../../app/figures";
import { Waiting } from "../../app/Waiting";
import { Words } from "../../app/Words";
import type { Cause, Why } from "../../ports/Why";
import { useWhy } from "./useWhy";
import classes from "./Why.module.css";
import { lookOf, nameOf } from "./words";

/** A chain from the selected node to what holds it up: each link leads to its node. */
export function WhyPanel({
  deployment,
  node,
  isActive,
  titleOf,
  choose,
}: {
  readonly deployment: string;
  /** The node that is selected. */
  readonly node: string | undefined;
  /** Whether the deployment may still change. */
  readonly isActive: boolean;
  readonly titleOf: (node: string) => string;
  readonly choose: (node: string) => void;
}) {
  const query = useWhy(deployment, node, isActive);
  if (node === undefined) {
    return <p className={classes.hint}>Select a node to hear why it brings out what it does, or nothing.</p>;
  }
  return (
    <Waiting query={query}>
      {(why) => (
        <div className={classes.panel}>
          <ol className={classes.chain} aria-label={`Why ${titleOf(node)} brings out what it does`}>
            {why.causes.map((cause, index) => (
              <Link
                // biome-ignore lint/suspicious/noArrayIndexKey: the chain has no names, and its order is what it says.
                key={index}
                cause={cause}
                at={why.at}
                isReason={index === why.causes.length - 1}
                titleOf={titleOf}
                choose={choose}
              />
            ))}
          </ol>
          <Late why={why} titleOf={titleOf} />
        </div>
      )}
    </Waiting>
  );
}

function Link({
  cause,
  at,
  isReason,
  titleOf,
  choose,
}: {
  readonly cause: Cause;
  readonly at: Date;
  /** Whether nothing else is behind it. */
  readonly isReason: boolean;
  readonly titleOf: (node: string) => string;
  readonly choose: (node: string) => void;
}) {
  const ms = cause.since ? at.getTime() - cause.since.getTime() : 0;
  return (
    <li className={classes.link} data-look={isReason ? lookOf(cause.kind) : "way"}>
      <span className={classes.kind}>{nameOf(cause.kind)}</span>
      <button type="button" className={classes.node} onClick={() => choose(cause.node)}>
        {titleOf(cause.node)}
      </button>
      <span className={classes.words}>
        <Words text={cause.text} />
        {ms >= 1_000 && <span className={classes.since}> for {span(ms)}</span>}
        {cause.remedy !== undefined && (
          <span className={classes.remedy}>
            <Words text={cause.remedy} />
          </span>
        )}
      </span>
    </li>
  );
}

function Late({ why, titleOf }: { readonly why: Why; readonly titleOf: (node: string) => string }) {
  if (why.late.length === 0) return null;
  return (
    <section className={classes.late} aria-label="Where late rows come from">
      <h3>Behind the watermark</h3>
      <ul>
        {why.late.map(({ source, split, rows }) => (
          <li key={`${source} ${split}`}>
            {counted(rows, "row")} of <code>{split}</code> ({titleOf(source)})
          </li>
        ))}
      </ul>
    </section>
  );
}
