package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.reactivemux.ChannelSpec;
import org.reactivemux.MuxChannel;
import reactor.core.publisher.Flux;

/**
 * An exchange that is to be done once and whole, whoever serves it: a few messages that come back.
 *
 * @param number tells it from all others
 */
record Job(int number) {
    /** The channels' name. */
    static final String NAME = "job";

    private static final String NUMBER = "number";
    private static final int MESSAGES = 3;

    /** The job that a channel was opened for. */
    static Job of(MuxChannel channel) {
        return new Job(
                Objects.requireNonNull(channel.metadata().get(NUMBER), "a job").getInt());
    }

    ChannelSpec spec() {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).putInt(0, number);
        return ChannelSpec.named(NAME).metadata(NUMBER, bytes);
    }

    Flux<ByteBuffer> messages() {
        return Numbered.messages(word(), MESSAGES);
    }

    void assertThatItIsDoneWith(List<ByteBuffer> answers) {
        assertThat(answers).extracting(Messages::text).containsExactlyElementsOf(Numbered.texts(word(), MESSAGES));
    }

    private String word() {
        return "job " + number;
    }
}
