package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.scheduler.Schedulers;

class FileMessagesTest {
    private static final int PIECE = FileMessages.PIECE;

    @TempDir
    Path directory;

    @Test
    void aFileIsCutInPiecesWhoseBytesAndDigestAreThoseOfTheFile() throws Exception {
        Path file = TestFiles.random(directory.resolve("a"), 2 * PIECE + 100);
        AtomicLong read = new AtomicLong();
        FileMessages messages = new FileMessages(file, read::addAndGet);
        List<ByteBuffer> pieces =
                Objects.requireNonNull(messages.flux().collectList().block());
        assertThat(pieces).extracting(ByteBuffer::remaining).containsExactly(PIECE, PIECE, 100);
        ByteBuffer whole = ByteBuffer.allocate(2 * PIECE + 100);
        pieces.forEach(piece -> whole.put(piece.duplicate()));
        assertThat(whole.array()).isEqualTo(Files.readAllBytes(file));
        Sha256 digest = new Sha256();
        digest.update(whole.flip());
        assertThat(messages.sha256()).isEqualTo(digest.hex());
        assertThat(read).hasValue(2 * PIECE + 100);
    }

    @Test
    void anEmptyFileIsNoMessage() throws Exception {
        FileMessages messages = new FileMessages(TestFiles.random(directory.resolve("a"), 0), bytes -> {});
        assertThat(messages.flux().collectList().block()).isEmpty();
        assertThat(messages.sha256()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void aFileThatIsGoneIsAnError() {
        FileMessages messages = new FileMessages(directory.resolve("absent"), bytes -> {});
        assertThatThrownBy(() -> messages.flux().blockLast()).hasMessageContaining("absent");
    }

    @Test
    void nothingIsReadThatWasNotAskedForAndNeverOnTheAskingThread() throws Exception {
        AtomicLong read = new AtomicLong();
        BlockingQueue<String> threads = new LinkedBlockingQueue<>();
        BaseSubscriber<ByteBuffer> reader = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(2);
            }

            @Override
            protected void hookOnNext(ByteBuffer message) {
                threads.add(Thread.currentThread().getName());
            }
        };
        new FileMessages(TestFiles.sparse(directory.resolve("a"), 10L * PIECE), read::addAndGet)
                .flux()
                .subscribe(reader);
        assertThat(threads.poll(20, TimeUnit.SECONDS)).startsWith("boundedElastic");
        assertThat(threads.poll(20, TimeUnit.SECONDS)).startsWith("boundedElastic");
        reader.request(1); // had a third piece been read ahead, this would be the fourth
        assertThat(threads.poll(20, TimeUnit.SECONDS)).startsWith("boundedElastic");
        assertThat(read).hasValue(3L * PIECE);
        reader.cancel();
    }

    @Test
    void theMessagesMayBeAskedForOnAThreadThatMustNotBlock() throws Exception {
        Path file = TestFiles.random(directory.resolve("a"), PIECE);
        Long count = new FileMessages(
                        file,
                        bytes -> assertThat(Schedulers.isInNonBlockingThread()).isFalse())
                .flux()
                .subscribeOn(Schedulers.parallel())
                .count()
                .block();
        assertThat(count).isEqualTo(1);
    }
}
