package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;
import org.reactivemux.reactor.protocol.ChannelTables.Event;

/** Every state of a channel with every event: opened here and there, answered and not, all states of both directions. */
class ChannelStateTest {
    private static final ChannelTables ADMISSION = ChannelTables.admission();
    private static final ChannelTables READER = ChannelTables.reader();
    private static final ChannelTables WRITER = ChannelTables.writer();
    private static final Map<Event, List<String>> NEVER_ACCEPTED =
            Map.of(Event.LOST, List.of("FAILED:CONNECTION_LOST"), Event.ABORT, List.of("FAILED:0x2345"));
    private static final Set<String> READER_OVER = Set.of("STOPPED", "STOPPED_MID", "ENDED", "FAILED");
    private static final Set<String> WRITER_OVER = Set.of("ENDED", "STOPPED", "FAILED");
    private static final int WINDOW = 100;
    private static final int LONG_MESSAGE = 150;

    record State(String admission, String reader, String writer) {
        boolean isOver() {
            return READER_OVER.contains(reader) && WRITER_OVER.contains(writer);
        }

        boolean isAnswered() {
            return admission.equals("HERE") || admission.equals("THERE");
        }
    }

    /** The states that a channel can be in on the wire, and those of freed channels. */
    private static List<State> states() {
        List<State> states = new ArrayList<>();
        for (String admission : List.of("HERE", "THERE")) {
            for (String reader : List.of("OPEN", "MID", "STOPPED", "STOPPED_MID", "ENDED")) {
                for (String writer : List.of("OPEN", "MID", "ENDING", "ENDED", "STOPPED")) {
                    states.add(new State(admission, reader, writer));
                }
            }
        }
        for (String reader : List.of("OPEN", "STOPPED")) {
            for (String writer : List.of("OPEN", "MID", "ENDING", "ENDED")) {
                states.add(new State("ASKED", reader, writer));
            }
        }
        for (String reader : List.of("OPEN", "MID", "ENDED")) {
            for (String writer : List.of("OPEN", "STOPPED")) {
                states.add(new State("OFFERED", reader, writer));
            }
        }
        states.add(new State("ASKED", "FAILED", "FAILED"));
        states.add(new State("OFFERED", "FAILED", "FAILED"));
        return states;
    }

    @Test
    void everyPairOfStateAndEventIsDecided() {
        assertThat(ADMISSION.isComplete()).isTrue();
        assertThat(READER.isComplete()).isTrue();
        assertThat(WRITER.isComplete()).isTrue();
        assertThat(ADMISSION.states()).containsExactly("ASKED", "HERE", "OFFERED", "THERE");
        assertThat(states()).doesNotHaveDuplicates().hasSize(66);
        assertThat(everyStateWithEveryEvent()).hasSize(66 * 19 - 7 * 6);
    }

    @TestFactory
    Stream<DynamicTest> everyStateWithEveryEvent() {
        return states().stream()
                .flatMap(state -> Stream.of(Event.values())
                        .filter(event -> isPossible(state, event))
                        .map(event -> DynamicTest.dynamicTest(
                                "%s reader %s writer %s: %s"
                                        .formatted(state.admission, state.reader, state.writer, event),
                                () -> verify(state, event))));
    }

    /** The program has an offered channel only with its acceptance, so until then there is nobody to do anything. */
    private static boolean isPossible(State state, Event event) {
        return !state.admission.equals("OFFERED") || event.isOfThePeer() || event == Event.LOST;
    }

