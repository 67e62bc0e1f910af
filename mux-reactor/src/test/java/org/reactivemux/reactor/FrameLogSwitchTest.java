package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactivemux.reactor.Messages.utf8;

import java.lang.reflect.Field;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.reactivemux.MuxConnection;

/** The frame log goes to a logger of its own, and is on for one connection, or for all that begin, as is asked for. */
class FrameLogSwitchTest {
    private static final String LOGGER = "org.reactivemux.frames";
    private static final int DEBUG = 10;

    @AutoClose
    private final LoggedLines logged = new LoggedLines(LOGGER);

    private static MuxPair pair() {
        return MuxPair.create(MuxPair.end().handle("echo", channel -> channel.send(channel.receive())));
    }

    private static void ask(MuxConnection mux) {
        mux.request("echo", utf8("secret")).block();
    }

    @Test
    void itIsOffByItself() {
        ask(pair().client());
        assertThat(logged.taken()).isEmpty();
    }

    @Test
    void itIsSwitchedOnForOneConnectionAndOffAgain() {
        MuxPair pair = pair();
        String name = "mux-" + pair.client().snapshot().number();
        pair.client().logFrames(true);
        ask(pair.client());
        assertThat(logged.taken())
                .containsExactly(
                        name + " >> #1 OPEN_CHANNEL 'echo'",
                        name + " >> #1 DATA END 6 B",
                        name + " << #1 ACK",
                        name + " << #1 DATA END 6 B");
        pair.client().logFrames(false);
        ask(pair.client());
        assertThat(logged.taken()).isEmpty();
    }

    @Test
    void connectionsHaveNumbersOfTheirOwn() {
        MuxPair pair = pair();
        assertThat(pair.client().snapshot().number())
                .isNotEqualTo(pair.server().snapshot().number());
        assertThat(pair.client())
                .hasToString(
                        "mux-%d over memory".formatted(pair.client().snapshot().number()));
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
        assertThat(logged.taken())
                .filteredOn(line -> line.contains("PING HELLO"))
                .hasSize(4);
    }
}
