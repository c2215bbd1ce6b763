package dev.touchline.models.pathfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchline.models.journey.LimitExceeded;
import dev.touchline.models.journey.PathSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files are read, and what is said about those that are not. */
class PathFileTest {
    private static final Limits SMALL = new Limits(3, 3, 4, 5);

    private final List<String> seen = new ArrayList<>();
    private final PathSink sink = (touches, length, conversions, value, nulls) ->
            seen.add(Arrays.toString(Arrays.copyOf(touches, length)) + " " + conversions + " " + value + " " + nulls);

    @TempDir
    private Path folder;

    private PathTotals read(Limits limits, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("paths.csv"), text);
        return new PathFile(file, limits).read(sink, bytes -> {});
    }

    private PathTotals read(String text) throws IOException {
        return read(Limits.STANDARD, text);
    }

    @Test
    void columns_areFoundByNameInAnyOrderAndCase() throws IOException {
        PathTotals totals = read("id,NULLS,Value,Path,conversions\n7,2,10.50,A > B > A,3\n8,0,0,\"C, D\",0\n");

        assertThat(seen).containsExactly("[0, 1, 0] 3.0 10.5 2.0", "[2] 0.0 0.0 0.0");
        assertThat(totals.touchpoints()).containsExactly("A", "B", "C, D");
        assertThat(totals.conversions()).isEqualByComparingTo("3");
        assertThat(totals.value()).isEqualByComparingTo("10.5");
        assertThat(totals.rows()).isEqualTo(2);
    }

    @Test
    void namesOfChannelAttribution_areKnown() throws IOException {
        read(
                "\uFEFF\"path\";\"total_conversions\";\"total_conversion_value\";\"total_null\"\r\n\"eta>iota\";1;0.244;3\r\n");

        assertThat(seen).containsExactly("[0, 1] 1.0 0.244 3.0");
    }

    @Test
    void valueAndNulls_mayBeMissingOrEmpty() throws IOException {
        read("path,conversions\nA,1\n");
        read("path,conversions,value,nulls\nA,1,,\n");

        assertThat(seen).containsExactly("[0] 1.0 0.0 0.0", "[0] 1.0 0.0 0.0");
    }

    @Test
    void tabsBlankLinesAndMissingLastLineEnd_areRead() throws IOException {
        read("path\tconversions\n\nA > 导购 任务\t2\n\nA\t1.25");

        assertThat(seen).containsExactly("[0, 1] 2.0 0.0 0.0", "[0] 1.25 0.0 0.0");
    }

    @Test
    void gzippedFile_isReadLikeThePlainOne() throws IOException {
        Path file = folder.resolve("paths.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("path,conversions\nA>B,2\n".getBytes(StandardCharsets.UTF_8));
        }

        new PathFile(file, Limits.STANDARD).read(sink, bytes -> {});

        assertThat(seen).containsExactly("[0, 1] 2.0 0.0 0.0");
    }

    @Test
    void numbers_areAddedExactly() throws IOException {
        PathTotals totals = read("path,conversions,value\n"
                + "A,0.1,0.30000000000000004\nA,0.2,1e+05\nA,999999999999.999999,1000000000000\n");

        assertThat(totals.conversions()).isEqualByComparingTo("1000000000000.299999");
        assertThat(totals.value()).isEqualByComparingTo("1000000100000.30000000000000004");
    }

    @Test
    void sumsPastWhatALongHolds_areExact() throws IOException {
        StringBuilder text = new StringBuilder("path,conversions\n");
        text.append("A,1000000000000\n".repeat(30));

        assertThat(read(text.toString()).conversions()).isEqualByComparingTo("30000000000000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A,x,1,0       | conversions: x (expected: a number from 0 to 1,000,000,000,000)",
                "A,-1,1,0      | conversions: -1 (expected: a number from 0 to 1,000,000,000,000)",
                "A,NaN,1,0     | conversions: NaN (expected: a number from 0 to 1,000,000,000,000)",
                "A,,1,0        | conversions: empty (expected: a number from 0 to 1,000,000,000,000)",
                "A,1,1.2.3,0   | value: 1.2.3 (expected: a number from 0 to 1,000,000,000,000)",
                "A,1,1000000000000.1,0 | value: 1000000000000.1 (expected: a number from 0 to 1,000,000,000,000)",
                "A,1,1,1 000   | nulls: 1 000 (expected: a number from 0 to 1,000,000,000,000)",
                "A,0,5,1       | value: 5.0 (expected: 0, because conversions is 0)",
                ",1,1,0        | path: empty (expected: touchpoints joined by >)",
                "A > > B,1,1,0 | path: touch 2 is empty in A > > B (expected: touchpoints joined by >)",
                "A >,1,1,0     | path: touch 2 is empty in A > (expected: touchpoints joined by >)",
                "A,1,1         | 3 fields (expected: 4, as in the header)",
                "A,1,1,0,0     | 5 fields (expected: 4, as in the header)",
            })
    void rowThatCannotBeUsed_isNamedWithLineAndColumn(String row, String why) {
        assertThatThrownBy(() -> read("path,conversions,value,nulls\nA,1,1,1\n" + row + "\n"))
                .isInstanceOf(UnusableFile.class)
                .hasMessage("paths.csv: line 3: " + why)
                .matches(e -> ((UnusableFile) e).isRow());
    }

    @Test
    void headerWithoutConversions_namesWhatIsThereAndWhatIsNeeded() {
        assertThatThrownBy(() -> read("path,orders\n"))
                .hasMessageStartingWith("paths.csv: line 1: columns path, orders (expected: conversions;")
                .matches(e -> !((UnusableFile) e).isRow());
    }

    @Test
    void twoColumnsForOneThing_areRefused() {
        assertThatThrownBy(() -> read("path,conversions,total_conversions\n"))
                .hasMessage("paths.csv: line 1: two columns for conversions (expected: one)");
    }

    @Test
    void emptyFile_isRefused() {
        assertThatThrownBy(() -> read("")).hasMessageEndingWith("paths.csv: empty (expected: a header line)");
    }

    @Test
    void missingFile_isRefused() {
        assertThatThrownBy(() -> new PathFile(folder.resolve("no.csv"), SMALL).read(sink, bytes -> {}))
                .hasMessageEndingWith("no.csv: no such file");
    }

    @Test
    void otherEncoding_isRefused() throws IOException {
        Path file = Files.write(folder.resolve("gbk.csv"), "path,conversions\n导购,1\n".getBytes(Charset.forName("GBK")));

        assertThatThrownBy(() -> new PathFile(file, SMALL).read(sink, bytes -> {}))
                .hasMessageEndingWith("gbk.csv: not in UTF-8 (expected: UTF-8)");
    }

    @Test
    void fileThatOnlyCallsItselfGzip_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("paths.csv.gz"), "path,conversions\nA,1\n");

        assertThatThrownBy(() -> new PathFile(file, SMALL).read(sink, bytes -> {}))
                .hasMessageContaining("paths.csv.gz: cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A;A;A      | A       | line 5: 4 rows or more (expected: at most 3)",
                "A>B>C      | D       | line 3: path: 4 distinct touchpoints so far (expected: at most 3)",
                "A>B>C>A    | A>B>C>A>B | line 3: path: 5 touches or more (expected: at most 4)",
                "abcde      | abcdef  | line 3: path: a touchpoint of 6 characters (expected: at most 5)",
            })
    void atTheLimit_isReadAndOnePastItIsNot(String rows, String onePast, String why) throws IOException {
        String text = "path,conversions\n" + String.join(",1\n", rows.split(";")) + ",1\n";

        read(SMALL, text);

        assertThat(seen).hasSize(rows.split(";").length);
        assertThatThrownBy(() -> read(SMALL, text + onePast + ",1\n")).hasMessage("paths.csv: " + why);
    }

    @Test
    void limitOfTheModel_isNamedWithTheLine() throws IOException {
        Path file = Files.writeString(folder.resolve("paths.csv"), "path,conversions\nA,1\n");
        PathSink full = (touches, length, conversions, value, nulls) -> {
            throw new LimitExceeded("2 (expected: at most 1)");
        };

        assertThatThrownBy(() -> new PathFile(file, SMALL).read(full, bytes -> {}))
                .hasMessage("paths.csv: line 2: 2 (expected: at most 1)");
    }

    @Test
    void manyTouchpoints_keepTheirNumbers() throws IOException {
        StringBuilder text = new StringBuilder("path,conversions\n");
        for (int i = 0; i < 3_000; i++) {
            text.append("t").append(i).append(" > t0,1\n");
        }

        PathTotals totals = read(text.toString());

        assertThat(totals.touchpoints()).hasSize(3_000);
        assertThat(totals.touchpoints().get(2_999)).isEqualTo("t2999");
        assertThat(seen.get(2_999)).startsWith("[2999, 0]");
    }
}
