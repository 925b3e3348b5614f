package io.evenkeel.tools.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

final class CrashCommandTest {
    private static final String HEADER = "account,asset,side,size,entryPrice,equity";

    @TempDir
    private Path directory;

    private CrashRig rig;

    @BeforeEach
    void open() {
        rig = new CrashRig(directory);
    }

    /**
     * At 46,500 account 1 has 3,000 - 3,500 = -500, so its bankruptcy price is 47,000. Nobody bids and there is no
     * insurance: the opposite side closes. Pro rata, 10,000 lots over 20,000 and 10,000 are 6,666 2/3 and 3,333 1/3;
     * the lot that is left goes to the larger remainder: 0.6667 and 0.3333, at the mark 31,001.55 and 15,498.45. By
     * queue, both have a profit of 7 % of cost; account 2's leverage is 93,000/107,000, account 3's 46,500/103,500:
     * account 2 closes it all, half of its position. In both, holders get 500 less than the mark would have given
     * them.
     */
    @Test
    void shouldShareOutByPolicyWhenOneLongIsInsolvent() throws IOException {
        final String book = rig.file("book.csv", HEADER,
                "1,BTC,LONG,1,50000,3000", "2,BTC,SHORT,2,50000,100000",
                "3,BTC,SHORT,1,50000,100000", "9,BTC,LONG,2,50000,100000");
        final String path = rig.file("path.csv", "time,price", "0,50000", "1000,46500");
        assertThat(rig.run("--book", book, "--path", path, "--keepers", "0", "--insurance", "0",
                "--initial-margin", "10", "--maintenance-margin", "5", "--json")).as(rig.err()).isZero();

        final JsonNode proRata = rig.result(0);
        assertThat(proRata.get("deleveraged").toString()).isEqualTo(
                "[{\"account\":2,\"notional\":\"31001.550000\",\"part\":0.33335},"
                        + "{\"account\":3,\"notional\":\"15498.450000\",\"part\":0.3333}]");
        final JsonNode queue = rig.result(1);
        assertThat(queue.get("deleveraged").toString())
                .isEqualTo("[{\"account\":2,\"notional\":\"46500.000000\",\"part\":0.5}]");
        for (final JsonNode run : new JsonNode[] {proRata, queue}) {
            assertThat(run.get("breaches").asInt()).isEqualTo(1);
            assertThat(run.get("emptied").asInt()).isEqualTo(1);
            assertThat(CrashRig.loss(run, "MARKET", "liquidated")).isEqualTo("-3500.000000");
            assertThat(CrashRig.loss(run, "DELEVERAGED", "liquidated")).isEqualTo("500.000000");
            assertThat(CrashRig.loss(run, "DELEVERAGED", "others")).isEqualTo("-500.000000");
            assertThat(CrashRig.loss(run, "ALL", "liquidated")).isEqualTo("-3000.000000");
            assertThat(CrashRig.loss(run, "ALL", "others")).isEqualTo("3000.000000");
            assertThat(run.get("lost").asText()).isEqualTo("3000.000000");
            assertThat(run.get("missing").asText()).isEqualTo("0.000000");
            assertThat(run.get("debts").asText()).isEqualTo("0.000000");
        }
    }

    /** 40 accounts of 200 million each: one account of the venue may hold 1,125 million of a market. */
    @Test
    void shouldOpenABookWhenItIsLargerThanWhatOneAccountMayHold() throws IOException {
        assertThat(rig.run("--accounts", "40", "--equity-distribution", "fixed:20000000", "--leverage-distribution",
                "fixed:10", "--makers", "10", "--path", "gap:size=-5", "--policy", "queue", "--json"))
                .as(rig.err()).isZero();

        assertThat(CrashRig.loss(rig.result(0), "ALL", "unpaid")).isEqualTo("0.000000");
    }

    /**
     * Account 2 would have to close against account 1, but its ether, which loses 9,000, has it in liquidation
     * itself. So the pool takes account 1's at the mark; (47,000 - 46,500) · 1 are missing, and shorts of BTC, that
     * is account 2, are charged.
     */
    @Test
    void shouldChargeTheOppositeSideWhenNobodyMayClose() throws IOException {
        final String book = rig.file("book.csv", HEADER,
                "1,BTC,LONG,1,50000,3000", "2,BTC,SHORT,1,50000,6000", "2,ETH,LONG,10,3000,6000");
        final String path = rig.file("path.csv",
                "time,asset,price", "0,BTC,50000", "0,ETH,3000", "1000,BTC,46500", "1000,ETH,2100");
        assertThat(rig.run("--book", book, "--path", path, "--keepers", "0", "--insurance", "0", "--policy", "queue",
                "--json")).as(rig.err()).isZero();
        final JsonNode run = rig.result(0);
        assertThat(run.get("missing").asText()).isEqualTo("500.000000");
        assertThat(run.get("closed").get(5).get("by").asText()).isEqualTo("POOL");
        assertThat(run.get("closed").get(5).get("liquidations").asInt()).isEqualTo(2);
        assertThat(CrashRig.loss(run, "ALL", "unpaid")).isEqualTo("0.000000");
    }

