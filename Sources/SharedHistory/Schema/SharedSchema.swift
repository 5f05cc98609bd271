/// The tables of the shared history, in a schema of their own, made and changed by numbered steps: a step that was ever
/// released stays as it is. Names are those of the embedded file's tables (`HistorySchema`).
enum SharedSchema {
  struct Step: Sendable {
    let name: String
    /// One statement each.
    let statements: [String]
  }

  static let steps = [
    Step(name: "1: scopes and contacts", statements: scopes + contacts),
    Step(name: "2: answers, events, alerts and erasures", statements: answers + events + alerts + erasures),
  ]

  private static let scopes = [
    """
    -- Journeys (1) and accounts (0). A version is the id of the last write, null before the first one; contacts is how
    -- many were ever made, by which they are numbered.
    CREATE TABLE waymark.scope (
      kind smallint NOT NULL, id text COLLATE "C" NOT NULL, version uuid, contacts bigint NOT NULL DEFAULT 0,
      PRIMARY KEY (kind, id)
    ) WITH (fillfactor = 70)
    """
  ]

  private static let contacts = [
    """
    -- Actions as they were when contacts were made, by a hash of all other columns.
    CREATE TABLE waymark.stamp (
      id bigint PRIMARY KEY, action text NOT NULL, kind text, "group" text, exempt boolean NOT NULL,
      counts boolean NOT NULL
    )
    """,
    """
    -- Numbered within its journey and its account. Instants are microseconds since 1970. Of origin: 0 reserved by the
    -- daemon, 1 told, 2 presumed from what came of it, 3 a report that names no decision.
    CREATE TABLE waymark.contact (
      journey text COLLATE "C" NOT NULL, number bigint NOT NULL, account text COLLATE "C", account_number bigint,
      stamp bigint NOT NULL, channel text COLLATE "C", at bigint NOT NULL, write uuid NOT NULL, decision uuid,
      delivered boolean NOT NULL, origin smallint NOT NULL, PRIMARY KEY (journey, number)
    )
    """,
    "CREATE INDEX contact_account ON waymark.contact (account, account_number) WHERE account IS NOT NULL",
    "CREATE INDEX contact_decision ON waymark.contact (decision) WHERE decision IS NOT NULL",
    // For the clean-up: they come in the order of time, or nearly.
    "CREATE INDEX contact_at ON waymark.contact USING brin (at)",
    """
    -- What came of contacts, beside the delivery at the contact's own instant.
    CREATE TABLE waymark.outcome (
      journey text COLLATE "C" NOT NULL, contact bigint NOT NULL, outcome text COLLATE "C" NOT NULL,
      at bigint NOT NULL, value double precision, PRIMARY KEY (journey, contact, outcome)
    )
    """,
    """
    -- The latest opt-out of a person on a channel; the journey is gone once the person is forgotten.
    CREATE TABLE waymark.withdrawal (
      person bytea NOT NULL, channel text COLLATE "C" NOT NULL, at bigint NOT NULL, journey text COLLATE "C",
      PRIMARY KEY (person, channel)
    )
    """,
    "CREATE INDEX withdrawal_journey ON waymark.withdrawal (journey) WHERE journey IS NOT NULL",
    // The secret is the key under which journeys are hashed: all hosts need the same.
    "CREATE TABLE waymark.setting (name text COLLATE \"C\" PRIMARY KEY, value bytea NOT NULL)",
  ]

  private static let answers = [
    """
    -- Answers to requests that can be repeated under their keys.
    CREATE TABLE waymark.answer (
      key bytea PRIMARY KEY, question bytea NOT NULL, journey text COLLATE "C" NOT NULL, at bigint NOT NULL,
      revision text NOT NULL, body bytea NOT NULL
    )
    """,
    "CREATE INDEX answer_journey ON waymark.answer (journey)",
    "CREATE INDEX answer_at ON waymark.answer USING brin (at)",
  ]

  private static let events = [
    """
    -- What was told of journeys. A number tells those of one instant apart; the name is the id that a caller gave; the
    -- body is JSON.
    CREATE TABLE waymark.event (
      journey text COLLATE "C" NOT NULL, at bigint NOT NULL, number bigint NOT NULL, name text COLLATE "C",
      account text COLLATE "C", body text NOT NULL, PRIMARY KEY (journey, at, number)
    )
    """,
    "CREATE UNIQUE INDEX event_name ON waymark.event (name) WHERE name IS NOT NULL",
    "CREATE INDEX event_account ON waymark.event (account, journey) WHERE account IS NOT NULL",
    """
    -- The alert rules that held for a journey when it was looked at last, a line each.
    CREATE TABLE waymark.holding (journey text COLLATE "C" PRIMARY KEY, rules text NOT NULL)
    """,
  ]

  private static let alerts = [
    """
    -- Numbered in the order of their commits, which an identity column is not: the number given last is a setting, whose
    -- row is locked by who raises alerts.
    CREATE TABLE waymark.alert (
      id bigint PRIMARY KEY, at bigint NOT NULL, rule text NOT NULL, severity text, summary text,
      journey text COLLATE "C" NOT NULL, account text COLLATE "C", revision text, decision uuid
    )
    """,
    "CREATE INDEX alert_journey ON waymark.alert (journey)",
  ]

  private static let erasures = [
    """
    -- That journeys were erased, by keyed hashes.
    CREATE TABLE waymark.erasure (number bigint PRIMARY KEY, person bytea NOT NULL, at bigint NOT NULL)
    """,
    "CREATE INDEX erasure_person ON waymark.erasure (person)",
  ]
}
