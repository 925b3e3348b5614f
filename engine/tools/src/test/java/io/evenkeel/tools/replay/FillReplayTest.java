package io.evenkeel.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fills made by hand, with positions and profits worked out by hand, through a real node. */
class FillReplayTest {
    private static final String FORMAT = "hyperliquid-fills";
    private static final String HEADER = "account,coin,px,sz,side,startPosition,dir,closedPnl,fee,feeToken,tid";

    /**
     * Account 1 opens 2 BTC at 100 and closes 1 at 110 (profit 10), the other and 0.5 more at 90 (loss 10, now short
     * 0.5). Account 2 takes the other side: −2 at 100, one back at 110 (loss 10), then 1.5 bought at 90 (profit 10, now
     * long 0.5). Account 3 had 4 ETH before; selling 1 at 50 with a profit of 5 says that they cost 45; its second sale
     * at 48 then makes 3. Account 4 is new on the other side. A row of spot in between. Last, account 1 jumps: the
     * recording lost 1 BTC bought in between.
     */
    private static final List<String> ROWS = List.of(
            "1,BTC,100,2.0,B,0.0,Open Long,0.0,0.02,USDC,11",
            "2,BTC,100,2.0,A,0.0,Open Short,0.0,0.02,USDC,11",
            "3,ETH,50,1.0,A,4.0,Close Long,5.0,0.01,USDC,12",
            "4,ETH,50,1.0,B,0.0,Open Long,0.0,-0.005,USDC,12",
            "2,BTC,110,1.0,B,-2.0,Close Short,-10.0,0.01,USDC,13",
            "1,BTC,110,1.0,A,2.0,Close Long,10.0,0.01,USDC,13",
            "5,@107,47,1.0,B,0.0,Buy,0.0,0.1,HYPE,14",
            "6,@107,47,1.0,A,0.0,Sell,0.0,0.1,USDC,14",
            "1,BTC,90,1.5,A,1.0,Long > Short,-10.0,0.01,USDC,15",
            "2,BTC,90,1.5,B,-1.0,Short > Long,10.0,0.01,USDC,15",
            "3,ETH,48,1.0,A,3.0,Close Long,3.0,0.01,USDC,16",
            "4,ETH,48,1.0,B,1.0,Open Long,0.0,0.01,USDC,16",
            "1,BTC,95,1.0,B,0.5,Open Long,0.0,0.01,USDC,17",
            "2,BTC,95,1.0,A,0.5,Long > Short,2.5,0.01,USDC,17");

    @TempDir
    private Path directory;

    /** Six trades and one import of 4 ETH at 45, a single price; one jump, booked as one trade: eight commands. */
    @Test
    @Timeout(120)
    void shouldAgreeWithVenueWhenFillsAreReplayed() throws IOException {
        final ReplayRun run = ReplayRun.of(FORMAT, write(ROWS), 1);
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.number("/trades")).isEqualTo(6);
        assertThat(run.number("/accounts")).isEqualTo(4);
        assertThat(run.number("/spotRowsPassedOver")).isEqualTo(2);
        assertThat(run.number("/commands")).isEqualTo(8);
        assertThat(run.number("/acknowledged")).isEqualTo(8);
        assertThat(run.number("/positionsImported")).isEqualTo(1);
        assertThat(run.number("/jumpsRebased")).isEqualTo(1);
        assertThat(run.number("/positions/compared")).isEqualTo(12);
        assertThat(run.number("/positions/chained")).isEqualTo(8);
        assertThat(run.json().at("/positions/differ")).isEmpty();
        assertThat(run.number("/profits/compared")).isEqualTo(7);
        assertThat(run.number("/profits/independent")).isEqualTo(6);
        assertThat(run.number("/profits/within")).isEqualTo(7);
        assertThat(run.json().at("/nodes/0/stateHash").asText()).matches("[0-9a-f]{16}");
    }

    @Test
    @Timeout(120)
    void shouldListProfitAndExitWithOneWhenVenueSaysAnother() throws IOException {
        final List<String> rows = new ArrayList<>(ROWS);
        rows.set(5, "1,BTC,110,1.0,A,2.0,Close Long,10.1,0.01,USDC,13");
        final ReplayRun run = ReplayRun.of(FORMAT, write(rows), 1);
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.json().at("/positions/differ")).isEmpty();
        assertThat(run.json().at("/profits/outside")).hasSize(1);
        assertThat(run.json().at("/profits/outside/0").asText())
                .contains("line 7: account 1 BTC: profit is 10, the venue's 10.1");
    }

    @Test
    void shouldNameLineAndExitWithTwoWhenRowIsBroken() throws IOException {
        assertBroken("1,BTC,95,1.0,B", "fills.csv:16: has 5 columns, not 11");
        assertBroken("1,BTC,95,x,B,0.5,Open Long,0.0,0.01,USDC,18", "fills.csv:16: sz \"x\" is not a number");
        assertBroken("1,BTC,95,1.0,C,0.5,Open Long,0.0,0.01,USDC,18", "fills.csv:16: side \"C\" is neither B nor A");
        assertBroken("0,BTC,95,1.0,B,0.5,Open Long,0.0,0.01,USDC,18", "fills.csv:16: account 0 is not from 1 to");
        assertBroken("1,BTC,95,1.0,B,0.5,Open Long,0.0,0.01,USDC,18", "fills.csv:16: the other leg");
    }

    private void assertBroken(final String row, final String complaint) throws IOException {
        final List<String> rows = new ArrayList<>(ROWS);
        rows.add(row);
        final ReplayRun run = ReplayRun.of(FORMAT, write(rows), 1);
        assertThat(run.exitCode()).as(run.errors()).isEqualTo(2);
        assertThat(run.errors()).contains(complaint).doesNotContain("starting", "\tat ");
    }

    private Path write(final List<String> rows) throws IOException {
        return Files.writeString(
                directory.resolve("fills.csv"), HEADER + "\n" + String.join("\n", rows) + "\n");
    }
}
