package io.evenkeel.node.launch;

import io.aeron.CommonContext;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.checksum.Checksums;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.node.feed.FreeFlowControl;
import io.evenkeel.node.session.LogonAuthenticator;
import io.evenkeel.node.session.ParticipantKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.IdleStrategy;

/** The contexts of the four parts that Aeron Cluster is made of, from a node's. */
final class AeronContexts {
    private static final int SEGMENT_LENGTH = 64 * 1024 * 1024;
    private static final String LOCAL_CHANNEL = "aeron:ipc?term-length=64k";

    private final NodeContext node;
    private final ErrorHandler errors;
    private final Supplier<IdleStrategy> idle;
    private final String host;

    AeronContexts(final NodeContext node, final ErrorHandler errors) {
        this.node = node;
        this.errors = errors;
        idle = node.profile().idle();
        host = node.address().host();
    }

    static Path archiveDir(final NodeContext node) {
        return node.dir().resolve("archive");
    }

    static Path clusterDir(final NodeContext node) {
        return node.dir().resolve("cluster");
    }

    MediaDriver.Context driver() {
        return new MediaDriver.Context()
                .aeronDirectoryName(node.aeronDir().toString())
                .threadingMode(node.profile().driverThreading())
                .conductorIdleStrategy(idle.get())
                .senderIdleStrategy(idle.get())
                .receiverIdleStrategy(idle.get())
                .sharedIdleStrategy(idle.get())
                .termBufferSparseFile(true)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .multicastFlowControlSupplier(FreeFlowControl.supplier())
                .errorHandler(errors);
    }

    Archive.Context archive() {
        return new Archive.Context()
                .aeronDirectoryName(node.aeronDir().toString())
                .archiveDir(archiveDir(node).toFile())
                .controlChannel("aeron:udp?endpoint=" + node.address().archiveControlEndpoint())
                .localControlChannel(LOCAL_CHANNEL)
                .replicationChannel(anyPort())
                .recordingEventsEnabled(false)
                .segmentFileLength(SEGMENT_LENGTH)
                .fileSyncLevel(node.archiveSyncLevel())
                .catalogFileSyncLevel(node.archiveSyncLevel())
                .recordChecksum(Checksums.newInstance(TornRecordings.CHECKSUM))
                .replayChecksum(Checksums.newInstance(TornRecordings.CHECKSUM))
                .threadingMode(
                        node.profile() == Profile.DEDICATED
                                ? ArchiveThreadingMode.DEDICATED
                                : ArchiveThreadingMode.SHARED)
                .idleStrategySupplier(idle)
                .errorHandler(errors);
    }

    AeronArchive.Context archiveClient() {
        return new AeronArchive.Context()
                .aeronDirectoryName(node.aeronDir().toString())
                .controlRequestChannel(LOCAL_CHANNEL)
                .controlRequestStreamId(AeronArchive.Configuration.localControlStreamId())
                .controlResponseChannel(LOCAL_CHANNEL);
    }

    ConsensusModule.Context consensus(final Runnable terminationHook) {
        final int termLength = node.number(NodeProperty.DRIVER_TERM_LENGTH, 1 << 16);
        final SecureRandom random = new SecureRandom();
        final ParticipantKeys keys = new ParticipantKeys(node.keysFile());
        return new ConsensusModule.Context()
                .aeronDirectoryName(node.aeronDir().toString())
                .clusterMemberId(node.memberId())
                .clusterMembers(members(node.members()))
                .clusterDir(clusterDir(node).toFile())
                .archiveContext(archiveClient())
                .ingressChannel(CommonContext.UDP_CHANNEL + "?term-length=64k")
                .logChannel(CommonContext.UDP_CHANNEL + "?term-length=" + termLength)
                .replicationChannel(anyPort())
                .leaderHeartbeatTimeoutNs(node.durationNs(NodeProperty.HEARTBEAT_TIMEOUT))
                .leaderHeartbeatIntervalNs(node.durationNs(NodeProperty.HEARTBEAT_INTERVAL))
                .electionTimeoutNs(node.durationNs(NodeProperty.ELECTION_TIMEOUT))
                .electionStatusIntervalNs(node.durationNs(NodeProperty.ELECTION_STATUS_INTERVAL))
                .startupCanvassTimeoutNs(node.durationNs(NodeProperty.STARTUP_CANVASS_TIMEOUT))
                .sessionTimeoutNs(node.durationNs(NodeProperty.SESSION_TIMEOUT))
                .maxConcurrentSessions(node.number(NodeProperty.MAX_SESSIONS, 1))
                .authenticatorSupplier(() -> new LogonAuthenticator(keys, random))
                .fileSyncLevel(node.archiveSyncLevel())
                .idleStrategySupplier(idle)
                .terminationHook(terminationHook)
                .errorHandler(errors);
    }

    ClusteredServiceContainer.Context container(
            final ClusteredService service, final Runnable terminationHook, final ErrorHandler fatal) {
        return new ClusteredServiceContainer.Context()
                .aeronDirectoryName(node.aeronDir().toString())
                .archiveContext(archiveClient())
                .clusterDir(clusterDir(node).toFile())
                .clusteredService(service)
                .idleStrategySupplier(idle)
                .terminationHook(terminationHook)
                .errorHandler(fatal);
    }

    private String anyPort() {
        return "aeron:udp?endpoint=" + host + ":0";
    }

    private static String members(final List<NodeAddress> members) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            final NodeAddress member = members.get(i);
            text.append(i)
                    .append(',').append(member.ingressEndpoint())
                    .append(',').append(member.consensusEndpoint())
                    .append(',').append(member.logEndpoint())
                    .append(',').append(member.catchupEndpoint())
                    .append(',').append(member.archiveControlEndpoint())
                    .append('|');
        }
        return text.toString();
    }
}
