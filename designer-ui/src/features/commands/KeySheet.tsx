import { ActionIcon } from "@mantine/core";
import { Fragment } from "react";
import { IconX } from "../../app/icons";
import { type Command, GROUPS } from "./Command";
import classes from "./KeySheet.module.css";
import { Keys } from "./Keys";

/** The keys of all commands that have some, above the canvas until it is closed. */
export function KeySheet({ commands, close }: { readonly commands: readonly Command[]; readonly close: () => void }) {
  return (
    <section className={classes.sheet} aria-label="Keys">
      <div className={classes.head}>
        <h2>Keys</h2>
        <ActionIcon variant="subtle" color="var(--mr-text-soft)" aria-label="Close the keys" onClick={close}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <div className={classes.groups}>
        {GROUPS.map((group) => {
          const listed = commands.filter(({ group: of, keys }) => of === group && keys !== undefined);
          return (
            listed.length > 0 && (
              <section key={group} aria-label={group}>
                <h3>{group}</h3>
                <dl className={classes.keys}>
                  {listed.map(({ id, label, keys = [] }) => (
                    <Fragment key={id}>
                      <dt>{label}</dt>
                      <dd>
                        <Keys of={keys[0] ?? ""} />
                      </dd>
                    </Fragment>
                  ))}
                </dl>
              </section>
            )
          );
        })}
      </div>
    </section>
  );
}
