import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "../../app/icons";
import { Words } from "../../app/Words";
import { inWords } from "../../canvas-core/catalogue/words";
import { titleIn } from "../../canvas-core/drawing/connections";
import { nodeOf, pathOfField } from "../../canvas-core/drawing/fields";
import type { Overwrite } from "../../canvas-core/drawing/overwrites";
import type { DraftSession, DraftView } from "./DraftSession";
import classes from "./Notices.module.css";

/** What was not done, and what two people did to the same field, above the canvas until it is read. */
export function Notices({ session, view }: { readonly session: DraftSession; readonly view: DraftView }) {
  const { notice, overwrites } = view;
  if (notice === undefined && overwrites.length === 0) return null;
  return (
    <div className={classes.notices}>
      {notice !== undefined && (
        <div className={classes.notice} role="alert">
          <span>
            <Words text={notice} />
          </span>
          <Close label="Close the notice" run={() => session.dismissNotice()} />
        </div>
      )}
      {overwrites.length > 0 && (
        <section className={classes.notice} aria-label="Changed by two people">
          <ul>
            {overwrites.map((overwrite) => (
              <li key={overwrite.field}>
                <span>
                  <Words text={wordsOf(view, overwrite)} />
                </span>
                {overwrite.holds === "theirs" && (
                  <Button
                    variant="default"
                    size="compact-sm"
                    onClick={() => session.act({ label: "Put mine back", edits: [overwrite.edit] })}
                  >
                    Put mine back
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <Close label="Close what two people changed" run={() => session.dismissOverwrites()} />
        </section>
      )}
    </div>
  );
}

function Close({ label, run }: { readonly label: string; readonly run: () => void }) {
  return (
    <ActionIcon variant="subtle" color="var(--mr-text-soft)" aria-label={label} onClick={run}>
      <IconX size={16} />
    </ActionIcon>
  );
}

function wordsOf({ document, catalogue }: DraftView, { field, author, mine, theirs, holds }: Overwrite): string {
  const id = nodeOf(field);
  const node = document.nodes.find((known) => known.id === id);
  const key = pathOfField(field).findLast((step) => step.key !== undefined)?.key;
  const where = [node ? titleIn(catalogue, node) : (id ?? "Pipeline"), key && inWords(key)].filter(Boolean).join(" · ");
  return holds === "theirs"
    ? `${where}: ${author} changed your ${quoted(mine)} to ${quoted(theirs)}.`
    : `${where}: your ${quoted(mine)} replaced ${quoted(theirs)} by ${author}.`;
}

function quoted(value: string | undefined): string {
  if (value === undefined || value === "") return "nothing";
  const text = value.replaceAll("`", "");
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}
