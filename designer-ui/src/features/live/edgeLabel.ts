import { exact, short, tight } from "../../app/figures";
import type { Point } from "../../canvas-core/document/document";
import { longestLevel } from "../../canvas-core/geometry/route";

/** About how wide a letter of the smallest text is, and the room that is left free at both ends. */
const LETTER = 6.8;
const MARGIN = 6;

/** An edge that turns within so little height is as good as level. */
const STEP = 48;

/** Where the words of an edge stand: the count ends above, the rate begins below. */
export interface LabelPlace {
  readonly x: number;
  readonly above: number;
  readonly below: number;
  /** Whether the edge itself lies under them, as on an upright piece. */
  readonly isOver: boolean;
}

/**
 * Where words are read best: above and below an edge that leads on to the right, so that they do not hide how wide it is;
 * on the upright piece of one that climbs, since edges from the same port share their first level piece; else on the
 * longest level piece.
 */
export function labelPlaceOf(points: readonly Point[]): LabelPlace {
  const [from, corner] = points;
  const to = points.at(-1);
  if (!from || !corner || !to || to.x <= from.x) {
    const { x, y } = longestLevel(points).middle;
    return { x, above: y, below: y, isOver: false };
  }
  if (Math.abs(to.y - from.y) <= STEP) {
    return { x: (from.x + to.x) / 2, above: Math.min(from.y, to.y), below: Math.max(from.y, to.y), isOver: false };
  }
  const middle = (from.y + to.y) / 2;
  return { x: corner.x, above: middle, below: middle, isOver: true };
}

/** How many letters have room on an edge, when they are so much larger than the drawing. */
export function lettersOn(points: readonly Point[], scale: number): number {
  const [from, to] = [points[0], points.at(-1)];
  const room = from && to && to.x > from.x ? to.x - from.x : longestLevel(points).length;
  return Math.floor((room - MARGIN) / LETTER / scale);
}

/** The count, always, and below it the rate of a running edge; each as exact as there is room. */
export function labelLines(
  { rows, rowsPerSecond }: { readonly rows: number; readonly rowsPerSecond: number },
  letters: number,
  hasRate: boolean,
): readonly string[] {
  const fitting = (texts: readonly string[]) => texts.find((text) => text.length <= letters) ?? texts.at(-1) ?? "";
  const count = fitting([`${exact(rows)} ${rows === 1 ? "row" : "rows"}`, exact(rows), short(rows), tight(rows)]);
  const rate = [`${short(rowsPerSecond)}/s`, `${tight(rowsPerSecond)}/s`];
  return hasRate && rowsPerSecond > 0 ? [count, fitting(rate)] : [count];
}
