package io.evenkeel.node.service;

import io.aeron.archive.client.AeronArchive;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.node.pipeline.PipelineSettings;
import java.util.List;

/**
 * What the clearing service needs to know.
 *
 * @param members       all nodes, by member id.
 * @param memberId      which of them this is.
 * @param limits        capacities; the same on every node.
 * @param pipeline      how the stages run.
 * @param outputSlots   length of the output ring, a power of two.
 * @param chainInterval commands between chain digests; the same on every node.
 * @param timerPeriodMs period of the timer in the log, in milliseconds of cluster time; the same on every node.
 * @param archive       how this node's own Archive is reached; cloned before use.
 * @param aeronDir      directory of the media driver.
 */
public record ServiceSettings(
        List<NodeAddress> members,
        int memberId,
        EngineLimits limits,
        PipelineSettings pipeline,
        int outputSlots,
        int chainInterval,
        long timerPeriodMs,
        AeronArchive.Context archive,
        String aeronDir) {

    /** Keeps its own list of members. */
    public ServiceSettings {
        members = List.copyOf(members);
    }
}
