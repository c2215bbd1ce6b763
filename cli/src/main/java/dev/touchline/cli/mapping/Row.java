package dev.touchline.cli.mapping;

import com.google.protobuf.Timestamp;
import dev.touchline.type.v1.Identifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One row of a file, read through the mapping: asked by field, answers values; a bad one is a {@link BadCell}. */
public final class Row {
    private static final String UNROUNDED =
            "all digits: a spreadsheet has rounded it; export again and do not save the file in a spreadsheet";

    private final Mapping mapping;
    private final EntityMapping entity;
    private final Header header;
    private final List<String> cells;
    private final long line;
    private final Selection.Verdict verdict;

    Row(
            Mapping mapping,
            EntityMapping entity,
            Header header,
            List<String> cells,
            long line,
            Selection.Verdict verdict) {
        this.mapping = mapping;
        this.entity = entity;
        this.header = header;
        this.cells = cells;
        this.line = line;
        this.verdict = verdict;
    }

    /** The line of the file where the row begins, from 1. */
    public long line() {
        return line;
    }

    /** The mapping it is read by. */
    public Mapping mapping() {
        return mapping;
    }

    /** Whether the row says that what it sold was given back. */
    public boolean refunded() {
        return verdict.choice() == Selection.Choice.REFUNDED;
    }

    /** Fails if nobody can tell whether the row is meant; to be asked once it is known what the row would spoil. */
    public void meant() throws BadCell {
        if (verdict.unclear() != null) {
            throw verdict.unclear();
        }
    }

    /** Whether the mapping fills a field at all. */
    public boolean fills(String field) {
        return entity.fields().containsKey(field);
    }

    /** Text of a field without outer blanks; empty if there is none. */
    public String text(String field) throws BadCell {
        FieldSource source = entity.fields().get(field);
        if (source == null) {
            return "";
        }
        String cell = header.cell(cells, source.columns());
        if (cell.isEmpty()) {
            return source.constant();
        }
        if (mapping.values().spoiled(cell)) {
            throw new BadCell(columnOf(field), cell, UNROUNDED);
        }
        if (source.values().isEmpty()) {
            return cell;
        }
        String meaning = source.values().get(Cells.key(cell));
        if (meaning == null) {
            throw new BadCell(columnOf(field), cell, "one of " + source.values().keySet());
        }
        return meaning;
    }

    /** Text of a field that may not be empty. */
    public String required(String field) throws BadCell {
        String text = text(field);
        if (text.isEmpty()) {
            throw bad(field, "", "a value");
        }
        return text;
    }

    /** Items of a field that are separated by semicolons; empty if there is none. */
    public List<String> list(String field) throws BadCell {
        String text = text(field);
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(";")).map(String::strip).toList();
    }

    /** Whole number of a field, {@code fallback} if it is empty. */
    public long number(String field, long fallback, long min, long max) throws BadCell {
        String text = text(field);
        if (text.isEmpty()) {
            return fallback;
        }
        if (text.matches("-?\\d{1,18}")) {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        }
        throw bad(field, text, "whole number " + min + ".." + max);
    }

    /** Yes or no; no if it is empty. */
    public boolean flag(String field) throws BadCell {
        String text = text(field).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "", "false", "no", "0" -> false;
            case "true", "yes", "1" -> true;
            default -> throw bad(field, text, "true or false");
        };
    }

    /** Time of a field; null if it is empty. */
    public Timestamp time(String field) throws BadCell {
        String text = text(field);
        if (text.isEmpty()) {
            return null;
        }
        FieldSource source = entity.fields().get(field);
        Instant instant = mapping.values().instant(columnOf(field), text, source.plus());
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    /** Time of a field that may not be empty. */
    public Timestamp requiredTime(String field) throws BadCell {
        Timestamp time = time(field);
        if (time == null) {
            throw bad(field, "", "a time");
        }
        return time;
    }

    /** Amount of a field in minor units of {@code currency}; null if it is empty. */
    public Long minor(String field, String currency) throws BadCell {
        String text = text(field);
        if (text.isEmpty()) {
            return null;
        }
        long amount = mapping.values().minor(columnOf(field), text, currency);
        List<String> times = entity.fields().get(field).times();
        if (times.isEmpty()) {
            return amount;
        }
        String count = header.cell(cells, times);
        if (!count.matches("\\d{1,7}")) {
            throw new BadCell(header.name(times), count, "whole number 0..9999999");
        }
        try {
            return Math.multiplyExact(amount, Long.parseLong(count));
        } catch (ArithmeticException tooLarge) {
            throw bad(field, text, "an amount that times " + count + " is one");
        }
    }

    /** Constant of an enum by its name without prefix, {@code fallback} if the field is empty. */
    public <E extends Enum<E>> E choice(String field, Class<E> type, String prefix, E fallback) throws BadCell {
        String text = text(field);
        return text.isEmpty() ? fallback : Choices.parse(columnOf(field), text, type, prefix);
    }

    /** Identifiers of the person; empty if the row names nobody. */
    public List<Identifier> identifiers() throws BadCell {
        List<Identifier> found = new ArrayList<>(entity.identifiers().size());
        for (IdentifierSource source : entity.identifiers()) {
            String value = header.cell(cells, source.columns());
            if (mapping.values().spoiled(value)) {
                throw new BadCell(header.name(source.columns()), value, UNROUNDED);
            }
            if (!value.isEmpty() && !Cells.masked(value)) {
                found.add(Identifier.newBuilder()
                        .setType(source.type())
                        .setIssuer(source.issuer())
                        .setValue(value)
                        .build());
            }
        }
        return found;
    }

    /** A bad value of a field, named by its column. */
    public BadCell bad(String field, String value, String expectation) {
        return new BadCell(columnOf(field), value, expectation);
    }

    private String columnOf(String field) {
        FieldSource source = entity.fields().get(field);
        return source == null || source.columns().isEmpty() ? field : header.name(source.columns());
    }
}
