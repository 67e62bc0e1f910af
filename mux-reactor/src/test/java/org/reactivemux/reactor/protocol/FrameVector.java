package org.reactivemux.reactor.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of docs/vectors; the format is in the README there. */
final class FrameVector {
    private static final Pattern REPEAT = Pattern.compile("repeat\\((..),(\\d+)\\)");

    private final String name;
    private final String dialect;
    private final int largestData;
    private final byte[] bytes;
    private final String meaning;

    private FrameVector(String line) {
        String[] fields = line.split(" \\| ", -1);
        if (fields.length != 4) {
            throw new IllegalArgumentException("not a vector: " + line);
        }
        String[] context = fields[1].split(" ", -1);
        name = fields[0];
        dialect = context[0];
        largestData = Integer.parseInt(context[1]);
        bytes = bytes(fields[2]);
        meaning = fields[3];
    }

    static List<FrameVector> read(String file) {
        try {
            return Files.readAllLines(Documents.directory().resolve("vectors").resolve(file)).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(FrameVector::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hex terms and repetitions joined by plus signs; a dash for nothing. */
    static byte[] bytes(String terms) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String term : terms.equals("-") ? new String[0] : terms.split("\\+", -1)) {
            Matcher repeat = REPEAT.matcher(term);
            if (repeat.matches()) {
                out.writeBytes(HexFormat.of().parseHex(repeat.group(1).repeat(Integer.parseInt(repeat.group(2)))));
            } else {
                out.writeBytes(HexFormat.of().parseHex(term));
            }
        }
        return out.toByteArray();
    }

    String name() {
        return name;
    }

    boolean isPlain() {
        return dialect.equals("plain");
    }

    String context() {
        return dialect + " " + largestData;
    }

    int largestData() {
        return largestData;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** The meaning as it stands: of an invalid frame its rule. */
    String meaning() {
        return meaning;
    }

    /** The meaning's keys in their order. */
    Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String pair : meaning.split(" ", -1)) {
            int equals = pair.indexOf('=');
            keys.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return keys;
    }

    String key(String key) {
        String value = keys().get(key);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no " + key);
        }
        return value;
    }

    @Override
    public String toString() {
        return name;
    }
}
