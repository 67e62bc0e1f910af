package org.reactivemux.reactor.protocol;

/** What a session's channels came to that are gone, and how many never came to be. */
final class Totals {
    private long messagesSent;
    private long messagesReceived;
    private long blockedOnCredit;
    private long blockedOnWindow;
    private long refusalsSent;
    private long refusalsReceived;

    /** A channel of the peer's was refused. */
    void refused() {
        refusalsSent++;
    }

    /** A channel of this side's was, by the peer or in its stead. */
    void refusedByPeer() {
        refusalsReceived++;
    }

    /** That channel is gone, or is to count as well. */
    void add(Channel channel, long now) {
        Outbound outbound = channel.outbound();
        messagesSent += outbound.messages();
        messagesReceived += channel.inbound().messages();
        blockedOnCredit += outbound.heldUp().onCredit(now);
        blockedOnWindow += outbound.heldUp().onWindow(now);
    }

    Totals copy() {
        Totals copy = new Totals();
        copy.messagesSent = messagesSent;
        copy.messagesReceived = messagesReceived;
        copy.blockedOnCredit = blockedOnCredit;
        copy.blockedOnWindow = blockedOnWindow;
        copy.refusalsSent = refusalsSent;
        copy.refusalsReceived = refusalsReceived;
        return copy;
    }

    long messagesSent() {
        return messagesSent;
    }

    long messagesReceived() {
        return messagesReceived;
    }

    long blockedOnCredit() {
        return blockedOnCredit;
    }

    long blockedOnWindow() {
        return blockedOnWindow;
    }

    long refusalsSent() {
        return refusalsSent;
    }

    long refusalsReceived() {
        return refusalsReceived;
    }
}
