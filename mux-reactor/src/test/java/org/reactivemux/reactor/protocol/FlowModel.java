package org.reactivemux.reactor.protocol;

import java.util.ArrayDeque;

/** One direction of a channel: its reader's grants, its writer's allowance, and what is under way between the two. */
final class FlowModel {

    /** What may happen next; a step that cannot be taken changes nothing. */
    record Step(Kind kind, long amount) {}

    enum Kind {
        REQUEST,
        SEND,
        DATA_ARRIVES,
        CONSUME,
        GRANT,
        GRANT_ARRIVES,
        GROW,
        SHRINK
    }

    private record Grant(int bytes, int messages) {}

    private final WindowGrant window;
    private final CreditGrant credit;
    private final Allowance allowance;
    private final ArrayDeque<Integer> data = new ArrayDeque<>();
    private final ArrayDeque<Grant> grants = new ArrayDeque<>();
    private final ArrayDeque<Integer> queue = new ArrayDeque<>();
    private long demand;
    private long demanded;
    private long grantedMessages;
    private boolean unbounded;

    FlowModel(int size, int prefetch) {
        window = new WindowGrant(size);
        credit = new CreditGrant(prefetch);
        allowance = new Allowance(size, prefetch);
        unbounded = prefetch == Frame.UNBOUNDED;
        grantedMessages = unbounded ? 0 : prefetch;
    }

    void take(Step step) {
        switch (step.kind) {
            case REQUEST -> request(step.amount);
            case SEND -> send((int) Math.min(step.amount - 1, allowance.window()));
            case DATA_ARRIVES -> receive();
            case CONSUME -> consume();
            case GRANT -> grant();
            case GRANT_ARRIVES -> takeGrant();
            case GROW -> grow(step.amount);
            case SHRINK -> window.shrinkTo((int) Math.min(step.amount, window.size()));
        }
    }

    private void request(long messages) {
        demand = sum(demand, messages);
        demanded = sum(demanded, messages);
        credit.request(messages, demand);
    }

    private static long sum(long a, long b) {
        return a + b < 0 ? Long.MAX_VALUE : a + b;
    }

    private void send(int bytes) {
        if (allowance.credit() > 0) {
            allowance.useMessage();
            allowance.use(bytes);
            data.add(bytes);
        }
    }

    private void receive() {
        if (!data.isEmpty()) {
            int bytes = data.remove();
            window.receive(bytes);
            credit.receive();
            queue.add(bytes);
        }
    }

    private void consume() {
        if (demand > 0 && !queue.isEmpty()) {
            demand -= demand == Long.MAX_VALUE ? 0 : 1;
            window.consume(queue.remove());
        }
    }

    /** W-3 bounds a window that grows too. */
    private void grow(long more) {
        if (!window.isShrinking()) {
            window.grow((int) Math.min(more, Integer.MAX_VALUE - window.size()));
        }
    }

    private void grant() {
        if (!window.isDue() && !credit.isDue()) {
            return;
        }
        int messages = credit.isOwed() ? credit.take() : 0;
        unbounded |= messages == Frame.UNBOUNDED;
        grantedMessages += unbounded ? 0 : messages;
        grants.add(new Grant(window.take(), messages));
    }

    private void takeGrant() {
        if (!grants.isEmpty()) {
            Grant grant = grants.remove();
            allowance.grantBytes(grant.bytes);
            allowance.grantMessages(grant.messages);
        }
    }

    /** What the writer has, with what it sent and was granted as if neither were under way any more. */
    long windowOfTheWriter() {
        long sent = data.stream().mapToLong(Integer::longValue).sum();
        long granted = grants.stream().mapToLong(Grant::bytes).sum();
        return allowance.window() + sent + granted;
    }

    long windowOfTheReader() {
        return window.left();
    }

    /** The same of messages; -1 without limit. */
    long creditOfTheWriter() {
        if (unbounded) {
            return -1;
        }
        long granted = grants.stream().mapToLong(Grant::messages).sum();
        return (long) allowance.credit() + data.size() + granted;
    }

    long creditOfTheReader() {
        return credit.left();
    }

    /** Bytes that the reader's program has not taken yet. */
    long held() {
        return queue.stream().mapToLong(Integer::longValue).sum();
    }

    /** The bytes by which the window is larger than at first. */
    long growth() {
        return window.growth();
    }

    long owedBytes() {
        return window.owed();
    }

    boolean owesMessages() {
        return credit.isOwed();
    }

    int leftMessages() {
        return credit.left();
    }

    boolean isUnbounded() {
        return unbounded;
    }

    long demanded() {
        return demanded;
    }

    /** By number, in all; without those of a grant without limit. */
    long grantedMessages() {
        return grantedMessages;
    }
}
