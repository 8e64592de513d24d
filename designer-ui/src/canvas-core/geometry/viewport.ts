import type { Point, Size } from "../document/document";
import { GRID, type Rect } from "./grid";

/** What part of the canvas is seen: a place p is drawn at p · zoom + (x, y). */
export interface Viewport extends Point {
  readonly zoom: number;
}

export const SMALLEST_ZOOM = 0.1;
export const LARGEST_ZOOM = 2;

/** Below this, cards become icon and name. */
const COMPACT_BELOW = 0.6;

/** A drawing is never opened smaller: here a card still has room for a name of two lines and what it means. */
export const SMALLEST_OPENED = 0.7;

/** What is left free around a drawing that is fitted into its window, in pixels: more than what floats in the corners. */
export const FIT_MARGIN = 48;

/** Below this, cards become blocks of colour. */
const BLOCK_BELOW = 0.35;

/** From here on two lines of the smallest text have room on a card. */
const TWO_LINES_FROM = 0.42;

/** How much of a node is drawn. */
export type Detail = "full" | "compact" | "block";

export function detailAt(zoom: number): Detail {
  return zoom < BLOCK_BELOW ? "block" : zoom < COMPACT_BELOW ? "compact" : "full";
}

/** How much larger the text on cards is written, so that it keeps its size on the screen as long as there is any. */
export function textScaleAt(zoom: number): number {
  return Math.ceil(Math.min(Math.max(1 / zoom, 1), 1 / BLOCK_BELOW) * 20) / 20;
}

/** How many lines a name on a card may have: from afar text is large beside the card. */
export function nameLinesAt(zoom: number): number {
  return zoom < TWO_LINES_FROM ? 1 : 2;
}

export function toScreen({ x, y, zoom }: Viewport, place: Point): Point {
  return { x: place.x * zoom + x, y: place.y * zoom + y };
}

export function toCanvas({ x, y, zoom }: Viewport, pixel: Point): Point {
  return { x: (pixel.x - x) / zoom, y: (pixel.y - y) / zoom };
}

/** Another zoom, with what is under a pixel staying under it. */
export function zoomedAt(viewport: Viewport, pixel: Point, zoom: number): Viewport {
  const within = Math.max(SMALLEST_ZOOM, Math.min(zoom, LARGEST_ZOOM));
  const place = toCanvas(viewport, pixel);
  return { zoom: within, x: pixel.x - place.x * within, y: pixel.y - place.y * within };
}

/** All of a rectangle in the middle of a window, never larger than life. */
export function fitted(rect: Rect, window: Size, margin = FIT_MARGIN): Viewport {
  const zoom = Math.max(
    SMALLEST_ZOOM,
    Math.min(1, (window.width - 2 * margin) / rect.width, (window.height - 2 * margin) / rect.height),
  );
  return {
    zoom,
    x: window.width / 2 - (rect.x + rect.width / 2) * zoom,
    y: window.height / 2 - (rect.y + rect.height / 2) * zoom,
  };
}

/**
 * How a drawing is first shown: all of it where it can be read so, else its beginning, which is to the left; upright in
 * the middle, or from the top where even that has no room.
 */
export function opened(rect: Rect, window: Size, margin = FIT_MARGIN): Viewport {
  const all = fitted(rect, window, margin);
  if (all.zoom >= SMALLEST_OPENED) return all;
  const zoom = SMALLEST_OPENED;
  const lies = (start: number, length: number, room: number) =>
    length * zoom <= room - 2 * margin ? room / 2 - (start + length / 2) * zoom : margin - start * zoom;
  return { zoom, x: lies(rect.x, rect.width, window.width), y: lies(rect.y, rect.height, window.height) };
}

/**
 * How a viewport moves so that a rectangle is seen in a window: as little as it must, and not at all where it is seen. Of
 * a rectangle larger than the window the beginning is seen.
 */
export function revealing(viewport: Viewport, rect: Rect, window: Size, margin = GRID * 2): Viewport {
  const moved = (at: number, start: number, length: number, room: number) => {
    const [low, high] = [start * viewport.zoom + at, (start + length) * viewport.zoom + at];
    const over = Math.max(high - (room - margin), 0);
    return at - over + Math.max(margin - (low - over), 0);
  };
  return {
    ...viewport,
    x: moved(viewport.x, rect.x, rect.width, window.width),
    y: moved(viewport.y, rect.y, rect.height, window.height),
  };
}

/** Whether all of a rectangle is seen in a window. */
export function isSeen(viewport: Viewport, rect: Rect, window: Size): boolean {
  const { x, y } = toScreen(viewport, rect);
  const { zoom } = viewport;
  return x >= 0 && y >= 0 && x + rect.width * zoom <= window.width && y + rect.height * zoom <= window.height;
}
