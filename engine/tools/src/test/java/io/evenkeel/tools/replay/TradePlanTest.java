package io.evenkeel.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.tools.replay.TradePlan.PlannedTrade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a recording becomes trade commands. */
class TradePlanTest {
    private static final String HEADER = "account,coin,px,sz,side,startPosition,dir,closedPnl,fee,feeToken,tid\n";

    @TempDir
    private Path directory;

    @Test
    void shouldImportPositionAtImpliedEntryWhenFirstSeenClosing() throws IOException {
        // 2 held; 1 bought at 110; then 1 sold at 120 with a profit of 15: the entry is 105, so 3 · 105 − 110 = 205.
        final FillRecording recording = read(
                "1,BTC,110,1.0,B,2.0,Open Long,0.0,0.1,USDC,11",
                "2,BTC,110,1.0,A,0.0,Open Short,0.0,0.1,USDC,11",
                "1,BTC,120,1.0,A,3.0,Close Long,15.0,0.1,USDC,12",
                "2,BTC,120,1.0,B,-1.0,Close Short,-10.0,0.1,USDC,12");
        final OpeningCosts costs = new OpeningCosts(recording);
        assertThat(costs.cost(recording.pairs().get(0).buy().position())).isEqualByComparingTo("205");
        final TradePlan plan = new TradePlan(recording, CoinUnits.of(recording), costs);
        assertThat(plan.imports()).isEqualTo(1);
        final long imported = plan.trades().stream()
                .filter(trade -> trade.pair() == null)
                .mapToLong(trade -> trade.quantity() * trade.price())
                .sum();
        assertThat(imported).isEqualTo(205_000_000);
        assertThat(plan.trades().stream().filter(trade -> trade.pair() != null).map(PlannedTrade::tradeId))
                .containsExactly(11L, 12L);
    }

    @Test
    void shouldRebaseAndCountWhenRecordingItselfJumps() throws IOException {
        final FillRecording recording = read(
                "1,BTC,110,1.0,B,0.0,Open Long,0.0,0.1,USDC,11",
                "2,BTC,110,1.0,A,0.0,Open Short,0.0,0.1,USDC,11",
                "1,BTC,120,1.0,B,5.0,Open Long,0.0,0.1,USDC,12",
                "2,BTC,120,1.0,A,-1.0,Open Short,0.0,0.1,USDC,12");
        final TradePlan plan = new TradePlan(recording, CoinUnits.of(recording), new OpeningCosts(recording));
        assertThat(plan.jumps()).isEqualTo(1);
        assertThat(plan.trades()).hasSize(3);
        assertThat(plan.trades().get(1).quantity()).isEqualTo(4);
    }

    @Test
    void shouldPassOverSpotWhenFillsAreRead() throws IOException {
        final FillRecording recording = read(
                "1,@107,47,1.0,B,0.0,Buy,0.0,0.1,HYPE,10",
                "2,@107,47,1.0,A,0.0,Sell,0.0,0.1,USDC,10",
                "1,X,110,1.0,B,3135809.3999999999,Open Long,0.0,0.1,USDC,11",
                "2,X,110,1.0,A,0.0,Open Short,0.0,0.1,USDC,11");
        assertThat(recording.spotRows()).isEqualTo(2);
        assertThat(recording.pairs().get(0).buy().startPosition()).isEqualByComparingTo("3135809.4");
    }

    @Test
    void shouldNameLineWhenLegsAreNoPair() {
        assertThatThrownBy(() -> read(
                        "1,BTC,110,1.0,B,0.0,Open Long,0.0,0.1,USDC,11",
                        "2,BTC,111,1.0,A,0.0,Open Short,0.0,0.1,USDC,11"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fills.csv:3");
    }

    private FillRecording read(final String... rows) throws IOException {
        final Path file = directory.resolve("fills.csv");
        Files.writeString(file, HEADER + String.join("\n", List.of(rows)) + "\n");
        return FillRecording.read(file);
    }
}
