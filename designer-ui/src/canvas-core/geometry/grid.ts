import type { Point, Size } from "../document/document";

/** All places on the canvas are whole multiples of this many pixels. */
export const GRID = 8;

/** A node in full detail. */
export const NODE_WIDTH = 232;
export const NODE_HEIGHT = 72;

/** From one port to the next on the same side; also the smallest target a pointer can be asked to hit. */
export const PORT_PITCH = 24;

/** An upright rectangle: its upper left corner and its extent. */
export interface Rect extends Point, Size {}

export function snap(length: number): number {
  // Adding zero turns -0 into 0: there is one place of that name.
  return Math.round(length / GRID) * GRID + 0;
}

/** The nearest point of the grid. */
export function snapped({ x, y }: Point): Point {
  return { x: snap(x), y: snap(y) };
}

/** How large a node with so many ports on its fuller side is drawn. */
export function nodeSize(ports: number): Size {
  return { width: NODE_WIDTH, height: Math.max(NODE_HEIGHT, ports * PORT_PITCH) };
}

/** How far below a node's upper edge its port lies: ports are spread evenly, a pitch apart, about the middle. */
export function portOffset(height: number, index: number, count: number): number {
  return height / 2 + (index - (count - 1) / 2) * PORT_PITCH;
}

/** Where an edge leaves or enters a node. */
export function portPlace(node: Rect, side: "left" | "right", index: number, count: number): Point {
  return { x: side === "left" ? node.x : node.x + node.width, y: node.y + portOffset(node.height, index, count) };
}

export function contains(rect: Rect, point: Point): boolean {
  return point.x >= rect.x && point.x <= rect.x + rect.width && point.y >= rect.y && point.y <= rect.y + rect.height;
}

export function overlaps(one: Rect, other: Rect): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** The smallest rectangle around these; undefined around nothing. */
export function around(rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined;
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** The topmost of these rectangles under a point: later ones lie on top. */
export function hit(rects: Readonly<Record<string, Rect>>, point: Point): string | undefined {
  return Object.entries(rects).findLast(([, rect]) => contains(rect, point))?.[0];
}

/** Those that a rubber band touches. */
export function touched(rects: Readonly<Record<string, Rect>>, band: Rect): readonly string[] {
  return Object.entries(rects)
    .filter(([, rect]) => overlaps(rect, band))
    .map(([id]) => id);
}
