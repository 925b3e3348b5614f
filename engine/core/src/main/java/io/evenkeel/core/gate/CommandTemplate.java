package io.evenkeel.core.gate;

import static io.evenkeel.core.gate.Permissions.ALL;
import static io.evenkeel.core.gate.Permissions.AUDITOR;
import static io.evenkeel.core.gate.Permissions.GATEWAY;
import static io.evenkeel.core.gate.Permissions.GOVERNOR;
import static io.evenkeel.core.gate.Permissions.KEEPER;
import static io.evenkeel.core.gate.Permissions.OPERATOR;
import static io.evenkeel.core.gate.Permissions.ORACLE;
import static io.evenkeel.core.gate.Permissions.OWNER;
import static io.evenkeel.core.gate.Permissions.VENUE;

import io.evenkeel.codecs.AddAccountDecoder;
import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.AddParticipantDecoder;
import io.evenkeel.codecs.AddPriceSourceDecoder;
import io.evenkeel.codecs.BidCollateralDecoder;
import io.evenkeel.codecs.BidDecoder;
import io.evenkeel.codecs.BookTopDecoder;
import io.evenkeel.codecs.CancelWithdrawalDecoder;
import io.evenkeel.codecs.ClassifiedTradeDecoder;
import io.evenkeel.codecs.CloseAccountDecoder;
import io.evenkeel.codecs.ConfirmInstructionDecoder;
import io.evenkeel.codecs.CreditCheckDecoder;
import io.evenkeel.codecs.DepositDecoder;
import io.evenkeel.codecs.InsuranceDepositDecoder;
import io.evenkeel.codecs.InsuranceWithdrawalDecoder;
import io.evenkeel.codecs.PriceSubmissionDecoder;
import io.evenkeel.codecs.RemovePriceSourceDecoder;
import io.evenkeel.codecs.ReserveMarginDecoder;
import io.evenkeel.codecs.SessionRequestDecoder;
import io.evenkeel.codecs.SetAccountTermsDecoder;
import io.evenkeel.codecs.SetBackstopDecoder;
import io.evenkeel.codecs.SetCollateralAuctionDecoder;
import io.evenkeel.codecs.SetCollateralLimitsDecoder;
import io.evenkeel.codecs.SetCollateralTermsDecoder;
import io.evenkeel.codecs.SetFeesDecoder;
import io.evenkeel.codecs.SetFundingTermsDecoder;
import io.evenkeel.codecs.SetHaltedDecoder;
import io.evenkeel.codecs.SetInsuranceLimitsDecoder;
import io.evenkeel.codecs.SetLeverageDecoder;
import io.evenkeel.codecs.SetLiquidationTermsDecoder;
import io.evenkeel.codecs.SetMarginTermsDecoder;
import io.evenkeel.codecs.SetMarketPhaseDecoder;
import io.evenkeel.codecs.SetMarketTermsDecoder;
import io.evenkeel.codecs.SetMessageKeyDecoder;
import io.evenkeel.codecs.SetParticipantDecoder;
import io.evenkeel.codecs.SetPriceTermsDecoder;
import io.evenkeel.codecs.SetSettlementDecoder;
import io.evenkeel.codecs.StartCycleDecoder;
import io.evenkeel.codecs.StateHashRequestDecoder;
import io.evenkeel.codecs.TradeDecoder;
import io.evenkeel.codecs.TradeBustDecoder;
import io.evenkeel.codecs.TradeCorrectionDecoder;
import io.evenkeel.codecs.TransferDecoder;
import io.evenkeel.codecs.WithdrawalDecoder;

/**
 * The commands there are: what their bytes look like and who may send them. The one table that Gate judges by and
 * that PROTOCOL.md prints. Looking one up allocates nothing.
 */
