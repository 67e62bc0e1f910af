package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** M-6: messages leave in the order in which they came. */
class MessageQueueTest {
    private final MessageQueue queue = new MessageQueue();

    private static ByteBuffer message(int size) {
        return ByteBuffer.allocate(size);
    }

    @Test
    void anEmptyQueueHasNoMessage() {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.size()).isZero();
        assertThat(queue.peek()).isNull();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void theFirstMessageIsSeenBeforeItIsTaken() {
        queue.add(message(7));
        assertThat(queue.peek()).isEqualTo(message(7));
        assertThat(queue.poll()).isEqualTo(message(7));
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void messagesLeaveInTheOrderInWhichTheyCame() {
        IntStream.range(0, 5).forEach(size -> queue.add(message(size)));
        assertThat(Stream.generate(queue::poll).limit(5))
                .containsExactly(message(0), message(1), message(2), message(3), message(4));
    }

    @Test
    void whatComesWhileOthersLeaveIsBehindThem() {
        queue.add(message(1));
        queue.add(message(2));
        assertThat(queue.poll()).isEqualTo(message(1));
        queue.add(message(3));
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.poll()).isEqualTo(message(2));
        assertThat(queue.poll()).isEqualTo(message(3));
        assertThat(queue.poll()).isNull();
    }

    @Test
    void aQueueThatWasEmptiedStartsAnew() {
        queue.add(message(1));
        queue.add(message(2));
        queue.poll();
        queue.poll();
        queue.add(message(3));
        assertThat(queue.peek()).isEqualTo(message(3));
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void itKnowsWhatItsMessagesComeTo() {
        queue.add(message(3));
        queue.add(message(0));
        queue.add(message(4));
        assertThat(queue.bytes()).isEqualTo(7);
        assertThat(queue.empty()).isEqualTo(1);
        queue.poll();
        queue.poll();
        assertThat(queue.bytes()).isEqualTo(4);
        assertThat(queue.empty()).isZero();
    }
}
