package org.reactivemux.samples.patterns.docs;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.reactivemux.samples.patterns.docs.Markdown.Reference;

/** Links within the project lead somewhere. Those to other sites are not followed: a build must not depend on them. */
class LinkTest {
    private static final Pattern ELSEWHERE = Pattern.compile("(https?|mailto):.*");
    private static final Pattern INSIDE = Pattern.compile("(?<file>[^#]*)(#(?<anchor>.*))?");

    private final Map<Path, Markdown> documents =
            Project.documents().stream().collect(toMap(Markdown::path, identity()));

    @Test
    void eachLinkLeadsToAFileAndToAHeadingOfIt() {
        assertThat(documents.values().stream()
                        .flatMap(document -> document.references().stream()
                                .flatMap(reference -> fault(document, reference).stream())))
                .isEmpty();
    }

    private Optional<String> fault(Markdown document, Reference reference) {
        Matcher inside = INSIDE.matcher(reference.destination());
        if (ELSEWHERE.matcher(reference.destination()).matches() || !inside.matches()) {
            return Optional.empty();
        }
        Path target = inside.group("file").isEmpty()
                ? document.path()
                : document.path().resolveSibling(inside.group("file")).normalize();
        String anchor = inside.group("anchor");
        Markdown other = documents.get(target);
        if (!Files.exists(Project.ROOT.resolve(target))) {
            return Optional.of("%s:%d: there is no %s".formatted(document, reference.line(), target));
        }
        if (anchor != null && other != null && !other.anchors().contains(anchor)) {
            return Optional.of("%s:%d: %s has no heading #%s; it has %s"
                    .formatted(document, reference.line(), target, anchor, other.anchors()));
        }
        return Optional.empty();
    }

    @Test
    void headingsAreNamedAsGitHubDoes() {
        assertThat(Markdown.parse(Path.of("any.md"), """
                        # Who may connect
                        ## `exchange` and `request`: both, at once
                        ## Who may connect
                        """).anchors())
                .containsExactlyInAnyOrderElementsOf(
                        List.of("who-may-connect", "exchange-and-request-both-at-once", "who-may-connect-1"));
    }
}
