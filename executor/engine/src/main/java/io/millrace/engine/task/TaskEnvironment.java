package io.millrace.engine.task;

import io.millrace.model.type.EdgeSchema;
import io.millrace.spi.BlockingWork;
import io.millrace.spi.Clock;
import io.millrace.spi.NodeMetrics;
import io.millrace.spi.PortMeter;
import io.millrace.spi.error.RowErrors;
import io.millrace.spi.operator.Notice;

/**
 * What the operators of a task share with the world.
 *
 * @param taskIndex index of the task among those of its fragment
 * @param parallelism how many tasks the fragment has
 * @param pools the task's buffers
 * @param nodes counters and error policies by node
 * @param clock time
 * @param blockingWork for what may block
 * @param notices who hears what operators have to tell
 */
public record TaskEnvironment(
        int taskIndex,
        int parallelism,
        TaskPools pools,
        Nodes nodes,
        Clock clock,
        BlockingWork blockingWork,
        Notices notices) {

    /** Counters and error policies of the nodes, for one task. Called on the task's thread. */
    public interface Nodes {

        /** What this task counts for the node; the same object each time. */
        NodeMetrics metrics(String nodeId);

        /**
         * Where this task counts what leaves a port; a new one each time. Unless somebody keeps count, nobody reads it.
         *
         * @param rows what passes there
         */
        default PortMeter port(String nodeId, String port, EdgeSchema rows) {
            return new PortMeter();
        }

        /** Where this task reports the node's bad rows. */
        RowErrors errors(String nodeId);
    }

    /** Hears what operators tell the job. Called on the task's thread; must not wait. */
    @FunctionalInterface
    public interface Notices {

        /** An operator of a task has something to tell. */
        void told(int operatorId, int taskIndex, Notice notice);
    }
}
