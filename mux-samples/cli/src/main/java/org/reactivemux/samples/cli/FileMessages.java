package org.reactivemux.samples.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A file as messages of 64 KiB, read when they are asked for, with the SHA-256 of what was read. For one sending. */
final class FileMessages {
    /** Two of them fill a channel's usual window: one travels while the next is read. */
    static final int PIECE = 64 * 1024;

    private final Path file;
    private final IntConsumer onRead;
    private final Sha256 digest = new Sha256();

    FileMessages(Path file, IntConsumer onRead) {
        this.file = file;
        this.onRead = onRead;
    }

    /** The messages; all work is done on a thread that may block, the closing after a cancel included. */
    Flux<ByteBuffer> flux() {
        Scheduler disk = Schedulers.boundedElastic();
        return Flux.generate(() -> new FileInputStream(file.toFile()), this::readNext, FileMessages::close)
                .cancelOn(disk)
                .subscribeOn(disk);
    }

    /** The SHA-256 of what was read, in hexadecimal; to be asked for once, when the messages have ended. */
    String sha256() {
        return digest.hex();
    }

    // A buffer of its own for each message: one that was emitted must not be modified.
    private FileInputStream readNext(FileInputStream in, SynchronousSink<ByteBuffer> sink) {
        try {
            byte[] piece = in.readNBytes(PIECE);
            if (piece.length == 0) {
                sink.complete();
            } else {
                ByteBuffer message = ByteBuffer.wrap(piece);
                digest.update(message);
                onRead.accept(piece.length);
                sink.next(message);
            }
        } catch (IOException e) {
            sink.error(new CommandException("cannot read %s: %s".formatted(file, e.getMessage())));
        }
        return in;
    }

    private static void close(FileInputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
