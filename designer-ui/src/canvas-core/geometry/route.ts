import type { Point } from "../document/document";
import { snap } from "./grid";

/** How far an edge runs straight on before it turns. */
const STUB = 24;

/** The radius of a corner, where there is room for it. */
const RADIUS = 8;

/**
 * The corners of an edge from an output (which it leaves to the right) to an input (which it enters from the left).
 *
 * ```
 * room between them:  ──┐        no room:  ──┐
 *                       └──           ┌──────┘
 *                                     └──
 * ```
 */
export function route(from: Point, to: Point): readonly Point[] {
  if (Math.abs(from.y - to.y) < 1 && to.x >= from.x) return [from, to];
  if (to.x - from.x >= 2 * STUB) {
    const x = between(snap((from.x + to.x) / 2), from.x + STUB, to.x - STUB);
    return [from, { x, y: from.y }, { x, y: to.y }, to];
  }
  const out = from.x + STUB;
  const back = to.x - STUB;
  const isLevel = Math.abs(from.y - to.y) < 4 * STUB;
  const y = isLevel ? Math.max(from.y, to.y) + 3 * STUB : snap((from.y + to.y) / 2);
  return [from, { x: out, y: from.y }, { x: out, y }, { x: back, y }, { x: back, y: to.y }, to];
}

/**
 * The corners of the line that failed rows take from the lower edge of a node, so that it stands apart from the edges of its
 * outputs, to an input.
 */
export function letterRoute(from: Point, to: Point): readonly Point[] {
  if (to.x - from.x >= STUB && to.y > from.y) return [from, { x: from.x, y: to.y }, to];
  const below = from.y + STUB;
  const back = to.x - STUB;
  return [from, { x: from.x, y: below }, { x: back, y: below }, { x: back, y: to.y }, to];
}

/** The corners as the path of an SVG, rounded. */
export function svgPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${first.x} ${first.y}`;
  for (const [i, corner] of rest.entries()) {
    const before = points[i] as Point;
    const after = rest[i + 1];
    if (!after) {
      path += `L${corner.x} ${corner.y}`;
      continue;
    }
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
    const start = towards(corner, before, radius);
    const end = towards(corner, after, radius);
    path += `L${start.x} ${start.y}Q${corner.x} ${corner.y} ${end.x} ${end.y}`;
  }
  return path;
}

/** A level piece of an edge. */
export interface LevelPiece {
  readonly middle: Point;
  readonly length: number;
}

/** The longest level piece, where an edge's label finds most room; the first of several that are as long. */
export function longestLevel(points: readonly Point[]): LevelPiece {
  return levels(points).reduce((best, piece) => (piece.length > best.length ? piece : best), nowhere(points));
}

/** The level piece that an edge arrives by, for labels of one that leaves where the names of ports stand. */
export function lastLevel(points: readonly Point[]): LevelPiece {
  return levels(points).at(-1) ?? nowhere(points);
}

function levels(points: readonly Point[]): readonly LevelPiece[] {
  return points.slice(1).flatMap((end, i) => {
    const start = points[i] as Point;
    return start.y === end.y
      ? [{ middle: { x: (start.x + end.x) / 2, y: start.y }, length: Math.abs(end.x - start.x) }]
      : [];
  });
}

function nowhere(points: readonly Point[]): LevelPiece {
  return { middle: points[0] ?? { x: 0, y: 0 }, length: 0 };
}

/** How far a point is from an edge. */
export function distanceTo(points: readonly Point[], point: Point): number {
  return points.slice(1).reduce((nearest, end, i) => {
    const start = points[i] as Point;
    // Pieces are level or upright, so the nearest point of one is the point brought into its bounds.
    const x = between(point.x, Math.min(start.x, end.x), Math.max(start.x, end.x));
    const y = between(point.y, Math.min(start.y, end.y), Math.max(start.y, end.y));
    return Math.min(nearest, Math.hypot(point.x - x, point.y - y));
  }, Number.POSITIVE_INFINITY);
}

function between(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function towards(from: Point, to: Point, length: number): Point {
  const all = distance(from, to);
  return all === 0
    ? from
    : { x: from.x + ((to.x - from.x) * length) / all, y: from.y + ((to.y - from.y) * length) / all };
}
