package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.reactivemux.Codec;
import org.reactivemux.Dialect;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxOptions;

/** One way or more to break each rule of section 12 of docs/protocol.md, in each dialect it holds in. */
final class Violations {

    /** A state of the connection, and what the peer sends into it. */
    record Violation(String rule, String dialect, String what, Supplier<ScriptedPeer> state, ByteBuffer sent) {
        @Override
        public String toString() {
            return rule + " " + dialect + ": " + what;
        }
    }

    private final List<Violation> all = new ArrayList<>();

    static List<Violation> all() {
        Violations violations = new Violations();
        violations.frames();
        violations.hellosAndHeads();
        violations.ids();
        violations.answers();
        violations.ends();
        violations.flow();
        violations.late();
        violations.messages();
        violations.leaving();
        return violations.all;
    }

    private void frames() {
        for (Supplier<ScriptedPeer> state : List.<Supplier<ScriptedPeer>>of(
                () -> ScriptedPeer.extended(Role.ACCEPTOR), () -> ScriptedPeer.plain(Role.ACCEPTOR))) {
            ByteBuffer magic = Frame.ping("").bytes();
            add("F-1", "another magic", state, magic.put(0, (byte) 0x54));
            ByteBuffer checksum = Frame.ping("").bytes();
            add("F-2", "another checksum", state, checksum.put(15, (byte) ~checksum.get(15)));
            add("F-3", "DATA longer than the largest frame", state, Frame.data(1, 0, 65_537));
            add(
                    "F-3",
                    "the header alone",
                    state,
                    Frame.data(1, 0, 65_537).bytes().limit(16));
            add("F-3", "PING of 4,097 bytes", state, new Frame(0, Frame.PING, 0, new byte[4_097]));
            add("F-4", "type 0", state, Frame.ping("").bytes().put(6, (byte) 0));
            add("F-4", "type 9", state, Frame.ping("").bytes().put(6, (byte) 9));
            add("F-5", "DATA on channel 0", state, Frame.data(0, "x"));
            add("F-5", "OPEN on channel 0", state, Frame.open(0));
            add("F-5", "PING on channel 1", state, new Frame(1, Frame.PING, 0));
            add("H-1", "a hello that is not the first frame", state, Frame.hello(new Tlvs()));
        }
    }

    private void hellosAndHeads() {
        Supplier<ScriptedPeer> silent = () -> ScriptedPeer.silent(Role.ACCEPTOR, MuxOptions.defaults());
        Supplier<ScriptedPeer> greeted = () -> ScriptedPeer.extended(Role.ACCEPTOR);
        add("H-2", "a hello that is cut", silent, Frame.hello(new Tlvs().header(1, 2)));
        add("H-2", "an OPEN that is cut", greeted, Frame.open(1, new Tlvs().header(1, 2)));
        add("H-2", "an ACK that is cut", Violations::asked, headed(Frame.ACK, new Tlvs().header(4, 1)));
        add("H-2", "a late ACK that is cut", Violations::freed, headed(Frame.ACK, new Tlvs().header(4, 1)));
        add("H-3", "a window of 0", silent, Frame.hello(new Tlvs().u32(6, 0)));
        add("H-3", "a weight of 0", greeted, Frame.open(1, new Tlvs().u16(3, 0)));
        add("H-3", "an ACK with a codec not asked for", Violations::asked, headed(Frame.ACK, new Tlvs().u8(4, 1)));
        add("H-4", "the receiver's own role", silent, Frame.hello(Tlvs.role(Role.ACCEPTOR)));
        add("H-5", "version 2", silent, Frame.hello(new Tlvs().u16(1, 2)));
    }

    private void ids() {
        for (Supplier<ScriptedPeer> state : List.<Supplier<ScriptedPeer>>of(
                () -> ScriptedPeer.extended(Role.ACCEPTOR), () -> ScriptedPeer.plain(Role.ACCEPTOR))) {
            add("C-1", "OPEN with the acceptor's parity", state, Frame.open(2));
            add("C-2", "OPEN of an open channel", state, Frame.open(1), Frame.open(1));
            add("C-2", "OPEN below the highest", state, Frame.open(5), Frame.open(3));
            add("C-2", "OPEN of a channel still open after a wrap", state, wrapTo3());
            add("C-2", "OPEN too far above", state, Frame.open(1), Frame.open(0x8000_0001));
            add("C-3", "DATA for a channel never opened", state, Frame.data(1, "x"));
            add("C-3", "CLOSE above the highest", state, Frame.open(1), Frame.close(3, 0));
            add("C-3", "FLOW_CONTROL for a channel of the receiver's, never opened", state, Frame.grant(2, 1));
            add("C-3", "ACK for a channel never opened", state, Frame.ack(2));
            add("C-3", "ERROR for a channel never opened", state, Frame.error(1, ErrorCode.CANCELLED));
        }
        add("C-1", "OPEN with the initiator's parity", () -> ScriptedPeer.extended(Role.INITIATOR), Frame.open(1));
    }

