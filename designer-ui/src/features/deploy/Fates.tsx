import { Checkbox } from "@mantine/core";
import type { StateFate } from "../../ports/DeploymentStore";
import classes from "./Deploy.module.css";

const WORDS: Readonly<Record<string, string>> = {
  keep: "Kept",
  convert: "Converted",
  rebuild: "Begins anew",
  drop: "Dropped",
};

/** What becomes of state, and a box to tick for each node that would lose something. */
export function Fates({
  fates,
  consent,
  setConsent,
}: {
  readonly fates: readonly StateFate[];
  readonly consent: readonly string[];
  readonly setConsent: (nodes: readonly string[]) => void;
}) {
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
              <span key={state} title={reason}>
                {WORDS[fate] ?? fate}: {state}
                {fate !== "keep" && <em>{reason}.</em>}
              </span>
            ))}
            {isLost && (
              <Checkbox
                size="xs"
                label="May be lost"
                aria-label={`What ${own[0]?.label} knows may be lost`}
                checked={consent.includes(node)}
                onChange={({ currentTarget }) =>
                  setConsent(currentTarget.checked ? [...consent, node] : consent.filter((known) => known !== node))
                }
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
