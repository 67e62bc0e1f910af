package org.reactivemux.reactor.simulation;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxConnection;
import org.reactivemux.MuxException;

/** One connection of the soak: its channels, so many at a time, and its end. */
final class SoakLink {
    private static final int MOST_BEFORE_THE_END = 150;
    private static final int MOST_BEHIND_IT = 10;
    private static final int MOST_AT_A_TIME = 40;

    private final long seed;
    private final int number;
    private final SoakLane lane;
    private final SoakLane.Ends ends;
    private final LinkEnd end;
    private final int beforeTheEnd;
    private final int channels;
    private final Semaphore room;
    private final List<ChannelRun> runs = new ArrayList<>();

    SoakLink(long seed, int number, SoakLane lane) {
        Random random = Seeds.random(seed, number);
        this.seed = seed;
        this.number = number;
        this.lane = lane;
        this.ends = lane.connect(random);
        this.end = LinkEnd.random(random);
        this.beforeTheEnd = 1 + random.nextInt(MOST_BEFORE_THE_END);
        this.channels = beforeTheEnd + (end.isIdle() ? 0 : random.nextInt(MOST_BEHIND_IT + 1));
        this.room = new Semaphore(1 + random.nextInt(MOST_AT_A_TIME));
    }

    SoakFigures run() {
        try {
            open(0, beforeTheEnd);
            if (end.isIdle()) {
                awaitRuns();
                assertThatNoChannelIsLeft();
            }
            finish();
            open(beforeTheEnd, channels);
            awaitRuns();
            assertThatItEnded(ends.client());
            assertThatItEnded(ends.server());
            awaitRuns(); // a handler may have begun after its opener was over
            runs.forEach(this::judge);
            return SoakFigures.of(runs);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("%s: %s".formatted(this, failure.getMessage()), failure);
        } finally {
            ends.client().dispose();
            lane.forgetAll();
        }
    }

    private void open(int from, int to) {
        for (int i = from; i < to; i++) {
            await(room::tryAcquire, "room for another channel");
            int channel = number * (MOST_BEFORE_THE_END + MOST_BEHIND_IT) + i;
            Random random = Seeds.random(~seed, channel);
            ChannelRun run =
                    new ChannelRun(channel, random, RandomOptions.LARGEST_MESSAGE, RandomOptions.LARGEST_MESSAGE + 1);
            runs.add(run);
            lane.add(channel, run);
            run.opener().over().onErrorComplete().subscribe(nothing -> {}, failure -> {}, room::release);
            run.open(run.isOpenedByServer() ? ends.server() : ends.client(), spec(run, channel, random));
        }
    }

    private static ChannelSpec spec(ChannelRun run, int channel, Random random) {
        ChannelSpec spec = ChannelSpec.named(run.hasHandler() ? SoakLane.RUN : "nobody")
                .metadata(SoakLane.NUMBER, ByteBuffer.allocate(Integer.BYTES).putInt(0, channel))
                .weight(1 + random.nextInt(ChannelSpec.LARGEST_WEIGHT));
        return random.nextBoolean() ? spec : spec.prefetch(random.nextInt(5));
    }

    private void finish() {
        MuxConnection who = end.isByServer() ? ends.server() : ends.client();
        switch (end) {
            case CLIENT_LEAVES_IDLE, SERVER_LEAVES_IDLE, CLIENT_LEAVES, SERVER_LEAVES ->
                who.shutdown(Duration.ofDays(1)).subscribe();
            case CLIENT_DISPOSES, SERVER_DISPOSES -> who.dispose();
            case CLIENT_CRASHES -> ends.clientSocket().close();
            case SERVER_CRASHES -> ends.serverSocket().close();
        }
    }

    private void awaitRuns() {
        await(() -> runs.stream().allMatch(ChannelRun::isOver), "the end of every channel");
    }

    private void assertThatNoChannelIsLeft() {
        for (MuxConnection side : List.of(ends.client(), ends.server())) {
            await(() -> side.snapshot().channels().isEmpty(), "a connection without channels");
        }
    }

    private void assertThatItEnded(MuxConnection side) {
        side.onClose()
                .onErrorComplete(cause ->
                        cause instanceof MuxException cut && end.causes().contains(cut.code()))
                .block(SoakLane.PATIENCE);
    }

    private void judge(ChannelRun run) {
        try {
            if (end.isIdle()) {
                Verdict.check(run);
            } else if (end.isCut()) {
                Verdict.checkUntilTheCut(run, end.causes());
            } else {
                Verdict.checkAllOrNothing(run);
            }
        } catch (AssertionError failure) {
            throw new AssertionError("%s%n  %s%n  %s".formatted(failure.getMessage(), run, run.program()), failure);
        }
    }

    private void await(BooleanSupplier holds, String what) {
        long deadline = System.nanoTime() + SoakLane.PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                throw new AssertionError("%s does not come about; not over are %s"
                        .formatted(
                                what,
                                runs.stream()
                                        .filter(run -> !run.isOver())
                                        .map(run -> run + "\n  " + run.program())
                                        .toList()));
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
        }
    }

    @Override
    public String toString() {
        return "link %d, %s behind the start of channel %d of %d".formatted(number, end, beforeTheEnd, channels);
    }
}
