package org.reactivemux.reactor.protocol;

/**
 * Who else sends on the connection, and so what window is enough for a channel: what is under way of one channel is what
 * all others wait behind. It judges by epochs of so many bytes, in each of which one channel leads (docs/protocol.md,
 * W-17; docs/adr/0004).
 */
final class Company {
    /** Keeps a channel going; with more, others wait for longer, and with less, the writer for each grant (ADR 4). */
    private static final int ENOUGH = 320 << 10;

    /** Holds a few turns of the lightest channel beside the heaviest. */
    private static final int EPOCH = 16 << 20;

    /** Where nobody sends as much as one in so many would, there is no large transfer that others wait for. */
    private static final int CROWD = 8;

    /** Who has sent nothing for so many epochs is not there any more: a third of a second at the speed of a socket. */
    private static final int COMPANY_STAYS = 64;

    private int leader;
    private int leadersWeight;
    private int latest;
    private int latestWeight;
    private long leading;
    private long others;
    private long rivalling;
    private boolean rivals;
    private boolean crowded;
    private int quietEpochs = COMPANY_STAYS;

    /** Bytes have come on a channel of that weight. */
    void arrived(int channel, int weight, int bytes) {
        if (leader == 0) {
            lead(channel, weight);
        }
        if (channel == leader) {
            leading += bytes;
        } else {
            latest = channel;
            latestWeight = weight;
            others += bytes;
            rivalling += asOfLeadersWeight(weight, bytes);
        }
        if (leading + others >= EPOCH) {
            nextEpoch();
        }
    }

    private void lead(int channel, int weight) {
        leader = channel;
        leadersWeight = weight;
    }

    /** The channel is freed: who comes next has taken its place, and does not join it. */
    void left(int channel) {
        if (channel == leader) {
            leader = 0;
        }
    }

    /** At equal weights the shares are right whatever the windows are, as long as they are alike. */
    private long asOfLeadersWeight(int weight, int bytes) {
        return weight == leadersWeight ? 0 : (long) bytes * leadersWeight / Math.min(weight, leadersWeight);
    }

    private void nextEpoch() {
        rivals = rivalling > leading / 2;
        crowded = leading < EPOCH / CROWD;
        quietEpochs = others > 0 ? 0 : Math.min(quietEpochs + 1, COMPANY_STAYS);
        if (others > leading) {
            lead(latest, latestWeight);
        }
        leading = 0;
        others = 0;
        rivalling = 0;
    }

    boolean isPresent() {
        return others > 0 || quietEpochs < COMPANY_STAYS;
    }

    /** Whether somebody waits for a channel that sends more than others do; a crowd of equals gains nothing by haste. */
    boolean othersWait() {
        return isPresent() && !rivals && !crowded;
    }

    /** What a window may grow to: as much as it can use where its channel is alone, or where weights have to be kept. */
    int enough() {
        return isPresent() && !rivals ? ENOUGH : Integer.MAX_VALUE;
    }
}
