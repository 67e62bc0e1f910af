package org.reactivemux.reactor.simulation;

import java.util.List;

/**
 * How much was done.
 *
 * @param channels that were opened, or tried to
 * @param messages that arrived
 * @param bytes of these messages
 */
record SoakFigures(long channels, long messages, long bytes) {
    static final SoakFigures NONE = new SoakFigures(0, 0, 0);

    static SoakFigures of(List<ChannelRun> runs) {
        return new SoakFigures(
                runs.size(),
                runs.stream()
                        .flatMap(ChannelRun::readers)
                        .mapToLong(Reader::received)
                        .sum(),
                runs.stream()
                        .flatMap(ChannelRun::readers)
                        .mapToLong(Reader::bytes)
                        .sum());
    }

    SoakFigures plus(SoakFigures more) {
        return new SoakFigures(channels + more.channels, messages + more.messages, bytes + more.bytes);
    }
}
