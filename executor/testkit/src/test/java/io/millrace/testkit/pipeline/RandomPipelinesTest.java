package io.millrace.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.coordinator.state.Finished;
import io.millrace.protocol.plan.OperatorPlan;
import io.millrace.testkit.oracle.PostgresOracle;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Pipelines drawn by chance, over rows made by chance and on some executors, answer what PostgreSQL answers. */
class RandomPipelinesTest {

    @Property(tries = 150)
    void aPipelineAnswersWhatPostgresAnswers(@ForAll long seed) {
        try (PostgresOracle postgres = PostgresOracle.open()) {
            compare(seed, postgres);
        }
    }

    /** A deployment goes on at another parallelism with the plan it has. */
    @Property(tries = 100)
    void aPlanForSeveralTasksIsTheSameButForTheirNumber(@ForAll long seed) {
        PipelineTestDriver driver = PipelineTestDriver.of(new RandomPipeline(seed).yaml());
        OperatorPlan two = driver.parallelism(2).plan();
        for (int tasks : new int[] {3, 8}) {
            assertThat(driver.parallelism(tasks).plan()).isEqualTo(two.at(tasks));
        }
        assertThat(driver.parallelism(1).plannedAsDeployed().plan()).isEqualTo(two.at(1));
    }

    /** Rows of a window came late, since the task that held it had fallen idle in another order than the one beside it. */
    @Example
    void aTaskThatFallsIdleWithOpenWindowsLosesNone() {
        for (long seed : new long[] {21, 54}) {
            aPipelineAnswersWhatPostgresAnswers(seed);
        }
    }

    private static void compare(long seed, PostgresOracle postgres) {
        RandomPipeline pipeline = new RandomPipeline(seed);
        Random random = new Random(seed);
        List<List<@Nullable Object>> left = RandomRows.left(random, pipeline.isSorted());
        List<List<@Nullable Object>> names = RandomRows.names(random);
        Compared.load(postgres, "left", Compared.LEFT, left);
        Compared.load(postgres, "names", Compared.NAMES, names);
        PipelineTestDriver driver = PipelineTestDriver.of(pipeline.yaml())
                .rows("left", left)
                .rows("names", names)
                .parallelism(1 + random.nextInt(4))
                .executors(1 + random.nextInt(3), seed);
        if (random.nextInt(4) == 0) {
            driver.withoutRewrites();
        }
        if (random.nextBoolean()) {
            driver.plannedAsDeployed();
        }

        assertThat(driver.run()).as(pipeline.yaml()).isEqualTo(new Finished());

        pipeline.queries().forEach((sink, query) -> assertThat(Compared.standing(driver, sink))
                .as("%s of\n%s\nwhich is\n%s", sink, pipeline.yaml(), query)
                .containsExactlyInAnyOrderElementsOf(postgres.query(query)));
    }
}
