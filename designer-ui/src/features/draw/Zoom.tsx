import { ActionIcon, Button } from "@mantine/core";
import { useReactFlow, useStore } from "@xyflow/react";
import { IconMaximize, IconMinus, IconPlus } from "../../app/icons";
import { FIT_MARGIN, isSeen } from "../../canvas-core/geometry/viewport";
import classes from "./Draw.module.css";

/** All of a drawing with a margin, never larger than life. */
export const FIT = { padding: `${FIT_MARGIN}px`, maxZoom: 1 } as const;

/** How large the drawing is shown, and ways to change it; where a part of it is out of sight, the way to see all. */
export function Zoom() {
  const flow = useReactFlow();
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  const isPartial = useStore(({ nodeLookup, transform: [x, y, zoom], width, height }) => {
    const window = { width, height };
    for (const { position, measured } of nodeLookup.values()) {
      const rect = { ...position, width: measured.width ?? 0, height: measured.height ?? 0 };
      if (!isSeen({ x, y, zoom }, rect, window)) return true;
    }
    return false;
  });
  const fit = () => void flow.fitView(FIT);
  return (
    <div className={classes.zoom}>
      <ActionIcon variant="subtle" color="var(--mr-text-soft)" aria-label="Zoom out" onClick={() => flow.zoomOut()}>
        <IconMinus size={16} />
      </ActionIcon>
      <span>{percent} %</span>
      <ActionIcon variant="subtle" color="var(--mr-text-soft)" aria-label="Zoom in" onClick={() => flow.zoomIn()}>
        <IconPlus size={16} />
      </ActionIcon>
      {isPartial ? (
        <Button
          variant="subtle"
          size="compact-sm"
          color="var(--mr-accent)"
          leftSection={<IconMaximize size={16} />}
          onClick={fit}
        >
          Fit the drawing
        </Button>
      ) : (
        <ActionIcon variant="subtle" color="var(--mr-text-soft)" aria-label="Fit the drawing" onClick={fit}>
          <IconMaximize size={16} />
        </ActionIcon>
      )}
    </div>
  );
}
