package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/**
 * A whole session under a program of frames, whose checksums are right, and of all that its own side may do: it ends by
 * a rule or a limit or goes on, tells everybody of the end once, keeps to the rules itself, and holds no more than it
 * granted.
 */
public final class FuzzSession {
    private static final MuxOptions SMALL = MuxOptions.builder()
            .largestFrame(1_024)
            .largestMessage(8_000)
            .initialWindow(4_000)
            .largestWindow(14_000)
            .growthBudget(20_000)
            .reassemblyBudget(8_000)
            .prefetch(3)
            .maxChannels(4)
            .build();

    private static final List<MuxOptions> OPTIONS = List.of(
            SMALL,
            SMALL.toBuilder().initialWindow(1_024).prefetch(0).build(),
            SMALL.toBuilder().splitForPlainPeers(true).reassemblyBudget(16_000).build(),
            SMALL.toBuilder().closePlainAtCompletion(true).maxChannels(1).build(),
            MuxOptions.defaults());

    private static final Duration[] TIMES = {
        Duration.ofNanos(1), Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofSeconds(5), Duration.ofSeconds(30)
    };

    private static final int[] BATCHES = {1, 1_000, 20_000, 256 << 10};

    private final FuzzInput input;
    private final FuzzedSession driven;
    private final FuzzFrames frames;

    private FuzzSession(FuzzInput input) {
        this.input = input;
        Role role = input.flag() ? Role.INITIATOR : Role.ACCEPTOR;
        MuxOptions options = OPTIONS.get(input.below(OPTIONS.size()));
        boolean old = input.below(4) == 0;
        this.driven = new FuzzedSession(
                role,
                options,
                BATCHES[input.below(BATCHES.length)],
                old ? new ChannelIds(Role.INITIATOR, -5) : new ChannelIds(Role.INITIATOR),
                old ? new ChannelIds(Role.ACCEPTOR, -4) : new ChannelIds(Role.ACCEPTOR));
        this.frames = new FuzzFrames(input, driven, old ? -5 : -1);
    }

    /** Called by the fuzzer. The program is who meets whom, and then steps. */
    public static void fuzzerTestOneInput(byte[] program) {
        FuzzInput input = new FuzzInput(program);
        FuzzSession fuzz = new FuzzSession(input);
        fuzz.greet();
        while (input.hasMore()) {
            fuzz.step();
        }
        fuzz.driven.end();
    }

    private void greet() {
        driven.turn(input.flag());
        frames.greeting();
        driven.receive(input.next());
        driven.turn(true);
    }

    /** What it is, whether the bytes wait for more, where they are cut, and whether a turn follows, be it a short one. */
    private void step() {
        int what = input.next();
        switch (what & 0x0F) {
            case 0 -> frames.any();
            case 1 -> frames.open();
            case 2, 3 -> frames.welcomeData();
            case 4 -> frames.data();
            case 5 -> frames.grant();
            case 6 -> frames.close();
            case 7 -> frames.answer();
            case 8 -> frames.error();
            case 9 -> frames.connection();
            case 10 -> driven.peer().say(input.take(input.below(40)));
            case 11 -> open();
            case 12 -> act();
            case 13 -> frames.again();
            case 14 -> transport();
            default -> rarely();
        }
        if ((what & 0x10) == 0) {
            driven.receive((what & 0x20) == 0 ? 0 : input.next());
        }
        if ((what & 0x40) == 0) {
            driven.turn((what & 0x80) == 0);
        }
    }

    private void open() {
        OptionalInt credit = input.flag() ? OptionalInt.of(input.below(5)) : OptionalInt.empty();
        byte[] key = input.take(input.below(4));
        String name = Tlv.text(ByteBuffer.wrap(key));
        Map<String, ByteBuffer> metadata = key.length == 0 ? Map.of() : Map.of(name, ByteBuffer.wrap(key));
        driven.open(new ChannelHead(name, metadata, 1 + input.next(), 0, credit));
    }

    private void act() {
        List<FuzzedChannel> channels = driven.channels();
        int which = input.next();
        if (!channels.isEmpty()) {
            channels.get(channels.size() - 1 - which % channels.size()).act(input);
        }
    }

    private void transport() {
        switch (input.below(5)) {
            case 0 -> driven.writable(input.flag());
            case 1 -> driven.flushing(input.flag());
            case 2 -> driven.flushed();
            default -> driven.pass(TIMES[input.below(TIMES.length)]);
        }
    }

    private void rarely() {
        Session session = driven.session();
        switch (input.below(8)) {
            case 0 -> session.inputClosed(null);
            case 1 -> session.inputClosed(new IllegalStateException("reset"));
            case 2 -> session.abort(null, ErrorCode.CANCELLED, "closed");
            case 3 -> {
                ConnectionException why = new ConnectionException(ErrorCode.INTERNAL, "a defect", null);
                session.abort(why, ErrorCode.INTERNAL, "");
            }
            default -> session.goAway();
        }
    }
}
