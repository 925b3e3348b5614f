package io.evenkeel.core;

import static io.evenkeel.core.snapshot.Soundness.require;

import io.evenkeel.codecs.EngineEndDecoder;
import io.evenkeel.codecs.EngineEndEncoder;
import io.evenkeel.codecs.ListingStateDecoder;
import io.evenkeel.codecs.MarketBookStateDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageKeyStateDecoder;
import io.evenkeel.codecs.ParticipantStateDecoder;
import io.evenkeel.codecs.PriceBookStateDecoder;
import io.evenkeel.codecs.ProgressStateDecoder;
import io.evenkeel.codecs.ProgressStateEncoder;
import io.evenkeel.codecs.SetPriceTermsDecoder;
import io.evenkeel.codecs.SourceStateDecoder;
import io.evenkeel.core.gate.GateSnapshot;
import io.evenkeel.core.price.PriceSnapshot;
import io.evenkeel.core.snapshot.RecordWriter;
import io.evenkeel.core.snapshot.SnapshotSink;
import io.evenkeel.core.store.Mixing;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A snapshot of all stages: which records there are, in which order, and that what was loaded is what was written.
 * Allocates; used while no stage is at work.
 */
final class EngineSnapshot {
    private final Engine engine;
    private final GateSnapshot gate;
    private final PriceSnapshot price;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ListingStateDecoder listing = new ListingStateDecoder();
    private final ProgressStateDecoder progress = new ProgressStateDecoder();
    private final EngineEndDecoder end = new EngineEndDecoder();
    private long loaded;
    private long digest;
    private boolean isComplete;

    EngineSnapshot(final Engine engine) {
        this.engine = engine;
        gate = new GateSnapshot(engine.gate());
        price = new PriceSnapshot(engine.price());
    }

    void write(final SnapshotSink sink) {
        final RecordWriter writer = new RecordWriter(sink);
        gate.write(writer);
        price.writeListings(writer);
        price.writePrices(writer);
        price.writeMarkets(writer);
        writeProgress(writer);
        engine.risk().writeSnapshot(writer, engine.inspector().accountIds());
        final EngineEndEncoder encoder = new EngineEndEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .stateHash(engine.stateHash())
                .records(writer.records())
                .digest(writer.digest());
        writer.write(encoder.limit());
    }

    private void writeProgress(final RecordWriter writer) {
        final ProgressStateEncoder encoder = new ProgressStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header());
        encoder.pricesLookedMs(engine.price().lookedMs())
                .sourceCursor(engine.price().sourceCursor());
        engine.risk().writeProgress(encoder);
        writer.write(encoder.limit());
    }

    /** Takes up a record; one that is damaged in whatever way is refused with its number and the reason. */
    void load(final DirectBuffer buffer, final int offset, final int length) {
        try {
            loadSound(buffer, offset, length);
        } catch (final IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw new IllegalStateException("snapshot record " + loaded + " cannot be sound: " + e.getMessage(), e);
        }
        loaded++;
        digest = Mixing.chain(digest, Mixing.digest(buffer, offset, length));
    }

    private void loadSound(final DirectBuffer buffer, final int offset, final int length) {
        if (isComplete || length < MessageHeaderDecoder.ENCODED_LENGTH) {
            throw new IllegalStateException("snapshot record " + loaded + " of " + length + " bytes is out of place");
        }
        header.wrap(buffer, offset);
        if (header.schemaId() != EngineEndDecoder.SCHEMA_ID) {
            throw new IllegalStateException("snapshot record " + loaded + " has schema " + header.schemaId());
        }
        final int templateId = header.templateId();
        switch (templateId) {
            case ParticipantStateDecoder.TEMPLATE_ID -> engine.risk().loadParticipant(gate.load(buffer, offset));
            case MessageKeyStateDecoder.TEMPLATE_ID -> gate.loadKeys(buffer, offset);
            case ListingStateDecoder.TEMPLATE_ID -> loadListing(buffer, offset);
            case SetPriceTermsDecoder.TEMPLATE_ID -> loadPriceTerms(buffer, offset);
            case PriceBookStateDecoder.TEMPLATE_ID -> price.loadBook(buffer, offset);
            case SourceStateDecoder.TEMPLATE_ID -> price.loadSource(buffer, offset);
            case MarketBookStateDecoder.TEMPLATE_ID -> loadMarketBook(buffer, offset);
            case ProgressStateDecoder.TEMPLATE_ID -> loadProgress(buffer, offset);
            case EngineEndDecoder.TEMPLATE_ID -> loadEnd(buffer, offset);
            default -> {
                if (!engine.risk().load(templateId, buffer, offset)) {
                    throw new IllegalStateException("snapshot record " + loaded + " has template " + templateId);
                }
            }
        }
    }

    private void loadListing(final DirectBuffer buffer, final int offset) {
        listing.wrapAndApplyHeader(buffer, offset, header);
        final UnsafeBuffer command = new UnsafeBuffer(new byte[listing.commandLength()]);
        listing.getCommand(command, 0, command.capacity());
        price.loadListing(command, 0, command.capacity());
        engine.risk().loadListing(command, 0);
    }

    private void loadPriceTerms(final DirectBuffer buffer, final int offset) {
        price.loadTerms(buffer, offset);
        engine.risk().load(SetPriceTermsDecoder.TEMPLATE_ID, buffer, offset);
    }

    private void loadMarketBook(final DirectBuffer buffer, final int offset) {
        price.loadMarket(buffer, offset);
        engine.risk().load(MarketBookStateDecoder.TEMPLATE_ID, buffer, offset);
    }

    private void loadProgress(final DirectBuffer buffer, final int offset) {
        progress.wrapAndApplyHeader(buffer, offset, header);
        require(progress.sourceCursor() >= 0 && progress.tradeIds() >= 0 && progress.references() >= 0,
                "nothing can be below zero in the progress of tasks");
        engine.price().restoreLook(progress.pricesLookedMs(), progress.sourceCursor());
        engine.risk().restoreProgress(progress);
    }

    private void loadEnd(final DirectBuffer buffer, final int offset) {
        end.wrapAndApplyHeader(buffer, offset, header);
        if (end.records() != loaded) {
            throw new IllegalStateException("the snapshot has " + loaded + " records and claims " + end.records());
        }
        require(end.digest() == digest, "the snapshot's records are not the ones that were written");
        isComplete = true;
        final long hash = engine.stateHash();
        if (hash != end.stateHash()) {
            throw new IllegalStateException("the snapshot claims state hash " + Long.toHexString(end.stateHash())
                    + " and what was loaded has " + Long.toHexString(hash));
        }
    }

    void complete() {
        if (!isComplete) {
            throw new IllegalStateException("the snapshot ends after " + loaded + " records without its last one");
        }
    }
}
