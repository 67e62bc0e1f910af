package org.reactivemux.reactor.protocol;

import java.util.ArrayList;
import java.util.List;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;

/** A program at one channel's end that takes what it requested, and keeps each end it is shown of either direction. */
final class EndWitness implements ChannelObserver {
    private final Channel channel;
    private final List<String> readerEnds = new ArrayList<>();
    private final List<String> writerEnds = new ArrayList<>();
    private int received;
    private int receivedAtTheEnd = -1;

    EndWitness(Channel channel) {
        this.channel = channel;
        channel.observe(this);
    }

    @Override
    public void changed() {
        while (channel.inbound().next() != null) {
            received++;
        }
        note(readerEnds, readerEnd());
        note(writerEnds, writerEnd());
        if (receivedAtTheEnd < 0 && !readerEnds.isEmpty()) {
            receivedAtTheEnd = received;
        }
    }

    private static void note(List<String> ends, String end) {
        if (!end.isEmpty() && (ends.isEmpty() || !ends.get(ends.size() - 1).equals(end))) {
            ends.add(end);
        }
    }

    private String readerEnd() {
        Inbound inbound = channel.inbound();
        if (inbound.failure() != null) {
            return failed(inbound.failure());
        }
        return inbound.isComplete() ? "completed" : inbound.isStopped() ? "cancelled" : "";
    }

    private String writerEnd() {
        Outbound outbound = channel.outbound();
        if (outbound.failure() != null) {
            return failed(outbound.failure());
        }
        if (outbound.isStopped()) {
            return "stopped";
        }
        return outbound.isWritten() && channel.isAnswered() ? "sent" : "";
    }

    private static String failed(MuxException cause) {
        ErrorCode code = cause.code();
        return "failed " + code;
    }

    /** What the reader was shown, in order; without a cancel of its own behind another end, which changes nothing. */
    List<String> readerEnds() {
        boolean cancelledLater = readerEnds.size() == 2 && readerEnds.get(1).equals("cancelled");
        return cancelledLater ? readerEnds.subList(0, 1) : readerEnds;
    }

    List<String> writerEnds() {
        return writerEnds;
    }

    boolean gotMessagesBehindTheEnd() {
        return receivedAtTheEnd >= 0 && received > receivedAtTheEnd;
    }
}
