package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelSpec;

/** Channels that are opened alike share their head. */
class RecentHeadsTest {
    private final RecentHeads heads = new RecentHeads();

    private static ChannelHead said(ChannelSpec spec) {
        return ChannelHead.decode(ByteBuffer.wrap(ChannelHead.of(spec).encode()));
    }

    private ChannelHead shared(ChannelSpec spec) {
        return heads.shared(said(spec));
    }

    private ChannelHead decoded(ChannelSpec spec) {
        return heads.decoded(ByteBuffer.wrap(ChannelHead.of(spec).encode()));
    }

    @Test
    void equalHeadsBecomeOne() {
        ChannelSpec job = ChannelSpec.named("job").weight(3).prefetch(7);
        assertThat(shared(job)).isEqualTo(said(job)).isSameAs(shared(job));
    }

    @Test
    void headsThatDifferStayApart() {
        ChannelSpec job = ChannelSpec.named("job");
        shared(job);
        assertThat(shared(job.weight(3))).isEqualTo(said(job.weight(3)));
        assertThat(shared(job.prefetch(3))).isEqualTo(said(job.prefetch(3)));
        assertThat(shared(ChannelSpec.named("other"))).isEqualTo(said(ChannelSpec.named("other")));
    }

    @Test
    void eachOfManyIsStillItself() {
        assertThat(IntStream.range(0, 1_000).mapToObj(n -> ChannelSpec.named("job " + n)))
                .allSatisfy(spec -> assertThat(shared(spec)).isEqualTo(said(spec)));
    }

    @Test
    void whatHasMetadataIsNotKept() {
        ChannelSpec traced = ChannelSpec.named("job").metadata("trace", ByteBuffer.allocate(8));
        assertThat(shared(traced)).isEqualTo(said(traced)).isNotSameAs(shared(traced));
        assertThat(decoded(traced)).isEqualTo(said(traced)).isNotSameAs(decoded(traced));
    }

    @Test
    void whatIsSentOfAHeadIsEncodedOnce() {
        ChannelHead job = said(ChannelSpec.named("job").weight(3));
        assertThat(heads.encoded(job))
                .isEqualTo(job.encode())
                .isSameAs(heads.encoded(said(ChannelSpec.named("job").weight(3))));
    }

    @Test
    void equalPayloadsAreOneHead() {
        ChannelSpec job = ChannelSpec.named("job").weight(3);
        assertThat(decoded(job)).isEqualTo(said(job)).isSameAs(decoded(job));
    }

    @Test
    void eachOfManyPayloadsIsStillItself() {
        assertThat(IntStream.range(0, 1_000).mapToObj(n -> ChannelSpec.named("job " + n + " of a thousand")))
                .allSatisfy(spec -> assertThat(decoded(spec)).isEqualTo(said(spec)));
    }

    @Test
    void aPayloadThatOnlyEndsLikeAnotherIsDecoded() {
        decoded(ChannelSpec.named("a name with the same end"));
        ChannelSpec other = ChannelSpec.named("b name with the same end");
        assertThat(decoded(other)).isEqualTo(said(other));
    }
}
