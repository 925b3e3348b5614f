package io.evenkeel.tools.crash;

import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.tools.Progress;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The crash lab. */
@Command(
        name = "crash",
        description = {
            "Runs a book of accounts down a path of prices, through the real core, and says who lost what.",
            "",
            "The book is drawn from distributions, or read from a file with the columns"
                    + " account,asset,side,size,entryPrice,equity. Makers take what quantities lack to sum to"
                    + " zero. Keepers of limited money bid by the events, as evenkeel keeper does; insurance,"
                    + " deleveraging and socialisation do the rest. The path is a file (time,price; time,asset,price;"
                    + " or a venue's trades or quotes), or a model:",
            "  gap:size=-20,at=1s,drift=-5,over=1m,every=1s",
            "  jumps:volatility=80,rate=6,mean=-3,deviation=2,for=30m,every=1s",
            "A gap of size %%, then a drift of so much %% of the first price; or Merton's jump diffusion: volatility"
                    + " %% a year, so many jumps an hour, each normal in %%.",
            "",
            "What everybody lost and gained is reckoned from the events and compared, to the unit and account by"
                    + " account, with the ledger at the end.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  evenkeel crash --accounts 10000 --path gap:size=-15 --policy both",
            "  evenkeel crash --book book.csv --path path.csv --policy queue --json",
            "  evenkeel crash --leverage-distribution buckets:2=30%%,10=50%%,25=20%% --path jumps:mean=-6,rate=12"
                    + " --report crash.html"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that was lost is all that was gained, every liquidation is over, and no account is left in debt",
            "1:one of these does not hold",
            "2:wrong call, or a file cannot be used; what is wrong, is said"
        },
        mixinStandardHelpOptions = true)
public final class CrashCommand implements Callable<Integer> {
    @Mixin
    private Population population;

    @Option(
            names = "--book",
            paramLabel = "FILE",
            description = "Read the accounts from a file; what else draws them is not looked at.")
    private Path bookFile;

    @Option(
            names = "--path",
            paramLabel = "FILE|MODEL",
            defaultValue = "gap:size=-10",
            description = "How prices move. Default: ${DEFAULT-VALUE}.")
    private String pathName;

    @Option(
            names = "--symbol",
            paramLabel = "NAME",
            description = "Of a path with several symbols only this one; all markets follow it, unless one has its"
                    + " name: then that one alone does.")
    private String symbol;

    @Option(
            names = "--amplify",
            paramLabel = "X",
            defaultValue = "1",
            description = "Every return of the path is so many times as large. Default: ${DEFAULT-VALUE}.")
    private double amplify;

    @Option(
            names = "--policy",
            defaultValue = "both",
            converter = Policies.Converter.class,
            description = "pro-rata, queue, or both: the same book on the same path, side by side. Default:"
                    + " ${DEFAULT-VALUE}.")
    private Policies policies;

    @Mixin
    private MarketTerms terms;

    @Mixin
    private Takers takers;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of the book and the path: the same gives the same. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "Print one JSON report instead of tables.")
    private boolean isJson;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write a page with the tables and plots, which needs no other file.")
    private Path reportFile;

    @Spec
    private CommandSpec spec;

    /** Policies to run. */
    private record Policies(List<AdlPolicy> list) {
        /** Reads the name of one, or both. */
        static final class Converter implements ITypeConverter<Policies> {
            @Override
            public Policies convert(final String text) {
                return switch (text) {
                    case "pro-rata" -> new Policies(List.of(AdlPolicy.PRO_RATA));
                    case "queue" -> new Policies(List.of(AdlPolicy.QUEUE));
                    case "both" -> new Policies(List.of(AdlPolicy.PRO_RATA, AdlPolicy.QUEUE));
                    default -> throw new TypeConversionException(
                            "\"" + text + "\" is none of pro-rata, queue and both");
                };
            }
        }
    }

    /** Made by picocli. */
    CrashCommand() {
    }

    @Override
    public Integer call() throws IOException {
        final Progress progress = new Progress(spec.commandLine().getErr());
        final CrashSetting setting = setting();
        final List<CrashResult> results = new ArrayList<>();
        for (final AdlPolicy policy : policies.list()) {
            results.add(CrashRun.run(setting.accounts(), setting.path(), terms, takers, policy, progress));
        }
        if (isJson) {
            spec.commandLine().getOut().println(JsonReport.text(setting, results));
        } else {
            new TextReport(spec.commandLine().getOut()).print(setting, results);
        }
        if (reportFile != null) {
            Files.writeString(reportFile, HtmlReport.page(setting, results));
            progress.say("wrote " + reportFile);
        }
        return results.stream().allMatch(CrashResult::isOver) ? 0 : 1;
    }

    private CrashSetting setting() throws IOException {
        try {
            terms.check();
            takers.check();
            if (!(amplify > 0)) {
                throw new IllegalArgumentException("--amplify is above 0");
            }
            final PricePath drawn = path().amplified(amplify);
            final CsvBook read = bookFile == null ? null : CsvBook.read(bookFile);
            final List<String> symbols = read == null ? List.of(Population.symbol()) : read.symbols();
            final PricePath path = drawn.of(symbols);
            final Book bare = read == null ? draw(path) : read.book(name -> startPrice(path, name, symbols.size()));
            terms.check(bare);
            final Book book = bare.balanced(takers.makers(), takers.makerLeverage());
            terms.fit(book);
            takers.fit(book);
            return new CrashSetting(
                    bookFile == null ? population.toString() : bookFile.toString(), pathName, seed, book, path, terms,
                    takers);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private PricePath path() throws IOException {
        return PathModel.isModel(pathName)
                ? PathModel.read(pathName).draw(seed)
                : PathFile.read(Path.of(pathName), symbol);
    }

    private Book draw(final PricePath path) {
        final BigDecimal first = startPrice(path, Population.symbol(), 1);
        return population.draw(first == null ? Population.USUAL_PRICE : first, terms.mostLeverage(), seed);
    }

    private BigDecimal startPrice(final PricePath path, final String market, final int markets) {
        return markets == 1 && population.price() != null ? population.price() : path.firstPrice(market);
    }
}
