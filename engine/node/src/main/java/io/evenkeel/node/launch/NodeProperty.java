package io.evenkeel.node.launch;

/**
 * Every property of a node: its name, its default and what it means. A property with this prefix that is not here is
 * refused. Durations carry their unit ({@code 50ms}, {@code 3s}). The table in {@code cluster-config/README.md} is made
 * from this list.
 */
public enum NodeProperty {
    /** Member id. */
    NODE_ID("evenkeel.node.id", "0", "Which of the members this node is, from 0"),
    /** Members. */
    MEMBERS(
            "evenkeel.members",
            "127.0.0.1:9000",
            "All nodes as host:basePort, separated by commas, in order of their ids; one or three (or any odd number)"),
    /** Directory. */
    DIR("evenkeel.dir", "evenkeel-node-0", "Directory of archive, cluster and mark files; made if it is not there"),
    /** Media driver directory. */
    AERON_DIR(
            "evenkeel.aeron.dir",
            "",
            "Directory of the media driver, best in memory; empty for one in /dev/shm (or the temporary directory)"
                    + " named after user and base port"),
    /** Keys. */
    KEYS_FILE(
            "evenkeel.keys.file",
            "",
            "File of lines `participant id = key in hex` for the logon; empty for keys.properties in evenkeel.dir"),
    /** Service. */
    SERVICE("evenkeel.service", "clearing", "clearing, or echo to measure what the cluster alone costs"),
    /** Profile. */
    PROFILE(
            "evenkeel.profile",
            "shared",
            "shared: threads yield and the media driver is one thread; dedicated: threads spin and the driver has"
                    + " three, for hosts with a core for each (pin them from outside: taskset or isolcpus); frugal:"
                    + " threads park when idle, for tests and crowded hosts, at the cost of latency"),
    /** Pipeline. */
    PIPELINE(
            "evenkeel.pipeline",
            "auto",
            "inline, ring or stages: on how many threads the stages run; auto: stages from 12 processors, ring from 6,"
                    + " else inline"),
    /** Input ring. */
    INPUT_SLOTS("evenkeel.pipeline.input.slots", "4096", "Length of the input ring, a power of two; 1.5 KiB a slot"),
    /** Output ring. */
    OUTPUT_SLOTS(
            "evenkeel.pipeline.output.slots", "16384", "Length of the output ring, a power of two; 0.6 KiB a slot"),
    /** Stall timeout. */
    STALL_TIMEOUT(
            "evenkeel.pipeline.stall.timeout",
            "3s",
            "How long a stage may stand still while work waits before the node stops"),
    /** Limits. */
    LIMITS(
            "evenkeel.limits",
            "standard",
            "Capacities, the same on every node: standard (1,000,000 accounts) or small (8,192 accounts)"),
    /** Slice. */
    SLICE_EVALUATIONS(
            "evenkeel.slice.evaluations",
            "64",
            "Most account evaluations of a task in one slice; the same on every node"),
    /** Timer. */
    TIMER_PERIOD("evenkeel.timer.period", "50ms", "Period of the timer in the log; the same on every node"),
    /** Chain interval. */
    CHAIN_INTERVAL(
            "evenkeel.chain.interval",
            "1024",
            "Log entries between chain digests, which nodes compare; the same on every node"),
    /** Heartbeat timeout. */
    HEARTBEAT_TIMEOUT(
            "evenkeel.heartbeat.timeout", "500ms", "Silence of the leader after which followers elect another; CI: 2s"),
    /** Heartbeat interval. */
    HEARTBEAT_INTERVAL("evenkeel.heartbeat.interval", "50ms", "How often the leader is heard; CI: 100ms"),
    /** Election timeout. */
    ELECTION_TIMEOUT("evenkeel.election.timeout", "200ms", "How long a candidate waits for votes; CI: 500ms"),
    /** Election status. */
    ELECTION_STATUS_INTERVAL(
            "evenkeel.election.status.interval", "40ms", "How often nodes tell their state in an election; CI: 40ms"),
    /** Canvass. */
    STARTUP_CANVASS_TIMEOUT(
            "evenkeel.startup.canvass.timeout",
            "5s",
            "How long a starting node waits for all members before a majority is enough; at least twice the heartbeat"
                    + " timeout"),
    /** Session timeout. */
    SESSION_TIMEOUT("evenkeel.session.timeout", "10s", "Silence after which a client's session is closed"),
    /** Sessions. */
    MAX_SESSIONS("evenkeel.max.sessions", "1024", "Most client sessions open at once"),
    /** Sync. */
    ARCHIVE_SYNC_LEVEL(
            "evenkeel.archive.sync.level",
            "0",
            "0: the log is safe when a majority has it in memory; 1: and on its disks; 2: and its files' metadata"),
    /** Driver terms. */
    DRIVER_TERM_LENGTH(
            "evenkeel.log.term.length", "16777216", "Term length of the replicated log in bytes, a power of two");

    /** What every property begins with. */
    public static final String PREFIX = "evenkeel.";

    private final String key;
    private final String defaultValue;
    private final String meaning;

    NodeProperty(final String key, final String defaultValue, final String meaning) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** {@return the name of the property} */
    public String key() {
        return key;
    }

    /** {@return the value it has unless given} */
    public String defaultValue() {
        return defaultValue;
    }

    /** {@return what it means, as one sentence} */
    public String meaning() {
        return meaning;
    }

    /** {@return the property of this name, or null} */
    public static NodeProperty of(final String key) {
        for (final NodeProperty property : values()) {
            if (property.key.equals(key)) {
                return property;
            }
        }
        return null;
    }
}
