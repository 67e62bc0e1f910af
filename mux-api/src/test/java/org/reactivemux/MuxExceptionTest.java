package org.reactivemux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.EndpointException.Reason;

/** What each exception says, and whether doing it again does it once. */
class MuxExceptionTest {
    private static final ErrorCode OURS = ErrorCode.application(0x1234);

    /** An application's own. */
    private static final class Overdrawn extends MuxException {
        private static final long serialVersionUID = 1L;

        Overdrawn(String message) {
            super(OURS, message, null);
        }
    }

    @Test
    void applicationsMayHaveTheirOwn() {
        MuxException ours = new Overdrawn("no money left");
        assertThat(ours).hasMessage("no money left").hasNoCause();
        assertThat(ours.code()).isEqualTo(OURS);
        assertThat(ours.retrySafe()).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks may do
    void withoutAMessageItsCodeIsShown() {
        assertThat(new Overdrawn(null)).hasMessage("0x1234");
    }

    @Test
    void aChannelExceptionHasAnyCode() {
        ChannelException exception = new ChannelException(OURS, "text");
        assertThat(exception).hasMessage("text");
        assertThat(exception.code()).isEqualTo(OURS);
        assertThat(exception.retrySafe()).isFalse();
    }

    /** C-17 */
    @Test
    void aRefusalIsSafeToRetryUnlessNobodyHandlesTheName() {
        assertThat(new ChannelRefusedException(ErrorCode.REFUSED, "full").retrySafe())
                .isTrue();
        assertThat(new ChannelRefusedException(ErrorCode.NO_HANDLER, "no").retrySafe())
                .isFalse();
    }

    @Test
    void aStoppedChannelIsCancelled() {
        ChannelStoppedException exception = new ChannelStoppedException("enough");
        assertThat(exception).hasMessage("enough");
        assertThat(exception.code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(exception.retrySafe()).isFalse();
    }

    @Test
    void aLostConnectionKeepsItsCause() {
        IOException cause = new IOException("reset");
        ConnectionException exception = new ConnectionException(ErrorCode.CONNECTION_LOST, "lost", cause);
        assertThat(exception).hasMessage("lost").hasCause(cause);
        assertThat(exception.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
        assertThat(exception.retrySafe()).isFalse();
    }

    /** F-11 */
    @Test
    void aViolationNamesItsRule() {
        ProtocolViolationException exception = new ProtocolViolationException("F-2", "the checksum is wrong");
        assertThat(exception).isInstanceOf(ConnectionException.class).hasMessage("rule F-2: the checksum is wrong");
        assertThat(exception.rule()).isEqualTo("F-2");
        assertThat(exception.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
    }

    /** M-10 */
    @Test
    void aMessageThatIsTooLargeHasItsSizeTheLimitAndAWayOut() {
        MessageTooLargeException exception = new MessageTooLargeException(3_000_000_000L, 65_536, "make it smaller");
        assertThat(exception)
                .hasMessage("a message of 3,000,000,000 bytes is over the 65,536 that the peer takes; make it smaller");
        assertThat(exception.size()).isEqualTo(3_000_000_000L);
        assertThat(exception.limit()).isEqualTo(65_536);
        assertThat(exception.code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
        assertThat(exception.retrySafe()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anUnusableEndpointHasItsReasonAndIsSafeToRetry(Reason reason) {
        EndpointException exception = new EndpointException(reason, "what", null);
        assertThat(exception).hasMessage("what").hasNoCause();
        assertThat(exception.reason()).isEqualTo(reason);
        assertThat(exception.code()).isEqualTo(ErrorCode.ENDPOINT);
        assertThat(exception.retrySafe()).isTrue();
    }

    @Test
    void whatThePeerCannotSayIsUnsupported() {
        UnsupportedByPeerException exception = new UnsupportedByPeerException("no way");
        assertThat(exception).hasMessage("no way");
        assertThat(exception.code()).isEqualTo(ErrorCode.UNSUPPORTED);
    }

    static Stream<MuxException> all() {
        return Stream.of(
                new ChannelException(OURS, "a"),
                new ChannelRefusedException(ErrorCode.REFUSED, "b"),
                new ChannelStoppedException("c"),
                new ConnectionException(ErrorCode.TIMEOUT, "d", new IOException("cause")),
                new ProtocolViolationException("F-1", "e"),
                new MessageTooLargeException(2, 1, "f"),
                new EndpointException(Reason.BUSY, "g", null),
                new UnsupportedByPeerException("h"));
    }

    /** As every throwable can, for logs and remote calls that do so. */
    @ParameterizedTest
    @MethodSource("all")
    void eachCanBeSerialised(MuxException exception) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(exception);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            MuxException read = (MuxException) in.readObject();
            assertThat(read).hasSameClassAs(exception).hasMessage(exception.getMessage());
            assertThat(read.code()).isEqualTo(exception.code());
            assertThat(read.retrySafe()).isEqualTo(exception.retrySafe());
        }
    }
}
