package dev.touchline.order.document;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.FieldDifference;
import dev.touchline.order.v1.Line;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** In what two documents of one key differ: every field of their content whose values are not the same, by its path. */
public final class Differences {

    private static final int MAX = 100;
    private static final int SHOWN_BYTES = 4;

    private final Map<String, String> values = new TreeMap<>();

    private Differences() {}

    /** The differences by path, at most 100; none exactly if both have the same content. */
    public static List<FieldDifference> between(AcceptedDocument standing, AcceptedDocument quarantined) {
        Map<String, String> left = values(standing);
        Map<String, String> right = values(quarantined);
        Set<String> paths = new LinkedHashSet<>(left.keySet());
        paths.addAll(right.keySet());
        List<FieldDifference> differences = new ArrayList<>();
        for (String path : paths) {
            String before = left.getOrDefault(path, "");
            String after = right.getOrDefault(path, "");
            if (!before.equals(after)) {
                differences.add(FieldDifference.newBuilder()
                        .setField(path)
                        .setStanding(before)
                        .setQuarantined(after)
                        .build());
            }
        }
        return differences.subList(0, Math.min(MAX, differences.size()));
    }

    private static Map<String, String> values(AcceptedDocument accepted) {
        AcceptedDocument content = Content.canonical(accepted);
        Differences reading = new Differences();
        reading.readFields("", content.getDocument());
        reading.readAll("identifiers", content.getIdentifiersList());
        return reading.values;
    }

    private boolean taken(String item) {
        return values.keySet().stream().anyMatch(path -> path.startsWith(item + "."));
    }

    private void readFields(String prefix, Message message) {
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            String path = prefix + field.getKey().getName();
            if (field.getKey().isRepeated()) {
                readAll(path, (List<?>) field.getValue());
            } else {
                read(path, field.getValue());
            }
        }
    }

    private void readAll(String path, List<?> items) {
        for (int i = 0; i < items.size(); i++) {
            int name = items.get(i) instanceof Line line ? line.getLineNumber() : i;
            String item = path + "[" + name + "]";
            // Two lines of one number: the second is told apart by its place.
            read(taken(item) ? item + "#" + i : item, items.get(i));
        }
    }

    private void read(String path, Object value) {
        if (value instanceof Timestamp time && Timestamps.isValid(time)) {
            values.put(path, Timestamps.toString(time));
        } else if (value instanceof Message message) {
            readFields(path + ".", message);
        } else if (value instanceof ByteString bytes) {
            values.put(path, hex(bytes));
        } else {
            values.put(path, String.valueOf(value));
        }
    }

    // Enough of a keyed hash to see that two are not the same.
    private static String hex(ByteString bytes) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < Math.min(SHOWN_BYTES, bytes.size()); i++) {
            hex.append(String.format("%02x", bytes.byteAt(i)));
        }
        return hex.append('…').toString();
    }
}
