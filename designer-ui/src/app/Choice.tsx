import type { ReactNode } from "react";
import classes from "./Choice.module.css";

/** A few links side by side, of which one is where the person is: `Draw | Live`. Each carries `aria-current` itself. */
export function Choice({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <nav className={classes.choice} aria-label={label}>
      {children}
    </nav>
  );
}
