package org.reactivemux.reactor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;

/** The frame log goes to a logger of its own, and is on for one connection, or for all that begin, as is asked for. */
class FrameLogSwitchTest {
    private static final String LOGGER = "org.reactivemux.frames";
    private static final int DEBUG = 10;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(written, true, UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    private static MuxPair pair() {
        return MuxPair.create(MuxPair.end().handle("echo", channel -> channel.send(channel.receive())));
    }

    /** What was logged since it was last asked for, without what stands before the name of the logger. */
    private List<String> lines() {
        List<String> lines = written.toString(UTF_8)
                .lines()
                .filter(line -> line.contains(LOGGER))
                .map(line -> line.substring(line.indexOf(LOGGER) + LOGGER.length() + " - ".length()))
                .toList();
        written.reset();
        return lines;
    }

    private static void ask(MuxConnection mux) {
        mux.request("echo", utf8("secret")).block();
    }

    @Test
    void itIsOffByItself() {
        ask(pair().client());
        assertThat(lines()).isEmpty();
    }

    @Test
    void itIsSwitchedOnForOneConnectionAndOffAgain() {
        MuxPair pair = pair();
        String name = "mux-" + pair.client().snapshot().number();
        pair.client().logFrames(true);
        ask(pair.client());
        assertThat(lines())
                .containsExactly(
                        name + " >> #1 OPEN_CHANNEL 'echo'",
                        name + " >> #1 DATA END 6 B",
                        name + " << #1 ACK",
                        name + " << #1 DATA END 6 B");
        pair.client().logFrames(false);
        ask(pair.client());
        assertThat(lines()).isEmpty();
    }

    @Test
    void connectionsHaveNumbersOfTheirOwn() {
        MuxPair pair = pair();
        assertThat(pair.client().snapshot().number())
                .isNotEqualTo(pair.server().snapshot().number());
        assertThat(pair.client()).hasToString("mux-%d over memory".formatted(pair.client().snapshot().number()));
    }

    @Test
    void theLoggersLevelSwitchesItOnFromTheFirstFrame() throws ReflectiveOperationException {
        Object logger = Class.forName("org.slf4j.LoggerFactory")
                .getMethod("getLogger", String.class)
                .invoke(null, LOGGER);
        Field level = Class.forName("org.slf4j.simple.SimpleLogger").getDeclaredField("currentLogLevel");
        level.setAccessible(true);
        Object usual = level.get(logger);
        level.set(logger, DEBUG);
        try {
            pair();
        } finally {
            level.set(logger, usual);
        }
        assertThat(lines()).filteredOn(line -> line.contains("PING HELLO")).hasSize(4);
    }
}
