package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.LeakPresenceDetector;
import org.junit.jupiter.api.Test;

/** The watch over leaks is awake: a buffer that nobody releases is noticed. */
@OverSockets
class LeakCanaryTest {

    @Test
    void theDetectorOfTheSuiteIsInUse() {
        assertThat(SuiteLeakDetector.isInUse())
                .as("-Dio.netty.customResourceLeakDetector=" + SuiteLeakDetector.class.getName())
                .isTrue();
    }

    @Test
    void aLeakedBufferIsNoticed() {
        assertThat(SuiteLeakDetector.seesOpenBuffers()).isFalse();
        ByteBuf canary = ByteBufAllocator.DEFAULT.directBuffer(16);
        assertThatIllegalStateException()
                .isThrownBy(LeakPresenceDetector::check)
                .withMessageContaining("Possible memory leak");
        forget(canary);
    }

    @Test
    void aReleasedBufferIsNoLeak() {
        ByteBufAllocator.DEFAULT.directBuffer(16).release();
        assertThatCode(LeakPresenceDetector::check).doesNotThrowAnyException();
    }

    // The report has settled the account, so the release is one too many, and a second report settles that.
    private static void forget(ByteBuf canary) {
        canary.release();
        assertThatIllegalStateException().isThrownBy(LeakPresenceDetector::check);
    }
}
