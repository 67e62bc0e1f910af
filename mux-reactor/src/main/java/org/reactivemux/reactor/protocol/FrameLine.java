package org.reactivemux.reactor.protocol;

import static org.reactivemux.reactor.protocol.FrameFormat.*;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import org.reactivemux.ChannelSpec;
import org.reactivemux.ErrorCode;
import org.reactivemux.PeerSettings;
import org.reactivemux.ProtocolViolationException;

/**
 * A frame in one line: channel, type, flags and what matters of its payload, such as {@code #5 DATA END 1,024 B}. Never
 * what a message or a metadata entry says; what else a peer has said is quoted, so that it stays within its line.
 */
final class FrameLine {
    /** Enough of a name or a text to know it again. */
    private static final int LONGEST_QUOTE = 200;

    private final StringBuilder line = new StringBuilder(48);

    private FrameLine() {}

    /** The line of a frame, whose payload is read. */
    static String of(int channel, int type, int flags, ByteBuffer payload) {
        FrameLine line = new FrameLine();
        int length = payload.remaining();
        line.channel(channel).word(kind(type).name()).flags(type, flags);
        try {
            line.payload(channel, type, flags, payload);
        } catch (ProtocolViolationException malformed) {
            line.word("malformed").bytes(length);
        }
        return line.line.toString();
    }

    private void payload(int channel, int type, int flags, ByteBuffer payload) {
        switch (type) {
            case DATA -> bytes(payload.remaining());
            case OPEN_CHANNEL, ACK -> head(payload);
            case FLOW_CONTROL -> grant(payload);
            case ERROR -> error(payload);
            case CLOSE_CHANNEL -> close(channel, payload);
            case PING -> ping(flags, payload);
            default -> bytes(payload.remaining());
        }
    }

    private FrameLine channel(int id) {
        line.append('#').append(Integer.toUnsignedString(id));
        return this;
    }

    private FrameLine word(String word) {
        line.append(' ').append(word);
        return this;
    }

    private FrameLine bytes(int count) {
        return number("", count, " B");
    }

    private FrameLine number(String before, long number, String after) {
        return word(String.format(Locale.ROOT, "%s%,d%s", before, number, after));
    }

    /** Flags that a type has go by their names, all others by their bits. */
    private FrameLine flags(int type, int flags) {
        Map<Integer, String> names = switch (type) {
            case DATA -> Map.of(COMPRESSED, "COMPRESSED", MORE, "MORE", END, "END");
            case CLOSE_CHANNEL -> Map.of(FIN, "FIN", STOP, "STOP");
            case PING -> Map.of(HELLO, "HELLO");
            default -> Map.of();
        };
        int unnamed = flags;
        for (int bit = 1; bit <= flags; bit <<= 1) {
            String name = names.get(bit);
            if ((flags & bit) != 0 && name != null) {
                word(name);
                unnamed &= ~bit;
            }
        }
        return unnamed == 0 ? this : word("0x%02x".formatted(unnamed));
    }

    private FrameLine head(ByteBuffer payload) {
        ChannelHead head = ChannelHead.decode(payload);
        if (!head.name().isEmpty()) {
            quote(head.name());
        }
        if (head.weight() != ChannelSpec.DEFAULT_WEIGHT) {
            number("weight ", head.weight(), "");
        }
        if (head.codec() != 0) {
            number("codec ", head.codec(), "");
        }
        head.initialCredit().ifPresent(this::credit);
        head.metadata().forEach((key, value) -> quote(key).bytes(value.remaining()));
        return this;
    }

    private FrameLine grant(ByteBuffer payload) {
        if (payload.remaining() != 4 && payload.remaining() != 8) {
            return word("malformed").bytes(payload.remaining());
        }
        number("+", Integer.toUnsignedLong(payload.getInt()), " B");
        return payload.hasRemaining() ? credit(payload.getInt()) : this;
    }

    private FrameLine credit(int messages) {
        return messages == UNBOUNDED ? word("unbounded") : number("+", Integer.toUnsignedLong(messages), "");
    }

    private FrameLine error(ByteBuffer payload) {
        ErrorPayload words = ErrorPayload.decode(payload);
        return reason(words.code(), words.text());
    }

    private FrameLine reason(ErrorCode code, String text) {
        word(code.toString());
        return text.isEmpty() ? this : quote(text);
    }

    private FrameLine close(int channel, ByteBuffer payload) {
        if (channel != 0) {
            return this;
        }
        GoAway leaving = GoAway.decode(payload);
        word("last").word("#" + Integer.toUnsignedString(leaving.lastAccepted()));
        return reason(leaving.code(), leaving.text());
    }

    private FrameLine ping(int flags, ByteBuffer payload) {
        if ((flags & HELLO) == 0) {
            return bytes(payload.remaining());
        }
        Hello hello = Hello.decode(payload, Role.ACCEPTOR);
        PeerSettings settings = hello.settings();
        word(hello.role().name().toLowerCase(Locale.ROOT));
        number("frames ", settings.largestFrame(), " B");
        number("messages ", settings.largestMessage(), " B");
        number("channels ", settings.maxChannels(), "");
        number("window ", settings.initialWindow(), " B");
        word("credit").credit(settings.initialCredit());
        settings.codecs().stream().sorted().forEach(codec -> number("codec ", codec.id(), ""));
        return this;
    }

    /** In quotes, without line breaks and the like, and not for ever. */
    private FrameLine quote(String text) {
        line.append(" '");
        text.codePoints().limit(LONGEST_QUOTE).forEach(this::escaped);
        if (text.codePointCount(0, text.length()) > LONGEST_QUOTE) {
            line.append("...");
        }
        line.append('\'');
        return this;
    }

    private void escaped(int character) {
        boolean plain = !Character.isISOControl(character)
                && Character.getType(character) != Character.LINE_SEPARATOR
                && Character.getType(character) != Character.PARAGRAPH_SEPARATOR
                && Character.getType(character) != Character.FORMAT
                && character != '\''
                && character != '\\';
        if (plain) {
            line.appendCodePoint(character);
        } else {
            line.append("\\u{%x}".formatted(character));
        }
    }
}
