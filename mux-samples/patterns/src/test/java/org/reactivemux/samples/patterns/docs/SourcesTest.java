package org.reactivemux.samples.patterns.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as the same code. */
class SourcesTest {
    private final Sources sources = Sources.of(List.of("""
            class Example {
                String run(int number) {
                    return server.handle("echo", channel -> channel.send(channel.receive())) // serves
                            .bind(number);
                }
            }
            """));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return server.handle(\"echo\", channel -> channel.send(channel.receive()))",
                "return server\n    .handle( \"echo\",\n        channel -> channel.send(channel.receive()))",
                "channel->channel.send(channel.receive())",
                "channel.send(channel.receive()))   // serves\n.bind(number);"
            })
    void whiteSpaceDoesNot(String code) {
        assertThat(sources.contain(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.handle(\"echo\", channel -> channel.send(channel.take()))",
                "Stringrun(int number)",
                "return server.handle(\"echo\").bind(number);",
                "channel.send(channel.receive())) // serves .bind(number);"
            })
    void anythingElseDoes(String code) {
        assertThat(sources.contain(code)).isFalse();
    }

    @Test
    void theLineThatIsNowhereIsNamed() {
        assertThat(sources.strangerIn("String run(int number) {\n    return client\n        .bind(number);"))
                .contains("return client");
    }

    @Test
    void noLineIsNamedIfAllAreThere() {
        assertThat(sources.strangerIn(".bind(number);\nString run(int number) {"))
                .isEmpty();
    }
}