    /**
     * At 48,700 account 1 has 3,000 - 1,300 = 1,700, between two thirds of its maintenance margin and 5 % of 48,700
     * = 2,435. Half-way through the auction the discount is 0.5 %, 243.50, which is what keepers want. What suffices
     * is (1.1 · 2,435 - 1,700)/(1.1 · 5 % - 0.5 % - 0.5 %)/48,700 = 0.44649..., so 0.4465: the keeper gains 0.4465 ·
     * 243.50 = 108.72275, and 0.5 % of 0.4465 · 48,700 is a penalty of as much.
     */
    @Test
    void shouldGiveTheDiscountToKeepersWhenTheyBidInTime() throws IOException {
        final String book = rig.file("book.csv", HEADER, "1,BTC,LONG,1,50000,3000");
        final String path = rig.file("path.csv", "time,price", "0,50000", "1000,48700");
        assertThat(rig.run("--book", book, "--path", path, "--keepers", "2", "--keeper-capital", "100000",
                "--keeper-discount", "0.5", "--initial-margin", "10", "--maintenance-margin", "5", "--policy",
                "pro-rata", "--json")).as(rig.err()).isZero();
        final JsonNode run = rig.result(0);
        assertThat(run.get("cured").asInt()).isEqualTo(1);
        assertThat(run.get("firstBreachToLastEndMs").asInt()).isEqualTo(1_000);
        assertThat(CrashRig.loss(run, "AUCTION", "keepers")).isEqualTo("108.722750");
        assertThat(CrashRig.loss(run, "AUCTION", "liquidated")).isEqualTo("-108.722750");
        assertThat(CrashRig.loss(run, "PENALTY", "insurance")).isEqualTo("108.722750");
        assertThat(run.get("deleveraged")).isEmpty();
    }

    /**
     * At 46,500 it has -500, so insurance pays beyond 47,000: 2,000 in the end, 45,000. Keepers want 0.5 %, 46,267.50,
     * and are asked every 50 ms: after 750 of 2,000 ms it is 46,250, and insurance pays 750 of its 2,000. It began with
     * the timer after the breach.
     */
    @Test
    void shouldHaveInsurancePayTheDifferenceWhenAKeeperBuysBeyondTheBankruptcyPrice() throws IOException {
        final String book = rig.file("book.csv", HEADER, "1,BTC,LONG,1,50000,3000");
        final String path = rig.file("path.csv", "time,price", "0,50000", "1000,46500");
        assertThat(rig.run("--book", book, "--path", path, "--keepers", "1", "--keeper-capital", "100000",
                "--keeper-discount", "0.5", "--insurance", "2000", "--initial-margin", "10",
                "--maintenance-margin", "5", "--policy", "queue", "--json")).as(rig.err()).isZero();
        final JsonNode run = rig.result(0);
        assertThat(run.get("firstBreachToSolventMs").asInt()).isEqualTo(800);
        assertThat(run.get("leastInsurance").asText()).isEqualTo("1250.000000");
        assertThat(CrashRig.loss(run, "INSURED", "keepers")).isEqualTo("250.000000");
        assertThat(CrashRig.loss(run, "INSURED", "liquidated")).isEqualTo("-250.000000");
        assertThat(CrashRig.loss(run, "INSURANCE", "liquidated")).isEqualTo("750.000000");
        assertThat(CrashRig.loss(run, "INSURANCE", "insurance")).isEqualTo("-750.000000");
        assertThat(CrashRig.loss(run, "ALL", "liquidated")).isEqualTo("-3000.000000");
    }

    /** At 47,800 it has 800, less than two thirds of 2,390: a backstop takes it at 47,000 with the first timer. */
    @Test
    void shouldGiveWhatIsLeftToABackstopWhenThereIsNoTimeForAnAuction() throws IOException {
        final String book = rig.file("book.csv", HEADER, "1,BTC,LONG,1,50000,3000");
        final String path = rig.file("path.csv", "time,price", "0,50000", "1000,47800");
        assertThat(rig.run("--book", book, "--path", path, "--keepers", "0", "--backstops", "1", "--backstop-capital",
                "100000", "--insurance", "2000", "--initial-margin", "10", "--maintenance-margin", "5", "--policy",
                "queue", "--json")).as(rig.err()).isZero();
        final JsonNode run = rig.result(0);
        assertThat(run.get("firstBreachToSolventMs").asInt()).isEqualTo(50);
        assertThat(run.get("leastInsurance").asText()).isEqualTo("2000.000000");
        assertThat(CrashRig.loss(run, "BACKSTOP", "backstops")).isEqualTo("800.000000");
        assertThat(CrashRig.loss(run, "BACKSTOP", "liquidated")).isEqualTo("-800.000000");
        assertThat(CrashRig.loss(run, "ALL", "others")).isEqualTo("0.000000");
    }

