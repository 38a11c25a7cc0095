// What part of a drawing is on screen: an offset and a zoom, and how pans, zooms and fits change them. Pure.

import type { Rect } from "./geometry";

export interface Viewport {
  /** Screen position, in CSS pixels, of the drawing's origin. */
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const MOST_ZOOM = 3;
/** A drawing opens whole, but never smaller than this: its text could not be read. */
const OPENING_ZOOM = 0.9;
const MARGIN = 12;

export function zoomAt(view: Viewport, factor: number, x: number, y: number, least: number): Viewport {
  const zoom = Math.min(MOST_ZOOM, Math.max(least, view.zoom * factor));
  const ratio = zoom / view.zoom;
  return { zoom, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

/** The smallest zoom: all of it in sight. */
export function leastZoom(extent: Rect, size: Size): number {
  const width = extent.right - extent.left;
  const height = extent.bottom - extent.top;
  return Math.min(1, (size.width - 2 * MARGIN) / width, (size.height - 2 * MARGIN) / height);
}

/** All of it, in the middle. */
export function wholeIn(extent: Rect, size: Size): Viewport {
  const zoom = leastZoom(extent, size);
  return {
    zoom,
    x: size.width / 2 - ((extent.left + extent.right) / 2) * zoom,
    y: Math.max(MARGIN, (size.height - (extent.bottom - extent.top) * zoom) / 2) - extent.top * zoom,
  };
}

/** As a drawing opens: whole if it can be read then, else its root at the top and the main chain in the middle. */
export function opening(extent: Rect, size: Size): Viewport {
  const whole = wholeIn(extent, size);
  if (whole.zoom >= OPENING_ZOOM) return whole;
  const wide = (extent.right - extent.left) * OPENING_ZOOM > size.width - 2 * MARGIN;
  return {
    zoom: OPENING_ZOOM,
    x: wide ? size.width / 2 : size.width / 2 - ((extent.left + extent.right) / 2) * OPENING_ZOOM,
    y: MARGIN - extent.top * OPENING_ZOOM,
  };
}

/** What of the drawing is on screen. */
export function visible(view: Viewport, size: Size): Rect {
  return {
    left: -view.x / view.zoom,
    top: -view.y / view.zoom,
    right: (size.width - view.x) / view.zoom,
    bottom: (size.height - view.y) / view.zoom,
  };
}

/** Moved as little as brings a rectangle into sight. */
export function bringIntoSight(view: Viewport, rect: Rect, size: Size): Viewport {
  const shift = (low: number, high: number, room: number): number => {
    if (low < MARGIN) return MARGIN - low;
    return high > room - MARGIN ? Math.max(MARGIN - low, room - MARGIN - high) : 0;
  };
  const x = shift(view.x + rect.left * view.zoom, view.x + rect.right * view.zoom, size.width);
  const y = shift(view.y + rect.top * view.zoom, view.y + rect.bottom * view.zoom, size.height);
  return x === 0 && y === 0 ? view : { ...view, x: view.x + x, y: view.y + y };
}

/** Kept from being lost: at least a strip of the drawing stays on screen. */
export function keepInReach(view: Viewport, extent: Rect, size: Size): Viewport {
  const strip = 40;
  const clamp = (at: number, low: number, high: number, room: number): number =>
    Math.min(room - strip - low * view.zoom, Math.max(strip - high * view.zoom, at));
  return {
    zoom: view.zoom,
    x: clamp(view.x, extent.left, extent.right, size.width),
    y: clamp(view.y, extent.top, extent.bottom, size.height),
  };
}
