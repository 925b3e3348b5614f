package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.client.keeper.LiquidationAdapter;
import io.evenkeel.client.keeper.LiquidationListener;
import io.evenkeel.client.keeper.OpenOrder;
import io.evenkeel.codecs.BackstopPassedOverDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CollateralOrderDecoder;
import io.evenkeel.codecs.CollateralTradeDecoder;
import io.evenkeel.codecs.CommandAckDecoder;
import io.evenkeel.codecs.DebtInsuredDecoder;
import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.DeleveragingRoundDecoder;
import io.evenkeel.codecs.DeleveragingSkippedDecoder;
import io.evenkeel.codecs.DeleveragingStartedDecoder;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOrderDecoder;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.PassOverReason;
import io.evenkeel.codecs.SkipReason;
import io.evenkeel.core.ledger.AccountStore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.agrona.DirectBuffer;

/**
 * Tells liquidations as stories, step by step, from the audit feed: each step with its log position, why it came, and
 * the numbers that led to it, as the events carry them. Hears each event after the books, whose units and marks it
 * uses. What it does not know it passes over: a step of a later version is told by its number. One thread.
 */
final class LiquidationChronicle implements FeedListener, LiquidationListener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PPM_DECIMALS = 4;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandAckDecoder ack = new CommandAckDecoder();
    private final LiquidationAdapter adapter = new LiquidationAdapter(this);
    private final TreeMap<Long, LiquidationStory> stories = new TreeMap<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<ObjectNode> timeless = new ArrayList<>();
    private final AuditBooks books;
    private final Units units;
    private final BreachCauses causes;
    private final BiConsumer<LiquidationStory, ObjectNode> listener;
    private long waitingPosition;
    private long answeredPosition;
    private String answeredTime;

    /** Begins with nothing; {@code listener} hears each step once its time is known, or known not to be said. */
    LiquidationChronicle(final AuditBooks books, final BiConsumer<LiquidationStory, ObjectNode> listener) {
        this.books = books;
        this.listener = listener;
        units = books.units();
        causes = new BreachCauses(units);
    }

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        if (logPosition != waitingPosition) {
            flush();
        }
        if (header.wrap(buffer, offset).templateId() == CommandAckDecoder.TEMPLATE_ID) {
            ack.wrapAndApplyHeader(buffer, offset, header);
            answeredPosition = ack.commandPosition();
            answeredTime = Instant.ofEpochMilli(ack.timeMs()).toString();
            if (answeredPosition == waitingPosition) {
                timeless.forEach(step -> step.put("time", answeredTime));
                flush();
            }
        }
        causes.onEvent(number, logPosition, buffer, offset, length);
        adapter.onEvent(number, logPosition, buffer, offset, length);
    }

    /** Hands on steps that wait for an answer which says their time; steps of timers have none. */
    void flush() {
        waiting.forEach(Runnable::run);
        waiting.clear();
        timeless.clear();
    }

    private void tell(
            final LiquidationStory story,
            final long position,
            final String event,
            final String why,
            final ObjectNode numbers) {
        final ObjectNode step = JSON.createObjectNode()
                .put("position", position)
                .put("time", position == answeredPosition ? answeredTime : null)
                .put("event", event)
                .put("why", why);
        step.set("numbers", numbers);
        waitingPosition = position;
        timeless.add(step);
        waiting.add(() -> listener.accept(story, step));
    }

    /** {@return all stories, by liquidation} */
    Collection<LiquidationStory> stories() {
        return stories.values();
    }

    /** {@return a story, or null if there was no such liquidation} */
    LiquidationStory find(final long liquidation) {
        return stories.get(liquidation);
    }

    // ---------------------------------------------------------------- steps

    @Override
    public void onStarted(final long logPosition, final LiquidationStartedDecoder it) {
        final LiquidationStory story = new LiquidationStory(it);
        stories.put(it.liquidation(), story);
        if (!story.isPool()) {
            causes.put(story.cause(), it.breachPosition());
        }
        final ObjectNode numbers = JSON.createObjectNode()
                .put("equity", units.numeraire(it.equity()))
                .put("maintenanceMargin", units.numeraire(it.maintenanceMargin()))
                .put("breachPosition", it.breachPosition())
                .put("breachTime", Instant.ofEpochMilli(it.breachTimeMs()).toString());
        numbers.set("cause", story.cause());
        tell(
                story,
                logPosition,
                "STARTED",
                StepReasons.started(story.isPool(), it.equity() < it.maintenanceMargin()),
                numbers);
    }

    @Override
    public void onOrder(final long logPosition, final LiquidationOrderDecoder it) {
        final LiquidationStory story = stories.get(it.liquidation());
        if (story == null) {
            return;
        }
        final OpenOrder before = story.order();
        final LiquidationStep step = OpenOrder.step(it.stepRaw());
        final boolean isFirst = before == null || before.instrument() != it.instrument();
        final OrderReason reason = StepReasons.orderReason(it.reasonRaw());
        story.order(it.quantity() == 0 ? null : OpenOrder.of(it));
        tell(
                story,
                logPosition,
                StepReasons.event(reason, isFirst),
                StepReasons.order(reason, story.isPool(), step, it.furthestPrice() != it.bankruptcyPrice()),
                numbers(it));
    }

    /** What a trade at a step is called; a new step is told here and in {@link StepReasons}. */
    private static String event(final LiquidationStep step, final short value, final boolean isByBid) {
        return switch (step) {
            case AUCTION, INSURED -> "BID_TRADED";
            case BACKSTOP -> "TAKEN_OVER";
            case DELEVERAGED -> isByBid ? "BID_TRADED" : "DELEVERAGED";
            case POOL -> "POOL_TOOK";
            default -> "STEP_" + value;
        };
    }

    private static String name(final LiquidationStep step, final short value) {
        return step == LiquidationStep.NULL_VAL ? "STEP_" + value : step.name();
    }

    private ObjectNode numbers(final LiquidationOrderDecoder it) {
        final Market market = units.market(it.instrument());
        return JSON.createObjectNode()
                .put("step", name(OpenOrder.step(it.stepRaw()), it.stepRaw()))
                .put("instrument", market.symbol())
                .put("side", it.side().name())
                .put("quantity", market.quantity(it.quantity()).toPlainString())
                .put("mark", market.price(it.mark()).toPlainString())
                .put("bankruptcyPrice", market.price(it.bankruptcyPrice()).toPlainString())
                .put("furthestPrice", market.price(it.furthestPrice()).toPlainString())
                .put("maxDiscountPercent", percent(it.maxDiscountPpm()))
                .put("penaltyPercent", percent(it.penaltyPpm()))
                .put("clockStart", Instant.ofEpochMilli(it.startTimeMs()).toString())
                .put("auctionMs", it.auctionMs())
                .put("equity", units.numeraire(it.equity()))
                .put("maintenanceMargin", units.numeraire(it.maintenanceMargin()));
    }

    @Override
    public void onTrade(final long logPosition, final LiquidationTradeDecoder it) {
        final LiquidationStory story = stories.get(it.liquidation());
        if (story == null) {
            return;
        }
        final Market market = units.market(it.instrument());
        final int asset = market.settlementAsset();
        final long loss = it.side() == Side.SELL ? it.mark() - it.price() : it.price() - it.mark();
        final long discount = market.value(it.quantity(), loss);
        final String account = LiquidationLosses.account(it.account());
        final boolean isByBid = it.byBid() == BooleanType.YES;
        story.traded(Long.toString(it.keeper()), isByBid);
        story.losses().move(
                account, LiquidationLosses.account(it.keeper()), asset, LiquidationLosses.Kind.DISCOUNT, discount);
        final String insurance = LiquidationLosses.insurance(market.pool());
        story.losses().move(account, insurance, asset, LiquidationLosses.Kind.PENALTY, it.penalty());
        story.losses().move(insurance, account, asset, LiquidationLosses.Kind.INSURANCE, it.insured());
        final LiquidationStep step = OpenOrder.step(it.stepRaw());
        tell(
                story,
                logPosition,
                event(step, it.stepRaw(), isByBid),
                StepReasons.traded(step, it.keeper(), it.insured() > 0, isByBid),
                numbers(it, market, discount, loss)
                        .put("step", name(step, it.stepRaw())));
    }

    private ObjectNode numbers(
            final LiquidationTradeDecoder it, final Market market, final long discount, final long loss) {
        final int asset = market.settlementAsset();
        final AccountFile taker = books.find(it.keeper());
        final ObjectNode numbers = JSON.createObjectNode()
                .put("taker", it.keeper())
                .put("takerOwner", taker == null ? 0 : taker.owner())
                .put("instrument", market.symbol())
                .put("side", it.side().name())
                .put("quantity", market.quantity(it.quantity()).toPlainString())
                .put("price", market.price(it.price()).toPlainString())
                .put("mark", market.price(it.mark()).toPlainString())
                .put("discountPercent", it.mark() == 0 ? null : percent(ppm(loss, it.mark())))
                .put("discount", units.worded(asset, discount))
                .put("penalty", units.worded(asset, it.penalty()))
                .put("insured", units.worded(asset, it.insured()))
                .put("positionAfter", market.quantity(it.positionAfter()).toPlainString());
        return nameUnlessMain(numbers, market.pool());
    }

    /** Says which pool pays or is paid, where it is not MAIN. */
    private static ObjectNode nameUnlessMain(final ObjectNode numbers, final int pool) {
        return pool == 0 ? numbers : numbers.put("pool", pool);
    }

    private static long ppm(final long part, final long whole) {
        return BigDecimal.valueOf(part)
                .movePointRight(6)
                .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private static String percent(final long ppm) {
        return BigDecimal.valueOf(ppm, PPM_DECIMALS).toPlainString();
    }

    @Override
    public void onCollateralOrder(final long logPosition, final CollateralOrderDecoder it) {
        final OrderReason reason = StepReasons.orderReason(it.reasonRaw());
        tellOf(it.liquidation(), logPosition, StepReasons.collateralEvent(reason), StepReasons.collateral(reason),
                JSON.createObjectNode()
                        .put("quantity", units.worded(it.asset(), it.quantity()))
                        .put("for", units.symbol(it.debtAsset()))
                        .put("index", units.assetPrice(it.asset(), it.index()).toPlainString())
                        .put("debtIndex", units.assetPrice(it.debtAsset(), it.debtIndex()).toPlainString())
                        .put("maxDiscountPercent", percent(it.maxDiscountPpm()))
                        .put("clockStart", Instant.ofEpochMilli(it.startTimeMs()).toString())
                        .put("auctionMs", it.auctionMs())
                        .put("equity", units.numeraire(it.equity()))
                        .put("maintenanceMargin", units.numeraire(it.maintenanceMargin())));
    }

    /** What the price is worse than the index of what was sold, is a discount in the asset that was paid. */
    @Override
    public void onCollateralTrade(final long logPosition, final CollateralTradeDecoder it) {
        final LiquidationStory story = stories.get(it.liquidation());
        if (story == null) {
            return;
        }
        final boolean isPool = it.keeper() == 0;
        final String insurance = LiquidationLosses.insurance(it.pool());
        final long worth =
                units.worth(it.asset(), it.index(), it.quantity(), it.debtAsset(), it.debtIndex());
        final long discount = worth - it.paid();
        story.traded(isPool ? insurance : Long.toString(it.keeper()), !isPool);
        story.losses().move(
                LiquidationLosses.account(it.account()),
                isPool ? insurance : LiquidationLosses.account(it.keeper()),
                it.debtAsset(),
                LiquidationLosses.Kind.DISCOUNT,
                discount);
        final ObjectNode numbers = JSON.createObjectNode()
                .put("buyer", it.keeper())
                .put("quantity", units.worded(it.asset(), it.quantity()))
                .put("price", units.assetPrice(it.asset(), it.price()).toPlainString())
                .put("index", units.assetPrice(it.asset(), it.index()).toPlainString())
                .put("debtIndex", units.assetPrice(it.debtAsset(), it.debtIndex()).toPlainString())
                .put("paid", units.worded(it.debtAsset(), it.paid()))
                .put("discountPercent", worth == 0 ? null : percent(ppm(discount, worth)))
                .put("discount", units.worded(it.debtAsset(), discount));
        tell(story, logPosition, isPool ? "POOL_BOUGHT" : "COLLATERAL_SOLD",
                StepReasons.collateralSold(it.keeper()), nameUnlessMain(numbers, it.pool()));
    }

    @Override
    public void onBackstopPassedOver(final long logPosition, final BackstopPassedOverDecoder it) {
        tellOf(it.liquidation(), logPosition, "PASSED_OVER",
                StepReasons.passedOver(it.reasonRaw(), it.account()), numbers(it));
    }

    private ObjectNode numbers(final BackstopPassedOverDecoder it) {
        final Market market = units.market(it.instrument());
        final ObjectNode numbers = JSON.createObjectNode()
                .put("backstop", it.account())
                .put("instrument", market.symbol())
                .put("quantity", market.quantity(it.quantity()).toPlainString())
                .put("price", market.price(it.price()).toPlainString())
                .put("capacity", units.numeraire(it.capacity()));
        if (it.reason() == PassOverReason.CAPACITY) {
            numbers.put("notional", units.numeraire(it.notional()));
        } else if (it.reason() == PassOverReason.MARGIN) {
            numbers.put("equityAfter", units.numeraire(it.equity()))
                    .put("initialMarginAfter", units.numeraire(it.initialMargin()));
        }
        return numbers;
    }

    @Override
    public void onDeleveragingStarted(final long logPosition, final DeleveragingStartedDecoder it) {
        final Market market = units.market(it.instrument());
        tellOf(it.liquidation(), logPosition, "DELEVERAGING",
                "plan and marks are frozen: who held the opposite side now is asked", JSON.createObjectNode()
                        .put("policy", it.policy().name())
                        .put("instrument", market.symbol())
                        .put("mark", market.price(it.mark()).toPlainString())
                        .put("price", market.price(it.price()).toPlainString()));
    }

    @Override
    public void onDeleveragingRound(final long logPosition, final DeleveragingRoundDecoder it) {
        final Market market = units.market(it.instrument());
        tellOf(it.liquidation(), logPosition, "ROUND",
                it.winners() == BooleanType.YES
                        ? "those with profit, or first in the queue, are asked"
                        : "nobody with profit is left: the others are asked",
                JSON.createObjectNode()
                        .put("round", it.round())
                        .put("needed", market.quantity(it.needed()).toPlainString())
                        .put("held", market.quantity(it.held()).toPlainString())
                        .put("holders", it.holders()));
    }

    @Override
    public void onDeleveragingSkipped(final long logPosition, final DeleveragingSkippedDecoder it) {
        final Market market = units.market(it.instrument());
        final ObjectNode numbers = JSON.createObjectNode()
                .put("counterparty", it.account())
                .put("share", market.quantity(it.quantity()).toPlainString());
        if (it.reason() == SkipReason.NEGATIVE_EQUITY) {
            numbers.put("equityAfter", units.numeraire(it.equity()));
        }
        tellOf(it.liquidation(), logPosition, "SKIPPED",
                "account " + it.account() + " cannot close: " + it.reason(), numbers);
    }

    @Override
    public void onDebtInsured(final long logPosition, final DebtInsuredDecoder it) {
        final LiquidationStory story = stories.get(it.liquidation());
        if (story == null) {
            return;
        }
        story.losses().move(
                LiquidationLosses.insurance(it.pool()), LiquidationLosses.account(it.account()), it.asset(),
                LiquidationLosses.Kind.INSURANCE, it.amount());
        tell(story, logPosition, "DEBT_INSURED", "nothing is left to sell, and it still owes: insurance pays",
                nameUnlessMain(
                        JSON.createObjectNode().put("paid", units.worded(it.asset(), it.amount())), it.pool()));
    }

    @Override
    public void onDeficitTaken(final long logPosition, final DeficitTakenDecoder it) {
        final boolean isOfPool = AccountStore.isPoolId(it.account());
        final LiquidationStory story = isOfPool ? lastOf(it.account()) : stories.get(it.liquidation());
        if (story == null) {
            return;
        }
        final Market market = units.market(it.instrument());
        final int asset = market.settlementAsset();
        story.losses().move(
                LiquidationLosses.SOCIALISED,
                isOfPool
                        ? LiquidationLosses.insurance(market.pool())
                        : LiquidationLosses.account(it.account()),
                asset,
                LiquidationLosses.Kind.SOCIALISED,
                it.amount());
        final ObjectNode numbers = JSON.createObjectNode()
                .put("instrument", market.symbol())
                .put("missing", units.worded(asset, it.amount()))
                .put("fromLongs", units.worded(asset, it.fromLongs()))
                .put("fromShorts", units.worded(asset, it.fromShorts()))
                .put("left", units.worded(asset, it.left()));
        tell(story, logPosition, "SOCIALISED", StepReasons.socialised(isOfPool),
                it.quantity() == 0 ? numbers : putTaken(numbers, it, market));
    }

    /** From what the amount comes where the pool took a position at mark. */
    private static ObjectNode putTaken(
            final ObjectNode numbers, final DeficitTakenDecoder it, final Market market) {
        return numbers.put("quantity", market.quantity(it.quantity()).toPlainString())
                .put("mark", market.price(it.mark()).toPlainString())
                .put("bankruptcyPrice", market.price(it.bankruptcyPrice()).toPlainString());
    }

    /** The last liquidation of an account, or null. */
    private LiquidationStory lastOf(final long account) {
        for (final LiquidationStory story : stories.descendingMap().values()) {
            if (story.account() == account) {
                return story;
            }
        }
        return null;
    }

    private void tellOf(
            final long liquidation,
            final long position,
            final String event,
            final String why,
            final ObjectNode numbers) {
        final LiquidationStory story = stories.get(liquidation);
        if (story != null) {
            tell(story, position, event, why, numbers);
        }
    }

    @Override
    public void onEnded(final long logPosition, final LiquidationEndedDecoder it) {
        final LiquidationStory story = stories.get(it.liquidation());
        if (story == null) {
            return;
        }
        story.ended(it);
        final String why = StepReasons.ended(story.isPool(), it.outcome());
        tell(story, logPosition, it.outcome().name(), why, JSON.createObjectNode()
                .put("equity", units.numeraire(it.equity()))
                .put("maintenanceMargin", units.numeraire(it.maintenanceMargin())));
    }
}
