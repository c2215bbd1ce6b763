package dev.touchline.order.document;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.order.v1.AcceptedDocument;
import dev.touchline.order.v1.Document;
import dev.touchline.order.v1.FieldChange;
import dev.touchline.order.v1.Line;
import dev.touchline.type.v1.ErrorReason;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes single fields of a document, named by the paths of {@link Differences}. What is not named stays as it is. */
public final class Changes {

    /** The most changes of one document. */
    public static final int MAX = 100;

    private static final int MAX_PATH = 200;
    private static final int MAX_VALUE = 1_000;
    private static final String IDENTIFIERS = "identifiers";
    private static final Pattern STEP = Pattern.compile("([a-z_]+)(?:\\[(\\d{1,9})])?(?:\\.(.+))?");

    private final String path;
    private final String value;

    private Changes(FieldChange change) {
        this.path = Check.text("changes.field", change.getField(), 1, MAX_PATH);
        this.value = Check.text("changes.value", change.getValue(), 0, MAX_VALUE);
    }

    /**
     * The document with changes applied in order.
     *
     * @throws Rejection if there are too many, a path names no field, or a value is none of its field's
     */
    public static AcceptedDocument apply(AcceptedDocument kept, List<FieldChange> changes) {
        Check.batch("changes", changes, MAX);
        AcceptedDocument.Builder changed = kept.toBuilder();
        for (FieldChange change : changes) {
            if (change.getField().equals(IDENTIFIERS) && change.getValue().isEmpty()) {
                changed.clearIdentifiers();
                continue;
            }
            Changes one = new Changes(change);
            Document.Builder document = changed.getDocument().toBuilder();
            one.apply(document, one.path);
            changed.setDocument(document);
        }
        return changed.build();
    }

    private void apply(Message.Builder message, String rest) {
        Matcher step = STEP.matcher(rest);
        FieldDescriptor field = step.matches() ? message.getDescriptorForType().findFieldByName(step.group(1)) : null;
        // Values of identifiers are not kept: a change could not be hashed like them.
        if (field == null || field.getName().equals(IDENTIFIERS)) {
            throw malformed("path", "a field of a document, e.g. lines[2].amount_minor");
        }
        String further = step.group(3);
        if (step.group(2) != null && field.isRepeated()) {
            applyToItem(message, field, Integer.parseInt(step.group(2)), further);
        } else if (step.group(2) != null) {
            throw malformed("path", field.getName() + " without a number: it is there once");
        } else if (further == null && value.isEmpty()) {
            message.clearField(field);
        } else if (field.isRepeated()) {
            throw malformed("path", field.getName() + "[number]");
        } else {
            message.setField(field, changed(message.getField(field), field, further));
        }
    }

    private void applyToItem(Message.Builder message, FieldDescriptor field, int number, String further) {
        int at = place(message, field, number);
        boolean there = at < message.getRepeatedFieldCount(field);
        if (further == null && value.isEmpty()) {
            remove(message, field, at);
        } else if (there) {
            message.setRepeatedField(field, at, changed(message.getRepeatedField(field, at), field, further));
        } else {
            message.addRepeatedField(field, changed(fresh(message, field, number), field, further));
        }
    }

    private static Object fresh(Message.Builder message, FieldDescriptor field, int number) {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            return "";
        }
        Message.Builder item = message.newBuilderForField(field);
        return item instanceof Line.Builder line ? line.setLineNumber(number).build() : item.build();
    }

    private int place(Message.Builder message, FieldDescriptor field, int number) {
        int count = message.getRepeatedFieldCount(field);
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                && field.getMessageType().equals(Line.getDescriptor())) {
            int at = 0;
            while (at < count && ((Line) message.getRepeatedField(field, at)).getLineNumber() != number) {
                at++;
            }
            return at;
        }
        if (number > count) {
            throw malformed("path", field.getName() + "[0] to [" + count + "]");
        }
        return number;
    }

    private static void remove(Message.Builder message, FieldDescriptor field, int at) {
        List<?> items = List.copyOf((List<?>) message.getField(field));
        message.clearField(field);
        for (int i = 0; i < items.size(); i++) {
            if (i != at) {
                message.addRepeatedField(field, items.get(i));
            }
        }
    }

    private Object changed(Object before, FieldDescriptor field, String further) {
        if (before instanceof Timestamp && further == null) {
            return time();
        }
        if (before instanceof Message inner) {
            if (further == null) {
                throw malformed("path", "a field of " + field.getName());
            }
            Message.Builder builder = inner.toBuilder();
            apply(builder, further);
            return builder.build();
        }
        if (further != null) {
            throw malformed("path", field.getName() + " without more: it has no fields");
        }
        return scalar(field);
    }

    private Object scalar(FieldDescriptor field) {
        try {
            return switch (field.getJavaType()) {
                case STRING -> value;
                case INT -> Integer.valueOf(value);
                case LONG -> Long.valueOf(value);
                case BOOLEAN -> bool();
                case ENUM -> constant(field);
                case FLOAT, DOUBLE, BYTE_STRING, MESSAGE -> throw malformed("path", "a field that can be typed");
            };
        } catch (NumberFormatException none) {
            throw malformed(value, "a whole number");
        }
    }

    private Boolean bool() {
        if (!value.equals("true") && !value.equals("false")) {
            throw malformed(value, "true or false");
        }
        return Boolean.valueOf(value);
    }

    private EnumValueDescriptor constant(FieldDescriptor field) {
        String name = value.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        List<EnumValueDescriptor> values = field.getEnumType().getValues();
        String prefix = values.get(0).getName().replaceFirst("UNSPECIFIED$", "");
        return values.stream()
                .filter(each -> each.getNumber() > 0)
                .filter(each -> each.getName().equals(name) || each.getName().equals(prefix + name))
                .findFirst()
                .orElseThrow(() ->
                        malformed(value, "a value of " + field.getEnumType().getName()));
    }

    private Timestamp time() {
        try {
            return Timestamps.parse(value);
        } catch (ParseException none) {
            throw malformed(value, "an instant such as 2025-11-11T08:00:00+08:00");
        }
    }

    private Rejection malformed(String got, String expected) {
        return Rejection.field(
                ErrorReason.ERROR_REASON_FIELD_MALFORMED, "changes." + path, "path".equals(got) ? path : got, expected);
    }
}
