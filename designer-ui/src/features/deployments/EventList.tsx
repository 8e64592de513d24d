import { hour } from "../../app/figures";
import { StatusWord } from "../../app/StatusWord";
import { Waiting } from "../../app/Waiting";
import { Words } from "../../app/Words";
import classes from "./Deployments.module.css";
import { ReasonWords } from "./ReasonWords";
import { useDeploymentEvents } from "./useDeploymentEvents";

/** What has happened to a deployment, the last first: when, how it was then, who, what and why. */
export function EventList({
  id,
  titleOf,
}: {
  readonly id: string;
  /** What a node is called. */
  readonly titleOf?: (node: string) => string;
}) {
  const events = useDeploymentEvents(id);
  return (
    <Waiting query={events}>
      {(found) => (
        <ol className={classes.events} aria-label="Events" reversed>
          {found.toReversed().map(({ number, at, to, who, text, reason }) => (
            <li key={number} className={classes.event}>
              <time dateTime={at.toISOString()} title={at.toISOString()}>
                {hour(at)}
              </time>
              <StatusWord status={to} />
              <div>
                {who !== undefined && <span className={classes.who}>{who} · </span>}
                <Words text={text} />
                {reason && <ReasonWords reason={reason} {...(titleOf && { titleOf })} />}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Waiting>
  );
}