    /**
     * Bitcoin and ether begin at their entry prices, for the path's 50,000 is of one market; both fall by 10 %. The
     * long loses 5,000, the short gains 300, and the makers have the opposite.
     */
    @Test
    void shouldBeginAtEntryPricesWhenOneSeriesMovesSeveralMarkets() throws IOException {
        final String book = rig.file("book.csv", HEADER, "1,BTC,LONG,1,50000,20000", "2,ETH,SHORT,1,3000,20000");
        final String path = rig.file("path.csv", "time,price", "0,50000", "1000,45000");
        assertThat(rig.run("--book", book, "--path", path, "--policy", "queue", "--json")).as(rig.err()).isZero();
        final JsonNode run = rig.result(0);
        assertThat(run.get("breaches").asInt()).isZero();
        assertThat(CrashRig.loss(run, "MARKET", "others")).isEqualTo("-4700.000000");
        assertThat(CrashRig.loss(run, "MARKET", "makers")).isEqualTo("4700.000000");
    }

    /**
     * At 50,000 account 1 has gained 10,000 and has 9,000: -1,000 of its own. At 40,500 it has 9,000 - 9,500 = -500, so
     * its bankruptcy price is 41,000, at which account 2 closes: all that account 1 had is gone, no more.
     */
    @Test
    void shouldTakeABookWhenAnAccountHasWithdrawnItsProfit() throws IOException {
        final String book = rig.file("book.csv", HEADER, "1,BTC,LONG,1,40000,9000", "2,BTC,SHORT,1,50000,100000");
        final String path = rig.file("path.csv", "time,price", "0,50000", "1000,40500");
        assertThat(rig.run("--book", book, "--path", path, "--keepers", "0", "--insurance", "0", "--policy", "queue",
                "--initial-margin", "10", "--maintenance-margin", "5", "--json")).as(rig.err()).isZero();
        final JsonNode run = rig.result(0);
        assertThat(run.get("emptied").asInt()).isEqualTo(1);
        assertThat(CrashRig.loss(run, "MARKET", "liquidated")).isEqualTo("-9500.000000");
        assertThat(CrashRig.loss(run, "DELEVERAGED", "liquidated")).isEqualTo("500.000000");
        assertThat(CrashRig.loss(run, "ALL", "liquidated")).isEqualTo("-9000.000000");
        assertThat(CrashRig.loss(run, "ALL", "others")).isEqualTo("9000.000000");
        assertThat(run.get("debts").asText()).isEqualTo("0.000000");
    }

    /**
     * Ether has lost 1,000 and bitcoin gained as much: the 600 of account 1 are its own, and the first position alone
     * would take more. At 47,400 it has 600 - 260 = 340 against a maintenance margin of 5 % of 2,000 + 4,740 = 337; at
     * 47,300 330 against 336.50.
     */
    @ParameterizedTest
    @CsvSource({"47400,0", "47300,1"})
    void shouldHaveTheEquityThatWasSaidWhenPositionsLoseAndGain(final int price, final int breaches)
            throws IOException {
        final String book = rig.file("book.csv", HEADER, "1,ETH,LONG,1,3000,600", "1,BTC,LONG,0.1,40000,600");
        final String path = rig.file(
                "path.csv", "time,asset,price", "0,BTC,50000", "0,ETH,2000", "1000,BTC," + price);
        assertThat(rig.run("--book", book, "--path", path, "--policy", "queue", "--initial-margin", "10",
                "--maintenance-margin", "5", "--json")).as(rig.err()).isZero();
        assertThat(rig.result(0).get("breaches").asInt()).isEqualTo(breaches);
    }

    @Test
    void shouldEndAlikeWhenTheSeedIsTheSame() throws IOException {
        final String[] arguments = {"--accounts", "300", "--path", "jumps:mean=-6,rate=120,for=5m", "--policy",
            "queue", "--penalty", "0", "--json", "--seed", "7"};
        assertThat(rig.run(arguments)).as(rig.err()).isZero();
        final String first = rig.out();
        assertThat(rig.result(0).get("breaches").asInt()).isPositive();
        assertThat(rig.run(arguments)).isZero();
        assertThat(rig.out()).isEqualTo(first);
        arguments[arguments.length - 1] = "8";
        assertThat(rig.run(arguments)).as(rig.err()).isZero();
        assertThat(rig.out()).isNotEqualTo(first);
    }

