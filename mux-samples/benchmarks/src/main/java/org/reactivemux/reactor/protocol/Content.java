package org.reactivemux.reactor.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/** What messages are made of. */
public enum Content {
    /** This project's protocol and its licence, as people read them. */
    TEXT {
        @Override
        byte[] source() {
            return resource("protocol.md", "LICENSE").getBytes(StandardCharsets.UTF_8);
        }
    },
    /** Quotes of a few instruments, whose prices walk at random. */
    JSON {
        @Override
        byte[] source() {
            return quotes().getBytes(StandardCharsets.UTF_8);
        }
    },
    /** Bytes that nobody can make fewer, as of pictures, or of what is encrypted. */
    RANDOM {
        @Override
        byte[] source() {
            byte[] bytes = new byte[SOURCE];
            new Random(1).nextBytes(bytes);
            return bytes;
        }
    };

    private static final int SOURCE = 1 << 20;
    private static final int MESSAGES = 16;
    private static final int APART = 4_099;
    private static final List<String> INSTRUMENTS = List.of("EURUSD", "GBPUSD", "USDJPY", "XAUUSD", "BTCUSD", "US10Y");

    abstract byte[] source();

    /** Different ones of that size; where the source is too short for one, it begins again. */
    List<ByteBuffer> messages(int size) {
        byte[] source = source();
        List<ByteBuffer> messages = new ArrayList<>(MESSAGES);
        for (int n = 0; n < MESSAGES; n++) {
            ByteBuffer message = ByteBuffer.allocate(size);
            for (int at = n * APART; message.hasRemaining(); at++) {
                message.put(source[at % source.length]);
            }
            messages.add(message.flip());
        }
        return messages;
    }

    private static String resource(String... names) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            try (InputStream in = Objects.requireNonNull(Content.class.getResourceAsStream("/content/" + name), name)) {
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }

    private static String quotes() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        double[] prices = {1.0842, 1.2671, 149.82, 2_650.25, 97_120.5, 4.183};
        for (int sequence = 1; text.length() < SOURCE; sequence++) {
            int which = random.nextInt(prices.length);
            prices[which] *= 1 + random.nextGaussian() / 20_000;
            text.append(quote(sequence, INSTRUMENTS.get(which), prices[which], random));
        }
        return text.toString();
    }

    private static String quote(int sequence, String instrument, double price, Random random) {
        return String.format(
                Locale.ROOT,
                "{\"sequence\":%d,\"instrument\":\"%s\",\"bid\":%.5f,\"ask\":%.5f,\"bidSize\":%d,\"askSize\":%d,"
                        + "\"time\":\"2026-11-20T09:%02d:%02d.%03dZ\",\"venue\":\"%s\"}%n",
                sequence,
                instrument,
                price,
                price * (1 + random.nextDouble() / 10_000),
                100 * (1 + random.nextInt(50)),
                100 * (1 + random.nextInt(50)),
                sequence / 6_000 % 60,
                sequence / 100 % 60,
                sequence * 10 % 1_000,
                random.nextInt(4) == 0 ? "LDN" : "NYC");
    }
}
