package org.reactivemux.reactor.protocol;

import java.util.function.Supplier;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.reactor.protocol.CoreEnd.Ending;

/** What holds after each step, and what holds besides when nothing moves any more. */
final class CoreInvariants {
    private static final int MOST_QUEUED = 256;
    private static final int FIRST_ASKED = 8;
    private static final int MOST_QUEUED_BYTES = 256 << 10;

    private final CoreWorld world;

    CoreInvariants(CoreWorld world) {
        this.world = world;
    }

    void check() {
        for (CoreSide side : world.sides()) {
            checkEnd(side);
            int reserved = 0;
            long growth = 0;
            for (CoreEnd end : side.ends()) {
                checkSignals(end);
                if (world.isOpen() && end.isKept()) {
                    checkWriter(end);
                    checkReader(end);
                    reserved += countedEarly(end) > 0 ? 1 : 0;
                }
                growth += end.channel().inbound().window().growth();
            }
            checkGrowth(side, growth);
            require(
                    reserved <= world.terms().reservations(side.role()),
                    side,
                    () -> "more reservations than W-14 allows");
            side.forgetEnds();
        }
    }

    /** W-17: what the windows have grown by together is what their budget lacks, and comes back when they are done with. */
    private void checkGrowth(CoreSide side, long growth) {
        long free = side.session().windows().free();
        long all = world.terms().of(side.role()).growthBudget();
        require(free >= 0, side, () -> "windows have grown by more than the budget");
        boolean counts = !side.session().isEnded();
        require(
                !counts || free + growth == all,
                side,
                () -> free + " of " + all + " free, where windows have grown by " + growth);
    }

    /** Between two sides that keep to the rules nothing but what the world did ends the connection. */
    private void checkEnd(CoreSide side) {
        if (!side.hasEnded()) {
            return;
        }
        MuxException cause = side.cause();
        ErrorCode code = cause == null ? ErrorCode.NONE : cause.code();
        require(
                !code.equals(ErrorCode.PROTOCOL_ERROR) && !code.equals(ErrorCode.LIMIT_EXCEEDED),
                side,
                () -> "ended for " + cause);
        boolean timedOut = code.equals(ErrorCode.TIMEOUT) && wasSilent(side);
        boolean hasReason = world.isLeaving()
                || world.isDisturbed()
                || timedOut
                || side.other().hasEnded();
        require(hasReason, side, () -> "ended without a reason: " + cause);
    }

    /** K-6: only an extended peer is given up, and only after both times. */
    private boolean wasSilent(CoreSide side) {
        var options = world.terms().of(side.role());
        long patience =
                options.keepaliveInterval().plus(options.keepaliveTimeout()).toNanos();
        return !world.terms().plain() && side.silence() >= patience;
    }

    /** Each direction ends once, and is told as soon as it does. */
    private void checkSignals(CoreEnd end) {
        Ending reading = end.readingNow();
        boolean stoppedAfterwards = reading == Ending.STOPPED && end.isStopped() && end.reading() == Ending.NORMAL;
        boolean closesHere = world.terms().plain()
                && reading == Ending.NORMAL
                && !end.channel().inbound().isEndSeen();
        require(
                reading == end.reading() || stoppedAfterwards || closesHere,
                end,
                () -> "reader's end is now " + reading);
        Ending writing = end.writingNow();
        boolean closedAfterwards =
                world.terms().plain() && end.writing() == Ending.NORMAL; // P-14: CLOSE is another end
        require(writing == end.writing() || closedAfterwards, end, () -> "writer's end is now " + writing);
        int waiting = end.channel().outbound().queuedMessages();
        boolean sends = writing == Ending.NONE || writing == Ending.NORMAL;
        require(sends || waiting == 0, end, () -> waiting + " messages are kept that will never be sent");
    }

    /** W-7 to W-10: what the writer may send is what the wire says it may. */
    private void checkWriter(CoreEnd end) {
        Outbound outbound = end.channel().outbound();
        if (outbound.isOver()) {
            return;
        }
        CoreFlow flow = flow(end, end.side().role());
        Allowance allowance = outbound.allowance();
        require(
                allowance.window() == flow.writersWindow(),
                end,
                () -> "writer's window is " + allowance.window() + ", not " + flow.writersWindow());
        require(
                allowance.isUnbounded() == flow.isWriterUnbounded(),
                end,
                () -> "writer's credit is unbounded: " + allowance.isUnbounded());
        boolean counted = !allowance.isUnbounded();
        require(
                !counted || allowance.credit() == flow.writersCredit(),
                end,
                () -> "writer's credit is " + allowance.credit() + ", not " + flow.writersCredit());
        if (end.isFed()) {
            checkQueue(end, counted);
        }
    }

