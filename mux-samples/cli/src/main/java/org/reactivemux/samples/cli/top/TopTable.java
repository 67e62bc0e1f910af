package org.reactivemux.samples.cli.top;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.reactivemux.ChannelSnapshot;
import org.reactivemux.ChannelSnapshot.Direction;
import org.reactivemux.samples.cli.top.TopTable.Line.Style;

/** What a server does, in lines: its connections, and their channels; those that do most come first. */
public final class TopTable {
    private static final String CONNECTION = "%5s  %-20s %-9s %-9s %9s %9s %10s %11s %11s";
    private static final String CHANNEL = "%5s %8s  %-20s %-17s %10s %10s %9s %9s %8s %9s %9s %9s  %s";

    private final List<Rates> connections;
    private final List<Row> channels;

    /** A channel, and the connection it is on. */
    private record Row(Rates on, ChannelSnapshot channel) {
        double messagesIn() {
            return on.channel(channel, ChannelSnapshot::messagesReceived);
        }

        double messagesOut() {
            return on.channel(channel, ChannelSnapshot::messagesSent);
        }
    }

    /**
     * A line of the table.
     *
     * @param style how it looks where there are colours
     * @param text without control characters
     */
    public record Line(Style style, String text) {
        /** What a line is for. */
        public enum Style {
            /** What the whole is about. */
            TITLE,
            /** The names of columns. */
            HEADING,
            /** Figures. */
            ROW
        }
    }

    /**
     * A table of what has happened between two pictures.
     *
     * @param before the first
     * @param now the second
     */
    public TopTable(Picture before, Picture now) {
        connections = Rates.between(before, now).stream()
                .sorted(Comparator.comparingDouble(TopTable::bytes).reversed())
                .toList();
        channels = connections.stream()
                .flatMap(on -> on.sighting().channels().stream().map(channel -> new Row(on, channel)))
                .sorted(Comparator.comparingDouble((Row row) -> row.messagesIn() + row.messagesOut())
                        .reversed())
                .toList();
    }

    private static double bytes(Rates rates) {
        return rates.connection(Sighting::bytesReceived) + rates.connection(Sighting::bytesSent);
    }

    /**
     * The table.
     *
     * @param title what it is of
     * @param height the most lines; connections have a third of them, and more where channels leave them
     * @return its lines
     */
    public List<Line> lines(String title, int height) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                Style.TITLE,
                "%s: %s, %s"
                        .formatted(title, many(connections.size(), "connection"), many(channels.size(), "channel"))));
        lines.add(new Line(
                Style.HEADING,
                CONNECTION.formatted(
                        "CONN",
                        "PEER",
                        "DIALECT",
                        "TRANSPORT",
                        "RTT ms",
                        "CHANNELS",
                        "FRAMES/s",
                        "IN MiB/s",
                        "OUT MiB/s")));
        int room = height - 4;
        int forConnections = Math.max(room / 3, room - channels.size());
        addAll(lines, connections.stream().map(TopTable::connection).toList(), forConnections);
        lines.add(new Line(Style.ROW, ""));
        lines.add(new Line(
                Style.HEADING,
                CHANNEL.formatted(
                                "CONN",
                                "CHANNEL",
                                "NAME",
                                "IN/OUT",
                                "IN msg/s",
                                "OUT msg/s",
                                "CREDIT",
                                "WINDOW",
                                "QUEUED",
                                "GRANTED",
                                "GRANTED B",
                                "UNREAD B",
                                "WAITS FOR")
                        .stripTrailing()));
        addAll(lines, channels.stream().map(TopTable::channel).toList(), height - lines.size());
        return lines;
    }

    private static String many(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static void addAll(List<Line> lines, List<String> rows, int room) {
        int shown = rows.size() <= room ? rows.size() : Math.max(0, room - 1);
        Stream<String> rest =
                shown < rows.size() ? Stream.of("... and %d more".formatted(rows.size() - shown)) : Stream.of();
        Stream.concat(rows.stream().limit(shown), rest)
                .map(row -> new Line(Style.ROW, row))
                .forEach(lines::add);
    }

    private static String connection(Rates rates) {
        Sighting sighting = rates.sighting();
        return CONNECTION.formatted(
                sighting.number(),
                fit(sighting.peer(), 20),
                sighting.dialect().name().toLowerCase(Locale.ROOT),
                sighting.transport(),
                sighting.roundTrip().map(TopTable::millis).orElse("-"),
                sighting.channels().size(),
                number(rates.connection(Sighting::framesReceived) + rates.connection(Sighting::framesSent)),
                mebibytes(rates.connection(Sighting::bytesReceived)),
                mebibytes(rates.connection(Sighting::bytesSent)));
    }

    private static String channel(Row row) {
        ChannelSnapshot channel = row.channel();
        return CHANNEL.formatted(
                        row.on().sighting().number(),
                        Integer.toUnsignedString(channel.id()),
                        fit(channel.name(), 20),
                        "%s/%s"
                                .formatted(channel.receiving(), channel.sending())
                                .toLowerCase(Locale.ROOT),
                        number(row.messagesIn()),
                        number(row.messagesOut()),
                        messages(channel.credit()),
                        channel.window(),
                        channel.queuedOutMessages(),
                        messages(channel.grantedMessages()),
                        channel.grantedBytes(),
                        channel.queuedInBytes(),
                        waitsFor(channel))
                .stripTrailing();
    }

    /** What a writer here would need of its peer to go on. */
    private static String waitsFor(ChannelSnapshot channel) {
        if (channel.sending() != Direction.OPEN && channel.sending() != Direction.ENDING) {
            return "";
        }
        return channel.credit() == 0 ? "credit" : channel.window() == 0 ? "window" : "";
    }

    private static String messages(long count) {
        return count < 0 ? "no limit" : Long.toString(count);
    }

    private static String number(double rate) {
        return String.format(Locale.ROOT, "%,.0f", rate);
    }

    private static String mebibytes(double bytes) {
        return String.format(Locale.ROOT, "%,.2f", bytes / (1 << 20));
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%,.3f", time.toNanos() / 1e6);
    }

    /** Names come from the other side: what could disturb a terminal is left out. */
    private static String fit(String name, int width) {
        String visible = name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ");
        return visible.length() > width ? visible.substring(0, width - 1) + "~" : visible;
    }
}
