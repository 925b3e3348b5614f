package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.BalanceReport;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.inspect.PositionReport;
import io.evenkeel.core.inspect.PriceReport;
import io.evenkeel.tools.scenario.Statement.ExpectAccount;
import io.evenkeel.tools.scenario.Statement.ExpectBalance;
import io.evenkeel.tools.scenario.Statement.ExpectEvent;
import io.evenkeel.tools.scenario.Statement.ExpectPosition;
import io.evenkeel.tools.scenario.Statement.ExpectPrice;
import io.evenkeel.tools.scenario.Statement.ExpectReject;
import io.evenkeel.tools.scenario.Statement.House;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Checks what a scenario expects against the state of the engine and the events it put out. */
final class ExpectationChecker {
    private final Inspector inspector;
    private final Registry registry;
    private final EventChecker events;
    private RejectCode lastAnswer = RejectCode.NONE;

    ExpectationChecker(final Inspector inspector, final Registry registry, final EventChecker events) {
        this.inspector = inspector;
        this.registry = registry;
        this.events = events;
    }

    /** Takes note of the answer to the last command. */
    void answered(final RejectCode code) {
        lastAnswer = code;
    }

    Comparison account(final ExpectAccount expected) {
        final Comparison comparison = new Comparison(expected.tolerance());
        final AccountReport report = inspector.account(expected.account());
        expected.figures().forEach((name, wanted) -> comparison.number(name, wanted, figure(report, name)));
        if (expected.hasStatus()) {
            comparison.word("status", expected.status(), report == null ? null : report.status());
        }
        return comparison;
    }

    private BigDecimal figure(final AccountReport report, final String name) {
        if (report == null) {
            return null;
        }
        final long figure = switch (name) {
            case "equity" -> report.equity();
            case "initialMargin" -> report.initialMargin();
            default -> report.maintenanceMargin();
        };
        return DecimalText.decimal(figure, registry.numeraireExponent());
    }

    Comparison position(final ExpectPosition expected) {
        final Comparison comparison = new Comparison(expected.tolerance());
        final Denomination instrument = expected.instrument();
        final PositionReport position = find(expected.account(), registry.id(instrument));
        for (final Map.Entry<String, BigDecimal> figure : expected.figures().entrySet()) {
            compare(comparison, figure.getKey(), figure.getValue(), expected.account(), position, instrument);
        }
        return comparison;
    }

    private void compare(
            final Comparison comparison,
            final String name,
            final BigDecimal wanted,
            final long account,
            final PositionReport position,
            final Denomination instrument) {
        if (position == null) {
            final boolean isZeroWhenAbsent = "quantity".equals(name)
                    || (wanted != null && ("entryValue".equals(name) || "unrealised".equals(name)));
            comparison.number(name, wanted, isZeroWhenAbsent ? BigDecimal.ZERO : null);
            return;
        }
        final int money = instrument.amountExponent();
        switch (name) {
            case "quantity" -> comparison.number(
                    name, wanted, DecimalText.decimal(position.quantity(), instrument.quantityExponent()));
            case "entryPrice" -> comparison.ratio(
                    name,
                    wanted,
                    BigInteger.valueOf(position.entryCost()),
                    -money + instrument.quantityExponent(),
                    BigInteger.valueOf(position.quantity()).multiply(BigInteger.valueOf(instrument.multiplier())));
            case "entryValue" -> comparison.number(name, wanted, DecimalText.decimal(position.entryValue(), money));
            case "unrealised" -> comparison.number(name, wanted, DecimalText.decimal(position.unrealised(), money));
            case "liquidationPrice" -> comparison.number(
                    name, wanted, price(inspector.liquidationPrice(account, position.instrument()), instrument));
            default -> comparison.number(
                    name, wanted, price(inspector.bankruptcyPrice(account, position.instrument()), instrument));
        }
    }

    private static BigDecimal price(final OptionalLong price, final Denomination instrument) {
        return price.isEmpty() ? null : DecimalText.decimal(price.getAsLong(), instrument.priceExponent());
    }

    private PositionReport find(final long account, final int instrument) {
        final AccountReport report = inspector.account(account);
        if (report != null) {
            for (final PositionReport position : report.positions()) {
                if (position.instrument() == instrument) {
                    return position;
                }
            }
        }
        return null;
    }

    Comparison balance(final ExpectBalance expected) {
        final Comparison comparison = new Comparison(expected.tolerance());
        final int asset = registry.id(expected.asset());
        final Long balance = expected.house() == null
                ? balanceOf(expected.account(), asset)
                : (Long) inspector.houseBalance(expected.house().account(), houseId(expected.house()), asset);
        final int exponent = expected.asset().amountExponent();
        comparison.number(
                "amount", expected.amount(), balance == null ? null : DecimalText.decimal(balance, exponent));
        return comparison;
    }

    private int houseId(final House house) {
        return house.instrument() == null ? house.pool() : registry.id(house.instrument());
    }

    /** {@return the balance, 0 where the account never had any, or null where there is no such account} */
    private Long balanceOf(final long account, final int asset) {
        final AccountReport report = inspector.account(account);
        if (report == null) {
            return null;
        }
        for (final BalanceReport balance : report.balances()) {
            if (balance.asset() == asset) {
                return balance.balance();
            }
        }
        return 0L;
    }

    Comparison price(final ExpectPrice expected) {
        final Comparison comparison = new Comparison(expected.tolerance());
        final Denomination priced = expected.priced();
        final PricedKind kind = priced.isInstrument() ? PricedKind.INSTRUMENT : PricedKind.ASSET;
        final PriceReport report = inspector.price(kind, registry.id(priced));
        expected.figures().forEach((name, wanted) -> {
            final long mantissa = report == null ? 0 : "index".equals(name) ? report.index() : report.mark();
            comparison.number(
                    name, wanted, mantissa == 0 ? null : DecimalText.decimal(mantissa, priced.priceExponent()));
        });
        if (expected.hasState()) {
            comparison.word("state", expected.state(), report == null ? null : report.state());
        }
        return comparison;
    }

    Comparison event(final ExpectEvent expected) {
        return expected.isAbsent() ? events.checkAbsent(expected) : events.checkNext(expected);
    }

    Comparison reject(final ExpectReject expected) {
        final Comparison comparison = new Comparison(null);
        final String was = lastAnswer == RejectCode.NONE ? "accepted" : lastAnswer.name();
        comparison.word("refusal", expected.code(), was);
        return comparison;
    }

    Comparison invariants() {
        final List<String> violated = inspector.violatedInvariants();
        return violated.isEmpty()
                ? Comparison.same()
                : Comparison.difference("all invariants to hold", String.join("; ", violated));
    }
}
