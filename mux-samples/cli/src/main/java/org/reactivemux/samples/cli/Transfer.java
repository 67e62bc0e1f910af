package org.reactivemux.samples.cli;

import java.util.NoSuchElementException;
import java.util.function.IntConsumer;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxConnection;
import reactor.core.publisher.Mono;

/** Sends one file on a channel of its own and compares what the server has stored with what was sent. */
final class Transfer {
    private final Outgoing file;
    private final FileMessages messages;

    Transfer(Outgoing file, IntConsumer onRead) {
        this.file = file;
        this.messages = new FileMessages(file.path(), onRead);
    }

    /** Never fails: a failure is an outcome, and the other files go on. */
    Mono<Outcome> over(MuxConnection connection) {
        ChannelSpec channel =
                ChannelSpec.named(UploadHandler.CHANNEL).metadata(UploadHandler.FILE_NAME, Texts.message(file.name()));
        return connection
                .exchange(channel, messages.flux())
                .single()
                .map(answer -> compare(Texts.of(answer)))
                .onErrorResume(failure -> Mono.just(new Outcome.Failed(file, explain(failure))));
    }

    private Outcome compare(String stored) {
        String sent = messages.sha256();
        return sent.equals(stored)
                ? new Outcome.Stored(file, sent)
                : new Outcome.Failed(
                        file,
                        new CommandException("what the server stored is not what was sent: SHA-256 %s, not %s"
                                .formatted(stored, sent)));
    }

    private static Throwable explain(Throwable failure) {
        return failure instanceof NoSuchElementException || failure instanceof IndexOutOfBoundsException
                ? new CommandException("the server's answer is not the one line that was expected")
                : failure;
    }
}