    /** S-6, L-8: a source is asked for no more than there is credit for, nor for more than a batch or a window holds. */
    private void checkQueue(CoreEnd end, boolean counted) {
        Outbound outbound = end.channel().outbound();
        int queued = outbound.queuedMessages();
        int waiting = queued + end.wanted();
        boolean inside = flow(end, end.side().role()).isInsideMessage();
        int unstarted = waiting - (inside ? 1 : 0);
        require(
                !counted || unstarted <= outbound.allowance().credit(),
                end,
                () -> unstarted + " messages were asked for, over the credit of "
                        + outbound.allowance().credit());
        long window = Math.min(world.terms().largestWindow(end.side().role().other()), MOST_QUEUED_BYTES);
        long size = end.stockSize();
        long most = Math.max(FIRST_ASKED * size, window + size);
        require(
                waiting <= MOST_QUEUED && waiting * size <= most,
                end,
                () -> waiting + " messages of " + size + " bytes were asked for");
    }

    /** W-7 to W-12: what the reader is ready for is what the wire says it is, and follows from what was requested and taken. */
    private void checkReader(CoreEnd end) {
        Inbound inbound = end.channel().inbound();
        CoreFlow flow = flow(end, end.side().role().other());
        require(
                inbound.window().left() == flow.readersWindow(),
                end,
                () -> "reader's window is " + inbound.window().left() + ", not " + flow.readersWindow());
        long credit = flow.isReaderUnbounded() ? -1 : flow.readersCredit();
        require(
                inbound.credit().left() == credit,
                end,
                () -> "reader's credit is " + inbound.credit().left() + ", not " + credit);
        long most = Math.max(flow.initialCredit(), end.requested());
        require(
                flow.messagesLent() <= most,
                end,
                () -> flow.messagesLent() + " messages granted, only " + most + " requested");
        checkWindow(end, flow);
    }

    private void checkWindow(CoreEnd end, CoreFlow flow) {
        Inbound inbound = end.channel().inbound();
        require(
                inbound.window().left() + inbound.window().owed()
                        <= world.terms().largestWindow(end.side().role()),
                end,
                () -> inbound.window().left() + " bytes granted, over the largest window");
        if (keepsItsMessages(end)) {
            long held = flow.bytesArrived() - flow.bytesOf(end.delivered());
            long early = countedEarly(end);
            require(inbound.queuedBytes() == held, end, () -> "holds " + inbound.queuedBytes() + " bytes, not " + held);
            long most = world.terms().plain() || end.demand() == 0 ? 0 : Math.min(held, end.nextSize());
            require(early >= 0, end, () -> -early + " bytes of the window are lost");
            require(early <= most, end, () -> early + " bytes were returned before they were consumed");
            boolean large = end.nextSize() >= world.terms().window(end.side().role());
            require(early == 0 || large, end, () -> early + " bytes of a message that fits the window came back early");
        } else if (world.terms().plain() && inbound.state() == Direction.STOPPED && !endsAtCompletion(end)) {
            int known = inbound.window().left() + inbound.window().owed();
            require(
                    known
                            == world.terms().window(end.side().role())
                                    + inbound.window().growth(),
                    end,
                    () -> "of the window only " + known + " bytes are known after the cancel (P-16)");
        }
        boolean due = world.terms().plain()
                && end.channel().mayGrant()
                && inbound.window().owed() > 0;
        long wait = end.side().session().nextDeadline() - world.now();
        boolean soon =
                wait <= PlainDialect.GRANT_DELAY_NANOS || end.side().session().hasOutput();
        require(!due || soon, end, () -> "returns its bytes to a plain peer in " + wait + " ns only (P-11)");
    }

    /** Whether what comes is kept for the reader: not behind its own end, nor behind the writer's by option (P-15). */
    private boolean keepsItsMessages(CoreEnd end) {
        Direction state = end.channel().inbound().state();
        return state == Direction.OPEN || (state == Direction.ENDED && !endsAtCompletion(end));
    }

