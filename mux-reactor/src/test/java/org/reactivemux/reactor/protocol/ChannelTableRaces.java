package org.reactivemux.reactor.protocol;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A walk over the open channels on any thread, while the event loop changes which are open. */
public final class ChannelTableRaces {
    private ChannelTableRaces() {}

    /** As many channels as the smallest table takes, all of which want the same place. */
    @State
    public static class FullTable {
        private static final BareChannels CHANNELS = new BareChannels(1_024);
        private static final List<Channel> ALL = IntStream.of(1, 15, 29, 117, 131, 145, 159, 261)
                .mapToObj(CHANNELS::channel)
                .toList();
        static final Channel ONE_MORE = CHANNELS.channel(3);

        final ChannelTable table = new ChannelTable();

        public FullTable() {
            ALL.forEach(table::add);
        }

        /** How often each channel but the first is seen. */
        String seen() {
            int[] seen = new int[ALL.size() - 1];
            table.forEach(channel -> {
                int index = ALL.indexOf(channel);
                if (index > 0) {
                    seen[index - 1]++;
                }
            });
            StringBuilder digits = new StringBuilder();
            for (int times : seen) {
                digits.append(times);
            }
            return digits.toString();
        }
    }

    @JCStressTest
    @Outcome(id = "1111111", expect = ACCEPTABLE, desc = "Each channel that was there all the time is seen once.")
    @Outcome(expect = FORBIDDEN, desc = "One was missed, or seen twice.")
    public static class AWalkSeesTheOthersWhileTheTableGrows {
        @Actor
        public void loop(FullTable state) {
            state.table.add(FullTable.ONE_MORE);
        }

        @Actor
        public void stranger(FullTable state, L_Result result) {
            result.r1 = state.seen();
        }
    }
}
