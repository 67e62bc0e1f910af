package org.reactivemux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/**
 * A browser that reads too slowly holds up the publisher in the other process, and nobody else. The market makes 20,000
 * trades a second here, so what a stream does not hold back is soon plain to see.
 */
class PushBackTest {
    /**
     * What may be made for a browser that has stopped reading: the gateway's writer and pace have 128 and 32 under way, its
     * channel's credit is those 32, and the rest is in the buffers of its socket, of which the kernel has its own opinion.
     */
    private static final long MOST_FOR_A_STOPPED_BROWSER = 4_000;

    private static final long PLENTY = 10 * MOST_FOR_A_STOPPED_BROWSER;

    @AutoClose
    private final Service service = Service.start("--rate", "20000");

    PushBackTest() throws IOException {}

    private long produced(String reader) {
        return service.channelOf(reader).get("produced").asLong();
    }

    @Test
    void aBrowserThatStopsReadingStopsThePublisherInTheOtherProcess() throws Exception {
        Disposable fast = service.events("/ticks/MONO").subscribe();
        try (SlowBrowser slow = new SlowBrowser(service.url(), "/ticks/MONO")) {
            String reader = slow.next("data:{\"id\":\"").split("\"", 2)[0];
            long first = Long.parseLong(slow.next("id:"));
            Eventually.holds(
                    "both are there", () -> service.channels().get("channels").size() == 2);
            String other = reader.equals("r1") ? "r2" : "r1";

            Eventually.holds("the other one has had plenty", () -> produced(other) > PLENTY);
            long stopped = produced(reader);
            long going = produced(other);
            Eventually.holds("and goes on", () -> produced(other) > going + PLENTY);
            assertThat(produced(reader)).as("made for the stopped browser").isEqualTo(stopped);
            assertThat(stopped).isLessThan(MOST_FOR_A_STOPPED_BROWSER);
            assertThat(service.channelOf(reader).get("credit").asLong()).isZero();
            assertThat(service.channelOf(reader).get("queuedBytes").asLong()).isLessThan(100_000);
            System.out.printf(
                    "made for a browser that reads nothing: %,d trades, and no more; meanwhile for the one beside it: %,d%n",
                    stopped, produced(other));

            // Nothing was lost: the publisher goes on where it stood.
            for (long expected = first + 1; expected <= first + 2 * stopped; expected++) {
                assertThat(Long.parseLong(slow.next("id:"))).isEqualTo(expected);
            }
            Eventually.holds("more is made again", () -> produced(reader) > 2 * stopped);
        } finally {
            fast.dispose();
        }
    }
}
