-- What the reference gateway keeps. SQLite and PostgreSQL read the same words. Amounts are in units of the asset, times
-- are UTC. Rows are only ever added; what changes afterwards is an answer that was still awaited, and the number to go
-- on from.

-- One row: whose books these are, and how far the settlement feed has been taken over.
CREATE TABLE IF NOT EXISTS gateway (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    tables_version INTEGER NOT NULL,
    participant    INTEGER NOT NULL,  -- who this gateway is to the cluster
    next_number    BIGINT  NOT NULL,  -- number on the settlement feed to go on from
    log_position   BIGINT  NOT NULL   -- log position of the last event taken over
);

-- What the ledger asked for, each once.
CREATE TABLE IF NOT EXISTS instruction (
    instruction  BIGINT  PRIMARY KEY, -- id that the ledger gave it
    kind         TEXT    NOT NULL CHECK (kind IN ('WITHDRAWAL', 'PAY', 'COLLECT')),
    cycle        BIGINT  NOT NULL,    -- settlement cycle; 0 for a withdrawal
    account      BIGINT  NOT NULL,
    asset        INTEGER NOT NULL,
    amount       BIGINT  NOT NULL CHECK (amount > 0),
    log_position BIGINT  NOT NULL,    -- of the command that made it
    received_at  TEXT    NOT NULL
);

-- Money that moved. The key is the instruction's, so that nothing is ever paid twice.
CREATE TABLE IF NOT EXISTS payment (
    instruction BIGINT  PRIMARY KEY REFERENCES instruction (instruction),
    direction   TEXT    NOT NULL CHECK (direction IN ('OUT', 'IN')),
    account     BIGINT  NOT NULL,
    asset       INTEGER NOT NULL,
    amount      BIGINT  NOT NULL CHECK (amount > 0),
    paid_at     TEXT    NOT NULL
);

-- What the ledger is told about it, until it has answered. CONFIRMED has a payment, FAILED has none.
CREATE TABLE IF NOT EXISTS confirmation (
    instruction     BIGINT PRIMARY KEY REFERENCES instruction (instruction),
    reference       BIGINT NOT NULL UNIQUE,   -- drawn for this row: the ledger keeps it, so another is of other books
    outcome         TEXT   NOT NULL CHECK (outcome IN ('CONFIRMED', 'FAILED')),
    reason          TEXT,                     -- why it failed
    decided_at      TEXT   NOT NULL,
    answer          TEXT,                     -- ACCEPTED; UNKNOWN_INSTRUCTION: it was over already; empty: awaited
    answer_position BIGINT,                   -- log position of the answer
    answered_at     TEXT
);

-- The ledger's own word that an instruction is over, to compare; of one that was CANCELLED no gateway was told.
CREATE TABLE IF NOT EXISTS ended (
    instruction  BIGINT  PRIMARY KEY,
    outcome      TEXT    NOT NULL,
    reference    BIGINT  NOT NULL,
    account      BIGINT  NOT NULL,
    asset        INTEGER NOT NULL,
    amount       BIGINT  NOT NULL,
    balance      BIGINT  NOT NULL,  -- of the account, afterwards
    log_position BIGINT  NOT NULL
);

-- Money that arrived, to be booked once by its reference.
CREATE TABLE IF NOT EXISTS deposit (
    reference       BIGINT  PRIMARY KEY,
    account         BIGINT  NOT NULL,
    asset           INTEGER NOT NULL,
    amount          BIGINT  NOT NULL CHECK (amount > 0),
    recorded_at     TEXT    NOT NULL,
    answer          TEXT,           -- ACCEPTED; DUPLICATE_REFERENCE: it was booked already; RETURNED: refused, and sent back;
                                    -- another: why it is refused; empty: awaited
    answer_position BIGINT,
    answered_at     TEXT
);

-- The gateway asks five times a second for what is to be reported.
CREATE INDEX IF NOT EXISTS deposit_answer ON deposit (answer);
