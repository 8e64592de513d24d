import { type Consent, isConsented, withNode } from "./consent";
import classes from "./Deploy.module.css";
import { Fates } from "./Fates";
import type { DeployState } from "./useDeploy";

/** What would be lost, and a tick for each node that may lose it. */
export function Asks({
  asked: { from, fates },
  again,
  consent,
  setConsent,
}: {
  readonly asked: Extract<DeployState, { readonly state: "asks" }>;
  /** What is pressed again after that. */
  readonly again: string;
  readonly consent: Consent;
  readonly setConsent: (consent: Consent) => void;
}) {
  return (
    <div className={classes.panel} role="alert">
      <p className={classes.words}>State would be lost or change for good. Tick what may be, and {again} again.</p>
      <Fates
        fates={fates}
        asked={{
          isConsented: (node) => isConsented(consent, from, fates, node),
          consent: (node, isGiven) => setConsent(withNode(consent, from, fates, node, isGiven)),
        }}
      />
    </div>
  );
}
