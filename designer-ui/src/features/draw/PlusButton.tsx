import { use } from "react";
import { IconPlus } from "../../app/icons";
import { Growing, type Growth } from "./Growing";
import classes from "./PlusButton.module.css";

/** A `+` on the canvas that opens what can be added there. It keeps its size on the screen. */
export function PlusButton({
  label,
  words,
  growth,
}: {
  readonly label: string;
  /** What stands beside the `+`. */
  readonly words?: string;
  readonly growth: Growth;
}) {
  const grow = use(Growing);
  return (
    <button
      type="button"
      className={`${classes.plus} nodrag nopan`}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        grow(growth, event.currentTarget);
      }}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        // Else they would select the card as well.
        if (event.key === "Enter" || event.key === " ") event.stopPropagation();
      }}
    >
      <IconPlus size={14} />
      {words}
    </button>
  );
}
