package org.reactivemux.samples.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.reactivemux.samples.cli.top.TopTable.Line;

class TopTableTest {
    private static final int WIDTH = 100;
    private static final int ALL = Integer.MAX_VALUE;

    private static Sighting sighting(int number, long seconds, long bytes, String... channels) {
        String json = """
                {"number": %d, "peer": "uid 1, pid 2", "dialect": "EXTENDED", "transport": "epoll", "nanos": %d,
                 "bytesSent": %d, "from": "the future", "channels": [%s]}""".formatted(number, seconds * 1_000_000_000L, bytes, String.join(",", channels));
        return Sighting.ofJson(StandardCharsets.UTF_8.encode(json));
    }

    private static String channel(int id, String name, long sent, long credit, long window) {
        return """
                {"id": %d, "name": "%s", "receiving": "OPEN", "sending": "OPEN", "messagesSent": %d, "credit": %d,
                 "window": %d}""".formatted(id, name, sent, credit, window);
    }

    private static List<String> table(int height, Picture before, Picture now) {
        return new TopTable(before, now)
                .lines("server", WIDTH, height).stream().map(Line::text).toList();
    }

    private static Picture picture(Sighting... sightings) {
        return new Picture(List.of(sightings));
    }

    private static List<String> numbers(List<String> rows) {
        return rows.stream().map(row -> row.strip().split(" +", 2)[0]).toList();
    }

    @Test
    void thoseThatDoMostComeFirst() {
        List<String> table = table(
                ALL,
                picture(sighting(1, 0, 0), sighting(2, 0, 0, channel(1, "slow", 0, 9, 9), channel(3, "fast", 0, 9, 9))),
                picture(
                        sighting(1, 2, 1 << 20),
                        sighting(2, 2, 4 << 20, channel(1, "slow", 20, 9, 9), channel(3, "fast", 2_000, 9, 9))));
        assertThat(table.get(0)).isEqualTo("server: 2 connections, 2 channels");
        assertThat(numbers(table.subList(2, 4))).containsExactly("2", "1");
        assertThat(table.get(2)).contains(" 2.0M ");
        assertThat(table.get(6)).contains(" fast ", " 1000 ");
        assertThat(table.get(7)).contains(" slow ", " 10 ");
    }

    @Test
    void whoWasNotThereBeforeHasNoRateYet() {
        List<String> table = table(ALL, picture(), picture(sighting(1, 2, 1 << 20, channel(1, "a", 20, 9, 9))));
        assertThat(table.get(2)).doesNotContain("K");
        assertThat(table.get(5)).contains(" 0 ");
    }

    private static String heldUp(int id, String name, String lack, double onCredit, double onWindow) {
        return """
                {"id": %d, "name": "%s", "sending": "OPEN", "lacking": "%s", "credit": -1,
                 "blockedOnCredit": %s, "blockedOnWindow": %s}""".formatted(id, name, lack, onCredit, onWindow);
    }

    @Test
    void whatHoldsAWriterUpIsNamedAndForHowMuchOfTheTime() {
        Picture before = picture(sighting(
                1,
                0,
                0,
                heldUp(1, "a", "NOTHING", 7, 0),
                heldUp(3, "b", "NOTHING", 0, 1),
                heldUp(5, "c", "NOTHING", 9, 9)));
        Picture now = picture(sighting(
                1,
                2,
                0,
                heldUp(1, "a", "CREDIT", 9, 0),
                heldUp(3, "b", "WINDOW", 0, 1.5),
                heldUp(5, "c", "NOTHING", 9, 9)));
        List<String> table = table(ALL, before, now);
        assertThat(table.get(5)).contains(" a ").containsPattern(" credit +100 +0 +any");
        assertThat(table.get(6)).contains(" b ").containsPattern(" window +0 +25 ");
        assertThat(table.get(7)).contains(" c ").containsPattern(" - +0 +0 ");
    }

    @Test
    void amongThoseThatDoNothingTheHeldUpComeFirst() {
        List<String> table = table(
                ALL,
                picture(sighting(1, 0, 0)),
                picture(sighting(1, 1, 0, heldUp(1, "idle", "NOTHING", 0, 0), heldUp(3, "stuck", "CREDIT", 1, 0))));
        assertThat(table.get(5)).contains(" stuck ");
        assertThat(table.get(6)).contains(" idle ");
    }

    @Test
    void noLineIsWiderThanTheScreen() {
        String wide = channel(99_999, "ein sehr langer Name \u4e00\u4e8c\u4e09".repeat(3), 0, 123_456, 987_654_321);
        Picture now = picture(sighting(1_000, 1, Long.MAX_VALUE, wide));
        for (int width : new int[] {40, 80, 100, 120}) {
            assertThat(new TopTable(picture(), now).lines("server", width, ALL))
                    .allSatisfy(line -> assertThat(new AttributedString(line.text()).columnLength())
                            .as(line.text())
                            .isLessThanOrEqualTo(width));
        }
        assertThat(table(ALL, picture(), now).get(4)).endsWith("GRANTS GRANTB");
    }

    @Test
    void aScreenIsNeverOverfilledAndSaysWhatItLeavesOut() {
        List<String> channels = IntStream.rangeClosed(1, 50)
                .mapToObj(i -> channel(i, "c" + i, 0, 9, 9))
                .collect(Collectors.toCollection(ArrayList::new));
        Picture now = picture(IntStream.rangeClosed(1, 20)
                .mapToObj(i -> sighting(i, 0, 0, i == 1 ? channels.toArray(String[]::new) : new String[0]))
                .toArray(Sighting[]::new));
        List<String> table = table(24, picture(), now);
        assertThat(table).hasSize(24).contains("... and 15 more", "... and 37 more");
    }

    @Test
    void namesCannotDisturbTheTerminal() {
        String evil = "\\u001b[2J\\nevil\\u202e";
        List<String> table = table(ALL, picture(), picture(sighting(1, 0, 0, channel(1, evil, 0, 9, 9))));
        assertThat(table.get(5)).contains("[2J evil").doesNotContain("\u001b", "\n", "\u202e");
    }
}
