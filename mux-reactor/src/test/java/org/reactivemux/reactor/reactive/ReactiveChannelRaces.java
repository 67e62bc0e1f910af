package org.reactivemux.reactor.reactive;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Two threads that want to be the same channel's reader, or its writer. */
public final class ReactiveChannelRaces {
    private ReactiveChannelRaces() {}

    @State
    public static class Unclaimed {
        private final JoinedConnections joined = new JoinedConnections(channel -> Mono.never());
        private final ReactiveChannel channel = joined.openChannel();

        boolean claimAsReader() {
            return channel.claim(new InboundSubscription(joined.client(), new Reading()));
        }

        boolean claimAsWriter() {
            return channel.claim(new OutboundSubscriber(joined.client(), Context.empty(), new Writing()));
        }
    }

    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "One of them is the reader.")
    @Outcome(expect = FORBIDDEN, desc = "Both are, or neither.")
    public static class AChannelHasOneReader {
        @Actor
        public void one(Unclaimed channel, ZZ_Result result) {
            result.r1 = channel.claimAsReader();
        }

        @Actor
        public void other(Unclaimed channel, ZZ_Result result) {
            result.r2 = channel.claimAsReader();
        }
    }

    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE,
            desc = "One of them is the writer.")
    @Outcome(expect = FORBIDDEN, desc = "Both are, or neither.")
    public static class AChannelHasOneWriter {
        @Actor
        public void one(Unclaimed channel, ZZ_Result result) {
            result.r1 = channel.claimAsWriter();
        }

        @Actor
        public void other(Unclaimed channel, ZZ_Result result) {
            result.r2 = channel.claimAsWriter();
        }
    }
}
