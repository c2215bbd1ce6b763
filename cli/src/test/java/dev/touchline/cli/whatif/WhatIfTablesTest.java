package dev.touchline.cli.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchline.attribution.v1.Model;
import dev.touchline.attribution.v1.WhatIfCampaign;
import dev.touchline.attribution.v1.WhatIfCredit;
import dev.touchline.attribution.v1.WhatIfRequest;
import dev.touchline.attribution.v1.WhatIfResult;
import dev.touchline.attribution.v1.WhatIfSum;
import dev.touchline.attribution.v1.WhatIfTotal;
import org.junit.jupiter.api.Test;

class WhatIfTablesTest {
    private static final WhatIfResult RESULT = WhatIfResult.newBuilder()
            .setModel(Model.MODEL_LINEAR)
            .setOfficialPolicyVersion("standard-1")
            .addCampaigns(WhatIfCampaign.newBuilder()
                    .setCampaign("c1")
                    .setCurrencyCode("CNY")
                    .setWhatIf(WhatIfCredit.newBuilder()
                            .setTouchedOrders(2)
                            .setTouchedNetMinor(123_400)
                            .setCreditedOrders("1.5")
                            .setCreditedNetMinor(100_000))
                    .setOfficial(WhatIfCredit.newBuilder()
                            .setTouchedOrders(2)
                            .setTouchedNetMinor(123_400)
                            .setCreditedOrders("1")
                            .setCreditedNetMinor(90_050))
                    .setCreditedNetChangeMinor(9_950))
            .addTotals(WhatIfTotal.newBuilder()
                    .setCurrencyCode("CNY")
                    .setOrders(3)
                    .setNetMinor(150_000)
                    .setWhatIf(
                            WhatIfSum.newBuilder().setCreditedNetMinor(123_400).setOrganicMinor(26_600))
                    .setOfficial(
                            WhatIfSum.newBuilder().setCreditedNetMinor(123_400).setOrganicMinor(26_600)))
            .build();

    @Test
    void text_showsBothSidesAndTheDifference() {
        String text = WhatIfTables.text(RESULT, WhatIfRequest.getDefaultInstance());

        assertThat(text)
                .startsWith("what if: model linear, policy in force (standard-1); official: policy standard-1\n")
                .containsPattern("c1 +2 +1,234.00 +1.50 +1.00 +1,000.00 +900.50 +\\+99.50 +CNY")
                .containsPattern("3 +1,500.00 +1,234.00 +1,234.00 +0.00 +266.00 +266.00 +CNY")
                .endsWith("Credited figures add up to the empowered net.\n");
    }

    @Test
    void csv_hasAmountsInMajorUnits() {
        assertThat(WhatIfTables.csv(RESULT).lines())
                .contains(
                        "c1,,,CNY,2,1234.00,1.5,1000.00,,2,1234.00,1,900.50,,99.50",
                        ",,,CNY,3,1500.00,0,1234.00,266.00,3,1500.00,0,1234.00,266.00,0.00");
    }
}
