package org.reactivemux.reactor.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelRefusedException;
import org.reactivemux.ConnectionException;
import org.reactivemux.Dialect;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.UnsupportedByPeerException;

/**
 * The channels of a session: which are open, which ids have been used, who may open another, and what comes too late
 * for one that has been freed (docs/protocol.md, section 4). The event loop alone changes it; the lock is for snapshots.
 */
final class ChannelRegistry {
    private final Session session;
    private final ChannelIds ourIds;
    private final ChannelIds theirIds;
    private final ChannelTable open = new ChannelTable();
    private final ChannelTable requested = new ChannelTable();
    private final BurstQueue<Channel> offered = new BurstQueue<>();
    private final RecentHeads heads = new RecentHeads();
    private final LateFrames late = new LateFrames();
    private final GoingAway goingAway = new GoingAway();
    private final Totals totals = new Totals();
    private int requests;
    private int openedHere;
    private int openedThere;
    private int lastAccepted;

    ChannelRegistry(Session session, ChannelIds ourIds, ChannelIds theirIds) {
        this.session = session;
        this.ourIds = ourIds;
        this.theirIds = theirIds;
    }

    @Nullable
    Channel get(int id) {
        return open.get(id);
    }

    /** Those that are open, and those whose OPEN is still to be written. */
    void forEach(Consumer<Channel> action) {
        open.forEach(action);
        requested.forEach(action);
    }

    /** The same at one moment, for any thread: what changes the tables does so under the lock. */
    synchronized List<Channel> all() {
        List<Channel> all = new ArrayList<>();
        forEach(all::add);
        return all;
    }

    /** How many there are, those whose OPEN is still to be written included; for any thread. */
    synchronized int size() {
        return open.size() + requested.size();
    }

    /** Whether there is no channel, not even one whose OPEN is still to be written. */
    boolean isEmpty() {
        return openedHere + openedThere == 0;
    }

    /** Whether nothing is open any more: what is left only waits to be answered or freed. */
    boolean isIdle() {
        boolean[] idle = {true};
        forEach(channel ->
                idle[0] &= channel.inbound().isOver() && channel.outbound().isOver());
        return idle[0];
    }

    /** The session has ended. Of channels that were not opened yet nothing was sent, so they are safe to retry. */
    void failAll(MuxException cause) {
        MuxException unsent = ConnectionException.endedBefore(cause.code(), cause.getMessage(), cause);
        open.forEach(channel -> channel.failBoth(cause));
        requested.forEach(channel -> channel.failBoth(unsent));
        offered.clear();
        synchronized (this) {
            long now = session.clockwork().now();
            forEach(channel -> totals.add(channel, now));
            open.clear();
            requested.clear();
        }
    }

    RecentHeads heads() {
        return heads;
    }

    LateFrames late() {
        return late;
    }

    GoingAway goingAway() {
        return goingAway;
    }

    Totals totals() {
        return totals;
    }

    /** The peer's next channel that waits to be accepted or refused. */
    @Nullable
    Channel nextOffered() {
        return offered.poll();
    }

    /** A channel to be opened from here (C-20, K-9, P-21). */
    Channel request(ChannelHead head) {
        if (goingAway.isUnderWay()) {
            throw refusedInItsStead(goingAway.reason());
        }
        if (session.dialect() == Dialect.PLAIN && session.role() == Role.ACCEPTOR) {
            throw new UnsupportedByPeerException("a plain peer that connected cannot be opened channels to");
        }
        int most = session.peer().maxChannels();
        if (openedHere >= most) {
            throw refusedInItsStead("the peer takes no more than " + most + " channels");
        }
        openedHere++;
        Channel channel = new Channel(session, heads.shared(head), Admission.REQUESTED, requests++);
        synchronized (this) {
            requested.add(channel);
        }
        session.output().listForControl(channel);
        return channel;
    }

    private ChannelRefusedException refusedInItsStead(String reason) {
        totals.refusedByPeer();
        return new ChannelRefusedException(ErrorCode.REFUSED, reason);
    }

