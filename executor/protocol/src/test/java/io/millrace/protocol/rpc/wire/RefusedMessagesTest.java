package io.millrace.protocol.rpc.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.millrace.protocol.executor.v1.BeginCheckpoint;
import io.millrace.protocol.executor.v1.Checkpoint;
import io.millrace.protocol.executor.v1.Conclude;
import io.millrace.protocol.executor.v1.Deploy;
import io.millrace.protocol.executor.v1.Fence;
import io.millrace.protocol.executor.v1.Handshake;
import io.millrace.protocol.executor.v1.Heartbeat;
import io.millrace.protocol.executor.v1.HoldWatermark;
import io.millrace.protocol.executor.v1.Introductions;
import io.millrace.protocol.executor.v1.LeasedCommand;
import io.millrace.protocol.executor.v1.Mail;
import io.millrace.protocol.executor.v1.PartCheckpoint;
import io.millrace.protocol.executor.v1.PartReport;
import io.millrace.protocol.executor.v1.PartStatus;
import io.millrace.protocol.executor.v1.Placement;
import io.millrace.protocol.executor.v1.Prepared;
import io.millrace.protocol.executor.v1.Restore;
import io.millrace.protocol.executor.v1.RunError;
import io.millrace.protocol.executor.v1.SendRequest;
import io.millrace.protocol.executor.v1.ServerAddress;
import io.millrace.protocol.executor.v1.Start;
import io.millrace.protocol.executor.v1.Tap;
import io.millrace.protocol.executor.v1.TapRows;
import io.millrace.protocol.executor.v1.TaskId;
import io.millrace.protocol.job.ExecutorCommand;
import io.millrace.protocol.plan.OperatorPlanCodec;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RefusedMessagesTest {

    private static final Fence FENCE =
            Fence.newBuilder().setDeployment("d").setAttempt(1).setOwnerEpoch(1).build();

    private static final ByteString PLAN = ByteString.copyFrom(OperatorPlanCodec.encode(AnyRecord.plan("source")));

    @Test
    void aCommandThatThisVersionDoesNotKnow() {
        refused(() -> CommandWire.decode(
                        LeasedCommand.newBuilder().setLeaseEndNanos(1).build()))
                .hasMessage("A command is none, or one that this version does not know");
    }

    @Test
    void aCommandWithoutAFence() {
        refused(() -> CommandWire.decode(
                        LeasedCommand.newBuilder().setStart(Start.newBuilder()).build()))
                .hasMessage("A fence names no deployment");
    }

    @Test
    void aFenceWithoutAnEpoch() {
        refused(() -> FenceWire.decode(FENCE.toBuilder().clearOwnerEpoch().build()))
                .hasMessage("A fence has attempt 1 and epoch 0; both count from 1");
    }

    @Test
    void aDeploymentWithoutAPlan() {
        assertThat(failed(LeasedCommand.newBuilder()
                        .setDeploy(Deploy.newBuilder().setFence(FENCE))
                        .build()))
                .contains("The plan is of version 0; this release reads version 1.");
    }

    @Test
    void aDeploymentThatIsPlacedNowhere() {
        assertThat(failed(deploy(Placement.newBuilder().setHost("a")))).contains("A placement has no tasks.");
    }

    @Test
    void aTaskInTwoPlaces() {
        Placement.Builder placement = Placement.newBuilder().setHost("a");
        for (String executor : new String[] {"a", "b"}) {
            placement.addExecutors(Placement.ExecutorTasks.newBuilder()
                    .setExecutor(executor)
                    .addTasks(TaskId.newBuilder().setFragment(2)));
        }

        assertThat(failed(deploy(placement))).contains("Task 2/0 is placed on a and on b.");
    }

    @Test
    void aPlacementWithoutAHost() {
        assertThat(failed(deploy(Placement.newBuilder()
                        .addExecutors(Placement.ExecutorTasks.newBuilder()
                                .setExecutor("a")
                                .addTasks(TaskId.newBuilder())))))
                .contains("A placement names no executor.");
    }

    @Test
    void aConclusionThatIsNone() {
        assertThat(notConcluded(LeasedCommand.newBuilder()
                        .setConclude(Conclude.newBuilder().setFence(FENCE).setPlan(PLAN))
                        .build()))
                .contains("What is to become of prepared output is not said");
    }

    @Test
    void preparedOutputOfOneOperatorTwice() {
        assertThat(notConcluded(LeasedCommand.newBuilder()
                        .setConclude(Conclude.newBuilder()
                                .setFence(FENCE)
                                .setPlan(PLAN)
                                .setConclusion(Conclude.Conclusion.CONCLUSION_ABORT)
                                .addPrepared(Prepared.newBuilder().setOperator(3))
                                .addPrepared(Prepared.newBuilder().setOperator(3)))
                        .build()))
                .contains("What operator 3 prepared is there twice.");
    }

    @Test
    void aConclusionWithADamagedPlan() {
        assertThat(notConcluded(LeasedCommand.newBuilder()
                        .setConclude(Conclude.newBuilder()
                                .setFence(FENCE)
                                .setPlan(ByteString.copyFrom(new byte[] {1, 2, 3}))
                                .setConclusion(Conclude.Conclusion.CONCLUSION_COMMIT))
                        .build()))
                .contains("These bytes are no operator plan.");
    }

    @Test
    void mailToNoTask() {
        refused(() -> CommandWire.decode(LeasedCommand.newBuilder()
                        .setMail(Mail.newBuilder().setFence(FENCE))
                        .build()))
                .hasMessage("Mail names no task");
    }

    @Test
    void aHeartbeatWithoutAnExecutorOrWithoutWorkers() {
        refused(() -> HeartbeatWire.decode(Heartbeat.newBuilder().setSlots(1).build()))
                .hasMessage("A heartbeat names no executor");
        refused(() -> HeartbeatWire.decode(
                        Heartbeat.newBuilder().setExecutor("a").build()))
                .hasMessage("A heartbeat of an executor without workers");
    }

    @Test
    void aStatusThatThisVersionDoesNotKnow() {
        refused(() -> HeartbeatWire.decode(Heartbeat.newBuilder()
                        .setExecutor("a")
                        .setSlots(1)
                        .addParts(PartReport.newBuilder().setFence(FENCE).setStatusValue(99))
                        .build()))
                .hasMessage("The status of a part is missing, or one that this version does not know");
    }

    @Test
    void anErrorThatIsNobodysBusiness() {
        refused(() -> RunErrorWire.decode(RunError.newBuilder()
                        .setCode("file.vanished")
                        .setMessage("It is gone.")
                        .build()))
                .hasMessageContaining("file.vanished")
                .hasMessageContaining("It is gone.");
    }

    @Test
    void aHandshakeWithoutAnAddress() {
        refused(() -> HandshakeWire.decode(
                        Handshake.newBuilder().setExecutor("a").setSlots(1).build()))
                .hasMessage("A handshake has no address for other executors");
    }

    @Test
    void anAddressWithoutAPortOrAToken() {
        refused(() -> HandshakeWire.decode(Introductions.newBuilder()
                        .addPeers(Introductions.Peer.newBuilder()
                                .setExecutor("a")
                                .setAddress(
                                        ServerAddress.newBuilder().setHost("h").setPort(1)))
                        .build()))
                .hasMessageStartingWith("The address of an executor is none: This is no join token.");
        refused(() -> HandshakeWire.decode(Introductions.newBuilder()
                        .addPeers(Introductions.Peer.newBuilder()
                                .setExecutor("a")
                                .setAddress(
                                        ServerAddress.newBuilder().setHost("h").setToken("mr1.id." + "x".repeat(43))))
                        .build()))
                .hasMessage("The address of an executor is none: An address is HOST:PORT; this is h:0");
    }

    @Test
    void aTapThatLivesTooLong() {
        refused(() -> CommandWire.decode(LeasedCommand.newBuilder()
                        .setTap(Tap.newBuilder().setFence(FENCE).setForMillis(60_001))
                        .build()))
                .hasMessage("A tap lives between 0 and 60000 ms, not 60001");
    }

    @Test
    void shownRowsThatAreNoneWithoutRepeatingThem() {
        refused(() -> TapWire.decode(TapRows.newBuilder()
                        .setFence(FENCE)
                        .addRows(TapRows.Row.newBuilder()
                                .setChange(TapRows.Change.CHANGE_INSERT)
                                .setValues("\"private\""))
                        .build()))
                .hasMessage("The values of a row that is shown are no JSON array");
        refused(() -> TapWire.decode(TapRows.newBuilder()
                        .setFence(FENCE)
                        .addRows(TapRows.Row.newBuilder().setValues("[]"))
                        .build()))
                .hasMessage("What becomes of a row that is shown is missing, or not known here");
        refused(() -> TapWire.decode(TapRows.newBuilder()
                        .setFence(FENCE)
                        .addColumns(TapRows.Column.newBuilder().setName("a").setType("NUMBER"))
                        .build()))
                .hasMessageStartingWith("A column that is shown has no type:");
    }

    @Test
    void checkpointsWithoutANumber() {
        refused(() -> CommandWire.decode(LeasedCommand.newBuilder()
                        .setCheckpoint(Checkpoint.newBuilder().setFence(FENCE))
                        .build()))
                .hasMessage("A checkpoint has the number 0; they count from 1");
        assertThat(failed(LeasedCommand.newBuilder()
                        .setDeploy(Deploy.newBuilder()
                                .setFence(FENCE)
                                .setPlan(PLAN)
                                .setPlacement(Placement.newBuilder()
                                        .setHost("a")
                                        .addExecutors(Placement.ExecutorTasks.newBuilder()
                                                .setExecutor("a")
                                                .addTasks(TaskId.newBuilder())))
                                .setRestore(Restore.newBuilder().setCheckpoint(1)))
                        .build()))
                .contains("A restore names no manifest.");
        refused(() -> PeerWire.decode(SendRequest.newBuilder()
                        .setBeginCheckpoint(BeginCheckpoint.newBuilder())
                        .build()))
                .hasMessage("A checkpoint has the number 0; they count from 1");
    }

    @Test
    void aCheckpointThatFailedWithoutSayingWhy() {
        refused(() -> HeartbeatWire.decode(checkpoint(
                        PartCheckpoint.newBuilder().setNumber(7).setStage(PartCheckpoint.Stage.STAGE_FAILED))))
                .hasMessage("Checkpoint 7 is FAILED and says not why");
        refused(() -> HeartbeatWire.decode(
                        checkpoint(PartCheckpoint.newBuilder().setNumber(7).setStageValue(77))))
                .hasMessageStartingWith("How far a checkpoint has come is missing");
    }

    private static Heartbeat checkpoint(PartCheckpoint.Builder checkpoint) {
        return Heartbeat.newBuilder()
                .setExecutor("a")
                .setSlots(1)
                .addParts(PartReport.newBuilder()
                        .setFence(FENCE)
                        .setStatus(PartStatus.PART_STATUS_RUNNING)
                        .setCheckpoint(checkpoint))
                .build();
    }

    @Test
    void whatExecutorsDoNotSayToEachOther() {
        refused(() -> PeerWire.decode(SendRequest.getDefaultInstance()))
                .hasMessage("A message is none, or one that this version does not know");
        refused(() -> PeerWire.decode(SendRequest.newBuilder()
                        .setHoldWatermark(HoldWatermark.newBuilder())
                        .build()))
                .hasMessage("Where a source holds its watermark is missing, or not known here");
    }

    private static LeasedCommand deploy(Placement.Builder placement) {
        return LeasedCommand.newBuilder()
                .setDeploy(Deploy.newBuilder().setFence(FENCE).setPlan(PLAN).setPlacement(placement))
                .build();
    }

    /** What is told of a deployment that cannot be read. */
    private static String failed(LeasedCommand message) {
        return unreadable(message, "FAILED");
    }

    private static String notConcluded(LeasedCommand message) {
        return unreadable(message, "CONCLUDED");
    }

    private static String unreadable(LeasedCommand message, String end) {
        ExecutorCommand.Unreadable command =
                (ExecutorCommand.Unreadable) CommandWire.decode(message).command();
        assertThat(command.fence()).isEqualTo(FenceWire.decode(FENCE));
        assertThat(command.end()).hasToString(end);
        return command.error().message();
    }

    private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable decoding) {
        return assertThatThrownBy(decoding).isInstanceOf(UnreadableMessage.class);
    }
}
