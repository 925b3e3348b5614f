package io.evenkeel.tools.scenario;

import io.evenkeel.client.Role;
import io.evenkeel.codecs.AddParticipantEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetBackstopEncoder;
import io.evenkeel.codecs.SetCollateralAuctionEncoder;
import io.evenkeel.codecs.SetCollateralTermsEncoder;
import io.evenkeel.codecs.SetInsuranceLimitsEncoder;
import io.evenkeel.codecs.SetLiquidationTermsEncoder;
import io.evenkeel.codecs.SetMarginTermsEncoder;
import io.evenkeel.codecs.SetMessageKeyEncoder;
import io.evenkeel.codecs.SetParticipantEncoder;
import io.evenkeel.tools.inline.InlineEngine;
import io.evenkeel.tools.scenario.GovernanceStatement.ChangeLiquidation;
import io.evenkeel.tools.scenario.GovernanceStatement.CollateralAuction;
import io.evenkeel.tools.scenario.GovernanceStatement.CollateralTerms;
import io.evenkeel.tools.scenario.GovernanceStatement.InsuranceLimits;
import io.evenkeel.tools.scenario.GovernanceStatement.MarginTerms;
import io.evenkeel.tools.scenario.GovernanceStatement.SetBackstop;
import io.evenkeel.tools.scenario.GovernanceStatement.SetMessageKey;
import io.evenkeel.tools.scenario.GovernanceStatement.SetParticipant;
import io.evenkeel.tools.scenario.Statement.LiquidationTerms;
import io.evenkeel.tools.scenario.Statement.Tier;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Writes the commands of a scenario that concern terms which accounts adopt, liquidations, and participants. One
 * participant, the runner, holds every role; the others are made when a line first names them.
 */
final class GovernanceWriter {
    /** What participants may do whom no line has given other roles. */
    static final Set<Role> ROLES_OF_OWNERS = EnumSet.of(Role.KEEPER, Role.BACKSTOP, Role.OWNER);

    private static final int GENESIS = 1;

    private final InlineEngine engine;
    private final Registry registry;
    private final int runner;
    private int lastParticipant;

    /** Makes a writer, and the runner with its session. */
    GovernanceWriter(final InlineEngine engine, final Registry registry, final int runner) {
        this.engine = engine;
        this.registry = registry;
        this.runner = runner;
        lastParticipant = runner;
        engine.openSession(GENESIS);
        add(GENESIS, runner, EnumSet.allOf(Role.class));
    }

    private void add(final int sender, final int participant, final Set<Role> roles) {
        final AddParticipantEncoder encoder = new AddParticipantEncoder();
        engine.begin(sender, encoder);
        encoder.participant(participant).commandsPerSecond(0);
        putRoles(encoder, AddParticipantEncoder.rolesEncodingOffset(), roles);
        final RejectCode code = submit(sender, encoder);
        if (code != RejectCode.NONE) {
            throw new IllegalStateException("the runner's own command was refused: " + code);
        }
        engine.openSession(participant);
    }

    private void putRoles(final MessageEncoderFlyweight encoder, final int at, final Set<Role> roles) {
        final int mask = roles.stream().mapToInt(Role::mask).sum();
        engine.buffer().putShort(encoder.offset() + at, (short) mask, ByteOrder.LITTLE_ENDIAN);
    }

    private RejectCode submit(final int sender, final MessageEncoderFlyweight encoder) {
        return engine.submit(sender, encoder.encodedLength());
    }

    /** {@return the participant of that name, made if it is new} */
    int named(final String name) {
        final Integer known = registry.participant(name);
        if (known != null) {
            return known;
        }
        add(runner, ++lastParticipant, ROLES_OF_OWNERS);
        registry.addParticipant(name, lastParticipant);
        return lastParticipant;
    }

    RejectCode participant(final SetParticipant change) {
        final int participant = named(change.name());
        final SetParticipantEncoder encoder = new SetParticipantEncoder();
        engine.begin(runner, encoder);
        encoder.participant(participant).commandsPerSecond(change.commandsPerSecond());
        putRoles(encoder, SetParticipantEncoder.rolesEncodingOffset(), change.roles());
        return submit(runner, encoder);
    }