    /** P-15: this side's CLOSE, which its completion brings, ends what comes as well; nothing of it is returned any more. */
    private boolean endsAtCompletion(CoreEnd end) {
        return world.terms().plain()
                && end.isCompleted()
                && world.terms().of(end.side().role()).closePlainAtCompletion();
    }

    /** W-13: bytes of an incomplete message that were returned all the same. */
    private long countedEarly(CoreEnd end) {
        if (!keepsItsMessages(end)) {
            return 0;
        }
        Inbound inbound = end.channel().inbound();
        CoreFlow flow = flow(end, end.side().role().other());
        long held = flow.bytesArrived() - flow.bytesOf(end.delivered());
        long known = inbound.window().left() + inbound.window().owed() + held;
        int initial = world.terms().window(end.side().role());
        if (inbound.state() == Direction.ENDED && held == 0) {
            int largest = world.terms().largestWindow(end.side().role());
            return known < initial
                    ? known - initial
                    : Math.max(0, known - largest); // what it had grown by is given back
        }
        return known - initial - inbound.window().growth();
    }

    /** Nothing moves any more: where there is demand, nothing waits, and what is not yet returned may wait (W-15). */
    void checkRest() {
        require(world.wire().isEmpty(), world.anySide(), () -> "bytes are under way");
        for (CoreSide side : world.sides()) {
            require(!side.session().hasOutput(), side, () -> "has something to say");
            for (CoreEnd end : side.ends()) {
                if (end.isKept() && end.channel().mayGrant()) {
                    checkReturned(end);
                }
                if (end.isKept()) {
                    checkFlowed(end);
                }
            }
        }
    }

    private void checkReturned(CoreEnd end) {
        Inbound inbound = end.channel().inbound();
        int window = inbound.window().size();
        int owed = inbound.window().owed();
        boolean mayWait = !world.terms().plain() && inbound.window().left() > 0 && owed < Math.max(1, window / 8);
        require(owed == 0 || mayWait, end, () -> owed + " bytes were not returned");
        CoreFlow flow = flow(end, end.side().role().other());
        if (flow.isReaderUnbounded() || !inbound.isOpen()) {
            return;
        }
        long left = flow.readersCredit();
        long missing = Math.max(flow.initialCredit(), end.requested()) - flow.messagesLent();
        long grantable = Math.min(missing, Integer.MAX_VALUE - left);
        boolean few = left > 0 && grantable < Math.max(1, Math.min(end.recentDemand(), Integer.MAX_VALUE) / 4);
        require(grantable == 0 || few, end, () -> missing + " messages were not granted");
    }

    /** A writer's message that its reader has requested and can take has been sent, unless memory for it is held elsewhere. */
    private void checkFlowed(CoreEnd writer) {
        Outbound outbound = writer.channel().outbound();
        CoreEnd reader = writer.peer();
        if (outbound.isOver() || reader == null || !reader.isKept()) {
            return;
        }
        boolean isOpen = reader.channel().inbound().isOpen();
        boolean wanted = reader.demand() > 0
                && reader.mayTakeMore() > 0
                && isOpen
                && !reader.isUndecided()
                && !writer.isUndecided();
        boolean waits = outbound.queuedMessages() > 0 || (writer.stock() > 0 && outbound.isOpen() && writer.isFed());
        boolean large = reader.nextSize() > world.terms().window(reader.side().role());
        boolean heldElsewhere =
                large && reader.side().ends().stream().anyMatch(end -> end.mayTakeMore() == 0 && countedEarly(end) > 0);
        require(!wanted || !waits || heldElsewhere, writer, () -> "stands still, wanted by " + reader);
        boolean finSaid =
                world.terms().plain() || outbound.state() != Direction.ENDING || outbound.queuedMessages() > 0;
        require(finSaid || writer.isUndecided(), writer, () -> "has not said its end");
    }

    private CoreFlow flow(CoreEnd end, Role writer) {
        return world.wire().flow(end.channel().id(), writer);
    }

    private static void require(boolean holds, CoreEnd end, Supplier<String> what) {
        if (!holds) {
            throw new AssertionError(end.side().role() + " " + end.channel() + ": " + what.get());
        }
    }

    private static void require(boolean holds, CoreSide side, Supplier<String> what) {
        if (!holds) {
            throw new AssertionError(side.role() + ": " + what.get());
        }
    }
}
