package io.millrace.protocol.job;

import io.millrace.protocol.plan.PlanIdentity;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a checkpoint of one plan means to another one. What is named nowhere in it is not taken over.
 *
 * @param deployment whose checkpoint it is
 * @param plan of that deployment
 * @param operators by id of an operator of the new plan, the id of the one in whose place it goes on: from its watermarks, its
 *     splits, its end
 * @param states the states that are taken over
 */
public record Transfer(
        DeploymentId deployment,
        PlanIdentity plan,
        SortedMap<Integer, Integer> operators,
        SortedSet<StateName> states) {

    public Transfer {
        operators = Collections.unmodifiableSortedMap(new TreeMap<>(operators));
        states = Collections.unmodifiableSortedSet(new TreeSet<>(states));
    }

    /**
     * A state by what stays the same while the list elements it serves change.
     *
     * @param nodeId the node that owns it
     * @param role what it is for
     */
    public record StateName(String nodeId, String role) implements Comparable<StateName> {

        @Override
        public int compareTo(StateName other) {
            int byNode = nodeId.compareTo(other.nodeId);
            return byNode == 0 ? role.compareTo(other.role) : byNode;
        }

        @Override
        public String toString() {
            return nodeId + "/" + role;
        }
    }
}
