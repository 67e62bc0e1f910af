package org.reactivemux.reactor.protocol;

import java.time.Duration;
import java.util.Random;
import org.reactivemux.MuxOptions;

/**
 * Under which terms two cores meet: what each accepts, what they speak, and behind which ids they begin.
 *
 * @param plain whether each is made to take the other for a plain peer
 * @param initiator what the initiator accepts
 * @param acceptor what the acceptor accepts
 * @param odd the highest odd id that counts as used
 * @param even the highest even id that counts as used
 */
record CoreTerms(boolean plain, MuxOptions initiator, MuxOptions acceptor, int odd, int even) {
    private static final int[] PREFETCHES = {0, 1, 1, 2, 3, 7, Integer.MAX_VALUE};
    private static final int[] GROWTH_BUDGETS = {0, 0, 5_000, 40_000, 1 << 20};
    private static final int PLAIN_WINDOW = 65_536;
    private static final int PLAIN_MESSAGE = 32_768;

    static CoreTerms random(Random random) {
        boolean plain = random.nextInt(4) == 0;
        return new CoreTerms(
                plain, options(random, plain), options(random, plain), -1 - 2 * idsLeft(random), -2 * idsLeft(random));
    }

    /** How many ids of a parity come before the order of ids wraps: none at the usual start. */
    private static int idsLeft(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(6);
            case 1 -> (1 << 30) + random.nextInt(6);
            default -> 0;
        };
    }

    private static MuxOptions options(Random random, boolean plain) {
        int smallest = plain && random.nextBoolean() ? 100_000 : 1_024;
        int frame = smallest + (random.nextBoolean() ? 0 : random.nextInt(3_000));
        int message = frame + random.nextInt(5) * random.nextInt(4_000);
        return MuxOptions.builder()
                .largestFrame(frame)
                .largestMessage(message)
                .maxChannels(random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(6))
                .initialWindow(1_024 + random.nextInt(3) * random.nextInt(3_500))
                .largestWindow(1_024 + random.nextInt(200_000))
                .growthBudget(GROWTH_BUDGETS[random.nextInt(GROWTH_BUDGETS.length)])
                .prefetch(PREFETCHES[random.nextInt(PREFETCHES.length)])
                .reassemblyBudget((1L + random.nextInt(3)) * message + random.nextInt(message))
                .keepaliveInterval(Duration.ofMillis(100 + random.nextInt(2_000)))
                .keepaliveTimeout(Duration.ofMillis(800 + random.nextInt(5_000)))
                .openTimeout(Duration.ofMillis(100 + random.nextInt(3_000)))
                .splitForPlainPeers(random.nextBoolean())
                .closePlainAtCompletion(random.nextInt(4) == 0)
                .build();
    }

    MuxOptions of(Role role) {
        return role == Role.INITIATOR ? initiator : acceptor;
    }

    Session session(Role role, SessionObserver observer, long now) {
        return new Session(
                role,
                of(role),
                observer,
                now,
                new ChannelIds(Role.INITIATOR, odd),
                new ChannelIds(Role.ACCEPTOR, even));
    }

    int highest(Role owner) {
        return owner == Role.INITIATOR ? odd : even;
    }

    /** The bytes that a reader of that role lets its writer send at first (W-7, P-6). */
    int window(Role reader) {
        return plain ? PLAIN_WINDOW : of(reader).initialWindow();
    }

    /** The bytes that it ever lets its writer have outstanding: to a plain one no more than one frame holds (P-7, W-17). */
    int largestWindow(Role reader) {
        MuxOptions options = of(reader);
        int largest = plain ? Math.min(options.largestWindow(), options.largestFrame()) : options.largestWindow();
        return options.growthBudget() == 0 ? window(reader) : Math.max(window(reader), largest);
    }

    /** The largest payload of DATA that a reader of that role takes (F-3, P-7). */
    int largestFrame(Role reader) {
        return plain ? PLAIN_WINDOW : of(reader).largestFrame();
    }

    /** The largest message that may be sent to a reader of that role (M-4, P-9). */
    int largestMessage(Role reader) {
        return plain ? PLAIN_MESSAGE : of(reader).largestMessage();
    }

    /** Whether a writer of that role sends larger messages in pieces (P-10). */
    boolean splits(Role writer) {
        return plain && of(writer).splitForPlainPeers();
    }

    /** How many channels of that side's are held for messages larger than their window at a time (W-14). */
    long reservations(Role reader) {
        return of(reader).reassemblyBudget() / of(reader).largestMessage();
    }

    /** The size of some message towards a reader of that role: small ones, and those around each limit. */
    int messageSize(Random random, Role reader) {
        int bound = switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1, 2, 3 -> 60;
            case 4, 5 -> 1_500;
            case 6 -> 2 * window(reader);
            case 7, 8 -> largestMessage(reader);
            default -> largestMessage(reader) / 3;
        };
        int size = random.nextInt(Math.min(bound, largestMessage(reader)) + 1);
        return random.nextInt(60) == 0 ? largestMessage(reader) + random.nextInt(2_000) : size;
    }
}
