package org.reactivemux.reactor.protocol;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Two cores, the wire between them and a clock; nothing happens in it but by {@link CoreStep}. */
final class CoreWorld {
    /** So that times wrap soon, as nanosecond clocks may. */
    private static final long START = Long.MAX_VALUE - 200_000_000L;

    private static final int NOTES = 60;
    private static final int ENDLESS = 20_000;

    private final Random random;
    private final CoreTerms terms;
    private final CoreWire wire;
    private final List<CoreSide> sides;
    private final ArrayDeque<Note> notes = new ArrayDeque<>();
    private long now = START;
    private int step;
    private boolean leaving;
    private boolean disturbed;

    private record Note(int step, Role role, Object what) {
        @Override
        public String toString() {
            return "%4d %-9s %s".formatted(step, role, what);
        }
    }

    CoreWorld(long seed) {
        random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
        terms = CoreTerms.random(random);
        wire = new CoreWire(terms);
        sides = List.of(new CoreSide(this, Role.INITIATOR), new CoreSide(this, Role.ACCEPTOR));
    }

    /** Everything flows until nothing moves any more, not even a little later where time has a say (P-11). */
    void rest() {
        sides.forEach(side -> side.writable(true));
        int quiet = 0;
        for (int n = 0; quiet < 3; n++) {
            if (n == ENDLESS) {
                throw new AssertionError("the two sides never come to rest");
            }
            boolean moved = false;
            for (CoreSide side : sides) {
                side.ends().forEach(CoreEnd::emit);
                side.flush(Integer.MAX_VALUE);
                moved |= wire.from(side.role().other()).size() > 0
                        || side.session().hasOutput()
                        || side.hasUnflushed();
                side.receive(Integer.MAX_VALUE);
            }
            quiet = moved ? 0 : quiet + 1;
            pass(terms.plain() ? PlainDialect.GRANT_DELAY_NANOS : 1);
        }
    }

    /** The connection breaks: of what is under way some bytes still arrive, the rest never does. */
    void breakWire() {
        disturbed = true;
        for (CoreSide side : sides) {
            CorePipe pipe = wire.from(side.role());
            pipe.breakAfter(random.nextInt(pipe.size() + 1));
        }
    }

    void leave(CoreSide side) {
        leaving = true;
        side.goAway();
    }

    void abort(CoreSide side) {
        disturbed = true;
        side.abort();
    }

    void note(Role role, Object what) {
        if (notes.size() == NOTES) {
            notes.remove();
        }
        notes.add(new Note(step, role, what));
    }

    /** The last that happened, for people. */
    String story() {
        StringBuilder story = new StringBuilder();
        notes.forEach(note -> story.append(note).append('\n'));
        sides.forEach(side -> side.ends().forEach(end -> story.append(end).append('\n')));
        return story.append(terms).toString();
    }

    void nextStep() {
        step++;
        pass(TimeUnit.MICROSECONDS.toNanos(1 + random.nextInt(2_000)));
    }

    void pass(long nanos) {
        now += nanos;
    }

    int step() {
        return step;
    }

    long now() {
        return now;
    }

    Random random() {
        return random;
    }

    CoreTerms terms() {
        return terms;
    }

    CoreWire wire() {
        return wire;
    }

    List<CoreSide> sides() {
        return sides;
    }

    CoreSide side(Role role) {
        return sides.get(role == Role.INITIATOR ? 0 : 1);
    }

    CoreSide anySide() {
        return sides.get(random.nextInt(2));
    }

    /** Whether either side has said that it goes away. */
    boolean isLeaving() {
        return leaving;
    }

    /** Whether something happened for which a connection may end at any time. */
    boolean isDisturbed() {
        return disturbed;
    }

    boolean hasEnded() {
        return sides.stream().allMatch(side -> side.hasEnded() && side.isInputOver());
    }

    boolean isOpen() {
        return sides.stream().noneMatch(side -> side.session().isEnded());
    }
}
