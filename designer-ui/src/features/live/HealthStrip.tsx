import type { ReactNode } from "react";
import { StatusWord } from "../../app/StatusWord";
import { useNow } from "../../app/useNow";
import { Words } from "../../app/Words";
import { useExecutorNames } from "../cluster";
import { healthOf } from "./health";
import classes from "./Live.module.css";
import { useLost } from "./useLost";
import { useWatchedDeployment } from "./useWatchedDeployment";

/** How the deployment is, in one sentence; when it is not well, at which node and why. */
export function HealthStrip({
  titleOf,
  timeZone,
  show,
  askWhy,
  children,
}: {
  readonly titleOf: (node: string) => string;
  readonly timeZone: string;
  /** Leads to a node. */
  readonly show: (node: string) => void;
  /** Leads to why a node brings out what it does. */
  readonly askWhy: (node: string) => void;
  readonly children: ReactNode;
}) {
  const deployment = useWatchedDeployment();
  const executorName = useExecutorNames();
  const around = { now: useNow(), titleOf, executorName, timeZone, lostSince: useLost() };
  const { status, rest, trouble } = healthOf(deployment, around);
  const node = trouble?.node;
  return (
    <section className={classes.strip} aria-label="Health" data-status={status}>
      <output className={classes.sentence}>
        <StatusWord status={status} /> {["finished", "stopped"].includes(status) && rest !== "" ? `· ${rest}` : rest}
      </output>
      {trouble && (
        <span className={classes.trouble} data-tone={status === "running" ? "warn" : "bad"}>
          {node !== undefined && (
            <button type="button" className={classes.node} onClick={() => show(node)}>
              {titleOf(node)}
            </button>
          )}
          <span
            className={classes.cause}
            title={[trouble.text.replaceAll("`", ""), trouble.remedy].filter(Boolean).join("\n")}
          >
            <Words text={trouble.text} />
            {trouble.remedy !== undefined && trouble.remedy !== "" && `. ${trouble.remedy}`}
          </span>
          {node !== undefined && !["finished", "stopped", "failed"].includes(status) && (
            <button type="button" className={classes.node} onClick={() => askWhy(node)}>
              Why?
            </button>
          )}
        </span>
      )}
      {children}
    </section>
  );
}
