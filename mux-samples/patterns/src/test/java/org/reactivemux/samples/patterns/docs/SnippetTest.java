package org.reactivemux.samples.patterns.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.reactivemux.samples.patterns.docs.Markdown.Snippet;

/** All Java in the documents is code that the build has compiled. */
class SnippetTest {
    private static final Pattern ELISION = Pattern.compile("//\\s*(\\.\\.\\.|\u2026)");

    private final Sources sources = Project.sources();

    @TestFactory
    Stream<DynamicTest> theJavaOfEachDocumentIsCompiled() {
        return Project.documents().stream()
                .flatMap(document -> document.snippets().stream()
                        .map(snippet -> dynamicTest(
                                document + ":" + snippet.line(),
                                () -> check(snippet, document + ":" + snippet.line()))));
    }

    private void check(Snippet snippet, String where) {
        if (ELISION.matcher(snippet.code()).find()) {
            fail(where + ": the block leaves something out. Show whole code, or less of it.");
        }
        if (!sources.contain(snippet.code())) {
            fail("""
                    %s: this block of Java is in no source.
                        %s
                    Readers copy what they see, so each ```java block must be in one of the project's sources, in one piece.
                    Write it into mux-samples/patterns/src/main/java or src/test/java, run it in a test there, and copy it \
                    from there. Indentation and line breaks may differ, nothing else. If it was there: the source has \
                    changed since; change the document too.
                    """.formatted(
                    where,
                    sources.strangerIn(snippet.code())
                            .map(line -> "The first line that no source has: " + line)
                            .orElse("Each of its lines is in some source, but they follow each other in none.")));
        }
    }

    @Test
    void theDocumentsWereFound() {
        assertThat(Project.documents())
                .extracting(Markdown::toString)
                .contains(
                        "README.md",
                        "mux-samples/webflux/README.md",
                        "docs/guide.md",
                        "docs/patterns.md",
                        "docs/adr/README.md");
    }

    @Test
    void aBlockIsKnownByItsLine() {
        Markdown document = Markdown.parse(Project.ROOT, """
                # Title

                ```java
                one();
                ```
                ```xml
                <java/>
                ```
                """);

        assertThat(document.snippets()).containsExactly(new Snippet(3, "one();\n"));
    }
}
