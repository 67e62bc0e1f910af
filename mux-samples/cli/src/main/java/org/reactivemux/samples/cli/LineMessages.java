package org.reactivemux.samples.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * Lines as messages, each without its line feed, read when they are asked for. Bytes are passed on as they are: nothing
 * is decoded. The last line need not end in a line feed.
 */
final class LineMessages {
    private final InputStream in;
    private final int longest;

    /**
     * The lines of a stream.
     *
     * @param longest the most bytes in a line; longer ones are an error, so that no line fills the memory
     */
    LineMessages(InputStream in, int longest) {
        this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in);
        this.longest = longest;
    }

    /** The lines, for one subscriber. A cancel does not wait for the reading, which nothing can interrupt. */
    Flux<ByteBuffer> flux() {
        return Flux.<ByteBuffer>generate(this::readNext).subscribeOn(Schedulers.boundedElastic());
    }

    private void readNext(SynchronousSink<ByteBuffer> sink) {
        try {
            byte[] line = readLine();
            if (line == null) {
                sink.complete();
            } else {
                sink.next(ByteBuffer.wrap(line));
            }
        } catch (IOException e) {
            sink.error(new CommandException("cannot read standard input: " + e.getMessage()));
        }
    }

    private byte @Nullable [] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return line.size() == 0 ? null : line.toByteArray();
            }
            if (line.size() == longest) {
                throw new CommandException("a line has more than the %s bytes that one message may have"
                        .formatted(Amounts.count(longest)));
            }
            line.write(next);
        }
        return line.toByteArray();
    }
}
