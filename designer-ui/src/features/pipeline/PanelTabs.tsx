import { ActionIcon } from "@mantine/core";
import { IconX } from "../../app/icons";
import type { Panel } from "../../app/router";
import classes from "./PipelinePage.module.css";

export const PANELS = ["data", "problems"] as const satisfies readonly Panel[];

export type DrawPanel = (typeof PANELS)[number];

const NAMES: Readonly<Record<DrawPanel, string>> = { data: "Data", problems: "Problems" };

/** The head of the panel below the canvas: what it may show, and a way to close it. */
export function PanelTabs({
  open,
  problems,
  show,
}: {
  readonly open: DrawPanel;
  readonly problems: number;
  readonly show: (panel: DrawPanel | undefined) => void;
}) {
  return (
    <div className={classes.tabs} role="tablist" aria-label="Panel">
      {PANELS.map((panel) => (
        <button
          key={panel}
          type="button"
          role="tab"
          aria-selected={panel === open}
          className={classes.tab}
          onClick={() => show(panel)}
        >
          {NAMES[panel]}
          {panel === "problems" && problems > 0 && ` (${problems})`}
        </button>
      ))}
      <ActionIcon
        className={classes.close}
        variant="subtle"
        color="var(--mr-text-soft)"
        aria-label="Close the panel"
        onClick={() => show(undefined)}
      >
        <IconX size={16} />
      </ActionIcon>
    </div>
  );
}
