package dev.touchline.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void numbers_areAlignedToTheRight() {
        String table = new TextTable()
                .words("campaign")
                .numbers("net")
                .row("a", "1.00")
                .row("bc", "1,234.00")
                .render();

        assertThat(table)
                .isEqualTo(
                        """
                        campaign       net
                        --------  --------
                        a             1.00
                        bc        1,234.00
                        """);
    }

    @Test
    void wideCharacters_takeTwoColumns() {
        String table = new TextTable()
                .words("name")
                .numbers("n")
                .row("双11 预热", "1")
                .row("plain", "22")
                .render();

        assertThat(table)
                .isEqualTo(
                        """
                        name        n
                        ---------  --
                        双11 预热   1
                        plain      22
                        """);
    }

    @Test
    void rowOfAnotherWidth_isRefused() {
        assertThatThrownBy(() -> new TextTable().words("a").row("b", "c")).hasMessage("2 cells (expected: 1)");
    }

    @Test
    void amounts_haveTheDecimalsOfTheirCurrency() {
        assertThat(Texts.amount(-123_456, "CNY")).isEqualTo("-1,234.56");
        assertThat(Texts.amount(1_234, "JPY")).isEqualTo("1,234");
        assertThat(Texts.amount(0, "")).isEqualTo("0.00");
    }

    @Test
    void shares_areDashesWhereThereIsNothingToShare() {
        assertThat(Texts.percent(1, 3)).isEqualTo("33.3 %");
        assertThat(Texts.percent(0, 0)).isEqualTo("-");
    }
}
