package dev.touchline.attribution.whatif;

import dev.touchline.attribution.fold.columns.Dictionaries;
import dev.touchline.attribution.fold.columns.Sums.Key;
import dev.touchline.attribution.fold.columns.Sums.Sum;
import dev.touchline.attribution.v1.Model;
import dev.touchline.attribution.v1.WhatIfCampaign;
import dev.touchline.attribution.v1.WhatIfCredit;
import dev.touchline.attribution.v1.WhatIfResult;
import dev.touchline.attribution.v1.WhatIfSum;
import dev.touchline.attribution.v1.WhatIfTotal;
import dev.touchline.kit.error.Rejection;
import dev.touchline.kit.text.NaturalOrder;
import dev.touchline.type.v1.ErrorReason;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/** Two lots of sums as rows, each with both sides. */
final class Answer {

    private static final int SHARE_DIGITS = 12;

    private final Dictionaries names;
    private final Ask ask;
    private final WhatIf.Sides sides;
    private final int maxRows;

    Answer(Dictionaries names, Ask ask, WhatIf.Sides sides, int maxRows) {
        this.names = names;
        this.ask = ask;
        this.sides = sides;
        this.maxRows = maxRows;
    }

    /** The rows, and what was asked. */
    WhatIfResult.Builder message() {
        Set<Key> keys = new TreeSet<>(order());
        keys.addAll(sides.asked().keySet());
        keys.addAll(sides.official().keySet());
        if (keys.size() > maxRows) {
            throw tooManyRows(maxRows);
        }
        WhatIfResult.Builder result = WhatIfResult.newBuilder()
                .setModel(
                        ask.model() == null
                                ? Model.MODEL_PRECEDENCE
                                : Model.forNumber(ask.model().ordinal() + 1))
                .setPolicyVersion(ask.policyVersion());
        for (Key key : keys) {
            Sum asked = sides.asked().getOrDefault(key, Sum.NOTHING);
            Sum official = sides.official().getOrDefault(key, Sum.NOTHING);
            if (key.campaign() >= 0) {
                result.addCampaigns(campaign(key, asked, official));
            } else {
                result.addTotals(total(key, asked, official));
            }
        }
        return result;
    }

    static Rejection tooManyRows(int maxRows) {
        return Rejection.exhausted(
                ErrorReason.ERROR_REASON_BATCH_TOO_LARGE,
                "rows",
                "more",
                "at most " + maxRows + "; ask for a shorter period, one brand, or without days");
    }

    private Comparator<Key> order() {
        return Comparator.comparing((Key key) -> text(key.campaign()), NaturalOrder.INSTANCE)
                .thenComparingInt(Key::campaign)
                .thenComparingInt(Key::day)
                .thenComparing(this::brand, NaturalOrder.INSTANCE)
                .thenComparing(this::currency)
                .thenComparingInt(Key::brand);
    }

    private WhatIfCampaign campaign(Key key, Sum asked, Sum official) {
        return WhatIfCampaign.newBuilder()
                .setCampaign(text(key.campaign()))
                .setDay(day(key))
                .setBrand(brand(key))
                .setCurrencyCode(currency(key))
                .setWhatIf(credit(asked))
                .setOfficial(credit(official))
                .setCreditedNetChangeMinor(asked.credited() - official.credited())
                .build();
    }

    private static WhatIfCredit credit(Sum sum) {
        BigDecimal orders = BigDecimal.valueOf(sum.creditedOrders())
                .add(BigDecimal.valueOf(sum.creditedParts(), SHARE_DIGITS))
                .stripTrailingZeros();
        return WhatIfCredit.newBuilder()
                .setTouchedOrders(sum.orders())
                .setTouchedNetMinor(sum.net())
                .setCreditedOrders(orders.toPlainString())
                .setCreditedNetMinor(sum.credited())
                .build();
    }

    private WhatIfTotal total(Key key, Sum asked, Sum official) {
        return WhatIfTotal.newBuilder()
                .setDay(day(key))
                .setBrand(brand(key))
                .setCurrencyCode(currency(key))
                .setOrders(official.orders())
                .setNetMinor(official.net())
                .setUnmatchedRefundMinor(official.unmatched())
                .setWhatIf(sum(asked))
                .setOfficial(sum(official))
                .setCreditedNetChangeMinor(asked.credited() - official.credited())
                .build();
    }

    private static WhatIfSum sum(Sum sum) {
        return WhatIfSum.newBuilder()
                .setEmpoweredOrders(sum.empowered())
                .setCreditedNetMinor(sum.credited())
                .setOrganicMinor(sum.organic())
                .build();
    }

    private String text(int campaign) {
        return campaign < 0 ? "" : names.campaigns().name(campaign);
    }

    private String day(Key key) {
        return ask.byDay() ? LocalDate.ofEpochDay(key.day()).toString() : "";
    }

    private String brand(Key key) {
        return key.brand() < 0 ? "" : names.brands().name(key.brand());
    }

    private String currency(Key key) {
        return names.currencies().name(key.currency());
    }
}
