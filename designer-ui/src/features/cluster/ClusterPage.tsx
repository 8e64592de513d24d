import { useQuery } from "@tanstack/react-query";
import { Answer, clusterOf } from "../../app/api";
import { useLive } from "../../app/events";
import page from "../../app/Page.module.css";
import { usePorts } from "../../app/Ports";
import { Waiting } from "../../app/Waiting";
import type { Json } from "../../canvas-core/json/json";
import classes from "./Cluster.module.css";
import { Executors } from "./Executors";
import { JoinCommand } from "./JoinCommand";
import { NodeTypes } from "./NodeTypes";
import { TurnedAwayList } from "./TurnedAwayList";

/** What the pipelines of the workspace run on: the executors, and the node types they report. */
export function ClusterPage() {
  const { pipelines, cluster } = usePorts();
  const catalogue = useQuery({ queryKey: ["catalogue"], queryFn: () => pipelines.catalogue() });
  const known = useLive({
    queryKey: ["cluster"],
    topic: "cluster",
    ask: () => cluster.cluster(),
    fold: ({ data }) => clusterOf(new Answer(data as Json)),
  });
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>Cluster</h1>
        {known.data && (
          <span className={classes.plane}>
            Control plane {known.data.controlPlane.version} · executors join at {known.data.controlPlane.grpcAddress}
          </span>
        )}
      </div>
      <section className={classes.part} aria-label="Executors">
        <h2>Executors</h2>
        <Waiting query={known}>
          {({ executors, turnedAway }) =>
            executors.length === 0 ? (
              <div className={page.empty}>
                <h2>No executor has joined</h2>
                <p>Nothing can run until one does. It is one command, here or on another machine.</p>
                <TurnedAwayList turnedAway={turnedAway} />
                <JoinCommand isFirst />
              </div>
            ) : (
              <>
                <Executors executors={executors} />
                <TurnedAwayList turnedAway={turnedAway} />
                <JoinCommand isFirst={false} />
              </>
            )
          }
        </Waiting>
      </section>
      <section className={classes.part} aria-label="Node types">
        <h2>Node types</h2>
        <Waiting query={catalogue}>{({ nodeTypes }) => <NodeTypes nodeTypes={nodeTypes} />}</Waiting>
      </section>
    </div>
  );
}
