package org.reactivemux.samples.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.util.ShapeUtils;
import org.jspecify.annotations.Nullable;
import org.reactivemux.samples.benchmarks.contender.Contenders;

/**
 * How a contender looks in every plot: told apart by colour (of Okabe and Ito, for all kinds of eyes), by mark, and by
 * dashes; and how all else looks.
 */
final class Look {
    static final Color PAPER = Color.WHITE;
    static final Color INK = new Color(0x24292F);
    static final Color FAINT_INK = new Color(0x57606A);
    static final Color GRID = new Color(0xE3E6EA);

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private static final double MARK = 9;
    private static final float LINE = 2.2f;
    private static final float[] DASHES = {7, 4};
    private static final float[] DOTS = {2, 4};

    private Look() {}

    static Color colour(Contenders contender) {
        return new Color(
                switch (contender) {
                    case MUX_EPOLL -> 0x0072B2;
                    case MUX_IO_URING -> 0x56B4E9;
                    case MUX_NIO -> 0x009E73;
                    case RSOCKET -> 0xD55E00;
                    case GRPC -> 0xE69F00;
                    case RAW_EPOLL -> 0x4D4D4D;
                    case RAW_IO_URING -> 0x9A9A9A;
                });
    }

    static Shape mark(Contenders contender) {
        return switch (contender) {
            case MUX_EPOLL, MUX_IO_URING, MUX_NIO -> new Ellipse2D.Double(-MARK / 2, -MARK / 2, MARK, MARK);
            case RSOCKET -> ShapeUtils.createDiamond((float) MARK * 0.6f);
            case GRPC -> ShapeUtils.createUpTriangle((float) MARK * 0.6f);
            case RAW_EPOLL, RAW_IO_URING -> new Rectangle2D.Double(-MARK / 2.4, -MARK / 2.4, MARK / 1.2, MARK / 1.2);
        };
    }

    static Stroke line(Contenders contender) {
        return switch (contender) {
            case MUX_EPOLL, RSOCKET, GRPC, RAW_EPOLL -> stroke(null);
            case MUX_IO_URING, RAW_IO_URING -> stroke(DASHES);
            case MUX_NIO -> stroke(DOTS);
        };
    }

    private static Stroke stroke(float @Nullable [] dashes) {
        return new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, dashes, 0);
    }
}
