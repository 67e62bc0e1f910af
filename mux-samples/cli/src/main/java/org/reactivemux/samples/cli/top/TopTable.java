package org.reactivemux.samples.cli.top;

import static org.reactivemux.samples.cli.top.Column.figure;
import static org.reactivemux.samples.cli.top.Column.name;
import static org.reactivemux.samples.cli.top.Column.word;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.reactivemux.samples.cli.top.TopTable.Line.Style;

/** What a server does, in lines: its connections, and their channels; those that do most come first. */
public final class TopTable {
    private static final List<Column<Rates>> CONNECTION = List.of(
            figure("CONN", 5, rates -> Long.toString(rates.sighting().number())),
            name("PEER", 20, rates -> rates.sighting().peer()),
            figure(
                    "CHANNELS",
                    8,
                    rates -> Scaled.count(rates.sighting().channels().size())),
            figure("FRAMES/s", 8, rates -> Scaled.count(Math.round(frames(rates)))),
            figure("IN B/s", 7, rates -> Scaled.bytes(Math.round(rates.connection(Sighting::bytesReceived)))),
            figure("OUT B/s", 7, rates -> Scaled.bytes(Math.round(rates.connection(Sighting::bytesSent)))),
            figure(
                    "RTT ms",
                    7,
                    rates -> rates.sighting().roundTrip().map(TopTable::millis).orElse("-")),
            word("VIA", 8, rates -> rates.sighting().transport().toString()),
            word("DIALECT", 8, rates -> rates.sighting().dialect().name().toLowerCase(Locale.ROOT)));

    private static final Comparator<Rates> BUSIEST_FIRST = Comparator.comparingDouble(TopTable::bytes)
            .reversed()
            .thenComparingLong(rates -> rates.sighting().number());

    private final List<Rates> connections;
    private final List<ChannelRow> channels;

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
        connections = Rates.between(before, now).stream().sorted(BUSIEST_FIRST).toList();
        channels = connections.stream()
                .flatMap(on -> on.sighting().channels().stream().map(channel -> new ChannelRow(on, channel)))
                .sorted(ChannelRow.BUSIEST_FIRST)
                .toList();
    }

    private static double bytes(Rates rates) {
        return rates.connection(Sighting::bytesReceived) + rates.connection(Sighting::bytesSent);
    }

    private static double frames(Rates rates) {
        return rates.connection(Sighting::framesReceived) + rates.connection(Sighting::framesSent);
    }

    /**
     * The table.
     *
     * @param title what it is of
     * @param width the characters of a line; the last columns are left out where they do not fit
     * @param height the most lines; connections have a third of them, and more where channels leave them
     * @return its lines
     */
    public List<Line> lines(String title, int width, int height) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                Style.TITLE,
                "%s: %s, %s"
                        .formatted(title, many(connections.size(), "connection"), many(channels.size(), "channel"))));
        int room = height - 4;
        int forConnections = Math.max(room / 3, room - channels.size());
        addAll(lines, Column.fitting(CONNECTION, width), connections, forConnections);
        lines.add(new Line(Style.ROW, ""));
        addAll(lines, Column.fitting(ChannelRow.COLUMNS, width), channels, height - lines.size() - 1);
        return lines;
    }

    private static String many(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static <T> void addAll(List<Line> lines, List<Column<T>> columns, List<T> rows, int room) {
        lines.add(new Line(Style.HEADING, Column.headings(columns)));
        int shown = rows.size() <= room ? rows.size() : Math.max(0, room - 1);
        Stream<String> rest =
                shown < rows.size() ? Stream.of("... and %d more".formatted(rows.size() - shown)) : Stream.of();
        Stream.concat(rows.stream().limit(shown).map(row -> Column.row(columns, row)), rest)
                .map(row -> new Line(Style.ROW, row))
                .forEach(lines::add);
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e6);
    }
}
