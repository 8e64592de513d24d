package io.millrace.protocol.rpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.OperatorStanding;
import io.millrace.protocol.job.OperatorStanding.ChannelStanding;
import io.millrace.protocol.job.OperatorStanding.Doing;
import io.millrace.protocol.job.OperatorStanding.InputStanding;
import io.millrace.protocol.job.OperatorStanding.SplitStanding;
import io.millrace.protocol.job.SourceStanding;
import io.millrace.protocol.job.StandingAnswer;
import io.millrace.protocol.job.StandingQuery;
import io.millrace.protocol.job.TaskId;
import io.millrace.protocol.job.TaskStanding;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StandingWireTest {

    private static final int SMALL = 1_000_000;

    @Property
    void anAnswerComesBackAsItWas(@ForAll("answers") StandingAnswer answer) {
        assertThat(StandingWire.decode(StandingWire.encode(answer))).isEqualTo(answer);
    }

    @Property
    void aQuestionComesBackAsItWas(@ForAll long id) {
        StandingQuery query = new StandingQuery(id, new DeploymentId("d"), 3);

        assertThat(StandingWire.decode(StandingWire.encode(query))).isEqualTo(query);
    }

    @Test
    void whatIsNoneIsRefused() {
        assertThatThrownBy(
                        () -> StandingWire.decode(io.millrace.protocol.executor.v1.StandingQuery.getDefaultInstance()))
                .isInstanceOf(UnreadableMessage.class)
                .hasMessageContaining("names no deployment");
        assertThatThrownBy(() -> StandingWire.decode(io.millrace.protocol.executor.v1.StandingAnswer.newBuilder()
                        .addTasks(io.millrace.protocol.executor.v1.TaskStanding.newBuilder()
                                .addOperators(io.millrace.protocol.executor.v1.OperatorStanding.getDefaultInstance()))
                        .build()))
                .isInstanceOf(UnreadableMessage.class)
                .hasMessageContaining("What an operator does is missing");
    }

    @Provide
    Arbitrary<StandingAnswer> answers() {
        Arbitrary<Integer> small = Arbitraries.integers().between(0, SMALL);
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        Arbitrary<Long> time = Arbitraries.longs();
        Arbitrary<ChannelStanding> channel =
                Combinators.combine(time, flag, flag, flag, flag).as(ChannelStanding::new);
        Arbitrary<InputStanding> input = Combinators.combine(
                        time, AnyRecord.count(), channel.list().ofMaxSize(3))
                .as(InputStanding::new);
        Arbitrary<SplitStanding> split = Combinators.combine(
                        AnyRecord.text(), time, flag, AnyRecord.count(), AnyRecord.count())
                .as(SplitStanding::new);
        Arbitrary<OperatorStanding> operator = Combinators.combine(
                        Combinators.combine(small, Arbitraries.of(Doing.class), AnyRecord.count())
                                .as((id, doing, millis) -> new OperatorStanding(
                                        id,
                                        doing,
                                        millis,
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        0,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())),
                        input.list().ofMaxSize(3),
                        small.list().ofMaxSize(3).list().ofMaxSize(3),
                        split.list().ofMaxSize(3),
                        small,
                        time.optional(),
                        time.optional(),
                        time.optional())
                .as((what, inputs, full, splits, count, holdsAt, waitsFor, clock) -> new OperatorStanding(
                        what.operator(),
                        what.doing(),
                        what.millis(),
                        inputs,
                        full,
                        splits,
                        count,
                        holdsAt,
                        waitsFor,
                        clock));
        Arbitrary<TaskStanding> task = Combinators.combine(
                        small, small, operator.list().ofMaxSize(3), small.optional())
                .as((fragment, index, operators, stuckIn) ->
                        new TaskStanding(new TaskId(fragment, index), operators, stuckIn));
        Arbitrary<SourceStanding> source = Combinators.combine(
                        small, flag, AnyRecord.count(), AnyRecord.text().list().ofMaxSize(3))
                .as(SourceStanding::new);
        return Combinators.combine(
                        Arbitraries.longs(),
                        task.list().ofMaxSize(3),
                        source.list().ofMaxSize(3))
                .as(StandingAnswer::new);
    }
}