    RejectCode messageKey(final SetMessageKey change) {
        final int participant = named(change.participant());
        final byte[] key = HexFormat.of().parseHex(change.keyHex());
        final SetMessageKeyEncoder encoder = new SetMessageKeyEncoder();
        engine.begin(runner, encoder);
        encoder.participant(participant).graceMs(change.graceMs());
        engine.buffer().putBytes(encoder.offset() + SetMessageKeyEncoder.keyEncodingOffset(), key);
        final RejectCode code = submit(runner, encoder);
        if (code == RejectCode.NONE && change.isAdopted()) {
            engine.signUnder(participant, key);
        }
        return code;
    }

    RejectCode backstop(final SetBackstop registration) {
        final SetBackstopEncoder encoder = new SetBackstopEncoder();
        engine.begin(runner, encoder);
        encoder.account(registration.account()).capacity(registration.capacity());
        return submit(runner, encoder);
    }

    RejectCode insuranceLimits(final InsuranceLimits limits) {
        final SetInsuranceLimitsEncoder encoder = new SetInsuranceLimitsEncoder();
        engine.begin(runner, encoder);
        encoder.pool(limits.pool())
                .perLiquidation(limits.perLiquidation())
                .perWindow(limits.perWindow())
                .windowMs(limits.windowMs());
        return submit(runner, encoder);
    }

    RejectCode liquidationTerms(final ChangeLiquidation change) {
        final LiquidationTerms terms = change.terms();
        final SetLiquidationTermsEncoder encoder = new SetLiquidationTermsEncoder();
        engine.begin(runner, encoder);
        encoder.instrument(registry.id(change.instrument()))
                .auctionMs(terms.auctionMs())
                .maxDiscountPpm(terms.maxDiscountPpm())
                .discountCapPpm(terms.discountCapPpm())
                .penaltyPpm(terms.penaltyPpm())
                .penaltyCapPpm(terms.penaltyCapPpm())
                .bufferPpm(terms.bufferPpm())
                .socialCapPpm(change.socialCapPpm())
                .minNotional(terms.minNotional());
        return submit(runner, encoder);
    }

    RejectCode collateralAuction(final CollateralAuction change) {
        final SetCollateralAuctionEncoder encoder = new SetCollateralAuctionEncoder();
        engine.begin(runner, encoder);
        encoder.asset(registry.id(change.asset()))
                .auctionMs(change.auctionMs())
                .maxDiscountPpm(change.maxDiscountPpm());
        return submit(runner, encoder);
    }

    RejectCode marginTerms(final MarginTerms terms) {
        final SetMarginTermsEncoder encoder = new SetMarginTermsEncoder();
        engine.begin(runner, encoder);
        encoder.instrument(registry.id(terms.instrument())).oiLower(terms.oiLower()).oiUpper(terms.oiUpper());
        final SetMarginTermsEncoder.TiersEncoder tiers = encoder.tiersCount(terms.tiers().size());
        for (final Tier tier : terms.tiers()) {
            tiers.next().upTo(tier.upTo()).imPpm(tier.ratePpm()).mmPpm(tier.maintenancePpm());
        }
        return submit(runner, encoder);
    }

    RejectCode collateralTerms(final CollateralTerms terms) {
        final SetCollateralTermsEncoder encoder = new SetCollateralTermsEncoder();
        engine.begin(runner, encoder);
        encoder.asset(registry.id(terms.asset()))
                .borrowAddOnPpm(terms.borrowAddOnPpm())
                .borrowImPpm(terms.borrowImPpm())
                .borrowMmPpm(terms.borrowMmPpm());
        final SetCollateralTermsEncoder.HaircutsEncoder haircuts = encoder.haircutsCount(terms.haircuts().size());
        for (final Tier tier : terms.haircuts()) {
            haircuts.next().upTo(tier.upTo()).haircutPpm(tier.ratePpm());
        }
        return submit(runner, encoder);
    }
}
