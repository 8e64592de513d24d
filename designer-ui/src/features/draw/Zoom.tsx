import { ActionIcon } from "@mantine/core";
import { useReactFlow, useStore } from "@xyflow/react";
import { IconMaximize, IconMinus, IconPlus } from "../../app/icons";
import classes from "./Draw.module.css";

/** All of a drawing with a margin, never larger than life. */
export const FIT = { padding: 0.15, maxZoom: 1 };

/** How large the drawing is shown, and ways to change it. */
export function Zoom() {
  const flow = useReactFlow();
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <div className={classes.zoom}>
      <ActionIcon variant="subtle" color="var(--mr-text-soft)" aria-label="Zoom out" onClick={() => flow.zoomOut()}>
        <IconMinus size={16} />
      </ActionIcon>
      <span>{percent} %</span>
      <ActionIcon variant="subtle" color="var(--mr-text-soft)" aria-label="Zoom in" onClick={() => flow.zoomIn()}>
        <IconPlus size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="var(--mr-text-soft)"
        aria-label="Fit the drawing"
        onClick={() => flow.fitView(FIT)}
      >
        <IconMaximize size={16} />
      </ActionIcon>
    </div>
  );
}
