package org.reactivemux.samples.webflux.gateway;

import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.samples.webflux.wire.Figures.Publication;

/**
 * One channel, as the worker's side sees it, which is the side that sends.
 *
 * @param id the channel's id on the wire
 * @param name its name
 * @param symbol the instrument whose trades it carries, or null
 * @param reader for whom, or null
 * @param perSecond the reader's pace, null for full speed
 * @param state of the direction from the worker
 * @param credit messages that the worker may still send; -1 for no limit
 * @param window bytes that it may still send
 * @param queuedMessages messages that wait at the worker
 * @param queuedBytes bytes that wait there
 * @param messages sent so far
 * @param bytes sent so far
 * @param produced trades made for the reader so far
 * @param behind trades that the reader is behind the market
 * @param blockedOnCreditMillis how long the worker has lacked credit, in all
 * @param blockedOnWindowMillis how long it has lacked window, in all
 */
record ChannelRow(
        long id,
        String name,
        @Nullable String symbol,
        @Nullable String reader,
        @Nullable Integer perSecond,
        String state,
        long credit,
        long window,
        int queuedMessages,
        long queuedBytes,
        long messages,
        long bytes,
        long produced,
        long behind,
        long blockedOnCreditMillis,
        long blockedOnWindowMillis) {

    static ChannelRow of(ChannelSnapshot channel, @Nullable Publication publication, Readers readers) {
        return new ChannelRow(
                Integer.toUnsignedLong(channel.id()),
                channel.name(),
                publication == null ? null : publication.symbol(),
                publication == null ? null : publication.reader(),
                publication == null ? null : paceOf(publication.reader(), readers),
                channel.sending().name(),
                channel.credit(),
                channel.window(),
                channel.queuedOutMessages(),
                channel.queuedOutBytes(),
                channel.messagesSent(),
                channel.bytesSent(),
                publication == null ? 0 : publication.produced(),
                publication == null ? 0 : publication.behind(),
                channel.blockedOnCredit().toMillis(),
                channel.blockedOnWindow().toMillis());
    }

    private static @Nullable Integer paceOf(String reader, Readers readers) {
        return readers.find(reader).map(Reader::pace).map(Pace::perSecond).orElse(null);
    }
}
