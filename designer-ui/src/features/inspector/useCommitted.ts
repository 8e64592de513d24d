import { type KeyboardEvent, useEffect, useRef, useState } from "react";

/**
 * Text that is kept while it is typed and handed over as a whole when the field is left, on Enter, and when the field
 * goes away: an edit per field, not per key.
 */
export function useCommitted(value: string, commit: (text: string) => void) {
  const [text, setText] = useState(value);
  const latest = useRef({ text, value, commit });
  latest.current = { text, value, commit };
  useEffect(() => setText(value), [value]);
  const flush = () => {
    const { text: typed, value: known, commit: hand } = latest.current;
    if (typed !== known) hand(typed);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the field goes away.
  useEffect(() => flush, []);
  return {
    value: text,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => setText(event.currentTarget.value),
    onBlur: flush,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const isDone = event.key === "Enter" && (event.currentTarget.tagName !== "TEXTAREA" || event.ctrlKey);
      if (isDone) flush();
      if (event.key === "Escape") {
        event.stopPropagation();
        setText(value);
      }
    },
  };
}
