package dev.touchline.e2e.telemetry;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Draws one trace as a waterfall (SVG): a row for each span below the one that caused it, a bar for its time, a colour for
 * its service. A dashed line is a feed: the event waited there until its reader took it.
 */
public final class TraceDrawing {

    private static final int WIDTH = 1080;
    private static final int LEFT = 400;
    private static final int RIGHT = 76;
    private static final int TOP = 96;
    private static final int ROW = 26;
    private static final int BAR = 14;
    private static final int INDENT = 12;
    private static final int TICKS = 6;
    private static final int SHOWN_OF_AN_ID = 8;
    private static final List<String> FILLS = List.of("#57606a", "#0969da", "#bf8700", "#1a7f37", "#8250df", "#cf222e");

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Row> byId = new LinkedHashMap<>();
    private final Map<String, String> fills = new LinkedHashMap<>();
    private final List<TraceSpan> spans;
    private final long start;
    private final long end;

    private record Row(TraceSpan span, int depth, int number) {
        double middle() {
            return TOP + ROW * number + ROW / 2.0;
        }
    }

    private TraceDrawing(List<TraceSpan> spans) {
        this.spans = spans.stream()
                .sorted(Comparator.comparingLong(TraceSpan::start))
                .toList();
        this.start = this.spans.get(0).start();
        this.end = spans.stream().mapToLong(TraceSpan::end).max().orElseThrow();
        this.spans.forEach(
                span -> fills.computeIfAbsent(span.service(), service -> FILLS.get(fills.size() % FILLS.size())));
        this.spans.stream().filter(span -> parent(span).isEmpty()).forEach(root -> place(root, 0));
    }

    /** The spans of one trace, at least one, as an SVG document. */
    public static String svg(List<TraceSpan> spans) {
        return new TraceDrawing(spans).draw();
    }

    private void place(TraceSpan span, int depth) {
        Row row = new Row(span, depth, rows.size());
        rows.add(row);
        byId.put(span.id(), row);
        spans.stream().filter(child -> child.parent().equals(span.id())).forEach(child -> place(child, depth + 1));
    }

    private Optional<TraceSpan> parent(TraceSpan span) {
        return spans.stream().filter(other -> other.id().equals(span.parent())).findFirst();
    }

    private String draw() {
        int height = TOP + ROW * rows.size() + 20;
        StringBuilder svg = new StringBuilder();
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-label=\"One order, from the client's call to its credit and the report\">",
                WIDTH,
                height,
                WIDTH,
                height);
        line(
                svg,
                "<style>text{font:12px system-ui,'DejaVu Sans',sans-serif;fill:#1f2328}.h{font-size:15px;font-weight:600}"
                        + ".m{fill:#57606a}.e{text-anchor:end}.g{stroke:#d0d7de}.f{fill:none;stroke:#57606a;stroke-dasharray:4 3}</style>");
        line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        heading(svg);
        axis(svg, height);
        rows.forEach(row -> feed(svg, row));
        rows.forEach(row -> bar(svg, row));
        return svg.append("</svg>\n").toString();
    }

    private void heading(StringBuilder svg) {
        line(
                svg,
                "<text class=\"h\" x=\"16\" y=\"28\">One order: from the client’s call to its credit, and into the report</text>");
        line(
                svg,
                "<text class=\"m e\" x=\"%d\" y=\"28\">trace %s…, %d spans, %s ms</text>",
                WIDTH - 16,
                spans.get(0).trace().substring(0, SHOWN_OF_AN_ID),
                rows.size(),
                millis((end - start) / 1e6));
        double x = 16;
        for (Map.Entry<String, String> service : fills.entrySet()) {
            line(
                    svg,
                    "<rect x=\"%.1f\" y=\"45\" width=\"12\" height=\"12\" rx=\"2\" fill=\"%s\"/>",
                    x,
                    service.getValue());
            line(svg, "<text x=\"%.1f\" y=\"55\">%s</text>", x + 18, text(service.getKey()));
            x += 18 + 8.0 * service.getKey().length() + 16;
        }
        line(
                svg,
                "<path class=\"f\" d=\"M%.1f 51h26\"/><text x=\"%.1f\" y=\"55\">waiting in a feed, or for a folder</text>",
                x,
                x + 34);
    }

    private void axis(StringBuilder svg, int height) {
        double step = step();
        for (double at = 0; at * 1e6 <= end - start; at += step) {
            double x = x(start + Math.round(at * 1e6));
            line(svg, "<line class=\"g\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x, TOP - 6, x, height - 12);
            line(svg, "<text class=\"m\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f ms</text>", x, TOP - 12, at);
        }
    }

    /** A round number of milliseconds between two lines of the axis. */
    private double step() {
        double least = (end - start) / 1e6 / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1))));
        for (int round : new int[] {1, 2, 5}) {
            if (power * round >= least) {
                return power * round;
            }
        }
        return power * 10;
    }

    /** From the cause to what began after it had ended: the time between was spent waiting. */
    private void feed(StringBuilder svg, Row row) {
        Row cause = byId.get(row.span().parent());
        if (cause == null
                || row.span().kind() == SpanKind.SPAN_KIND_SERVER
                || row.span().start() <= cause.span().end()) {
            return;
        }
        line(
                svg,
                "<path class=\"f\" d=\"M%.1f %.1fV%.1fH%.1f\"/>",
                x(cause.span().end()),
                cause.middle() + BAR / 2.0,
                row.middle(),
                x(row.span().start()));
    }

    private void bar(StringBuilder svg, Row row) {
        TraceSpan span = row.span();
        double x = x(span.start());
        double width = Math.max(2, x(span.end()) - x);
        line(
                svg,
                "<text x=\"%d\" y=\"%.1f\">%s</text>",
                16 + INDENT * row.depth(),
                row.middle() + 4,
                text(span.name()));
        line(
                svg,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/>",
                x,
                row.middle() - BAR / 2.0,
                width,
                BAR,
                fills.get(span.service()));
        line(
                svg,
                "<text class=\"m\" x=\"%.1f\" y=\"%.1f\">%s ms</text>",
                x + width + 5,
                row.middle() + 4,
                millis(span.millis()));
    }

    private double x(long nanos) {
        return LEFT + (nanos - start) * (double) (WIDTH - LEFT - RIGHT) / Math.max(1, end - start);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f" : "%.0f", millis);
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;").replace("<", "&lt;");
    }
}