public enum CommandTemplate {
    ADD_PARTICIPANT(AddParticipantDecoder.TEMPLATE_ID, AddParticipantDecoder.BLOCK_LENGTH, OPERATOR, true),
    ADD_ASSET(
            AddAssetDecoder.TEMPLATE_ID, AddAssetDecoder.BLOCK_LENGTH,
            AddAssetDecoder.HaircutsDecoder.sbeBlockLength(), GOVERNOR, true),
    ADD_INSTRUMENT(
            AddInstrumentDecoder.TEMPLATE_ID, AddInstrumentDecoder.BLOCK_LENGTH,
            AddInstrumentDecoder.TiersDecoder.sbeBlockLength(), GOVERNOR, true),
    ADD_ACCOUNT(AddAccountDecoder.TEMPLATE_ID, AddAccountDecoder.BLOCK_LENGTH, OPERATOR, true),
    ADD_PRICE_SOURCE(AddPriceSourceDecoder.TEMPLATE_ID, AddPriceSourceDecoder.BLOCK_LENGTH, GOVERNOR, true),
    SET_HALTED(SetHaltedDecoder.TEMPLATE_ID, SetHaltedDecoder.BLOCK_LENGTH, OPERATOR, true),
    TRADE(TradeDecoder.TEMPLATE_ID, TradeDecoder.BLOCK_LENGTH, VENUE, true),
    PRICE_SUBMISSION(PriceSubmissionDecoder.TEMPLATE_ID, PriceSubmissionDecoder.BLOCK_LENGTH, ORACLE, true),
    DEPOSIT(DepositDecoder.TEMPLATE_ID, DepositDecoder.BLOCK_LENGTH, GATEWAY, true),
    WITHDRAWAL(WithdrawalDecoder.TEMPLATE_ID, WithdrawalDecoder.BLOCK_LENGTH, OWNER, true),
    CANCEL_WITHDRAWAL(
            CancelWithdrawalDecoder.TEMPLATE_ID, CancelWithdrawalDecoder.BLOCK_LENGTH, OWNER | OPERATOR, true),
    INSURANCE_DEPOSIT(InsuranceDepositDecoder.TEMPLATE_ID, InsuranceDepositDecoder.BLOCK_LENGTH, GATEWAY, true),
    INSURANCE_WITHDRAWAL(
            InsuranceWithdrawalDecoder.TEMPLATE_ID, InsuranceWithdrawalDecoder.BLOCK_LENGTH, GOVERNOR, true),
    BID(BidDecoder.TEMPLATE_ID, BidDecoder.BLOCK_LENGTH, KEEPER, true),
    BID_COLLATERAL(BidCollateralDecoder.TEMPLATE_ID, BidCollateralDecoder.BLOCK_LENGTH, KEEPER, true),
    STATE_HASH_REQUEST(
            StateHashRequestDecoder.TEMPLATE_ID, StateHashRequestDecoder.BLOCK_LENGTH, OPERATOR | AUDITOR, true),
    SESSION_REQUEST(SessionRequestDecoder.TEMPLATE_ID, SessionRequestDecoder.BLOCK_LENGTH, ALL, true),
    BOOK_TOP(BookTopDecoder.TEMPLATE_ID, BookTopDecoder.BLOCK_LENGTH, VENUE, true),
    TRADE_BUST(TradeBustDecoder.TEMPLATE_ID, TradeBustDecoder.BLOCK_LENGTH, VENUE, true),
    TRADE_CORRECTION(TradeCorrectionDecoder.TEMPLATE_ID, TradeCorrectionDecoder.BLOCK_LENGTH, VENUE, true),
    CLASSIFIED_TRADE(ClassifiedTradeDecoder.TEMPLATE_ID, ClassifiedTradeDecoder.BLOCK_LENGTH, VENUE, true),
    CREDIT_CHECK(CreditCheckDecoder.TEMPLATE_ID, CreditCheckDecoder.BLOCK_LENGTH, VENUE | OWNER, true),
    RESERVE_MARGIN(ReserveMarginDecoder.TEMPLATE_ID, ReserveMarginDecoder.BLOCK_LENGTH, VENUE | OPERATOR, true),
    TRANSFER(TransferDecoder.TEMPLATE_ID, TransferDecoder.BLOCK_LENGTH, OWNER, true),
    CONFIRM_INSTRUCTION(ConfirmInstructionDecoder.TEMPLATE_ID, ConfirmInstructionDecoder.BLOCK_LENGTH, GATEWAY, true),
    CLOSE_ACCOUNT(CloseAccountDecoder.TEMPLATE_ID, CloseAccountDecoder.BLOCK_LENGTH, OWNER | OPERATOR, true),
    SET_LEVERAGE(SetLeverageDecoder.TEMPLATE_ID, SetLeverageDecoder.BLOCK_LENGTH, OWNER, true),
    SET_PARTICIPANT(SetParticipantDecoder.TEMPLATE_ID, SetParticipantDecoder.BLOCK_LENGTH, OPERATOR, true),
    SET_MESSAGE_KEY(SetMessageKeyDecoder.TEMPLATE_ID, SetMessageKeyDecoder.BLOCK_LENGTH, OPERATOR, true),
    SET_ACCOUNT_TERMS(SetAccountTermsDecoder.TEMPLATE_ID, SetAccountTermsDecoder.BLOCK_LENGTH, OPERATOR, true),
    SET_MARGIN_TERMS(
            SetMarginTermsDecoder.TEMPLATE_ID, SetMarginTermsDecoder.BLOCK_LENGTH,
            SetMarginTermsDecoder.TiersDecoder.sbeBlockLength(), GOVERNOR, true),
    SET_COLLATERAL_TERMS(
            SetCollateralTermsDecoder.TEMPLATE_ID, SetCollateralTermsDecoder.BLOCK_LENGTH,
            SetCollateralTermsDecoder.HaircutsDecoder.sbeBlockLength(), GOVERNOR, true),
    SET_COLLATERAL_LIMITS(
            SetCollateralLimitsDecoder.TEMPLATE_ID, SetCollateralLimitsDecoder.BLOCK_LENGTH, GOVERNOR, true),
    SET_MARKET_TERMS(SetMarketTermsDecoder.TEMPLATE_ID, SetMarketTermsDecoder.BLOCK_LENGTH, GOVERNOR, true),
    SET_FUNDING_TERMS(SetFundingTermsDecoder.TEMPLATE_ID, SetFundingTermsDecoder.BLOCK_LENGTH, GOVERNOR, true),
    SET_FEES(
            SetFeesDecoder.TEMPLATE_ID, SetFeesDecoder.BLOCK_LENGTH,
            SetFeesDecoder.TiersDecoder.sbeBlockLength(), GOVERNOR, true),
    SET_MARKET_PHASE(SetMarketPhaseDecoder.TEMPLATE_ID, SetMarketPhaseDecoder.BLOCK_LENGTH, OPERATOR, true),
    SET_SETTLEMENT(SetSettlementDecoder.TEMPLATE_ID, SetSettlementDecoder.BLOCK_LENGTH, GOVERNOR, true),
    START_CYCLE(StartCycleDecoder.TEMPLATE_ID, StartCycleDecoder.BLOCK_LENGTH, OPERATOR, true),
    SET_PRICE_TERMS(SetPriceTermsDecoder.TEMPLATE_ID, SetPriceTermsDecoder.BLOCK_LENGTH, GOVERNOR, true),
    REMOVE_PRICE_SOURCE(RemovePriceSourceDecoder.TEMPLATE_ID, RemovePriceSourceDecoder.BLOCK_LENGTH, GOVERNOR, true),
    SET_BACKSTOP(SetBackstopDecoder.TEMPLATE_ID, SetBackstopDecoder.BLOCK_LENGTH, OPERATOR, true),
    SET_INSURANCE_LIMITS(
            SetInsuranceLimitsDecoder.TEMPLATE_ID, SetInsuranceLimitsDecoder.BLOCK_LENGTH, GOVERNOR, true),
    SET_LIQUIDATION_TERMS(
            SetLiquidationTermsDecoder.TEMPLATE_ID, SetLiquidationTermsDecoder.BLOCK_LENGTH, GOVERNOR, true),
    SET_COLLATERAL_AUCTION(
            SetCollateralAuctionDecoder.TEMPLATE_ID, SetCollateralAuctionDecoder.BLOCK_LENGTH, GOVERNOR, true);