    private static Frame[] wrapTo3() {
        return new Frame[] {
            Frame.open(3), Frame.open(0x4000_0001), Frame.open(0x8000_0001), Frame.open(0xC000_0001), Frame.open(3)
        };
    }

    private void answers() {
        add("C-4", "ACK of its own channel, answered", Violations::accepted, Frame.ack(1));
        add("C-4", "ACK of its own channel, not answered", Violations::offered, Frame.ack(1));
        add("C-4", "a second ACK", Violations::answered, Frame.ack(1));
        add("C-5", "a refusal from the opener", Violations::accepted, Frame.error(1, ErrorCode.REFUSED));
        add("C-5", "a refusal after the ACK", Violations::answered, Frame.error(1, ErrorCode.NO_HANDLER));
        add("C-5", "a refusal on channel 0", Violations::accepted, Frame.error(0, ErrorCode.REFUSED));
        add("C-7", "DATA before the ACK", Violations::asked, Frame.data(1, "x"));
        add("C-7", "FLOW_CONTROL before the ACK", Violations::asked, Frame.grant(1, 1));
        add("C-7", "STOP before the ACK", Violations::asked, Frame.close(1, Frame.STOP));
        add("C-7", "an ERROR that is no refusal", Violations::asked, Frame.error(1, ErrorCode.INTERNAL));
        Supplier<ScriptedPeer> plain = () -> plainlyAsked(MuxOptions.defaults());
        add("C-7", "DATA before the ACK", plain, Frame.data(1, "x"));
        add("C-7", "FLOW_CONTROL before the ACK", plain, Frame.grant(1, 1));
        add("C-7", "CLOSE before the ACK", plain, Frame.close(1, 0));
        add("C-8", "an ERROR of 3 bytes", Violations::accepted, new Frame(1, Frame.ERROR, 0, new byte[3]));
        add("C-8", "a late ERROR of 3 bytes", Violations::freed, new Frame(1, Frame.ERROR, 0, new byte[3]));
        add("C-8", "a go-away of 7 bytes", Violations::accepted, new Frame(0, Frame.CLOSE, 0, new byte[7]));
    }

    private void ends() {
        Frame end = Frame.data(1, Frame.END, "");
        Frame fin = Frame.close(1, Frame.FIN);
        add("C-6", "DATA after END", Violations::accepted, end, Frame.data(1, "x"));
        add("C-6", "DATA after FIN", Violations::accepted, fin, Frame.data(1, "x"));
        add("C-6", "FIN after END", Violations::accepted, end, fin);
        add("C-6", "FIN after FIN", Violations::accepted, fin, fin);
        add("C-6", "FIN and STOP after FIN", Violations::accepted, fin, Frame.close(1, Frame.FIN | Frame.STOP));
        add("C-6", "DATA after an END that crossed the STOP", Violations::stopped, end, Frame.data(1, "x"));
        add("C-6", "FIN after a FIN that crossed the STOP", Violations::stopped, fin, fin);
    }

    private void flow() {
        add("W-1", "FLOW_CONTROL of 3 bytes", Violations::accepted, new Frame(1, Frame.FLOW_CONTROL, 0, new byte[3]));
        add("W-1", "FLOW_CONTROL of 9 bytes", Violations::freed, new Frame(1, Frame.FLOW_CONTROL, 0, new byte[9]));
        add("W-1", "FLOW_CONTROL of 8 bytes", Violations::plainlyAccepted, Frame.grant(1, 1, 1));
        add("W-1", "FLOW_CONTROL of no bytes", Violations::plainlyAccepted, new Frame(1, Frame.FLOW_CONTROL, 0));
        add("W-2", "0 bytes", Violations::accepted, Frame.grant(1, 0));
        add("W-2", "0 bytes and 0 messages", Violations::accepted, Frame.grant(1, 0, 0));
        add("W-2", "0 bytes, late", Violations::freed, Frame.grant(1, 0));
        add("W-3", "bytes", Violations::accepted, Frame.grant(1, Integer.MAX_VALUE));
        add("W-3", "bytes in two grants", Violations::accepted, Frame.grant(1, 0x7FFE_FFFF), Frame.grant(1, 1));
        add("W-3", "messages", Violations::accepted, Frame.grant(1, 0, Integer.MAX_VALUE));
        add("W-3", "messages just below unbounded", Violations::accepted, Frame.grant(1, 0, 0xFFFF_FFFE));
        add("W-3", "bytes", Violations::plainlyAccepted, Frame.grant(1, Integer.MAX_VALUE));
        add("W-4", "one byte past the window", Violations::withSmallWindow, Frame.data(1, 0, 1_025));
        Frame half = Frame.data(1, Frame.MORE, 1_000);
        add("W-4", "in fragments", Violations::withSmallWindow, half, Frame.data(1, 0, 25));
        Supplier<ScriptedPeer> stoppedSmall = () -> stop(withSmallWindow());
        add("W-4", "after a STOP", stoppedSmall, half, Frame.data(1, 0, 25));
        add("W-4", "past 65,536", Violations::plainlyAccepted, Frame.data(1, 0, 65_536), Frame.data(1, "x"));
        add("W-5", "a second message", Violations::accepted, Frame.data(1, "1"), Frame.data(1, "2"));
        add("W-5", "an empty message", Violations::accepted, Frame.data(1, "1"), Frame.data(1, ""));
        add("W-5", "a second message, after a STOP", Violations::stopped, Frame.data(1, "1"), Frame.data(1, "2"));
        add("W-5", "a message that begins", Violations::accepted, Frame.data(1, "1"), Frame.data(1, Frame.MORE, "2"));
    }