    @Test
    void shouldNeedNoOtherFileWhenAPageIsWritten() throws Exception {
        final Path page = directory.resolve("crash.html");
        assertThat(rig.run("--accounts", "200", "--path", "gap:size=-20", "--penalty", "0", "--report",
                page.toString())).as(rig.err()).isZero();
        assertThat(rig.out()).contains("who lost what, pro-rata", "who lost what, queue");
        final String html = Files.readString(page);
        assertThat(html).doesNotContain("http:", "https:", "<script", "<link", "url(");
        final Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(
                new ByteArrayInputStream(html.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)));
        final NodeList images = document.getElementsByTagName("img");
        assertThat(images.getLength()).isEqualTo(5);
        for (int n = 0; n < images.getLength(); n++) {
            assertThat(images.item(n).getAttributes().getNamedItem("src").getNodeValue())
                    .startsWith("data:image/png;base64,iVBOR");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--accounts 0 | --accounts is from 1",
        "--policy fifo | none of pro-rata, queue and both",
        "--leverage-distribution uniform:2-30 | --initial-margin allows 25.0 at most",
        "--leverage-distribution buckets:2=30%,5=60% | shares sum to 90.0 %",
        "--leverage-distribution triangle:3 | none of fixed:X",
        "--path gap:size=-100 | a price would fall to nothing",
        "--path gap:depth=3 | gap has no depth",
        "--path jumps:for=soon | for=soon is not a time",
        "--path no-such-file.csv | no such file",
        "--keeper-discount wide | --keeper-discount",
        "--maintenance-margin 5 --initial-margin 4 | --maintenance-margin is above 0",
    })
    void shouldSayWhatIsWrongWhenTheCallIs(final String arguments, final String reason) {
        assertThat(rig.run(arguments.split(" "))).isEqualTo(2);
        assertThat(rig.err()).contains(reason);
        assertThat(rig.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1,BTC,UP,1,50000,3000 | book.csv:2: side \"UP\" is neither LONG nor SHORT",
        "1,BTC,LONG,-1,50000,3000 | book.csv:2: size -1 is not above 0",
        "0,BTC,LONG,1,50000,3000 | book.csv:2: account 0 is not from 1",
        "1,BTC,LONG,1,50000 | book.csv:2: has 5 columns, not 6",
        "1,BTC,LONG,1,50000,900 | account 1 would be in liquidation from the start",
        "1,BTC,LONG,0.000001,50000.12,9000 | are finer together than the 6 of money",
    })
    void shouldSayWhatIsWrongWhenABookIs(final String row, final String reason) throws IOException {
        assertThat(rig.run("--book", rig.file("book.csv", HEADER, row), "--price", "50000")).isEqualTo(2);
        assertThat(rig.err()).contains(reason);
    }

    @Test
    void shouldRefuseABookWhenItsRowsDisagree() throws IOException {
        final String twice = rig.file("twice.csv", HEADER, "1,BTC,LONG,1,50000,9000", "1,BTC,SHORT,1,50000,9000");
        assertThat(rig.run("--book", twice)).isEqualTo(2);
        assertThat(rig.err()).contains("twice.csv:3: account 1 has BTC twice");
        final String equity = rig.file("equity.csv", HEADER, "1,BTC,LONG,1,50000,9000", "1,ETH,LONG,1,3000,8000");
        assertThat(rig.run("--book", equity)).isEqualTo(2);
        assertThat(rig.err()).contains("equity.csv:3: equity of account 1 is 8000 here and 9000 before");
    }

    @Test
    void shouldRefuseAPathWhenItIsNone() throws IOException {
        assertThat(rig.run("--path", rig.file("a.csv", "when,price", "0,1"))).isEqualTo(2);
        assertThat(rig.err()).contains("a.csv: is no path of prices");
        assertThat(rig.run("--path", rig.file("b.csv", "time,price", "0,50000", "later,40000"))).isEqualTo(2);
        assertThat(rig.err()).contains("b.csv:3: time \"later\" is not a whole number");
        assertThat(rig.run("--path", rig.file("c.csv", "time,asset,price", "0,A,5", "0,B,6"))).isEqualTo(2);
        assertThat(rig.err()).contains("choose one with --symbol");
        assertThat(rig.run("--path", rig.file("d.csv", "time,price"))).isEqualTo(2);
        assertThat(rig.err()).contains("d.csv: has no prices");
    }
}
