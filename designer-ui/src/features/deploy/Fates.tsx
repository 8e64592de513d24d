import { Checkbox } from "@mantine/core";
import { Words } from "../../app/Words";
import type { StateFate } from "../../ports/DeploymentStore";
import { roleOf } from "../state";
import classes from "./Deploy.module.css";

const WORDS: Readonly<Record<string, string>> = {
  keep: "Kept",
  convert: "Converted",
  rebuild: "Begins anew",
  drop: "Dropped",
};

/** Somebody who may consent to losses, node by node. */
export interface Asked {
  readonly isConsented: (node: string) => boolean;
  readonly consent: (node: string, isGiven: boolean) => void;
}

/** What becomes of state, and a box to tick for each node that would lose something, where somebody is asked. */
export function Fates({ fates, asked }: { readonly fates: readonly StateFate[]; readonly asked?: Asked }) {
  const nodes = [...new Set(fates.map(({ node }) => node))];
  return (
    <ul className={classes.fates} aria-label="What becomes of state">
      {nodes.map((node) => {
        const own = fates.filter((fate) => fate.node === node);
        const isLost = own.some(({ needsConsent }) => needsConsent);
        return (
          <li key={node}>
            <strong>{own[0]?.label}</strong>
            {own.map(({ state, fate, reason }) => (
              <span key={state} title={`${reason.replaceAll("`", "")}.`}>
                {WORDS[fate] ?? fate}: {roleOf({ role: state })}
                {fate !== "keep" && (
                  <em>
                    <Words text={`${reason}.`} />
                  </em>
                )}
              </span>
            ))}
            {isLost && asked && (
              <Checkbox
                size="xs"
                label="May be lost"
                aria-label={`What ${own[0]?.label} knows may be lost`}
                checked={asked.isConsented(node)}
                onChange={({ currentTarget }) => asked.consent(node, currentTarget.checked)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
