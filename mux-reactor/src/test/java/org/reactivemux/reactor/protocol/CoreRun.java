package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.reactor.protocol.CoreEnd.Ending;

/** The life of one world: random steps, some fate of its connection, and an end at which everything must be over. */
final class CoreRun {
    private static final int SHORTEST = 100;
    private static final int LONGEST = 600;
    private static final int STEPS_TO_A_REST = 60;

    private final CoreWorld world;
    private final Random random;
    private final CoreStep step;
    private final CoreInvariants invariants;

    /** What becomes of the connection while its channels are in use. */
    private enum Fate {
        LASTS,
        STANDS_STILL,
        LEFT,
        BROKEN,
        ABORTED
    }

    private CoreRun(long seed) {
        world = new CoreWorld(seed);
        random = world.random();
        step = new CoreStep(world);
        invariants = new CoreInvariants(world);
    }

    /** What went wrong in the run of that seed, with what happened last; null if nothing did. */
    static @Nullable AssertionError failure(long seed) {
        CoreRun run = new CoreRun(seed);
        try {
            run.live();
            run.end();
            return null;
        } catch (AssertionError | RuntimeException wrong) {
            return new AssertionError(
                    "seed %d, step %d: %s%n%s".formatted(seed, run.world.step(), wrong.getMessage(), run.world.story()),
                    wrong);
        }
    }

    private void live() {
        int steps = SHORTEST + random.nextInt(LONGEST - SHORTEST);
        Fate fate = random.nextInt(3) > 0 ? Fate.LASTS : Fate.values()[random.nextInt(Fate.values().length)];
        int fateful = random.nextInt(steps);
        for (int n = 0; n < steps && !world.hasEnded(); n++) {
            step.take();
            if (n == fateful) {
                meet(fate);
            }
            invariants.check();
            if (random.nextInt(STEPS_TO_A_REST) == 0) {
                rest();
            }
        }
    }

    private void meet(Fate fate) {
        CoreSide side = world.anySide();
        if (fate != Fate.LASTS) {
            world.note(side.role(), "the connection is " + fate);
        }
        switch (fate) {
            case LASTS -> {}
            case STANDS_STILL -> step.standStill();
            case LEFT -> world.leave(side);
            case BROKEN -> world.breakWire();
            case ABORTED -> world.abort(side);
        }
    }

    private void rest() {
        world.rest();
        invariants.check();
        if (world.isOpen()) {
            invariants.checkRest();
        }
    }

    /** All programs come to their end, in good order if they can; then the connection does. */
    private void end() {
        world.rest();
        List<CoreEnd> open = open();
        open.stream().filter(CoreEnd::isUndecided).forEach(CoreEnd::accept);
        open.forEach(end -> end.mayTake(Long.MAX_VALUE));
        open.forEach(end -> end.request(Long.MAX_VALUE));
        rest();
        List<CoreEnd> used = open();
        used.forEach(CoreEnd::complete);
        rest();
        used.forEach(this::assertThatItEndedAsItMust);
        open().forEach(CoreEnd::finish);
        rest();
        if (world.isOpen()) {
            world.sides().forEach(CoreRun::assertThatNothingIsLeft);
            world.leave(world.anySide());
            world.rest();
        }
        invariants.check();
        world.sides().forEach(side -> {
            assertThat(side.hasEnded()).as("%s has ended", side.role()).isTrue();
            assertThat(side.ends()).allSatisfy(end -> {
                assertThat(end.reading()).as("reader").isNotEqualTo(Ending.NONE);
                boolean neverAnswered =
                        end.channel().outbound().isWritten() && !end.channel().isAnswered();
                assertThat(neverAnswered || end.writing() != Ending.NONE)
                        .as("the writer of %s has its end, or only its reader does (C-21)", end)
                        .isTrue();
            });
        });
    }

    private List<CoreEnd> open() {
        List<CoreEnd> ends = new ArrayList<>();
        world.sides().forEach(side -> ends.addAll(side.ends()));
        return ends;
    }

    /** A stream that no program and no fault cut short is complete, and one that is complete is whole. */
    private void assertThatItEndedAsItMust(CoreEnd end) {
        CoreEnd writer = end.peer();
        boolean gaveUp =
                world.terms().plain() && world.terms().of(end.side().role()).closePlainAtCompletion();
        if (end.reading() == Ending.NORMAL && !gaveUp) {
            assertThat(writer != null && writer.isCompleted() && end.hasAll())
                    .as("%s is complete and has all of %s", end, writer)
                    .isTrue();
        }
        boolean cut = end.isCut() || writer == null || writer.isCut() || hasTimedOut(end) || hasTimedOut(writer);
        boolean ended = cut || end.isStopped() || world.isLeaving() || !world.isOpen();
        if (!ended && !world.terms().plain()) {
            assertThat(end.reading())
                    .as("%s, of which nothing was cut short", end)
                    .isEqualTo(Ending.NORMAL);
        }
    }

    private static boolean hasTimedOut(CoreEnd end) {
        MuxException failure = end.channel().inbound().failure();
        return failure != null && failure.code().equals(ErrorCode.TIMEOUT);
    }

    /** Every channel is freed, and the memory for large messages is all there again (C-29, W-14). */
    private static void assertThatNothingIsLeft(CoreSide side) {
        assertThat(side.ends()).isEmpty();
        assertThat(side.session().channels().isEmpty())
                .as("no channel counts as open")
                .isTrue();
        Channel anything = new Channel(side.session(), ChannelHead.PLAIN, Admission.ANSWERED, 0);
        for (long n = side.terms().reservations(side.role()); n > 0; n--) {
            assertThat(side.session().budget().reserve(new Reassembly(anything)))
                    .as("the budget has all %d reservations", n)
                    .isTrue();
        }
        assertThat(side.session().budget().reserve(new Reassembly(anything)))
                .as("the budget has no more than it had at first")
                .isFalse();
    }
}