    private static void verify(State state, Event event) {
        ScriptedPeer peer = peerIn(state);
        ChannelProbe probe = peer.probe();
        int before = probe.received().size();
        happen(peer, probe, event);
        String rule = violation(state, event);
        if (!rule.isEmpty()) {
            List<Frame> frames = peer.readFrames();
            assertThat(frames).isNotEmpty();
            Frame last = frames.get(frames.size() - 1);
            assertThat(last).hasToString("ERROR 0 PROTOCOL_ERROR");
            assertThat(last.errorText()).startsWith("rule " + rule + ": ");
            return;
        }
        boolean late = state.isAnswered() && state.isOver() && event.isOfThePeer();
        List<String> reader = late ? List.of(state.reader) : READER.cell(event, state.reader);
        List<String> writer = late ? List.of(state.writer) : writer(state, event);
        assertThat(peer.hasEnded()).isEqualTo(event == Event.LOST);
        assertThat(probe.reader()).as("reader").isEqualTo(readerString(reader.get(0), state));
        assertThat(probe.writer()).as("writer").isEqualTo(writerString(writer.get(0), state));
        assertThat(probe.received()).as("messages").hasSize(before + (reader.contains("message") ? 1 : 0));
        Set<String> expected = new TreeSet<>();
        Stream.concat(reader.stream(), writer.stream())
                .filter(word -> word.startsWith(">"))
                .forEach(word -> expected.add(word.substring(1)));
        verifyFrames(peer, probe, state, event, expected);
        if (event != Event.LOST) {
            State after = new State(state.admission, stateName(reader), stateName(writer));
            boolean answered = !state.admission.equals("ASKED") || event == Event.ACK || event == Event.REFUSAL;
            assertThat(peer.keeps(1)).as("kept").isNotEqualTo(answered && after.isOver());
        }
    }

    /** C-21: what was written on a channel that is never accepted was not sent. */
    private static List<String> writer(State state, Event event) {
        List<String> cell = WRITER.cell(event, state.writer);
        boolean unanswered = state.admission.equals("ASKED") && state.writer.equals("ENDED");
        return unanswered ? NEVER_ACCEPTED.getOrDefault(event, cell) : cell;
    }

    /**
     * C-7: nothing goes out on an offered channel before its answer, and then the answer is the first. A courtesy ACK of
     * a CLOSE (C-26) and grants that ride with the answer (W-15) may be there or not.
     */
    private static void verifyFrames(
            ScriptedPeer peer, ChannelProbe probe, State state, Event event, Set<String> expected) {
        List<Frame> frames = new ArrayList<>(peer.readFrames());
        if (state.admission.equals("OFFERED") && event != Event.LOST) {
            if (event != Event.CLOSE) {
                assertThat(frames).as("before the answer").isEmpty();
            }
            probe.accept();
            frames.addAll(peer.readFrames());
            assertThat(frames).as("the answer").isNotEmpty();
            assertThat(frames.remove(0)).hasToString("ACK 1");
        }
        Set<String> seen = new TreeSet<>();
        for (Frame frame : frames) {
            assertThat(frame.channel()).isEqualTo(1);
            boolean courtesy = event == Event.CLOSE && frame.type() == Frame.ACK;
            boolean riding = state.admission.equals("OFFERED") && frame.type() == Frame.FLOW_CONTROL;
            if (!courtesy && !riding) {
                seen.addAll(kinds(frame));
            }
        }
        assertThat(seen).as("frames").isEqualTo(expected);
    }

    private static List<String> kinds(Frame frame) {
        String line = frame.toString();
        List<String> kinds = new ArrayList<>();
        if (frame.type() == Frame.CLOSE) {
            Stream.of("FIN", "STOP").filter(line::contains).forEach(kinds::add);
            return kinds.isEmpty() ? List.of("CLOSE") : kinds;
        }
        return List.of(line.substring(0, line.indexOf(' ')));
    }

    private static String violation(State state, Event event) {
        String admission = ADMISSION.cell(event, state.admission).get(0);
        if (admission.startsWith("!") && (event == Event.OPEN || !(state.isAnswered() && state.isOver()))) {
            return admission.substring(1);
        }
        if (state.isAnswered() && state.isOver()) {
            boolean data = event == Event.DATA || event == Event.DATA_END || event == Event.DATA_MORE;
            return data && state.reader.equals("ENDED") ? "W-6" : "";
        }
        String reader = READER.cell(event, state.reader).get(0);
        return reader.startsWith("!") ? reader.substring(1) : "";
    }

    private static String stateName(List<String> cell) {
        return cell.get(0).split(":", -1)[0];
    }

