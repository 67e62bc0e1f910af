package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;
import org.reactivemux.ProtocolViolationException;
import org.reactivemux.reactor.protocol.Violations.Violation;

/** Every rule of section 12 of docs/protocol.md: its breach ends the connection, and the error names it (F-11). */
class ViolationTest {
    private static final List<Violation> ALL = Violations.all();
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]-\\d+) \\|.*\\| (both|extended|plain) \\|.*");

    static Stream<Violation> violations() {
        return ALL.stream();
    }

    static Stream<FrameVector> invalidFrames() {
        return FrameVector.read("invalid.txt").stream();
    }

    @ParameterizedTest
    @MethodSource("violations")
    void aBreachEndsTheConnectionAndNamesItsRule(Violation violation) {
        ScriptedPeer peer = violation.state().get();
        List<ChannelProbe> open = peer.probes().stream()
                .filter(probe -> probe.reader().equals("open"))
                .toList();
        peer.sendBytes(withPing(violation.sent()));
        assertEnded(peer, violation.rule());
        assertThat(open)
                .as("what was open fails with the connection's cause, unless the peer ended it before (K-13)")
                .allSatisfy(probe -> assertThat(probe.reader()).isIn("failed PROTOCOL_ERROR", "ending", "completed"));
    }

    /** F-7: what the frame alone shows is reported whatever the state of its channel. */
    @ParameterizedTest
    @MethodSource("invalidFrames")
    void anInvalidFrameOfTheVectorsEndsTheConnection(FrameVector vector) {
        int largest = vector.isPlain() ? 65_536 : vector.largestData();
        MuxOptions options = MuxOptions.builder().largestFrame(largest).build();
        boolean hello = vector.name().startsWith("hello") && vector.meaning().startsWith("H-");
        ScriptedPeer peer;
        if (vector.isPlain()) {
            peer = ScriptedPeer.plain(Role.ACCEPTOR, options);
        } else if (hello) {
            peer = ScriptedPeer.silent(Role.ACCEPTOR, options);
        } else {
            peer = ScriptedPeer.extended(Role.ACCEPTOR, options);
        }
        peer.sendBytes(withPing(vector.bytes()));
        assertEnded(peer, vector.meaning());
    }

    @Test
    void everyRuleOfTheTableIsBrokenInEachDialectItHoldsIn() throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        for (String line : Files.readAllLines(Documents.directory().resolve("protocol.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                String dialects = row.group(2);
                table.put(row.group(1), dialects.equals("both") ? Set.of("extended", "plain") : Set.of(dialects));
            }
        }
        assertThat(table).hasSize(34);
        // P-7: a plain peer's window is never larger than the largest message, so W-4 is broken first.
        table.put("M-4", Set.of("extended"));
        Map<String, Set<String>> broken = ALL.stream()
                .collect(Collectors.groupingBy(
                        Violation::rule,
                        TreeMap::new,
                        Collectors.mapping(Violation::dialect, Collectors.toCollection(TreeSet::new))));
        broken.forEach((rule, dialects) -> assertThat(table.get(rule)).as(rule).containsAll(dialects));
        Set<String> unknownDialect = Set.of("H-2", "H-3", "H-4", "H-5");
        table.forEach((rule, dialects) -> {
            if (!unknownDialect.contains(rule)) {
                assertThat(broken.get(rule)).as(rule).isEqualTo(dialects);
            }
        });
        assertThat(broken.keySet()).isEqualTo(table.keySet());
    }

    @Test
    void everyRuleOfTheTableHasItsConstant() {
        Set<String> rules = ALL.stream().map(Violation::rule).collect(Collectors.toSet());
        assertThat(Arrays.stream(Rule.values()).map(Rule::number)).containsExactlyInAnyOrderElementsOf(rules);
    }

    private static ByteBuffer withPing(ByteBuffer sent) {
        ByteBuffer ping = Frame.ping("not answered").bytes();
        return ByteBuffer.allocate(sent.remaining() + ping.remaining())
                .put(sent.duplicate())
                .put(ping)
                .flip();
    }

    private static void assertEnded(ScriptedPeer peer, String rule) {
        List<Frame> frames = peer.readFrames();
        assertThat(frames).isNotEmpty();
        Frame last = frames.get(frames.size() - 1);
        assertThat(last).hasToString("ERROR 0 PROTOCOL_ERROR");
        assertThat(last.errorText()).startsWith("rule " + rule + ": ");
        assertThat(frames)
                .noneMatch(
                        frame -> frame.type() == Frame.PONG && frame.payload().remaining() == 12);
        assertThat(peer.hasEnded()).isTrue();
        assertThat(peer.cause()).isInstanceOfSatisfying(ProtocolViolationException.class, cause -> {
            assertThat(cause.rule()).isEqualTo(rule);
            assertThat(cause.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
        });
        peer.send(Frame.ping("nor this"));
        assertThat(peer.read()).as("nothing follows the ERROR").isEmpty();
    }
}
