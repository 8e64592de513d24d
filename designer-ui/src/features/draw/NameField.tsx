import { use, useEffect, useRef } from "react";
import classes from "./NameField.module.css";
import { Renaming } from "./Renaming";

/** The name of a node as a field on its card: Enter and leaving take it, Escape leaves the old one. */
export function NameField({ name, placeholder }: { readonly name: string; readonly placeholder: string }) {
  const { end } = use(Renaming);
  const field = useRef<HTMLInputElement>(null);
  // The focus leaves the field when it ends, which must not end it a second time, with what Escape gave up.
  const hasEnded = useRef(false);
  const finish = (text?: string) => {
    if (hasEnded.current) return;
    hasEnded.current = true;
    end(text);
  };
  useEffect(() => field.current?.select(), []);
  return (
    <input
      ref={field}
      // biome-ignore lint/a11y/noAutofocus: it comes when somebody asks to write there.
      autoFocus
      className={`${classes.field} nodrag nopan`}
      aria-label="Rename the node"
      placeholder={placeholder}
      spellCheck={false}
      defaultValue={name}
      onBlur={(event) => finish(event.target.value.trim())}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") finish(event.currentTarget.value.trim());
        if (event.key === "Escape") finish();
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}