    private static String readerString(String after, State before) {
        return switch (after) {
            case "OPEN", "MID" -> "open";
            case "STOPPED", "STOPPED_MID" -> "stopped";
            case "ENDED" -> "completed";
            default -> "failed " + code(after, before);
        };
    }

    private static String writerString(String after, State before) {
        return switch (after) {
            case "OPEN", "MID" -> "open";
            case "ENDING", "ENDED" -> "ended";
            case "STOPPED" -> "stopped";
            default -> "failed " + code(after, before);
        };
    }

    private static String code(String after, State before) {
        return after.contains(":")
                ? after.substring(after.indexOf(':') + 1)
                : before.admission.equals("ASKED") ? "TIMEOUT" : "0x1235";
    }

    private static ScriptedPeer peerIn(State state) {
        boolean here = state.admission.equals("ASKED") || state.admission.equals("HERE");
        Role role = here ? Role.INITIATOR : Role.ACCEPTOR;
        Tlvs settings = Tlvs.role(role.other()).u32(6, WINDOW).u32(7, 8);
        ScriptedPeer peer =
                ScriptedPeer.extended(role, MuxOptions.builder().prefetch(8).build(), settings);
        if (here) {
            peer.open();
            if (state.isAnswered()) {
                peer.send(Frame.ack(1));
            }
        } else {
            peer.whenOffered(probe -> {});
            peer.offer(1);
            if (state.isAnswered()) {
                peer.probe().accept();
            }
        }
        ChannelProbe probe = peer.probe().request(3);
        arrangeReader(peer, probe, state.reader);
        arrangeWriter(peer, probe, state);
        peer.read();
        return peer;
    }

    private static void arrangeReader(ScriptedPeer peer, ChannelProbe probe, String reader) {
        if (reader.endsWith("MID")) {
            peer.send(Frame.data(1, Frame.MORE, "begun "));
        }
        if (reader.startsWith("STOPPED")) {
            probe.stop();
        }
        if (reader.equals("ENDED")) {
            peer.send(Frame.close(1, Frame.FIN));
        }
    }

    private static void arrangeWriter(ScriptedPeer peer, ChannelProbe probe, State state) {
        switch (state.writer) {
            case "MID" -> probe.send(ByteBuffer.allocate(LONG_MESSAGE));
            case "ENDING" -> probe.send(ByteBuffer.allocate(LONG_MESSAGE)).complete();
            case "ENDED" -> probe.complete();
            case "STOPPED" -> peer.send(Frame.close(1, Frame.STOP));
            case "FAILED" -> {
                if (state.admission.equals("ASKED")) {
                    probe.abort(ErrorCode.TIMEOUT);
                } else {
                    peer.send(Frame.error(1, new ErrorCode(0x1235)));
                }
            }
            default -> assertThat(state.writer).isEqualTo("OPEN");
        }
    }

    private static void happen(ScriptedPeer peer, ChannelProbe probe, Event event) {
        switch (event) {
            case ACK -> peer.send(Frame.ack(1));
            case DATA -> peer.send(Frame.data(1, "data"));
            case DATA_END -> peer.send(Frame.data(1, Frame.END, "data"));
            case DATA_MORE -> peer.send(Frame.data(1, Frame.MORE, "data"));
            case FLOW_CONTROL -> peer.send(Frame.grant(1, 1));
            case CLOSE -> peer.send(Frame.close(1, 0));
            case FIN -> peer.send(Frame.close(1, Frame.FIN));
            case STOP -> peer.send(Frame.close(1, Frame.STOP));
            case FIN_STOP -> peer.send(Frame.close(1, Frame.FIN | Frame.STOP));
            case ERROR -> peer.send(Frame.error(1, new ErrorCode(0x1234)));
            case REFUSAL -> peer.send(Frame.error(1, ErrorCode.REFUSED));
            case OPEN -> peer.send(Frame.open(1));
            case LOST -> peer.hangUp();
            case SEND -> probe.send("sent");
            case COMPLETE -> probe.complete();
            case REQUEST -> probe.request(10);
            case CANCEL -> probe.stop();
            case ABORT -> probe.abort(new ErrorCode(0x2345));
            case FINISH -> probe.finish();
        }
    }
}
