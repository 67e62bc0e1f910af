package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.reactivemux.ConnectionException;
import org.reactivemux.ErrorCode;

/** How many late frames a connection bears (docs/protocol.md, W-6, W-22, L-5). */
class LateFramesTest {
    private final LateFrames late = new LateFrames();

    /** W-22: the allowance starts at 0. */
    @Test
    void withoutAFreedChannelNoByteMayBeLate() {
        assertThat(Breaches.rule(() -> late.data(1))).isEqualTo("W-6");
    }

    @Test
    void lateBytesDrawOnWhatFreedChannelsHadOutstanding() {
        late.freed(100);
        late.freed(0);
        late.freed(50);
        late.data(90);
        late.data(60);
        assertThat(Breaches.rule(() -> late.data(1))).isEqualTo("W-6");
        assertThat(late.count()).isEqualTo(3);
    }

    @Test
    void theAllowanceMayPassThirtyTwoBits() {
        for (int n = 0; n < 5; n++) {
            late.freed(Integer.MAX_VALUE);
        }
        for (int n = 0; n < 5; n++) {
            late.data(Integer.MAX_VALUE);
        }
        assertThat(Breaches.rule(() -> late.data(1))).isEqualTo("W-6");
    }

    /** L-5: at least 1,024, and 32 more for each channel freed; DATA does not count among them. */
    @Test
    void otherFramesAreBoundedByANumberThatGrowsWithTheChannels() {
        late.freed(0);
        late.freed(0);
        for (int n = 0; n < 1_024 + 2 * 32; n++) {
            late.control();
            late.data(0);
        }
        assertThat(late.count()).isEqualTo(2 * (1_024 + 64));
        assertThatThrownBy(late::control)
                .isInstanceOfSatisfying(
                        ConnectionException.class, end -> assertThat(end.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    }
}
