package io.evenkeel.tools.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.client.message.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scenario file may not say. None of it gets as far as the engine. */
class MalformedScenarioTest {
    private static final Schema SCHEMA = Schema.load();
    private static final List<String> HEAD = List.of(
            "# declarations",
            "{\"asset\": {\"symbol\":\"USDC\",\"exponent\":-6,\"numeraire\":true}}",
            "{\"instrument\": {\"symbol\":\"P\",\"kind\":\"PERPETUAL\",\"settlementAsset\":\"USDC\","
                    + "\"priceExponent\":-2,\"quantityExponent\":-4,\"tiers\":[{\"im\":\"0.2\",\"mm\":\"0.1\"}]}}",
            "");
    private static final int LINE = HEAD.size() + 1;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            line           | {"account": {"id":1,"owner":"a"}
            line           | {"account": {"id":1,"owner":"a"}} {}
            line           | {"account": {"id":1,"owner":"a"}, "time": "2026-01-01T00:00:00Z"}
            line           | {}
            line           | [1]
            line           | {"account": {"id":1,"id":1,"owner":"a"}}
            slices         | {"slices": {"evaluations":1,"queue":1,"buckets":64}}
            acount         | {"acount": {"id":1,"owner":"a"}}
            account        | {"account": 1}
            account.id     | {"account": {"id":"1","owner":"a"}}
            account.id     | {"account": {"id":1.0,"owner":"a"}}
            account.id     | {"account": {"id":9223372036854775808,"owner":"a"}}
            account.owner  | {"account": {"id":1}}
            account.name   | {"account": {"id":1,"owner":"a","name":"x"}}
            account.leverage | {"account": {"id":1,"owner":"a","leverage":"2.5"}}
            account.backstopCapacity | {"account": {"id":1,"owner":"a","backstopCapacity":1}}
            deposit.asset  | {"deposit": {"account":1,"asset":"EUR","amount":"1"}}
            deposit.asset  | {"deposit": {"account":1,"asset":"P","amount":"1"}}
            deposit.amount | {"deposit": {"account":1,"asset":"USDC","amount":"0.0000001"}}
            deposit.amount | {"deposit": {"account":1,"asset":"USDC","amount":"9223372036854.775808"}}
            deposit.amount | {"deposit": {"account":1,"asset":"USDC","amount":1}}
            deposit.amount | {"deposit": {"account":1,"asset":"USDC","amount":"1e3"}}
            deposit.amount | {"deposit": {"account":1,"asset":"USDC","amount":"+1"}}
            deposit.amount | {"deposit": {"account":1,"asset":"USDC","amount":".5"}}
            trade.price    | {"trade": {"instrument":"P","buyer":1,"seller":2,"quantity":"1","price":"1.001"}}
            trade.quantity | {"trade": {"instrument":"P","buyer":1,"seller":2,"quantity":"0.00001","price":"1"}}
            trade.instrument | {"trade": {"instrument":"USDC","buyer":1,"seller":2,"quantity":"1","price":"1"}}
            price.symbol   | {"price": {"symbol":"Q","price":"1"}}
            price.sourceTime | {"price": {"symbol":"P","price":"1","sourceTime":"yesterday"}}
            time           | {"time": "2026-01-01"}
            time           | {"time": "2026-01-01T00:00:00.0001Z"}
            advance        | {"advance": "8h"}
            insurance.pool | {"insurance": {"asset":"USDC","amount":"1"}}
            insurance.pool | {"insurance": {"pool":1,"asset":"USDC","amount":"1"}}
            insurance.pool | {"insurance": {"pool":"","asset":"USDC","amount":"1"}}
            insuranceWithdrawal.pool | {"insuranceWithdrawal": {"asset":"USDC","amount":"1"}}
            insuranceWithdrawal.asset | {"insuranceWithdrawal": {"pool":"MAIN","asset":"P","amount":"1"}}
            insuranceWithdrawal.amount | {"insuranceWithdrawal": {"pool":"MAIN","asset":"USDC"}}
            insuranceWithdrawal.account | {"insuranceWithdrawal":{"pool":"A","asset":"USDC","amount":"1","account":1}}
            insuranceLimits.pool | {"insuranceLimits": {"pool":null,"perLiquidation":"1"}}
            book.instrument | {"book": {"instrument":"USDC","bid":"1","ask":"2"}}
            book.bid       | {"book": {"instrument":"P","bid":"1.001","ask":"2"}}
            book.mid       | {"book": {"instrument":"P","bid":"1","mid":"2"}}
            marketPhase.phase | {"marketPhase": {"instrument":"P","phase":"CLOSED"}}
            marketPhase.price | {"marketPhase": {"instrument":"P","phase":"SETTLING","price":1}}
            asset.haircuts[0].rate | {"asset": {"symbol":"B","exponent":-8,"haircuts":[{"rate":"0.0000001"}]}}
            asset.symbol   | {"asset": {"symbol":"SEVENTEEN-LETTERS","exponent":-8}}
            """)
    void shouldNameFieldWhenLineIsMalformed(final String field, final String line) throws IOException {
        assertNamed(field, line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            expectAccount.equity | {"expectAccount": {"id":1,"equity":5}}
            expectAccount.status | {"expectAccount": {"id":1,"status":"FINE"}}
            expectAccount.tolerance | {"expectAccount": {"id":1,"tolerance":"-1"}}
            expectBalance.account | {"expectBalance": {"asset":"USDC","amount":"1"}}
            expectBalance.house | {"expectBalance": {"house":"INSURANCE","asset":"USDC","amount":"1"}}
            expectBalance.house | {"expectBalance": {"house":"INSURANCE/","asset":"USDC","amount":"1"}}
            expectBalance.house | {"expectBalance": {"house":"INSURANCE/NEVER","asset":"USDC","amount":"0"}}
            expectBalance.house | {"expectBalance": {"house":"FEES/MAIN","asset":"USDC","amount":"1"}}
            expectBalance.house | {"expectBalance": {"house":"CLEARING/Q","asset":"USDC","amount":"1"}}
            expectEvent.type | {"expectEvent": {"type":"Nothing"}}
            expectEvent.sum | {"expectEvent": {"type":"LiquidationStarted","sum":"1"}}
            expectEvent.equity | {"expectEvent": {"type":"LiquidationStarted","equity":1}}
            expectReject   | {"expectReject": "BAD_LUCK"}
            expectReject   | {"expectReject": "NULL_VAL"}
            expectInvariants | {"expectInvariants": false}
            """)
    void shouldNameFieldWhenAnExpectationIsMalformed(final String field, final String line) throws IOException {
        assertNamed(field, line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            trade.aggressor|{"trade": {"instrument":"P","buyer":1,"seller":2,"quantity":"1","price":"1","aggressor":1}}
            trade.id       | {"trade": {"instrument":"P","buyer":1,"seller":2,"quantity":"1","price":"1","id":0}}
            bust.trade     | {"bust": {"trade":7}}
            correct.trade  | {"correct": {"trade":7,"price":"1"}}
            creditCheck.side | {"creditCheck": {"account":1,"instrument":"P","side":"LONG","quantity":"1","price":"1"}}
            reserve.amount | {"reserve": {"account":1,"amount":"0.0000001"}}
            leverage.leverage | {"leverage": {"account":1,"leverage":"2.5"}}
            accountTerms.settlement | {"accountTerms": {"account":1,"settlement":"BY_POST"}}
            marketTerms.instrument | {"marketTerms": {"instrument":"USDC"}}
            """)
    void shouldNameFieldWhenLineAboutOrdersIsMalformed(final String field, final String line) throws IOException {
        assertNamed(field, line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            marginTerms.instrument | {"marginTerms": {"instrument":"USDC","tiers":[{"im":"0.2","mm":"0.1"}]}}
            marginTerms.tiers      | {"marginTerms": {"instrument":"P"}}
            marginTerms.tiers[0].mm | {"marginTerms": {"instrument":"P","tiers":[{"im":"0.2"}]}}
            marginTerms.tiers[1].upTo | {"marginTerms": {"instrument":"P","tiers":[{"im":"1","mm":"1"},{"upTo":5}]}}
            marginTerms.oiLower    | {"marginTerms": {"instrument":"P","tiers":[{"im":"1","mm":"1"}],"oiLower":"1e6"}}
            marginTerms.lot        | {"marginTerms": {"instrument":"P","tiers":[{"im":"1","mm":"1"}],"lot":"1"}}
            collateralTerms.asset  | {"collateralTerms": {"asset":"P"}}
            collateralTerms.haircuts | {"collateralTerms": {"asset":"USDC","haircuts":"0.1"}}
            collateralTerms.haircuts[0].mm | {"collateralTerms": {"asset":"USDC","haircuts":[{"rate":"0.1","mm":"0"}]}}
            collateralTerms.borrowMm | {"collateralTerms": {"asset":"USDC","borrowMm":"0.0000001"}}
            participant.name       | {"participant": {"roles":["OWNER"]}}
            participant.roles      | {"participant": {"name":"a","roles":"OWNER"}}
            participant.roles      | {"participant": {"name":"a","roles":["LANDLORD"]}}
            participant.roles      | {"participant": {"name":"a","roles":[1]}}
            participant.commandsPerSecond | {"participant": {"name":"a","commandsPerSecond":2147483648}}
            messageKey.participant | {"messageKey": {"key":"00"}}
            messageKey.key         | {"messageKey": {"participant":"a","key":"00"}}
            messageKey.graceMs     | {"messageKey": {"participant":"a","graceMs":"1000"}}
            messageKey.adopted     | {"messageKey": {"participant":"a","adopted":"no"}}
            """)
    void shouldNameFieldWhenALineOfGovernorsOrOperatorsIsMalformed(final String field, final String line)
            throws IOException {
        assertNamed(field, line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            priceTerms.symbol      | {"priceTerms": {"minSources":2}}
            priceTerms.minSources  | {"priceTerms": {"symbol":"P","minSources":255}}
            priceTerms.freshRounds | {"priceTerms": {"symbol":"P","freshRounds":-1}}
            priceTerms.maxAgeMs    | {"priceTerms": {"symbol":"P","maxAgeMs":"30s"}}
            priceTerms.band        | {"priceTerms": {"symbol":"P","band":"0.0000001"}}
            priceTerms.maxJump     | {"priceTerms": {"symbol":"P","maxJump":0.05}}
            priceTerms.confidence  | {"priceTerms": {"symbol":"P","confidence":"1"}}
            priceSource.symbol     | {"priceSource": {"symbol":"Q","source":"a"}}
            priceSource.source     | {"priceSource": {"symbol":"P"}}
            priceSource.weight     | {"priceSource": {"symbol":"P","source":"a","weight":"3"}}
            removePriceSource.source | {"removePriceSource": {"symbol":"P"}}
            removePriceSource.weight | {"removePriceSource": {"symbol":"P","source":"a","weight":1}}
            fundingTerms.instrument | {"fundingTerms": {"instrument":"USDC"}}
            fundingTerms.fundingIntervalMs | {"fundingTerms": {"instrument":"P","fundingIntervalMs":"8h"}}
            fundingTerms.interest  | {"fundingTerms": {"instrument":"P","interest":"0.0000000001"}}
            fundingTerms.intervalMs | {"fundingTerms": {"instrument":"P","intervalMs":1000}}
            collateralLimits.asset | {"collateralLimits": {"asset":"P"}}
            collateralLimits.depositCap | {"collateralLimits": {"asset":"USDC","depositCap":"0.0000001"}}
            collateralLimits.delayMs | {"collateralLimits": {"asset":"USDC","delayMs":"1h"}}
            collateralLimits.windowMs | {"collateralLimits": {"asset":"USDC","windowMs":1}}
            """)
    void shouldNameFieldWhenALineThatChangesTermsOfWhatIsListedIsMalformed(final String field, final String line)
            throws IOException {
        assertNamed(field, line);
    }

    private void assertNamed(final String field, final String line) throws IOException {
        final Path file = write(line);
        assertThatThrownBy(() -> ScenarioFile.read(file, SCHEMA))
                .isInstanceOfSatisfying(MalformedLineException.class, e -> {
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e.line()).isEqualTo(LINE);
                    assertThat(e.getMessage()).startsWith(file + ":" + LINE + ": " + field + ": ");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gateway        | {"gateway": "slow"}
            confirm.outcome | {"confirm": {"instruction":1,"outcome":"MAYBE"}}
            cancelWithdrawal.instruction | {"cancelWithdrawal": {"by":"alice"}}
            transfer.to    | {"transfer": {"from":1,"asset":"USDC","amount":"1"}}
            settlement.limit | {"settlement": {"limit":"1"}}
            settlementCycleMs | {"settlementCycleMs": "8h"}
            asset.delayMs  | {"asset": {"symbol":"B","exponent":-8,"delayMs":"1"}}
            liquidationTerms.instrument | {"liquidationTerms": {"auctionMs":1000}}
            collateralAuction.maxDiscount | {"collateralAuction": {"asset":"USDC","maxDiscount":0.01}}
            collateralAuction.discountCap | {"collateralAuction": {"asset":"USDC","discountCap":"0.01"}}
            """)
    void shouldNameFieldWhenALineAboutSettlementIsMalformed(final String field, final String line) throws IOException {
        shouldNameFieldWhenLineIsMalformed(field, line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            instrument.settlementAsset | "kind":"PERPETUAL","settlementAsset":"EUR"
            instrument.kind            | "kind":"OPTION","settlementAsset":"USDC"
            instrument.interest        | "kind":"PERPETUAL","settlementAsset":"USDC","interest":"0.0000000001"
            instrument.fundingIntervalMs | "kind":"PERPETUAL","settlementAsset":"USDC","fundingIntervalMs":"8h"
            instrument.maxJump         | "kind":"PERPETUAL","settlementAsset":"USDC","maxJump":"0.0000001"
            instrument.freshRounds     | "kind":"PERPETUAL","settlementAsset":"USDC","freshRounds":-1
            instrument.slowRatePpmPerSecond | "kind":"PERPETUAL","settlementAsset":"USDC","slowRatePpmPerSecond":"5"
            instrument.fillBand        | "kind":"PERPETUAL","settlementAsset":"USDC","fillBand":0.01
            instrument.positionLimit   | "kind":"PERPETUAL","settlementAsset":"USDC","positionLimit":"0.00001"
            instrument.fees[0].taker   | "kind":"PERPETUAL","settlementAsset":"USDC","fees":[{"maker":"0"}]
            instrument.pool            | "kind":"PERPETUAL","settlementAsset":"USDC","pool":0
            instrument.liquidation.buffer | "kind":"PERPETUAL","settlementAsset":"USDC","liquidation":{"buffer":0.1}
            instrument.liquidation.speed  | "kind":"PERPETUAL","settlementAsset":"USDC","liquidation":{"speed":"1"}
            """)
    void shouldNameFieldWhenInstrumentIsMalformed(final String field, final String keys) throws IOException {
        final Path file = write("{\"instrument\": {\"symbol\":\"Q\",\"priceExponent\":-2,\"quantityExponent\":-4,"
                + "\"tiers\":[{\"im\":\"0.2\",\"mm\":\"0.1\"}]," + keys + "}}");
        assertThatThrownBy(() -> ScenarioFile.read(file, SCHEMA))
                .isInstanceOfSatisfying(
                        MalformedLineException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void shouldTakeKeysOfFeaturesWhenTheyAreOff() throws IOException, MalformedLineException {
        final Path file = write("{\"instrument\": {\"symbol\":\"Q\",\"kind\":\"FUTURE\",\"settlementAsset\":\"USDC\","
                + "\"expiry\":\"2026-03-27T08:00:00Z\",\"priceExponent\":-2,\"quantityExponent\":-4,"
                + "\"tiers\":[{\"im\":\"0.2\",\"mm\":\"0.1\"}],\"slowRatePpmPerSecond\":0,\"freshRounds\":0,"
                + "\"maxJump\":\"0\",\"fundingIntervalMs\":28800000,\"interest\":\"0.0001\"}}");
        assertThat(ScenarioFile.read(file, SCHEMA).lines()).hasSize(3);
    }

    /** MAIN and fifteen others. */
    @Test
    void shouldNameFieldWhenAPoolIsOneTooMany() throws IOException, MalformedLineException {
        final List<String> lines = new ArrayList<>();
        for (int pool = 1; pool <= 15; pool++) {
            lines.add("{\"insurance\": {\"pool\":\"P" + pool + "\",\"asset\":\"USDC\",\"amount\":\"1\"}}");
        }
        lines.add("{\"insuranceLimits\": {\"pool\":\"P3\",\"perLiquidation\":\"1\"}}");
        assertThat(ScenarioFile.read(write(String.join("\n", lines)), SCHEMA).lines()).hasSize(2 + 16);
        lines.add("{\"insuranceLimits\": {\"pool\":\"P16\",\"perLiquidation\":\"1\"}}");
        final Path file = write(String.join("\n", lines));
        assertThatThrownBy(() -> ScenarioFile.read(file, SCHEMA))
                .isInstanceOfSatisfying(MalformedLineException.class, e -> {
                    assertThat(e.field()).isEqualTo("insuranceLimits.pool");
                    assertThat(e.line()).isEqualTo(LINE + 16);
                });
    }

    @Test
    void shouldRefuseFileWhenItIsNotUtf8() throws IOException {
        final Path file = directory.resolve("latin.jsonl");
        Files.write(file, "# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ScenarioFile.read(file, SCHEMA)).hasMessageContaining("UTF-8");
    }

    private Path write(final String line) throws IOException {
        final Path file = directory.resolve("bad.jsonl");
        return Files.writeString(file, String.join("\n", HEAD) + "\n" + line + "\n");
    }
}
