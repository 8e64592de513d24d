import type { Point, Size } from "../document/document";
import type { Rect } from "./grid";

/** What part of the canvas is seen: a place p is drawn at p · zoom + (x, y). */
export interface Viewport extends Point {
  readonly zoom: number;
}

export const SMALLEST_ZOOM = 0.1;
export const LARGEST_ZOOM = 2;

/** Below this, cards become icon and name. */
const COMPACT_BELOW = 0.6;

/** Below this, cards become blocks of colour. */
const BLOCK_BELOW = 0.35;

/** How much of a node is drawn. */
export type Detail = "full" | "compact" | "block";

export function detailAt(zoom: number): Detail {
  return zoom < BLOCK_BELOW ? "block" : zoom < COMPACT_BELOW ? "compact" : "full";
}

/** How much larger the text on cards is written, so that it can be read while cards are drawn in full. */
export function textScaleAt(zoom: number): number {
  return Math.round(Math.min(Math.max(1 / zoom, 1), 1 / COMPACT_BELOW) * 20) / 20;
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
export function fitted(rect: Rect, window: Size, margin: number): Viewport {
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