    private void late() {
        add("W-6", "a byte for a channel that both sides ended", Violations::freed, Frame.data(1, "x"));
        Supplier<ScriptedPeer> refusing = () -> extended(small().maxChannels(0).build());
        Frame granted = Frame.data(1, 0, 1_024);
        add("W-6", "past a refused channel's window", refusing, Frame.open(1), granted, Frame.data(1, "x"));
        add("W-6", "a byte after CLOSE", () -> close(accepted()), Frame.data(1, "x"));
        add("W-6", "a byte after CLOSE", () -> close(plainlyAccepted()), Frame.data(1, "x"));
    }

    private void messages() {
        Frame empty = Frame.data(1, Frame.MORE, "");
        Frame last = Frame.data(1, Frame.MORE | Frame.END, "x");
        Frame more = Frame.data(1, Frame.MORE, "x");
        add("M-1", "an empty fragment", Violations::accepted, empty);
        add("M-1", "an empty fragment, late", Violations::freed, empty);
        add("M-2", "a fragment that ends", Violations::accepted, last);
        add("M-2", "a fragment that ends, late", Violations::freed, last);
        add("M-3", "FIN inside a message", Violations::accepted, more, Frame.close(1, Frame.FIN));
        add("M-3", "FIN with STOP", Violations::accepted, more, Frame.close(1, Frame.FIN | Frame.STOP));
        add("M-3", "FIN inside a message begun after a STOP", Violations::stopped, more, Frame.close(1, Frame.FIN));
        Supplier<ScriptedPeer> small = () -> {
            ScriptedPeer peer =
                    extended(small().largestMessage(2_048).initialWindow(4_096).build());
            peer.offer(1);
            return peer;
        };
        Frame[] tooLarge = {
            Frame.data(1, Frame.MORE, 1_024), Frame.data(1, Frame.MORE, 1_024), Frame.data(1, Frame.MORE, 1)
        };
        add("M-4", "in fragments", small, tooLarge);
        add("M-4", "in fragments, after a STOP", () -> stop(small.get()), tooLarge);
        add("M-5", "COMPRESSED", Violations::accepted, Frame.data(1, Frame.COMPRESSED, "x"));
        add(
                "M-5",
                "COMPRESSED, of a codec that is not known",
                () -> offering(99),
                Frame.data(1, Frame.COMPRESSED, "x"));
        add("M-5", "COMPRESSED, from the answerer", Violations::answered, Frame.data(1, Frame.COMPRESSED, "x"));
        for (Codec codec : Codec.values()) {
            compressed(codec);
        }
        Frame[] empties = new Frame[1_025];
        Arrays.fill(empties, Frame.data(1, ""));
        add("P-1", "1,025 empty messages", Violations::plainlyAccepted, empties);
    }

    private void compressed(Codec codec) {
        Supplier<ScriptedPeer> state = () -> offering(codec.id());
        byte[] text = Compressed.by(codec, Compressed.text(500));
        add("M-12", codec + ", of nothing", state, compressedData());
        add("M-12", codec + ", of anything", state, compressedData(Frame.utf8("anything")));
        add("M-12", codec + ", without its end", state, compressedData(Arrays.copyOf(text, text.length - 1)));
        add("M-12", codec + ", with a byte behind", state, compressedData(Compressed.with(text, 0)));
        add("M-12", codec + ", twice", state, compressedData(twice(text)));
        add("M-12", codec + ", in fragments", state, inFragments(Compressed.with(text, 0)));
        add(
                "M-12",
                codec + ", before the end",
                state,
                compressedData(Compressed.with(text, 0)),
                Frame.close(1, Frame.FIN));
        byte[] tooLarge = Compressed.by(codec, new byte[2_049]);
        add("M-13", codec + ", a byte too many", state, compressedData(tooLarge));
        add("M-13", codec + ", a byte too many in fragments", state, inFragments(tooLarge));
        add("M-13", codec + ", much", state, compressedData(Compressed.by(codec, new byte[900_000])));
    }

