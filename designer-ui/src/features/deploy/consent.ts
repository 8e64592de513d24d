import type { StartFrom, StateFate } from "../../ports/DeploymentStore";

/** What somebody has consented to losing, each loss by what tells it from others. */
export type Consent = ReadonlySet<string>;

export const NO_CONSENT: Consent = new Set();

/** A loss, told from others by where it would happen, to what and why: who consents to one has not seen the next. */
function lossOf(from: StartFrom, { node, state, fate, reason }: StateFate): string {
  return JSON.stringify([from, node, state, fate, reason]);
}

function lossesOf(from: StartFrom, fates: readonly StateFate[], node: string): readonly string[] {
  return fates.filter((fate) => fate.needsConsent && fate.node === node).map((fate) => lossOf(from, fate));
}

/** The nodes of which something would be lost. */
export function losing(fates: readonly StateFate[]): readonly string[] {
  return [...new Set(fates.filter(({ needsConsent }) => needsConsent).map(({ node }) => node))];
}

/** Whether all that a node would lose may be lost. */
export function isConsented(consent: Consent, from: StartFrom, fates: readonly StateFate[], node: string): boolean {
  return lossesOf(from, fates, node).every((loss) => consent.has(loss));
}

/** The same consent with that to all that a node would lose, or without it. */
export function withNode(
  consent: Consent,
  from: StartFrom,
  fates: readonly StateFate[],
  node: string,
  isGiven: boolean,
): Consent {
  const changed = new Set(consent);
  for (const loss of lossesOf(from, fates, node)) {
    if (isGiven) changed.add(loss);
    else changed.delete(loss);
  }
  return changed;
}
