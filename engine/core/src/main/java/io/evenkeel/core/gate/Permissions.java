package io.evenkeel.core.gate;

import io.evenkeel.codecs.AddAccountDecoder;
import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.AddParticipantDecoder;
import io.evenkeel.codecs.AddPriceSourceDecoder;
import io.evenkeel.codecs.BidDecoder;
import io.evenkeel.codecs.DepositDecoder;
import io.evenkeel.codecs.InsuranceDepositDecoder;
import io.evenkeel.codecs.PriceSubmissionDecoder;
import io.evenkeel.codecs.SetHaltedDecoder;
import io.evenkeel.codecs.StateHashRequestDecoder;
import io.evenkeel.codecs.TradeDecoder;
import io.evenkeel.codecs.WithdrawalDecoder;

/** Which roles may send which command (SPEC 7). Roles are bits as in the schema's {@code Roles}. */
public final class Permissions {
    /** Fills and books of its own venue. */
    public static final int VENUE = 1;
    /** Prices of its own sources. */
    public static final int ORACLE = 1 << 1;
    /** Bids in liquidations. */
    public static final int KEEPER = 1 << 2;
    /** Backstop accounts. */
    public static final int BACKSTOP = 1 << 3;
    /** Deposits and confirmations. */
    public static final int GATEWAY = 1 << 4;
    /** Its own accounts. */
    public static final int OWNER = 1 << 5;
    /** Assets, instruments, parameters. */
    public static final int GOVERNOR = 1 << 6;
    /** Participants, accounts, halts, hashes. */
    public static final int OPERATOR = 1 << 7;
    /** Reads only. */
    public static final int AUDITOR = 1 << 8;
    /** Every role there is. */
    public static final int ALL = (1 << 9) - 1;

    private Permissions() {
    }

    /** {@return the roles of which a sender needs one; 0 for a template that is no command} */
    public static int rolesFor(final int templateId) {
        return switch (templateId) {
            case TradeDecoder.TEMPLATE_ID -> VENUE;
            case PriceSubmissionDecoder.TEMPLATE_ID -> ORACLE;
            case BidDecoder.TEMPLATE_ID -> KEEPER;
            case DepositDecoder.TEMPLATE_ID, InsuranceDepositDecoder.TEMPLATE_ID -> GATEWAY;
            case WithdrawalDecoder.TEMPLATE_ID -> OWNER;
            case AddAssetDecoder.TEMPLATE_ID, AddInstrumentDecoder.TEMPLATE_ID, AddPriceSourceDecoder.TEMPLATE_ID ->
                    GOVERNOR;
            case AddParticipantDecoder.TEMPLATE_ID, AddAccountDecoder.TEMPLATE_ID, SetHaltedDecoder.TEMPLATE_ID ->
                    OPERATOR;
            case StateHashRequestDecoder.TEMPLATE_ID -> OPERATOR | AUDITOR;
            default -> 0;
        };
    }
}
