package io.evenkeel.tools.replay;

import java.math.BigDecimal;

/**
 * One leg of a recorded fill, as the venue reported it.
 *
 * @param line          where it stands in the file.
 * @param tradeId       the venue's id, the same for both legs.
 * @param account       the venue's number of the account.
 * @param coin          the venue's name of the perpetual.
 * @param price         price.
 * @param size          size, above 0.
 * @param isBuy         whether the account bought.
 * @param startPosition signed position before the fill.
 * @param closedProfit  profit that the venue says was realised.
 * @param fee           fee charged, negative for a rebate.
 */
record Fill(
        int line,
        long tradeId,
        long account,
        String coin,
        BigDecimal price,
        BigDecimal size,
        boolean isBuy,
        BigDecimal startPosition,
        BigDecimal closedProfit,
        BigDecimal fee) {

    /** {@return change of the position} */
    BigDecimal signedSize() {
        return isBuy ? size : size.negate();
    }

    /** {@return how much of the size closes what was there before} */
    BigDecimal closedSize() {
        final boolean isClosing = startPosition.signum() != 0 && startPosition.signum() != signedSize().signum();
        return isClosing ? size.min(startPosition.abs()) : BigDecimal.ZERO;
    }

    /** {@return the position that the fill belongs to} */
    PositionKey position() {
        return new PositionKey(account, coin);
    }

    /**
     * Names one position.
     *
     * @param account the venue's number of the account.
     * @param coin    the venue's name of the perpetual.
     */
    record PositionKey(long account, String coin) {
    }
}
