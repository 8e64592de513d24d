import { Moment } from "../../app/Moment";
import type { TurnedAway } from "../../ports/ClusterStore";
import classes from "./Cluster.module.css";

/** Executors that were not let in, and why: their own words stand on another machine. */
export function TurnedAwayList({ turnedAway }: { readonly turnedAway: readonly TurnedAway[] }) {
  if (turnedAway.length === 0) return null;
  return (
    <ul className={classes.turnedAway} aria-label="Turned away">
      {turnedAway.map(({ at, from, reason }) => (
        <li key={reason}>
          Turned away <Moment at={at} />, {from}: {reason}
        </li>
      ))}
    </ul>
  );
}
