import type { PipelineDocument, Point } from "../document/document";
import { around, GRID, NODE_HEIGHT, NODE_WIDTH, overlaps, type Rect, snap } from "./grid";

const COLUMN = NODE_WIDTH + 88;
const ROW = NODE_HEIGHT + 40;

/**
 * Where every node lies: where the document says or, for nodes it does not place, in columns by the longest way from a
 * source, below what is placed. The same document gives the same places in every browser.
 */
export function placed(document: PipelineDocument): Readonly<Record<string, Point>> {
  const known = document.layout.positions;
  const lost = document.nodes.filter((node) => !Object.hasOwn(known, node.id)).map((node) => node.id);
  if (lost.length === 0) return known;
  const taken = around(Object.values(known).map((place) => ({ ...place, width: NODE_WIDTH, height: NODE_HEIGHT })));
  const top = taken ? snap(taken.y + taken.height + ROW - NODE_HEIGHT) : 0;
  const left = taken?.x ?? 0;
  const columns = columnsOf(document);
  const places: Record<string, Point> = { ...known };
  const heights = new Map<number, number>();
  for (const id of lost) {
    const column = columns.get(id) ?? 0;
    const before = document.edges
      .filter((edge) => edge.to.node === id && lost.includes(edge.from.node))
      .map((edge) => places[edge.from.node]?.y ?? top);
    const y = Math.max(heights.get(column) ?? top, before.length > 0 ? Math.min(...before) : top);
    heights.set(column, y + ROW);
    places[id] = { x: snap(left + column * COLUMN), y: snap(y) };
  }
  return places;
}

/** The longest way from a source to each node, in edges; a circle counts each of its nodes once. */
function columnsOf(document: PipelineDocument): ReadonlyMap<string, number> {
  const columns = new Map(document.nodes.map((node) => [node.id, 0]));
  for (let round = 0; round < document.nodes.length; round++) {
    let isSettled = true;
    for (const { from, to } of document.edges) {
      const next = (columns.get(from.node) ?? 0) + 1;
      if (next > (columns.get(to.node) ?? 0) && next < document.nodes.length) {
        columns.set(to.node, next);
        isSettled = false;
      }
    }
    if (isSettled) break;
  }
  return columns;
}

/** The free place nearest to the wished one, searched downwards: a new node never hides another. */
export function freePlace(rects: readonly Rect[], wished: Point): Point {
  let place = { x: snap(wished.x), y: snap(wished.y) };
  const isFree = (at: Point) => {
    const rect = { ...at, width: NODE_WIDTH, height: NODE_HEIGHT };
    return !rects.some((other) => overlaps(rect, other));
  };
  while (!isFree(place)) {
    place = { x: place.x, y: place.y + ROW };
  }
  return place;
}

/** Where a node that follows another is put: to its right. */
export function placeAfter(rects: readonly Rect[], before: Rect): Point {
  return freePlace(rects, { x: before.x + COLUMN, y: before.y });
}

/** The shift nearest to the wished one, searched downwards, by which these hide none of the others. */
export function freeShift(others: readonly Rect[], rects: readonly Rect[], wished: Point): Point {
  const x = snap(wished.x);
  let y = snap(wished.y);
  const hides = () =>
    rects.some((rect) => others.some((other) => overlaps({ ...rect, x: rect.x + x, y: rect.y + y }, other)));
  while (hides()) y += ROW;
  return { x, y };
}

/** The least that lies between two nodes of a row, so that an edge is seen to leave one and enter the other. */
const LEAST_GAP = GRID * 5;

/**
 * Where a node goes that comes between two: in the middle where there is room; else a column after the first, and what
 * follows moves on to the right; where that would bring nodes over others, the free place nearest to the middle.
 */
export function placeBetween(
  rects: Readonly<Record<string, Rect>>,
  from: Rect,
  to: Rect,
  following: readonly string[],
): { readonly place: Point; readonly moved: Readonly<Record<string, Point>> } {
  const gap = to.x - from.x - from.width;
  const middle = {
    x: snap((from.x + from.width + to.x - NODE_WIDTH) / 2),
    y: snap((from.y + to.y) / 2),
  };
  if (gap > 0 && gap < NODE_WIDTH + 2 * LEAST_GAP) {
    const push = snap(from.x + 2 * COLUMN - to.x);
    const moving = Object.entries(rects).filter(([id, rect]) => following.includes(id) && rect.x >= to.x);
    const still = Object.entries(rects).filter(([id]) => !moving.some(([moved]) => moved === id));
    const place = { x: snap(from.x + COLUMN), y: snap(to.y) };
    const after = [
      { ...place, width: NODE_WIDTH, height: NODE_HEIGHT },
      ...moving.map(([, rect]) => ({ ...rect, x: rect.x + push })),
    ];
    if (!after.some((rect) => still.some(([, other]) => overlaps(rect, other)))) {
      return { place, moved: Object.fromEntries(moving.map(([id, { x, y }]) => [id, { x: x + push, y }])) };
    }
  }
  return { place: freePlace(Object.values(rects), middle), moved: {} };
}