    private static final int LARGEST_ID = 99;
    private static final CommandTemplate[] BY_ID = new CommandTemplate[LARGEST_ID + 1];

    static {
        for (final CommandTemplate template : values()) {
            BY_ID[template.id] = template;
        }
    }

    private final int id;
    private final int blockLength;
    private final int groupEntryLength;
    private final int roles;
    private final boolean isBuilt;

    CommandTemplate(final int id, final int blockLength, final int roles, final boolean isBuilt) {
        this(id, blockLength, 0, roles, isBuilt);
    }

    CommandTemplate(
            final int id,
            final int blockLength,
            final int groupEntryLength,
            final int roles,
            final boolean isBuilt) {
        this.id = id;
        this.blockLength = blockLength;
        this.groupEntryLength = groupEntryLength;
        this.roles = roles;
        this.isBuilt = isBuilt;
    }

    /** {@return the command with a template id that came over the wire; null where there is none} */
    public static CommandTemplate find(final int templateId) {
        return templateId >= 0 && templateId <= LARGEST_ID ? BY_ID[templateId] : null;
    }

    /** {@return template id in the schema} */
    public int id() {
        return id;
    }

    /** {@return length of its root block in bytes, above 0} */
    public int blockLength() {
        return blockLength;
    }

    /** {@return length in bytes of an entry of its repeating group; 0 where it has none} */
    public int groupEntryLength() {
        return groupEntryLength;
    }

    /** {@return the roles of which a sender needs one, as bits of {@link Permissions}} */
    public int roles() {
        return roles;
    }

    /** {@return whether the later stages can apply it; until then Gate answers UNKNOWN_TEMPLATE} */
    public boolean isBuilt() {
        return isBuilt;
    }
}
