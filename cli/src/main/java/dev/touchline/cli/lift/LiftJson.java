package dev.touchline.cli.lift;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.List;

/** The result as JSON: the rows of the CSV file with numbers as numbers, and the checks with their sentences. */
final class LiftJson {
    private LiftJson() {}

    static String of(List<LiftRow> rows, List<Check> checks) {
        JsonArray results = new JsonArray();
        for (LiftRow row : rows) {
            JsonObject object = new JsonObject();
            LiftRow.COLUMNS.forEach(column -> object.add(column, value(row.get(column))));
            results.add(object);
        }
        JsonArray all = new JsonArray();
        for (Check check : checks) {
            JsonObject object = new JsonObject();
            object.addProperty("check", check.code());
            object.addProperty("arm", check.arm());
            object.addProperty("status", check.status().word());
            object.addProperty("sentence", check.sentence());
            all.add(object);
        }
        JsonObject document = new JsonObject();
        document.add("rows", results);
        document.add("checks", all);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .serializeNulls()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(document)
                + "\n";
    }

    private static com.google.gson.JsonElement value(Object value) {
        if (value instanceof Double number) {
            String digits = Figures.exact(number);
            return digits.isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(new BigDecimal(digits));
        }
        return value == null
                ? JsonNull.INSTANCE
                : value instanceof Long count ? new JsonPrimitive(count) : new JsonPrimitive(value.toString());
    }
}
