import { exact, percent, rate } from "../../app/figures";
import type { EdgeFigures } from "../../ports/DeploymentStore";

/** After so long without a row an edge is drawn dashed. */
export const QUIET_MS = 10_000;

const THINNEST = 1;
const THICKEST = 6;

/** The rate at which an edge is as thick as it gets. */
const MOST_ROWS_PER_SECOND = 1_000_000;

/** From these shares of time on, an edge whose rows find no room is told apart. */
const SOME_PRESSURE = 0.1;
const MUCH_PRESSURE = 0.5;

/** How an edge is drawn: equal looks need no new drawing. */
export interface EdgeLook {
  /** In pixels, by the logarithm of the rate, in quarters. */
  readonly width: number;
  readonly pressure: "none" | "some" | "much";
  readonly isQuiet: boolean;
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** All of it in a sentence. */
  readonly words: string;
}

/** The look of an edge that had its last row `quietMs` ago. */
export function edgeLook(
  { rows, rowsPerSecond, backPressure }: EdgeFigures,
  quietMs: number,
  isRunning: boolean,
): EdgeLook {
  const pressure = backPressure >= MUCH_PRESSURE ? "much" : backPressure >= SOME_PRESSURE ? "some" : "none";
  const isQuiet = isRunning && quietMs >= QUIET_MS;
  const words = [
    `${exact(rows)} ${rows === 1 ? "row" : "rows"}`,
    ...(isRunning ? [rate(rowsPerSecond)] : []),
    ...(pressure === "none" ? [] : [`no room ${percent(backPressure)} of the time`]),
    ...(isQuiet ? ["no row for a while"] : []),
  ].join(" · ");
  return { width: widthOf(rowsPerSecond), pressure, isQuiet, rows, rowsPerSecond, words };
}

export function widthOf(rowsPerSecond: number): number {
  const share = Math.log10(1 + Math.max(0, rowsPerSecond)) / Math.log10(1 + MOST_ROWS_PER_SECOND);
  return Math.min(THICKEST, Math.round((THINNEST + share * (THICKEST - THINNEST)) * 4) / 4);
}
