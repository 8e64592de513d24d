import { lasted, sizeWords } from "../../app/figures";
import type { Checkpoint } from "../../ports/DeploymentStore";
import classes from "./Checkpoints.module.css";
import { summaryOf } from "./words";

/** As many as can be told apart. */
const SHOWN = 40;
const BAR = 7;
const WIDTH = SHOWN * BAR;
const HEIGHT = 44;

/**
 * How long the last checkpoints took and how much they hold, the latest at the right. One that failed has no size and is
 * crossed at the foot: told by its shape, not by colour alone. The table beside it says the same in words.
 */
export function CheckpointChart({
  checkpoints,
  open,
}: {
  readonly checkpoints: readonly Checkpoint[];
  /** The number of the one that is looked at. */
  readonly open: number | undefined;
}) {
  const shown = checkpoints.slice(0, SHOWN).toReversed();
  const longest = Math.max(0, ...shown.map(({ durationMs }) => durationMs));
  const largest = Math.max(0, ...shown.map(({ bytes }) => bytes));
  return (
    <div className={classes.chart} role="img" aria-label={summaryOf(checkpoints)}>
      <Bars
        name="Duration"
        most={lasted(longest)}
        shown={shown}
        open={open}
        share={({ durationMs }) => durationMs / Math.max(1, longest)}
      />
      <Bars
        name="State"
        most={sizeWords(largest)}
        shown={shown}
        open={open}
        share={({ bytes }) => bytes / Math.max(1, largest)}
      />
    </div>
  );
}

function Bars({
  name,
  most,
  shown,
  open,
  share,
}: {
  readonly name: string;
  readonly most: string;
  readonly shown: readonly Checkpoint[];
  readonly open: number | undefined;
  readonly share: (checkpoint: Checkpoint) => number;
}) {
  const start = WIDTH - shown.length * BAR;
  return (
    <figure className={classes.bars}>
      <figcaption>
        {name} <span className={classes.most}>up to {most}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <line className={classes.ground} x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
        {shown.map((checkpoint, i) => {
          const height = Math.max(2, share(checkpoint) * (HEIGHT - 2));
          const x = start + i * BAR + 1;
          const hasFailed = checkpoint.status === "failed";
          return (
            <g
              key={checkpoint.number}
              data-failed={hasFailed || undefined}
              data-open={open === checkpoint.number || undefined}
            >
              <rect x={x} y={HEIGHT - height} width={BAR - 2} height={height} />
              {hasFailed && <path d={`M${x - 0.5} ${HEIGHT - 6}l6 5m0 -5l-6 5`} />}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