    /** The OPEN of a channel requested here is in the batch. */
    void opening(Channel channel) {
        session.floods().opened();
        synchronized (this) {
            requested.remove(channel);
            channel.opened(ourIds.take(candidate -> open.get(candidate) != null));
            open.add(channel);
        }
    }

    /** The peer opens a channel: it is offered, unless a limit refuses it (C-17). */
    void offer(int id, ChannelHead head) {
        theirIds.raise(id);
        if (open.get(id) != null) {
            throw Rule.NEW_ID.violated("channel " + Integer.toUnsignedString(id) + " is still open");
        }
        int most = session.options().maxChannels();
        if (goingAway.weLeave()) {
            refuse(id, "going away");
        } else if (openedThere >= most) {
            refuse(id, "no more than " + most + " channels");
        } else {
            session.floods().opened();
            Channel channel = new Channel(session, head, Admission.OFFERED, id);
            synchronized (this) {
                open.add(channel);
            }
            openedThere++;
            offered.add(channel);
        }
    }

    /** The program has taken the channel. */
    void accepted(Channel channel) {
        if (GoingAway.isHigher(channel.id(), lastAccepted)) {
            lastAccepted = channel.id();
        }
    }

    private void refuse(int id, String reason) {
        totals.refused();
        session.floods().opened();
        session.floods().reset();
        late.freed(session.agreement().receiveWindow());
        byte[] words = new ErrorPayload(ErrorCode.REFUSED, reason).encode();
        session.output().add(id, FrameFormat.ERROR, 0, words);
        if (session.dialect() == Dialect.PLAIN) {
            session.output().add(id, FrameFormat.CLOSE_CHANNEL, 0, new byte[0]);
        }
    }

    /** DATA for a channel that is not there: late, if it was ever opened (C-14). */
    void dataWithoutChannel(int id, int bytes) {
        checkWasOpened(id);
        late.data(bytes);
        if (bytes == 0) {
            session.floods().emptyMessage();
        }
    }

    /** C-3: whether a frame that is no OPEN can be for that channel at all. */
    void checkWasOpened(int id) {
        ChannelIds ids = session.role().owns(id) ? ourIds : theirIds;
        if (id == 0 || ids.isAbove(id)) {
            throw Rule.NEVER_OPENED.violated(
                    "a frame for channel " + Integer.toUnsignedString(id) + ", which was never opened");
        }
    }

    /** P-5: for its peer the channel is gone, though it waits for the answers to its OPEN and its CLOSE. */
    void closedUnanswered() {
        openedThere--;
        session.output().reserveAnswers();
    }

    /** C-29: the channel is done with. */
    void free(Channel channel) {
        boolean neverWritten = channel.admission() == Admission.REQUESTED;
        synchronized (this) {
            (neverWritten ? requested : open).remove(channel);
            totals.add(channel, session.clockwork().now());
        }
        if (!neverWritten) {
            late.freed(channel.inbound().outstanding());
        }
        channel.inbound().freed();
        if (neverWritten || session.role().owns(channel.id())) {
            openedHere--;
            channel.inbound().forgetUnread();
        } else if (!channel.isClosedUnanswered()) {
            openedThere--;
        }
    }

    /** K-8, K-9: from now on every OPEN is refused, and those from here that were not written are taken back. */
    void leave() {
        open.forEach(channel -> {
            if (channel.admission() == Admission.OFFERED) {
                accepted(channel); // undecided, so it may still be
            }
        });
        goingAway.say(new GoAway(lastAccepted, ErrorCode.NONE, ""));
        MuxException refused = new ChannelRefusedException(ErrorCode.REFUSED, goingAway.reason());
        requested.forEach(channel -> channel.failBoth(refused));
    }

    /** K-11: channels that the peer has not answered and never will process fail at once. */
    void peerLeaves(GoAway word) {
        goingAway.hear(word);
        MuxException refused = new ChannelRefusedException(ErrorCode.REFUSED, goingAway.reason());
        open.forEach(channel -> {
            boolean behind = GoingAway.isHigher(channel.id(), word.lastAccepted());
            if (behind && channel.admission() == Admission.ASKED) {
                channel.failBoth(refused); // its own refusal is under way and frees it (C-18)
            }
        });
        requested.forEach(channel -> channel.failBoth(refused));
    }
}
