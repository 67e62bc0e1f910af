package org.reactivemux.samples.cli.top;

import static org.reactivemux.samples.cli.top.Column.figure;
import static org.reactivemux.samples.cli.top.Column.name;
import static org.reactivemux.samples.cli.top.Column.word;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.ChannelSnapshot.Lack;

/** A channel, and the connection it is on. */
record ChannelRow(Rates on, ChannelSnapshot channel) {
    private static final double PERCENT = 100;
    private static final double NANOS = 1e9;

    /** Those that do most, then those that are held up most, then the oldest. */
    static final Comparator<ChannelRow> BUSIEST_FIRST = Comparator.comparingDouble(ChannelRow::messages)
            .thenComparingDouble(ChannelRow::heldUp)
            .reversed()
            .thenComparingLong(row -> row.on.sighting().number())
            .thenComparing(row -> row.channel.id(), Integer::compareUnsigned);

    /** What matters most comes first, for a narrow screen has no room for all of them. */
    static final List<Column<ChannelRow>> COLUMNS = List.of(
            figure("CONN", 5, row -> Long.toString(row.on.sighting().number())),
            figure("ID", 5, row -> Integer.toUnsignedString(row.id())),
            name("NAME", 12, row -> row.channel.name()),
            word("OPEN", 4, ChannelRow::open),
            figure("IN/s", 5, row -> Scaled.count(Math.round(row.messagesIn()))),
            figure("OUT/s", 5, row -> Scaled.count(Math.round(row.messagesOut()))),
            word("LACKS", 6, row -> lacks(row.channel.lacking())),
            figure("CR%", 3, row -> percent(row.onCredit())),
            figure("WI%", 3, row -> percent(row.onWindow())),
            figure("CREDIT", 6, row -> limit(row.channel.credit())),
            figure("WINDOW", 6, row -> Scaled.bytes(row.channel.window())),
            figure("QUEUED", 6, row -> Scaled.count(row.channel.queuedOutMessages())),
            figure("UNREAD", 6, row -> Scaled.bytes(row.channel.queuedInBytes())),
            figure("GRANTS", 6, row -> limit(row.channel.grantedMessages())),
            figure("GRANTB", 6, row -> Scaled.bytes(row.channel.grantedBytes())));

    private int id() {
        return channel.id();
    }

    private double messages() {
        return messagesIn() + messagesOut();
    }

    private double messagesIn() {
        return on.channel(channel, ChannelSnapshot::messagesReceived);
    }

    private double messagesOut() {
        return on.channel(channel, ChannelSnapshot::messagesSent);
    }

    private double heldUp() {
        return onCredit() + onWindow();
    }

    /** The part of the time between the pictures in which its writer lacked credit. */
    private double onCredit() {
        return on.channel(channel, now -> nanos(now.blockedOnCredit())) / NANOS;
    }

    private double onWindow() {
        return on.channel(channel, now -> nanos(now.blockedOnWindow())) / NANOS;
    }

    /** A server of an older version does not tell. */
    private static long nanos(@Nullable Duration blocked) {
        return blocked == null ? 0 : blocked.toNanos();
    }

    private String open() {
        boolean in = channel.receiving() == Direction.OPEN || channel.receiving() == Direction.ENDING;
        boolean out = channel.sending() == Direction.OPEN || channel.sending() == Direction.ENDING;
        if (in) {
            return out ? "both" : "in";
        }
        return out ? "out" : "none";
    }

    private static String lacks(@Nullable Lack lacking) {
        return lacking == null || lacking == Lack.NOTHING ? "-" : lacking.name().toLowerCase(Locale.ROOT);
    }

    /** Less than half of one is nothing, and no clock is so exact that it could not be a little more than all. */
    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f", Math.min(part, 1) * PERCENT);
    }

    private static String limit(long count) {
        return count < 0 ? "any" : Scaled.count(count);
    }
}
