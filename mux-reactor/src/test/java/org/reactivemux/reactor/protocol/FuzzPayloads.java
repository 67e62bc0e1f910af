package org.reactivemux.reactor.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.reactivemux.ProtocolViolationException;

/**
 * Any payload of a control frame is a value or breaks a rule that has a number; a value that is written again reads
 * the same.
 */
public final class FuzzPayloads {
    private static final Set<String> RULES =
            Arrays.stream(Rule.values()).map(Rule::number).collect(Collectors.toUnmodifiableSet());

    private FuzzPayloads() {}

    /** Called by the fuzzer. The program is which payload it is, and then its bytes. */
    public static void fuzzerTestOneInput(byte[] program) {
        FuzzInput input = new FuzzInput(program);
        int kind = input.below(6);
        ByteBuffer payload = ByteBuffer.wrap(input.take(FrameFormat.LARGEST_CONTROL_PAYLOAD));
        try {
            switch (kind) {
                case 0 -> entries(payload);
                case 1 -> hello(payload, Role.INITIATOR);
                case 2 -> hello(payload, Role.ACCEPTOR);
                case 3 -> head(payload);
                case 4 -> error(payload);
                default -> goAway(payload);
            }
        } catch (ProtocolViolationException violation) {
            FuzzFinding.unless(RULES.contains(violation.rule()), "there is no such rule", violation);
        }
    }

    private static void entries(ByteBuffer payload) {
        ByteBuffer again = ByteBuffer.allocate(payload.remaining());
        Tlv.read(
                payload.duplicate(),
                (id, value) -> Tlv.begin(again, id, value.remaining()).put(value));
        same(payload, again.flip());
    }

    private static void hello(ByteBuffer payload, Role ours) {
        Hello hello = Hello.decode(payload, ours);
        same(hello, Hello.decode(ByteBuffer.wrap(hello.encode()), ours));
    }

    private static void head(ByteBuffer payload) {
        ChannelHead head = ChannelHead.decode(payload);
        byte[] encoded = head.encode();
        same(head, ChannelHead.decode(ByteBuffer.wrap(encoded)));
        FuzzFinding.unless(
                head.initialCredit().equals(OptionalInt.empty()) || encoded.length >= 8, "a credit was left out");
    }

    private static void error(ByteBuffer payload) {
        ErrorPayload error = ErrorPayload.decode(payload);
        byte[] encoded = error.encode();
        ErrorPayload again = ErrorPayload.decode(ByteBuffer.wrap(encoded));
        same(error.code(), again.code());
        sameText(error.text(), again.text(), encoded);
    }

    private static void goAway(ByteBuffer payload) {
        GoAway word = GoAway.decode(payload);
        byte[] encoded = word.encode();
        GoAway again = GoAway.decode(ByteBuffer.wrap(encoded));
        same(word.code(), again.code());
        same(word.lastAccepted(), again.lastAccepted());
        sameText(word.text(), again.text(), encoded);
    }

    private static void same(Object read, Object again) {
        FuzzFinding.unless(read.equals(again), "written and read again it is " + again, read);
    }

    /** What was malformed has become U+FFFD, which is longer, so that the end may be cut off to fit a frame. */
    private static void sameText(String read, String again, byte[] encoded) {
        int most = FrameFormat.LARGEST_CONTROL_PAYLOAD;
        FuzzFinding.unless(encoded.length <= most, "larger than a frame may be", encoded.length);
        boolean cut = encoded.length > most - 4;
        FuzzFinding.unless(cut ? read.startsWith(again) : read.equals(again), "another text", read);
    }
}
