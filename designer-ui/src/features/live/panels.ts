import type { Panel } from "../../app/router";

export const LIVE_PANELS = [
  "data",
  "chart",
  "why",
  "state",
  "checkpoints",
  "savepoints",
  "restarts",
  "events",
] as const satisfies readonly Panel[];

/** What the panel below a running pipeline shows. */
export type LivePanelName = (typeof LIVE_PANELS)[number];

export const PANEL_NAMES: Readonly<Record<LivePanelName, string>> = {
  data: "Data",
  chart: "Chart",
  why: "Why",
  state: "State",
  checkpoints: "Checkpoints",
  savepoints: "Savepoints",
  restarts: "Restarts",
  events: "Events",
};
