package org.reactivemux.samples.patterns.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * A document, and what in it can go stale.
 *
 * @param path where it lies, from the root of the project
 * @param snippets its Java
 * @param references its links and pictures
 * @param anchors its headings, as links name them
 */
record Markdown(Path path, List<Snippet> snippets, List<Reference> references, Set<String> anchors) {

    /**
     * A block of Java.
     *
     * @param line of its fence
     * @param code what is in it
     */
    record Snippet(int line, String code) {}

    /**
     * A link or a picture.
     *
     * @param line where it is
     * @param destination where it leads
     */
    record Reference(int line, String destination) {}

    static Markdown read(Path file) {
        return parse(Project.ROOT.relativize(file), Project.text(file));
    }

    static Markdown parse(Path path, String text) {
        Markdown document = new Markdown(path, new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .build()
                .parse(text)
                .accept(new Collector(document));
        return document;
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static final class Collector extends AbstractVisitor {
        private final Markdown document;
        private final TextContentRenderer renderer =
                TextContentRenderer.builder().build();
        private final IdGenerator ids = IdGenerator.builder().build();

        Collector(Markdown document) {
            this.document = document;
        }

        @Override
        public void visit(FencedCodeBlock block) {
            if (block.getInfo().equals("java")) {
                document.snippets.add(new Snippet(line(block), block.getLiteral()));
            }
        }

        @Override
        public void visit(Heading heading) {
            document.anchors.add(ids.generateId(renderer.render(heading).strip()));
            visitChildren(heading);
        }

        @Override
        public void visit(Link link) {
            document.references.add(new Reference(line(link), link.getDestination()));
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            document.references.add(new Reference(line(image), image.getDestination()));
        }

        private static int line(Node node) {
            return node.getSourceSpans().get(0).getLineIndex() + 1;
        }
    }
}
