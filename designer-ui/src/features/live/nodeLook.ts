import { exact, percent, rate, sizeWords, span } from "../../app/figures";
import type { NodeFigures } from "../../ports/DeploymentStore";

/** How a node is drawn while its pipeline runs: equal looks need no new drawing. */
export interface NodeLook {
  /** Whole percents of time. */
  readonly busy: number;
  readonly blocked: number;
  readonly isRunning: boolean;
  /** The line below its name. */
  readonly line: string;
  readonly rowsFailed: number;
  /** Why it is the bottleneck, where it is. */
  readonly bottleneck: string | undefined;
  /** All of it, line by line. */
  readonly words: string;
}

const DAY_MS = 86_400_000;

/** Less state than this is not worth a word on a card. */
const WORTH_A_WORD = 1_000_000;

/** How large a node's state is, and how much of it is not in memory. */
export function stateWords({ stateBytes, coldBytes }: Pick<NodeFigures, "stateBytes" | "coldBytes">): string {
  const all = sizeWords(stateBytes);
  return coldBytes > 0 ? `${all}, of which ${sizeWords(coldBytes)} on disk` : all;
}

/** The look of a node. */
export function nodeLook(
  figures: NodeFigures,
  {
    isRunning,
    now,
    bottleneck,
  }: { readonly isRunning: boolean; readonly now: Date; readonly bottleneck?: string | undefined },
): NodeLook {
  const { rowsIn, rowsOut, rowsFailed, rowsLate, rowsPerSecondIn, rowsPerSecondOut, watermark, stateBytes } = figures;
  const busy = Math.round(figures.busy * 100);
  const blocked = Math.round(figures.blocked * 100);
  const lag = watermark && now.getTime() - watermark.getTime();
  const parts = isRunning
    ? [
        blocked >= 10 ? `${busy} % busy, ${blocked} % waits` : `${busy} % busy`,
        ...(lag !== undefined && lag < DAY_MS && blocked < 10 ? [`${span(lag)} behind`] : []),
        // Where there is room for it: state is what grows without being noticed.
        ...(stateBytes >= WORTH_A_WORD && blocked < 10 && (lag === undefined || lag >= DAY_MS)
          ? [sizeWords(stateBytes)]
          : []),
      ]
    : [`${exact(rowsOut || rowsIn)} rows`];
  const words = [
    `In: ${exact(rowsIn)} rows · ${rate(rowsPerSecondIn)}`,
    `Out: ${exact(rowsOut)} rows · ${rate(rowsPerSecondOut)}`,
    `Busy ${percent(figures.busy)}, idle ${percent(figures.idle)}, waits for room ${percent(figures.blocked)}`,
    ...(stateBytes > 0 ? [`State: ${stateWords(figures)}`] : []),
    ...(rowsFailed > 0 ? [`${exact(rowsFailed)} rows failed`] : []),
    ...(rowsLate > 0 ? [`${exact(rowsLate)} rows late`] : []),
    ...(bottleneck === undefined ? [] : [`Bottleneck: ${bottleneck}`]),
  ].join("\n");
  return { busy, blocked, isRunning, line: parts.join(" · "), rowsFailed, bottleneck, words };
}
