package org.reactivemux.reactor.reactive;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.reactivemux.reactor.Messages;
import reactor.core.publisher.Mono;

/** A snapshot on any thread, while the event loop works. */
public final class SnapshotRaces {
    private SnapshotRaces() {}

    /** A channel whose OPEN is still to be written. */
    @State
    public static class Requested {
        final JoinedConnections joined = new JoinedConnections(channel -> Mono.never());

        public Requested() {
            joined.loop().turn(() -> joined.client().openCore(JoinedConnections.UNNAMED));
        }
    }

    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The channel is there all the time.")
    @Outcome(expect = FORBIDDEN, desc = "It was missed, or seen twice.")
    public static class AChannelIsSeenWhileItsOpenIsWritten {
        @Actor
        public void loop(Requested requested) {
            requested.joined.client().turnSoon();
            requested.joined.loop().turn();
        }

        @Actor
        public void stranger(Requested requested, I_Result result) {
            result.r1 = requested.joined.channels();
        }
    }

    @State
    public static class Sending {
        private final JoinedConnections joined = new JoinedConnections(channel -> {
            channel.receive().subscribe(Reading.ofEverything());
            return Mono.never();
        });
        private final ReactiveChannel channel = joined.openChannel();

        /** One message after the other, so that there is never more than one that waits. */
        void send() {
            for (int number = 1; number <= 4; number++) {
                joined.loop().turn(() -> channel.core().send(Messages.utf8("message")));
                joined.client().turnSoon();
                joined.loop().turn();
            }
        }

        int queued() {
            return joined.client().snapshot().channels().get(0).queuedOutMessages();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"0", "1"},
            expect = ACCEPTABLE,
            desc = "As many as wait at some moment.")
    @Outcome(expect = FORBIDDEN, desc = "A number that never was.")
    public static class TheNumberOfQueuedMessagesIsTrue {
        @Actor
        public void loop(Sending sending) {
            sending.send();
        }

        @Actor
        public void stranger(Sending sending, I_Result result) {
            result.r1 = sending.queued();
        }
    }
}
