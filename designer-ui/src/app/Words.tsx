import classes from "./Words.module.css";

/** A sentence whose parts between backticks are what somebody wrote. Nothing in it is taken for HTML. */
export function Words({ text }: { readonly text: string }) {
  return text.split(/`([^`]+)`/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, which change only together.
      <code key={index} className={classes.code}>
        {part}
      </code>
    ) : (
      part
    ),
  );
}
