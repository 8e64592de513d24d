import type { ReactNode } from "react";
import classes from "./Files.module.css";
import { useFileDrop } from "./useFileDrop";

/** A part of the page that files may be dropped on; while one is held over it, it says what will happen. */
export function DropZone({
  label,
  drop,
  children,
}: {
  readonly label: string;
  readonly drop: (files: readonly File[], at: { readonly x: number; readonly y: number }) => void;
  readonly children: ReactNode;
}) {
  const { isOver, handlers } = useFileDrop(drop);
  return (
    <div className={classes.zone} {...handlers}>
      {children}
      {isOver && (
        <div className={classes.over}>
          <strong>{label}</strong>
        </div>
      )}
    </div>
  );
}
