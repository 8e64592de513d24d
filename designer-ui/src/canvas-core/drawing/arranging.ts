import type { Catalogue } from "../catalogue/catalogue";
import type { PipelineDocument, Point } from "../document/document";
import { GRID, type Rect, snap } from "../geometry/grid";
import { placed } from "../geometry/placing";
import { sceneOf } from "../geometry/scene";
import { moveNodes, type Proposal } from "./acts";

export type Alignment = "left" | "centre" | "right" | "top" | "middle" | "bottom";

/** Along which way nodes are spread: from left to right, or from top to bottom. */
export type Direction = "across" | "down";

/** The least that is left free between nodes that would lie on each other. */
const LEAST_GAP = GRID * 5;

/** One way of the plane and the other, so that what holds for columns holds for rows. */
interface Axis {
  readonly at: "x" | "y";
  readonly extent: "width" | "height";
}

const ACROSS: Axis = { at: "x", extent: "width" };
const DOWN: Axis = { at: "y", extent: "height" };

/**
 * Brings nodes to one line. Those that would come to lie on each other are moved apart along it, in their order. Undefined
 * for fewer than two nodes, or when they lie so already.
 */
export function align(
  document: PipelineDocument,
  catalogue: Catalogue,
  nodes: readonly string[],
  alignment: Alignment,
): Proposal | undefined {
  const rects = rectsOf(document, catalogue, nodes);
  if (rects.size < 2) return undefined;
  const isAcross = alignment === "left" || alignment === "centre" || alignment === "right";
  const [line, along] = isAcross ? [ACROSS, DOWN] : [DOWN, ACROSS];
  const share =
    alignment === "left" || alignment === "top" ? 0 : alignment === "right" || alignment === "bottom" ? 1 : 0.5;
  const first = Math.min(...[...rects.values()].map((rect) => rect[line.at]));
  const last = Math.max(...[...rects.values()].map((rect) => rect[line.at] + rect[line.extent]));
  let free = Number.NEGATIVE_INFINITY;
  const places = inOrder(rects, along).map(([id, rect]): [string, Point] => {
    const place = snap(first + (last - first - rect[line.extent]) * share);
    // Grids of both are the same: what lay on it still does.
    const start = rect[along.at] >= free - LEAST_GAP ? rect[along.at] : snap(free);
    free = start + rect[along.extent] + LEAST_GAP;
    return [id, isAcross ? { x: place, y: start } : { x: start, y: place }];
  });
  return labelled(document, places, `Align ${alignment}`);
}

/** Leaves the same room between neighbours, the outermost staying. Undefined for fewer than three nodes. */
export function distribute(
  document: PipelineDocument,
  catalogue: Catalogue,
  nodes: readonly string[],
  direction: Direction,
): Proposal | undefined {
  const { at, extent } = direction === "across" ? ACROSS : DOWN;
  const rects = rectsOf(document, catalogue, nodes);
  const ordered = inOrder(rects, { at, extent });
  const [first, last] = [ordered[0]?.[1], ordered.at(-1)?.[1]];
  if (ordered.length < 3 || !first || !last) return undefined;
  const taken = ordered.reduce((sum, [, rect]) => sum + rect[extent], 0);
  const gap = (last[at] + last[extent] - first[at] - taken) / (ordered.length - 1);
  let next = first[at];
  const places = ordered.map(([id, rect]): [string, Point] => {
    const place = next;
    next += rect[extent] + gap;
    return [id, { x: rect.x, y: rect.y, [at]: place }];
  });
  return labelled(document, places, direction === "across" ? "Spread across" : "Spread down");
}

function labelled(
  document: PipelineDocument,
  places: readonly (readonly [string, Point])[],
  label: string,
): Proposal | undefined {
  const act = moveNodes(document, Object.fromEntries(places));
  return act && { ...act, label };
}

function rectsOf(
  document: PipelineDocument,
  catalogue: Catalogue,
  nodes: readonly string[],
): ReadonlyMap<string, Rect> {
  const scene = sceneOf(document, catalogue, placed(document));
  return new Map(
    document.nodes.flatMap(({ id }): [string, Rect][] => {
      const rect = nodes.includes(id) ? scene.nodes[id]?.rect : undefined;
      return rect ? [[id, rect]] : [];
    }),
  );
}

function inOrder(rects: ReadonlyMap<string, Rect>, { at }: Axis): readonly (readonly [string, Rect])[] {
  return [...rects].toSorted(([, one], [, other]) => one[at] - other[at]);
}
