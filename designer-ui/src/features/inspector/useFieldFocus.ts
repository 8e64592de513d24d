import { type RefObject, useEffect } from "react";
import { type FieldPath, printPath } from "../../canvas-core/document/fieldPath";

/** A field that was asked for, from its node on; asked for again, the round is another. */
export interface Focus {
  readonly path: FieldPath;
  readonly round: number;
}

const INPUTS = "input, textarea, select, [contenteditable='true'], button";

/** Puts the focus into the field that was asked for or, when it is not shown, into the nearest one around it. */
export function useFieldFocus(form: RefObject<HTMLElement | null>, focus: Focus | undefined): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each round, when the form is there.
  useEffect(() => {
    if (!focus || !form.current) return;
    const inConfig = focus.path[0]?.key === "config" ? focus.path.slice(1) : focus.path;
    for (let length = inConfig.length; length > 0; length--) {
      const text = CSS.escape(printPath(inConfig.slice(0, length)));
      const input = form.current
        .querySelector<HTMLElement>(`[data-path="${text}"]`)
        ?.querySelector<HTMLElement>(INPUTS);
      if (input) {
        input.focus();
        input.scrollIntoView({ block: "center" });
        return;
      }
    }
  }, [focus?.round]);
}
