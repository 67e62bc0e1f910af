package org.reactivemux.samples.cli;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxChannel;
import org.reactivemux.MuxException;
import org.reactivemux.MuxHandler;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Stores what it receives as a file and answers with its SHA-256. The file's name is in the channel's metadata. */
final class UploadHandler implements MuxHandler {
    /** The channel's name. */
    static final String CHANNEL = "upload";

    /** The metadata key of the file's name. */
    static final String FILE_NAME = "file-name";

    private static final ErrorCode NOT_STORED = ErrorCode.application(0x1002);

    /** Messages that wait for the disk; the sender is asked for no more. */
    private static final int AHEAD = 8;

    private final Optional<UploadDirectory> directory;
    private final PrintStream err;
    private final Scheduler disk = Schedulers.boundedElastic();

    /**
     * A handler.
     *
     * @param directory where files go; without one every file is refused
     * @param err where the server's own troubles are told
     */
    UploadHandler(Optional<UploadDirectory> directory, PrintStream err) {
        this.directory = directory;
        this.err = err;
    }

    @Override
    public Publisher<Void> handle(MuxChannel channel) {
        return Mono.defer(() -> {
            String name = fileName(channel);
            return store(begin(name), channel)
                    .onErrorMap(failure -> !(failure instanceof MuxException), failure -> notStored(name, failure))
                    .flatMap(sha256 -> channel.send(Mono.just(Texts.message(sha256))));
        });
    }

    private Upload begin(String name) {
        return directory
                .orElseThrow(() -> UploadDirectory.refused("this server takes no files: it was started without --dir"))
                .begin(name);
    }

    private static String fileName(MuxChannel channel) {
        ByteBuffer name = channel.metadata().get(FILE_NAME);
        if (name == null) {
            throw UploadDirectory.refused("a file needs a name, in the metadata '%s'".formatted(FILE_NAME));
        }
        try {
            return Texts.strictly(name);
        } catch (CharacterCodingException e) {
            throw UploadDirectory.refused("the name is not UTF-8");
        }
    }

    // The upload exists before anything is on the disk, so whenever the cancel comes, there is something to abandon.
    private Mono<String> store(Upload upload, MuxChannel channel) {
        return Mono.usingWhen(
                Mono.just(upload),
                opening -> Mono.fromCallable(opening::open)
                        .subscribeOn(disk)
                        .flatMapMany(opened -> channel.receive().publishOn(disk, AHEAD))
                        .doOnNext(upload::write)
                        .then(Mono.fromCallable(upload::finish)),
                done -> Mono.empty(),
                (failed, failure) -> abandon(failed),
                this::abandon);
    }

    private Mono<Void> abandon(Upload upload) {
        return Mono.<Void>fromRunnable(upload::abandon).subscribeOn(disk);
    }

    private ChannelException notStored(String name, Throwable failure) {
        err.println("mux: cannot store %s: %s".formatted(Failures.oneLine(name), Failures.describe(failure)));
        return new ChannelException(NOT_STORED, "the server cannot store it: " + Failures.reason(failure));
    }
}