    private static Frame compressedData(byte... payload) {
        return new Frame(1, Frame.DATA, Frame.COMPRESSED, payload);
    }

    private static byte[] twice(byte[] text) {
        return ByteBuffer.allocate(2 * text.length).put(text).put(text).array();
    }

    private static Frame[] inFragments(byte[] payload) {
        byte[] rest = Arrays.copyOfRange(payload, 1, payload.length);
        return new Frame[] {
            new Frame(1, Frame.DATA, Frame.COMPRESSED | Frame.MORE, payload[0]), new Frame(1, Frame.DATA, 0, rest)
        };
    }

    private void leaving() {
        add("K-1", "OPEN after go-away", Violations::accepted, Frame.goAway(0), Frame.open(3));
        add("K-2", "a higher id", Violations::accepted, Frame.goAway(2), Frame.goAway(4));
        add("K-2", "any id after none", Violations::accepted, Frame.goAway(0), Frame.goAway(2));
    }

    private static Frame headed(int type, Tlvs head) {
        return new Frame(1, type, 0, head.bytes());
    }

    private static MuxOptions.Builder small() {
        return MuxOptions.builder().largestFrame(1_024).initialWindow(1_024);
    }

    private static ScriptedPeer extended(MuxOptions options) {
        return ScriptedPeer.extended(Role.ACCEPTOR, options);
    }

    /** Channel 1 is the peer's and accepted. */
    private static ScriptedPeer accepted() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR);
        peer.offer(1);
        return peer;
    }

    private static ScriptedPeer withSmallWindow() {
        ScriptedPeer peer = extended(MuxOptions.builder().initialWindow(1_024).build());
        peer.offer(1);
        return peer;
    }

    /** Channel 1 is the peer's and accepted, has been asked for that codec, and is read. */
    private static ScriptedPeer offering(int codec) {
        ScriptedPeer peer =
                extended(small().largestMessage(2_048).initialWindow(4_096).build());
        peer.send(Frame.open(1, new Tlvs().u8(4, codec)));
        peer.probe().request(9);
        peer.read();
        return peer;
    }

    /** Channel 1 is the peer's and undecided. */
    private static ScriptedPeer offered() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.ACCEPTOR).whenOffered(probe -> {});
        peer.offer(1);
        return peer;
    }

    /** Channel 1 is the session's and not answered. */
    private static ScriptedPeer asked() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.INITIATOR);
        peer.open();
        return peer;
    }

    /** Channel 1 is the session's and answered. */
    private static ScriptedPeer answered() {
        ScriptedPeer peer = ScriptedPeer.extended(Role.INITIATOR);
        peer.openAccepted();
        return peer;
    }

    /** Channel 1 is the peer's and was stopped by the session. */
    private static ScriptedPeer stopped() {
        return stop(accepted());
    }

    private static ScriptedPeer stop(ScriptedPeer peer) {
        peer.probe().stop();
        peer.read();
        return peer;
    }

    private static ScriptedPeer close(ScriptedPeer peer) {
        peer.send(Frame.close(1, 0));
        peer.read();
        return peer;
    }

    /** Channel 1 was the peer's; both sides have ended it. */
    private static ScriptedPeer freed() {
        ScriptedPeer peer = accepted();
        peer.probe().complete();
        peer.send(Frame.close(1, Frame.FIN));
        peer.read();
        return peer;
    }

    private static ScriptedPeer plainlyAsked(MuxOptions options) {
        ScriptedPeer peer = ScriptedPeer.plain(Role.INITIATOR, options);
        peer.open();
        return peer;
    }

    private static ScriptedPeer plainlyAccepted() {
        ScriptedPeer peer = ScriptedPeer.plain(Role.ACCEPTOR);
        peer.offer(1);
        return peer;
    }

    private void add(String rule, String what, Supplier<ScriptedPeer> state, Frame... frames) {
        add(rule, what, state, Frame.stream(List.of(frames)));
    }

    private void add(String rule, String what, Supplier<ScriptedPeer> state, ByteBuffer bytes) {
        boolean plain = state.get().session().dialect() == Dialect.PLAIN;
        all.add(new Violation(rule, plain ? "plain" : "extended", what, state, bytes));
    }
}
