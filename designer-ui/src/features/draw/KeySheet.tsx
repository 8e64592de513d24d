import { ActionIcon } from "@mantine/core";
import { IconX } from "../../app/icons";
import classes from "./KeySheet.module.css";
import { KEY_WORDS } from "./useDrawKeys";

/** The keys of drawing, above the canvas until it is closed. */
export function KeySheet({ close }: { readonly close: () => void }) {
  return (
    <section className={classes.sheet} aria-label="Keys">
      <div className={classes.head}>
        <h2>Keys</h2>
        <ActionIcon variant="subtle" color="var(--mr-text-soft)" aria-label="Close the keys" onClick={close}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <dl className={classes.keys}>
        {KEY_WORDS.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
