import classes from "./Keys.module.css";

/** Keys to press together, each as a key: `Ctrl Shift Z`. */
export function Keys({ of }: { readonly of: string }) {
  return (
    <span className={classes.keys}>
      {of.split(" ").map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
